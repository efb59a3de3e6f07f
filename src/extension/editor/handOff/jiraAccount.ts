import * as vscode from 'vscode';
import * as z from 'zod';
import { type JiraAccount, jiraSite } from '../../core/handoff/jiraRest.ts';
import type { HandOffKeys } from './handOffKeys.ts';

const stored = z.object({ site: z.string(), email: z.string(), token: z.string().min(1) });

/**
 * Site and account of the settings (machine scope: no workspace can name them, V-16) with the token that was entered for exactly these:
 * a token never goes to a site that a setting named later. undefined where Jira is not set up.
 */
export async function jiraAccount(keys: Pick<HandOffKeys, 'get'>): Promise<JiraAccount | undefined> {
  const settings = vscode.workspace.getConfiguration('runtimeThreats');
  const site = jiraSite(String(settings.get<unknown>('jira.site') ?? ''));
  const email = settings.get<unknown>('jira.email');
  const account = readAccount(await keys.get('jira'));
  return account !== undefined && account.site === site && account.email === email ? account : undefined;
}

/** Both settings and the token, together. */
export async function saveJiraAccount(account: JiraAccount, keys: Pick<HandOffKeys, 'set'>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('runtimeThreats');
  await settings.update('jira.site', account.site, vscode.ConfigurationTarget.Global);
  await settings.update('jira.email', account.email, vscode.ConfigurationTarget.Global);
  await keys.set('jira', JSON.stringify(account));
}

function readAccount(text: string | undefined): JiraAccount | undefined {
  if (text === undefined) return undefined;
  try {
    return stored.safeParse(JSON.parse(text)).data;
  } catch (error) {
    // Another version's way to store it: as good as none, since Set Up Jira writes it anew.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
