import * as z from 'zod';
import { Failure } from '../model/failure.ts';
import type { Connection } from './connection.ts';
import { present, readCount, readText } from './schemas/lenient.ts';
import { isRecord, malformed, unwrap } from './unwrap.ts';

const stateKey = 'runtime-investigate';
const maxCases = 10;

/** A case as the shared state keeps it; instants are ISO UTC. Other tools and users write the same list, so everything in it is data. */
export type RecentCase = {
  readonly eventId: string;
  readonly cluster?: string;
  readonly tactic?: string;
  readonly caseFile?: string;
  readonly started?: string;
  readonly completed?: string;
  readonly handoff?: { readonly destination: string; readonly ticketKey?: string; readonly ticketUrl?: string };
};

export type Handoff = 'jira' | 'pagerduty' | 'both' | 'skip';

/** `version` 0: nothing is stored yet. `data` is the whole record without its version, keys of others included. */
export type InvestigateState = {
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly recentCases: readonly RecentCase[];
  readonly preferredHandoff?: Handoff;
  readonly preferredJiraProject?: string;
};

/** What an investigation changes. A preference is given only where the user chose one; absent leaves what is stored. */
export type StateChange = {
  readonly lastRun?: string;
  /** the event whose earlier case is forgotten, its hand-off with it (I-04); done before `recentCase` is added */
  readonly dropCase?: string;
  readonly recentCase?: RecentCase;
  readonly preferredHandoff?: Handoff;
  readonly preferredJiraProject?: string;
};

/** The shared state `runtime-investigate` (K-09). Throws Failure. */
export async function readInvestigateState(connection: Connection, signal: AbortSignal): Promise<InvestigateState> {
  const tool = 'get_skill_state';
  const { value } = unwrap(tool, await connection.call(tool, { skill_state: stateKey }, signal));
  // No state is null, and on some servers an empty text, no content or an empty object (contract, trap 17).
  if (value === undefined || value === null || value === '' || (isRecord(value) && Object.keys(value).length === 0)) return stateOf(0, {});
  if (!isRecord(value)) throw malformed(tool, 'an object or null was expected');
  const { version, ...data } = value;
  const read = readCount(version);
  if (read === undefined) throw malformed(tool, 'it has no version');
  return stateOf(read, data);
}

/** A tenant without the state only loses what is in it; one that refuses or does not answer stops everything (C-04). */
export function losesOnlyState(error: unknown): error is Failure {
  return Failure.is(error) && error.reason !== 'unauthenticated' && error.reason !== 'unreachable';
}

/** The last save of each connection: a window must not come into its own way. */
const saving = new WeakMap<Connection, Promise<void>>();

/**
 * Merges the change into the state as it is stored now and saves it under that version, one save of a connection after the other. On a conflict
 * it reads and merges again, once; a second conflict is a Failure. A save is never repeated for any other reason: one that timed out may have
 * been done.
 */
export function saveInvestigateState(connection: Connection, change: StateChange, signal: AbortSignal): Promise<void> {
  const before = saving.get(connection) ?? Promise.resolve();
  const saved = before.then(() => saveOrRetry(connection, change, signal));
  // Whoever comes next only waits: that this one failed is told to the one who asked for it.
  saving.set(
    connection,
    saved.then(
      () => undefined,
      () => undefined,
    ),
  );
  return saved;
}

async function saveOrRetry(connection: Connection, change: StateChange, signal: AbortSignal): Promise<void> {
  try {
    await save(connection, change, signal);
  } catch (error) {
    if (!Failure.is(error, 'conflict')) throw error;
    await save(connection, change, signal);
  }
}

async function save(connection: Connection, change: StateChange, signal: AbortSignal): Promise<void> {
  const tool = 'save_skill_state';
  const { version, data } = await readInvestigateState(connection, signal);
  // The version is an argument of its own; inside `data` it is refused (contract, trap 18).
  unwrap(tool, await connection.call(tool, { skill_state: stateKey, version, data: merged(data, change) }, signal));
}

/** The stored record with the change: the case upserted by event id, the newest ten kept, everything else as it was. */
function merged(data: Readonly<Record<string, unknown>>, change: StateChange): Readonly<Record<string, unknown>> {
  const all: readonly unknown[] = Array.isArray(data['recent_cases']) ? data['recent_cases'] : [];
  const stored = change.dropCase === undefined ? all : all.filter((one) => !isCaseOf(one, change.dropCase));
  return {
    ...data,
    ...(change.lastRun !== undefined && { last_run: change.lastRun }),
    ...(change.preferredHandoff !== undefined && { preferred_handoff: change.preferredHandoff }),
    ...(change.preferredJiraProject !== undefined && { preferred_jira_project: change.preferredJiraProject }),
    recent_cases: change.recentCase === undefined ? stored : upserted(stored, change.recentCase),
  };
}

function upserted(stored: readonly unknown[], recent: RecentCase): readonly unknown[] {
  const isSame = (one: unknown) => isCaseOf(one, recent.eventId);
  const before = stored.find(isSame);
  const entry = { ...(isRecord(before) ? before : {}), ...toEntry(recent) };
  // The order within the list is not agreed between the tools that write it, so age decides what falls out; undated entries go first.
  const others = stored.filter((one) => !isSame(one));
  const newestFirst = others.toSorted((a, b) => (whenOf(a) < whenOf(b) ? 1 : whenOf(a) > whenOf(b) ? -1 : 0));
  const kept = new Set(newestFirst.slice(0, maxCases - 1));
  return [...others.filter((one) => kept.has(one)), entry];
}

function isCaseOf(entry: unknown, eventId: string | undefined): boolean {
  return isRecord(entry) && entry['event_id'] === eventId;
}

function toEntry({ eventId, caseFile, handoff, ...rest }: RecentCase): Readonly<Record<string, unknown>> {
  const { destination, ticketKey, ticketUrl } = handoff ?? {};
  return {
    event_id: eventId,
    ...rest,
    ...present({ case_file: caseFile }),
    ...(handoff !== undefined && { handoff: present({ destination, ticket_key: ticketKey, ticket_url: ticketUrl }) }),
  };
}

function whenOf(entry: unknown): string {
  return isRecord(entry) ? (readText(entry['completed']) ?? readText(entry['started']) ?? '') : '';
}

const handoffShape = z.enum(['jira', 'pagerduty', 'both', 'skip']).optional().catch(undefined);

function stateOf(version: number, data: Readonly<Record<string, unknown>>): InvestigateState {
  const stored = Array.isArray(data['recent_cases']) ? data['recent_cases'] : [];
  return {
    version,
    data,
    recentCases: stored.map(toRecentCase).filter((one) => one !== undefined),
    ...present({
      preferredHandoff: handoffShape.parse(data['preferred_handoff']),
      preferredJiraProject: readText(data['preferred_jira_project']),
    }),
  };
}

function toRecentCase(entry: unknown): RecentCase | undefined {
  if (!isRecord(entry)) return undefined;
  const eventId = readText(entry['event_id']);
  if (eventId === undefined) return undefined;
  return {
    eventId,
    ...present({
      cluster: readText(entry['cluster']),
      tactic: readText(entry['tactic']),
      caseFile: readText(entry['case_file']),
      started: readText(entry['started']),
      completed: readText(entry['completed']),
      handoff: toHandoff(entry['handoff']),
    }),
  };
}

function toHandoff(value: unknown): RecentCase['handoff'] {
  if (!isRecord(value)) return undefined;
  const destination = readText(value['destination']);
  if (destination === undefined) return undefined;
  return { destination, ...present({ ticketKey: readText(value['ticket_key']), ticketUrl: readText(value['ticket_url']) }) };
}
