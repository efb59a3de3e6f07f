import * as z from 'zod';
import { Failure } from '../model/failure.ts';
import type { Connection } from './connection.ts';
import { readCount, readText } from './schemas/lenient.ts';
import { isRecord, malformed, unwrap } from './unwrap.ts';

const stateKey = 'runtime-investigate';
const maxCases = 10;

/** A case as the shared state keeps it; instants are ISO UTC. Other tools and users write the same list. */
export type RecentCase = {
  readonly event_id: string;
  readonly cluster?: string;
  readonly tactic?: string;
  readonly case_file?: string;
  readonly started?: string;
  readonly completed?: string;
  readonly handoff?: { readonly destination: string; readonly ticket_key?: string; readonly ticket_url?: string };
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

/** What an investigation adds. A preference is given only where the user chose one; absent leaves what is stored. */
export type StateChange = {
  readonly lastRun: string;
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

/**
 * Merges the change into the state as it is stored now and saves it under that version. On a conflict it reads and merges again, once;
 * a second conflict is a Failure. A save is never repeated for any other reason: one that timed out may have been done.
 */
export async function saveInvestigateState(connection: Connection, change: StateChange, signal: AbortSignal): Promise<void> {
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
  const stored = Array.isArray(data['recent_cases']) ? data['recent_cases'] : [];
  return {
    ...data,
    last_run: change.lastRun,
    ...(change.preferredHandoff !== undefined && { preferred_handoff: change.preferredHandoff }),
    ...(change.preferredJiraProject !== undefined && { preferred_jira_project: change.preferredJiraProject }),
    recent_cases: change.recentCase === undefined ? stored : upserted(stored, change.recentCase),
  };
}

function upserted(stored: readonly unknown[], recent: RecentCase): readonly unknown[] {
  const eventOf = (one: unknown) => (isRecord(one) ? one['event_id'] : undefined);
  const before = stored.find((one) => eventOf(one) === recent.event_id);
  const kept = stored.filter((one) => eventOf(one) !== recent.event_id);
  const all = [...kept, { ...(isRecord(before) ? before : {}), ...recent }];
  // The order within the list is not agreed between the tools that write it, so age decides what falls out; undated entries go first.
  const byAge = [...all].sort((a, b) => (whenOf(a) < whenOf(b) ? 1 : whenOf(a) > whenOf(b) ? -1 : 0));
  const newest = new Set<unknown>(
    [all.at(-1), ...byAge]
      .slice(0, maxCases + 1)
      .filter((one, index, list) => list.indexOf(one) === index)
      .slice(0, maxCases),
  );
  return all.filter((one) => newest.has(one));
}

function whenOf(entry: unknown): string {
  return isRecord(entry) ? (readText(entry['completed']) ?? readText(entry['started']) ?? '') : '';
}

const optionalText = z.string().optional().catch(undefined);
const recentCaseShape = z.object({
  event_id: z.string().min(1),
  cluster: optionalText,
  tactic: optionalText,
  case_file: optionalText,
  started: optionalText,
  completed: optionalText,
  handoff: z.object({ destination: z.string(), ticket_key: optionalText, ticket_url: optionalText }).optional().catch(undefined),
});
const handoffShape = z.enum(['jira', 'pagerduty', 'both', 'skip']).optional().catch(undefined);

function stateOf(version: number, data: Readonly<Record<string, unknown>>): InvestigateState {
  const stored = Array.isArray(data['recent_cases']) ? data['recent_cases'] : [];
  const recentCases = stored.flatMap((one) => {
    const read = recentCaseShape.safeParse(one);
    return read.success ? [withoutAbsent(read.data)] : [];
  });
  const preferredHandoff = handoffShape.parse(data['preferred_handoff']);
  const preferredJiraProject = readText(data['preferred_jira_project']);
  return {
    version,
    data,
    recentCases,
    ...(preferredHandoff !== undefined && { preferredHandoff }),
    ...(preferredJiraProject !== undefined && { preferredJiraProject }),
  };
}

function withoutAbsent(read: z.infer<typeof recentCaseShape>): RecentCase {
  const entries = Object.entries(read).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as RecentCase;
}
