import * as vscode from 'vscode';
import { type JiraAccount, jiraRest, jiraSite } from '../../core/handoff/jiraRest.ts';
import type { HandOffPorts } from './handOff.ts';
import { saveJiraAccount } from './jiraAccount.ts';
import { askText } from './prompts.ts';
import { underProgress } from './sending.ts';

type Ports = Pick<HandOffPorts, 'questions' | 'keys' | 'send' | 'clock'>;

/**
 * Site, account and API token, tried with one read before anything is kept. Escape changes nothing.
 * @returns false where the user changed their mind. Throws the Failure of the read.
 */
export async function setUpJira(ports: Ports): Promise<boolean> {
  const account = await askAccount(ports);
  if (account === undefined) return false;
  const seen = await underProgress(vscode.l10n.t('Trying {0}', hostOf(account)), (signal) => tryAccount(account, ports, signal));
  await saveJiraAccount(account, ports.keys);
  void vscode.window.showInformationMessage(
    seen === 0
      ? vscode.l10n.t('Jira is set up, but the account sees no project on {0}.', hostOf(account))
      : vscode.l10n.t('Jira is set up: {0} accepts the token.', hostOf(account)),
  );
  return true;
}

async function askAccount({ questions }: Ports): Promise<JiraAccount | undefined> {
  const settings = vscode.workspace.getConfiguration('runtimeThreats');
  const typed = await askText(questions, {
    title: vscode.l10n.t('Jira site'),
    prompt: vscode.l10n.t('As in the address of your tickets, such as acme.atlassian.net'),
    value: String(settings.get<unknown>('jira.site') ?? ''),
    problem: (value) => (jiraSite(value) === undefined ? vscode.l10n.t('This is no https address of a site') : undefined),
  });
  const site = typed === undefined ? undefined : jiraSite(typed);
  if (site === undefined) return undefined;
  const email = await askText(questions, {
    title: vscode.l10n.t('E-mail address of your Atlassian account'),
    prompt: vscode.l10n.t('Jira takes it together with the API token'),
    value: String(settings.get<unknown>('jira.email') ?? ''),
    problem: (value) => (/^[^\s:@]+@[^\s:@]+$/.test(value) ? undefined : vscode.l10n.t('This is no e-mail address')),
  });
  if (email === undefined) return undefined;
  const token = await askText(questions, {
    title: vscode.l10n.t('Jira API token'),
    prompt: vscode.l10n.t('Sent to {0} only; kept in the secret storage of VS Code', hostOf({ site })),
    password: true,
    problem: (value) => (/^[!-~]+$/.test(value) ? undefined : vscode.l10n.t('Paste the API token, without spaces')),
  });
  return token === undefined ? undefined : { site, email, token };
}

/** How many projects it can see, of the first page. */
async function tryAccount(account: JiraAccount, { send, clock }: Ports, signal: AbortSignal): Promise<number> {
  const projects = await jiraRest(account, { send, clock }).projects?.('', signal);
  return projects?.length ?? 0;
}

function hostOf({ site }: Pick<JiraAccount, 'site'>): string {
  return new URL(site).host;
}
