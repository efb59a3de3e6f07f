import type { Evidence, EvidenceId } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { EventPage } from '../../model/threat.ts';
import type { Filter } from '../../tools/filter.ts';
import type { ReadCalls } from '../../tools/readTools.ts';
import type { Ledger } from '../ledger.ts';
import { type Measure, sum, unrated } from './measure.ts';
import { filterOf, type Part } from './part.ts';

/** I-29: a call that would return more is narrowed. */
export const comfortable = 100;
/** The server's own cap. */
export const most = 200;

/** Milliseconds since the epoch. */
export type Window = { readonly from: number; readonly to: number };

/** One window's question to the tenant, with what it may still cost and what it was answered. */
export type Query = {
  readonly ledger: Ledger;
  readonly filter: Filter | undefined;
  readonly window: Window;
  /** hours back from now to the window's start */
  readonly scopeHours: number;
  /** hours back from now that surely lie after the window; absent where that is less than one */
  readonly newerHours?: number;
  /** calls that may still be made */
  readonly left: { surveys: number; lists: number };
  readonly cited: Set<EvidenceId>;
  /** why something could not be counted, looked up or listed */
  readonly troubles: Set<string>;
};

export const tooManyCalls = 'the rest would take too many calls';

/** What counting one part costs. */
export function countCost(query: Query): number {
  return query.newerHours === undefined ? 1 : 2;
}

/** Undefined where the tenant does not count, or not by this filter. */
export async function measureOf(query: Query, part: Part): Promise<Measure | undefined> {
  if (!query.ledger.offers('count_runtime_events')) return undefined;
  // An event that arrives between the two is then in the larger count only, so that nothing in the window is counted away.
  const [newer, listed] = await Promise.all([
    query.newerHours === undefined ? undefined : count(query, part, query.newerHours),
    count(query, part, query.scopeHours),
  ]);
  if (listed === undefined || listed instanceof Failure) return undefined;
  const after = newer === undefined || newer instanceof Failure ? {} : newer;
  return Object.fromEntries(
    Object.entries(listed).map(([severity, number]) => [severity, { listed: number, newer: Math.min(number, after[severity] ?? 0) }]),
  );
}

async function count(query: Query, part: Part, scopeHours: number): Promise<Readonly<Record<string, number>> | Failure> {
  const answer = await attempt(query, query.ledger.read('count_runtime_events', { scopeHours, ...filtered(query, part) }));
  if (answer instanceof Failure) return answer;
  const { total, bySeverity } = answer.value;
  const rest = total - sum(Object.values(bySeverity));
  return rest > 0 ? { ...bySeverity, [unrated]: rest } : bySeverity;
}

/** Values of an attribute among the events of a part, sorted; none where the tenant can not tell. */
export async function valuesOf(query: Query, part: Part, field: string): Promise<readonly string[]> {
  const { scopeHours, ledger } = query;
  const answer = await attempt(query, ledger.read('discover_runtime_event_field_values', { field, scopeHours, ...filtered(query, part) }));
  return answer instanceof Failure ? [] : [...new Set(answer.value)].sort();
}

export async function list(query: Query, part: Part): Promise<Evidence<EventPage> | Failure> {
  const { scopeHours, ledger } = query;
  const page = await attempt(query, ledger.read('list_runtime_events', { scopeHours, limit: most, ...filtered(query, part) }));
  if (!(page instanceof Failure) && hasUnreadable(page.value)) query.troubles.add('some events of an answer could not be read');
  return page;
}

/** All of them fit the page, and yet some are not in it: their rows have no id or no time. */
export function hasUnreadable({ events, total }: EventPage): boolean {
  return total !== undefined && total <= most && events.length < total;
}

function filtered(query: Query, part: Part): Pick<ReadCalls['list_runtime_events']['args'], 'filter'> {
  const filter = filterOf(query.filter, part);
  return filter === undefined ? {} : { filter };
}

/** A call that fails loses its part and not the window; a cancellation loses both. */
async function attempt<T>(query: Query, answer: Promise<Evidence<T>>): Promise<Evidence<T> | Failure> {
  try {
    const evidence = await answer;
    query.cited.add(evidence.id);
    return evidence;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const id of query.ledger.failedCall(error) ?? []) query.cited.add(id);
    query.troubles.add(error.why);
    return error;
  }
}
