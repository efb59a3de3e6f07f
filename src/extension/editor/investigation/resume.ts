import * as vscode from 'vscode';
import type { EarlierCase } from '../../core/model/earlierCase.ts';
import { Failure } from '../../core/model/failure.ts';
import type { Clock, Narrator } from '../../core/model/ports.ts';
import { plainText } from '../../core/report/plainText.ts';
import { type ReadCaseFile, type SavedCase, savedCaseAt } from '../../core/report/savedCase.ts';
import { type ResumeWay, usualWay } from '../../core/tools/recentCase.ts';
import type { RecentCase } from '../../core/tools/skillState.ts';
import { tokenOf } from '../cancellation.ts';
import { savedCaseOf } from '../cases/caseOnDisk.ts';
import type { CasePlaces } from '../cases/casePlaces.ts';
import type { OpenTenant } from '../connection/tenantSession.ts';
import type { Questions } from '../questions.ts';
import { age } from '../relativeTime.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { SharedCases } from './sharedCases.ts';

export type ResumePorts = {
  readonly questions: Questions;
  readonly clock: Clock;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  readonly shared: Pick<SharedCases, 'drop'>;
  readonly readCaseFile: ReadCaseFile;
  readonly places: Pick<CasePlaces, 'of'>;
  readonly report: (error: unknown, during: string) => void;
};

/**
 * What becomes of an earlier case of the same event (I-04). A refresh without `earlier` found nothing that it could take along; `entry` is what the
 * shared state notes of the case.
 */
export type Resumed =
  | { readonly way: 'continue'; readonly file: string; readonly ago: string }
  | { readonly way: 'refresh'; readonly entry?: RecentCase; readonly earlier?: EarlierCase }
  | { readonly way: 'fresh' };

/** Asks once, the likelier answer first; undefined when the user changed their mind. */
export async function askResume(entry: RecentCase, tenant: OpenTenant, ports: ResumePorts): Promise<Resumed | undefined> {
  const way = await askWay(entry, ports);
  if (way === undefined) return undefined;
  if (way === 'fresh') {
    await forget(entry, tenant, ports);
    return { way };
  }
  const saved = await savedCaseOf(entry, ports);
  if (way === 'continue' && saved.status === 'own')
    return { way, file: saved.earlier.file, ago: agoText(saved.earlier.completedAt, ports.clock.now()) };
  if (saved.status === 'lost') tellLost(saved, ports);
  return refreshed(entry, saved);
}

/** For who asked for the same case again already: nothing is asked. */
export async function refreshCase(entry: RecentCase, ports: Pick<ResumePorts, 'readCaseFile' | 'places'>): Promise<Resumed> {
  return refreshed(entry, await savedCaseOf(entry, ports));
}

/** For who asked for the case in a file; what can not be taken along of it is told. */
export async function refreshFile(file: string, id: string, entry: RecentCase | undefined, ports: ResumePorts): Promise<Resumed> {
  const saved = await savedCaseAt(file, id, ports.readCaseFile);
  if (saved.status === 'lost') tellLost(saved, ports);
  return { way: 'refresh', ...(entry && { entry }), ...(saved.status === 'own' && { earlier: saved.earlier }) };
}

function refreshed(entry: RecentCase, saved: SavedCase): Resumed {
  return { way: 'refresh', entry, ...(saved.status === 'own' && { earlier: saved.earlier }) };
}

/** That the entry could not be dropped costs nobody the investigation. */
async function forget(entry: RecentCase, tenant: OpenTenant, { shared, report }: ResumePorts): Promise<void> {
  try {
    await shared.drop(tenant, entry.eventId);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    report(error, 'drop the earlier case');
  }
}

/** A notification beside the narration, whose lines are soon replaced. */
function tellLost({ why }: Extract<SavedCase, { status: 'lost' }>, { narrator }: ResumePorts): void {
  const line = vscode.l10n.t('The saved case can not be used ({0}), so the threat is investigated again without it.', why);
  narrator.say(line);
  void vscode.window.showWarningMessage(line);
}

type Row = vscode.QuickPickItem & { readonly way: ResumeWay };

async function askWay(entry: RecentCase, { questions, clock, signal }: ResumePorts): Promise<ResumeWay | undefined> {
  const now = clock.now();
  const usual = usualWay(entry, now);
  const first = rows().toSorted((a, b) => Number(b.way === usual) - Number(a.way === usual));
  const options: vscode.QuickPickOptions = {
    title: vscode.l10n.t('You investigated {0} {1}', plainText(entry.eventId), agoText(Date.parse(entry.completed ?? ''), now)),
    placeHolder: dotted(fileOf(entry), handoffOf(entry)),
    ignoreFocusOut: true,
  };
  return (await questions.ask(() => vscode.window.showQuickPick(first, options, tokenOf(signal))))?.way;
}

function rows(): readonly Row[] {
  return [
    { way: 'continue', label: vscode.l10n.t('Continue'), detail: vscode.l10n.t('Opens the saved case; nothing is asked of the tenant') },
    {
      way: 'refresh',
      label: vscode.l10n.t('Refresh'),
      detail: vscode.l10n.t('Investigates again and merges what is new into the saved case; what you wrote in it stays'),
    },
    {
      way: 'fresh',
      label: vscode.l10n.t('Start fresh'),
      detail: vscode.l10n.t('Drops the entry of that case, its hand-off with it, and investigates without it; its file stays'),
    },
  ];
}

/** @param at milliseconds; NaN where the state does not say it */
function agoText(at: number, now: number): string {
  if (Number.isNaN(at)) return vscode.l10n.t('before');
  return now - at < 60_000 ? vscode.l10n.t('just now') : vscode.l10n.t('{0} ago', age(at, now));
}

function fileOf({ caseFile }: RecentCase): string {
  return caseFile === undefined ? vscode.l10n.t('No case file is noted') : vscode.l10n.t('Case file {0}', plainText(caseFile));
}

/** "Hand-off: jira RUNTIME-1234"; the state is shared, so it is data. */
function handoffOf({ handoff }: RecentCase): string | undefined {
  if (handoff === undefined) return undefined;
  const { destination, ticketKey } = handoff;
  return vscode.l10n.t('Hand-off: {0}', plainText(ticketKey === undefined ? destination : `${destination} ${ticketKey}`));
}
