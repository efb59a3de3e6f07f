import * as vscode from 'vscode';
import type { Project, TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { Failure } from '../../core/model/failure.ts';
import { jiraProjectVariable } from '../../core/tools/integrations.ts';
import { rowText } from '../rowText.ts';
import type { HandOffTools } from './handOff.ts';
import { askRow, askText, type Row } from './prompts.ts';
import { underProgress } from './sending.ts';

/** `chosen`: by the user, now; only that is remembered (K-09). */
export type ChosenProject = Pick<Project, 'key' | 'site'> & { readonly chosen: boolean };

/** H-02: the environment's project, else the one that was chosen last time, else a list. Undefined on Escape. */
export async function projectFor(door: TicketDoor, preferred: string | undefined, ports: HandOffTools): Promise<ChosenProject | undefined> {
  const variables = ports.variables();
  const set = Object.keys(variables).filter((name) => variables[name]);
  const named = variables[jiraProjectVariable(set) ?? '']?.trim();
  // Both are names of Jira's projects: a team of Linear's is picked.
  const known = [named, preferred].find((key) => key !== undefined && door.product === 'Jira' && isProjectKey(key));
  return known === undefined ? pickProject(door, ports) : { key: known, chosen: false };
}

type Choice = Project | 'search' | 'type';

/** The projects that the account sees, with a search at the server and a key typed by hand. Undefined on Escape. */
export async function pickProject(door: TicketDoor, ports: HandOffTools, query = ''): Promise<ChosenProject | undefined> {
  const listed = await listProjects(door, query, ports);
  if ('why' in listed) return typeProject(ports, listed.why);
  const more: readonly Row<Choice>[] = [
    { label: vscode.l10n.t('Search…'), choice: 'search', alwaysShow: true },
    { label: vscode.l10n.t('Enter a key…'), choice: 'type', alwaysShow: true },
  ];
  const rows = listed.projects.map((project) => ({ label: rowText(project.key), description: rowText(project.name), choice: project }));
  const title = vscode.l10n.t('Which project?');
  // A site may have thousands, of which the first are listed.
  const placeHolder =
    query === ''
      ? vscode.l10n.t('{0} listed; Search… asks for others', rows.length)
      : vscode.l10n.t('{0} found for "{1}"', rows.length, rowText(query));
  const choice = await askRow<Choice>(ports.questions, [...rows, ...more], { title, placeHolder });
  if (choice === undefined) return undefined;
  if (choice === 'type') return typeProject(ports);
  if (choice !== 'search') return { key: choice.key, chosen: true, ...(choice.site !== undefined && { site: choice.site }) };
  const words = await askText(ports.questions, { title: vscode.l10n.t('Name or key of the project'), problem: () => undefined });
  return words === undefined ? undefined : pickProject(door, ports, words);
}

/** That projects can not be listed is no reason to stop: filing needs another permission than looking. */
async function listProjects({ projects }: TicketDoor, query: string, { log }: HandOffTools) {
  if (projects === undefined) return { why: vscode.l10n.t('The projects can not be listed here') };
  try {
    return { projects: await underProgress(vscode.l10n.t('Listing the projects'), (signal) => projects(query, signal)) };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    log.write('warn', 'the projects could not be listed', { reason: error.reason, why: error.why });
    return { why: rowText(error.why) };
  }
}

async function typeProject({ questions }: HandOffTools, why?: string): Promise<ChosenProject | undefined> {
  const key = await askText(questions, {
    title: vscode.l10n.t('Key of the project'),
    problem: (value) => (isProjectKey(value) ? undefined : vscode.l10n.t('A key is letters and digits, such as RUNTIME')),
    ...(why !== undefined && { prompt: why }),
  });
  return key === undefined ? undefined : { key, chosen: true };
}

function isProjectKey(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{1,79}$/.test(value);
}
