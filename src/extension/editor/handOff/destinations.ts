import * as vscode from 'vscode';
import type { HandoffKind } from '../../core/handoff/handoffDocument.ts';
import { jiraRest } from '../../core/handoff/jiraRest.ts';
import type { TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { ticketToolsDoor } from '../../core/handoff/ticketTools.ts';
import type { Handoff, RecentCase } from '../../core/tools/skillState.ts';
import { rowText } from '../rowText.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { HandOffTools } from './handOff.ts';
import { jiraAccount } from './jiraAccount.ts';
import { findPager, type Pager } from './pager.ts';
import { askRow, type Row } from './prompts.ts';
import { windowTools } from './windowTools.ts';

/** Where a document can go from this window; what is not detected is absent (C-11). */
export type Destinations = { readonly tickets?: TicketDoor; readonly pages?: Pager };

/** `skip`: only the path or the text is shown. */
export type Choice = Handoff | 'setUpJira' | 'setUpPagerDuty';

/** @param sample then only what the user set up by hand counts: made-up threats open no ticket that nobody asked for (C-06) */
export async function detectDestinations(sample: boolean, ports: HandOffTools): Promise<Destinations> {
  const account = await jiraAccount(ports.keys);
  const tickets = account === undefined ? (sample ? undefined : ticketToolsDoor(windowTools(), ports.clock)) : jiraRest(account, ports);
  const pages = await findPager(sample ? { ...ports, variables: () => ({}) } : ports);
  return { ...(tickets && { tickets }), ...(pages && { pages }) };
}

/** The names of what `detectDestinations` finds, for a line that says where something would be filed. */
export async function destinationNames(sample: boolean, ports: HandOffTools): Promise<readonly string[]> {
  const { tickets, pages } = await detectDestinations(sample, ports);
  return [...(tickets === undefined ? [] : [tickets.product]), ...(pages === undefined ? [] : ['PagerDuty'])];
}

/** What was chosen before, and where the case went already. */
export type Before = { readonly preferred?: Handoff; readonly handoff?: RecentCase['handoff'] };

const shown = {
  case: {
    title: () => vscode.l10n.t('Where should the case go?'),
    skip: () => vscode.l10n.t('Just show the path'),
  },
  action: {
    title: () => vscode.l10n.t('Where should the action go?'),
    skip: () => vscode.l10n.t('Just show the text'),
  },
  report: {
    title: () => vscode.l10n.t('Where should the report go?'),
    skip: () => vscode.l10n.t('Just show the text'),
  },
} as const;

/** H-01: only what is there, the one that was chosen last time first. Undefined on Escape. */
export async function askDestination(
  kind: HandoffKind,
  there: Destinations,
  before: Before,
  ports: HandOffTools,
): Promise<Choice | undefined> {
  const rows = rowsOf(kind, there).toSorted((a, b) => Number(b.choice === before.preferred) - Number(a.choice === before.preferred));
  // Of an action it says nothing where its case went.
  const earlier = kind === 'action' ? undefined : earlierText(before.handoff);
  const none = there.tickets === undefined && there.pages === undefined;
  const hint = none ? vscode.l10n.t('Neither Jira nor PagerDuty is set up') : earlier;
  return askRow(ports.questions, rows, {
    title: shown[kind].title(),
    ...(hint !== undefined && { placeHolder: hint }),
  });
}

function rowsOf(kind: HandoffKind, { tickets, pages }: Destinations): readonly Row<Choice>[] {
  const show: Row<Choice> = { label: shown[kind].skip(), description: vscode.l10n.t('nothing is sent'), choice: 'skip' };
  if (tickets === undefined && pages === undefined) {
    return [
      { label: vscode.l10n.t('Set up Jira…'), description: vscode.l10n.t('site, account and API token'), choice: 'setUpJira' },
      { label: vscode.l10n.t('Set up PagerDuty…'), description: vscode.l10n.t('routing key'), choice: 'setUpPagerDuty' },
      show,
    ];
  }
  const product = tickets?.product ?? '';
  return [
    ...(tickets ? [{ label: product, description: rowText(tickets.name), choice: 'jira' as const }] : []),
    ...(pages ? [{ label: 'PagerDuty', description: keyText(pages), choice: 'pagerduty' as const }] : []),
    ...(tickets && pages
      ? [{ label: vscode.l10n.t('Both'), description: vscode.l10n.t('{0}, then PagerDuty', product), choice: 'both' as const }]
      : []),
    show,
  ];
}

function keyText({ key, found }: Pager): string {
  const end = vscode.l10n.t('key ends in {0}', key.slice(-4));
  return found === 'stored' ? end : dotted(end, rowText(found.variable));
}

/** The state is shared with other tools, so this is data. */
function earlierText(handoff: RecentCase['handoff']): string | undefined {
  if (handoff?.ticketKey === undefined) return undefined;
  return vscode.l10n.t('Handed off before: {0}', rowText(`${handoff.destination} ${handoff.ticketKey}`));
}
