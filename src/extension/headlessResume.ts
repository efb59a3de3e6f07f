import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenedInvestigation } from './core/investigate/investigate.ts';
import { Failure } from './core/model/failure.ts';
import { findSavedCase, type SavedCase } from './core/report/savedCase.ts';
import type { Connection } from './core/tools/connection.ts';
import { caseOf, type ResumeWay } from './core/tools/recentCase.ts';
import { losesOnlyState, type RecentCase, readInvestigateState, saveInvestigateState } from './core/tools/skillState.ts';
import { readOwnCaseFile } from './node/caseFiles.ts';

export type ResumePorts = {
  readonly connection: Connection;
  /** as the shared state has them */
  readonly cases: readonly RecentCase[];
  readonly signal: AbortSignal;
  readonly way: ResumeWay;
  /** where the case files are; the temporary folder if absent */
  readonly folder: string | undefined;
  readonly say: (line: string) => void;
  readonly complain: (error: unknown) => void;
};

type Saved = Extract<SavedCase, { status: 'own' }>;

/** An investigation that may begin, with the earlier case that it refreshes, or that case itself where it is to be continued. */
export type Resumed =
  | { readonly opened: OpenedInvestigation; readonly entry?: RecentCase; readonly saved?: Saved }
  | { readonly opened?: undefined; readonly saved: Saved };

/**
 * I-04 without a question: an earlier case is told, and the command line decides. It is looked for before any call by the id, then by the event
 * that the id stands for.
 */
export async function resume(id: string, open: () => Promise<OpenedInvestigation>, ports: ResumePorts): Promise<Resumed> {
  const { cases } = ports;
  const direct = await settle(caseOf(cases, id), ports);
  if (direct?.continues === true) return { saved: direct.saved };
  const opened = await open();
  const { eventId } = opened;
  const settled = direct ?? (eventId === undefined ? undefined : await settle(caseOf(cases, eventId), ports));
  if (settled?.continues === true) return { saved: settled.saved };
  return { opened, ...settled };
}

/** None where the tenant keeps no state. Throws Failure where it refuses or does not answer. */
export async function earlierCases(connection: Connection, signal: AbortSignal): Promise<readonly RecentCase[]> {
  try {
    return (await readInvestigateState(connection, signal)).recentCases;
  } catch (error) {
    if (!losesOnlyState(error)) throw error;
    return [];
  }
}

type Settled =
  | { readonly continues: true; readonly saved: Saved }
  | { readonly continues?: undefined; readonly entry?: RecentCase; readonly saved?: Saved };

async function settle(entry: RecentCase | undefined, ports: ResumePorts): Promise<Settled | undefined> {
  if (entry === undefined) return undefined;
  const { way, folder, say } = ports;
  say(`${told(entry)} ${deeds[way]}`);
  if (way === 'fresh') {
    await forget(entry, ports);
    return {};
  }
  const saved = await findSavedCase(entry, (name) => join(folder ?? tmpdir(), name), readOwnCaseFile);
  if (saved.status === 'own') return way === 'continue' ? { continues: true, saved } : { entry, saved };
  say(`The saved case can not be used (${saved.why}): investigating again without it.`);
  return { entry };
}

/** That the entry could not be dropped costs nobody the investigation. */
async function forget({ eventId }: RecentCase, { connection, signal, complain }: ResumePorts): Promise<void> {
  try {
    await saveInvestigateState(connection, { dropCase: eventId }, signal);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    complain(error);
  }
}

const deeds: Readonly<Record<ResumeWay, string>> = {
  continue: 'Going on with it.',
  refresh: 'Investigating again and merging what is new into its file; --resume decides otherwise.',
  fresh: 'Dropping it from the shared state and starting fresh.',
};

/** "Event e1 was investigated before, completed 2026-06-10T09:00:00Z, case file …, handed off to jira R-1." */
function told({ eventId, completed, caseFile, handoff }: RecentCase): string {
  const facts = [
    `Event ${eventId} was investigated before`,
    ...(completed === undefined ? [] : [`completed ${completed}`]),
    ...(caseFile === undefined ? [] : [`case file ${caseFile}`]),
    ...(handoff === undefined
      ? []
      : [`handed off to ${[handoff.destination, handoff.ticketKey].filter((part) => part !== undefined).join(' ')}`]),
  ];
  return `${facts.join(', ')}.`;
}
