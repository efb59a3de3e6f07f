import { type Cites, citing, type Truncation } from '../model/evidence.ts';
import type { Filter } from '../tools/filter.ts';
import { hour, minute } from './hours.ts';
import type { Ledger, Sighting } from './ledger.ts';
import { tellCut } from './window/limit.ts';
import { compare, isAll, sum } from './window/measure.ts';
import { missingOf } from './window/missing.ts';
import { pagesOf } from './window/pages.ts';
import { plan } from './window/plan.ts';
import type { Query, Window } from './window/query.ts';
import { type Read, readParts } from './window/read.ts';

const longestHours = 336;
/** The tool counts back from its own now, which may differ a little from ours. */
const drift = 5 * minute;
/** What one window may cost; what is left unread is told as truncation. */
const mostSurveys = 32;
const mostLists = 16;
const tooOld = `events older than ${longestHours} hours can not be listed`;

export type WindowedEvents = {
  /** in the window, oldest first, each once */
  readonly rows: readonly Sighting[];
  readonly cites: Cites;
  /** `total` is how many may lie in the window at most: the tenant counts by whole hours */
  readonly truncated?: Truncation;
  /** why it is not all, in words */
  readonly limit?: string;
};

/** No call was made, and why. */
export type Unreachable = { readonly skipped: string };

/**
 * Events of a filter between two instants, although the tool takes only hours back from now, two hundred rows, and a cursor that drops the
 * filter (contract, traps 1 and 2): counted first, narrowed by severity, source, rule and place until each call fits, then trimmed by time
 * (I-29). A quiet window takes one round of counts and one list, an empty one the counts alone. Milliseconds since the epoch; `now` is the
 * investigation's own, so that equal inputs make equal calls.
 */
export async function windowedEvents(
  ledger: Ledger,
  now: number,
  { filter, window }: { filter?: Filter | undefined; window: Window },
): Promise<WindowedEvents | Unreachable> {
  if (window.to < now - longestHours * hour) return { skipped: tooOld };
  const query = queryOf(ledger, now, filter, window);
  const reads = await readParts(query, await plan(query));
  const rows = inWindow(query, reads);
  const beyond = hoursSince(now, window.from) > longestHours;
  const missing = reads.map((read) => missingOf(read, window));
  const truncated = truncationOf(rows.length, isAll(missing) ? sum(missing) : undefined);
  const limits = [...(beyond ? [tooOld] : []), ...(truncated === undefined ? [] : [tellCut(query, reads, truncated)])];
  const [first, ...rest] = [...query.cited].sort().map((id) => ({ id }));
  if (first === undefined) throw new Error('a window was read without a call');
  return {
    rows,
    cites: citing(first, ...rest),
    ...(beyond ? { truncated: { shown: rows.length } } : truncated && { truncated }),
    ...(limits.length > 0 && { limit: limits.join('; ') }),
  };
}

function queryOf(ledger: Ledger, now: number, filter: Filter | undefined, window: Window): Query {
  const newerHours = Math.floor((now - drift - window.to) / hour);
  return {
    ledger,
    filter,
    window,
    scopeHours: Math.min(hoursSince(now, window.from), longestHours),
    ...(newerHours >= 1 && { newerHours }),
    left: { surveys: mostSurveys, lists: mostLists },
    cited: new Set(),
    troubles: new Set(),
  };
}

/** Whole hours that reach back to the instant from any now near ours. */
function hoursSince(now: number, instant: number): number {
  return Math.max(1, Math.ceil((now + drift - instant) / hour));
}

function truncationOf(shown: number, missing: number | undefined): Truncation | undefined {
  if (missing === undefined) return { shown };
  return missing > 0 ? { shown, total: shown + missing } : undefined;
}

function inWindow({ ledger, window }: Query, reads: readonly Read[]): readonly Sighting[] {
  const rows = new Map<string, Sighting>();
  for (const page of pagesOf(reads)) {
    for (const event of page.value.events) {
      if (event.at >= window.from && event.at <= window.to && !rows.has(event.id)) rows.set(event.id, ledger.row(page, event));
    }
  }
  return [...rows.values()].sort(byTime);
}

/** Oldest first, each event once: the first sighting of it stands for it. */
export function onceByTime(events: readonly Sighting[]): readonly Sighting[] {
  const seen = new Map<string, Sighting>();
  for (const event of events) if (!seen.has(event.value.id)) seen.set(event.value.id, event);
  return [...seen.values()].sort(byTime);
}

export function byTime(a: Sighting, b: Sighting): number {
  return a.value.at - b.value.at || compare(a.value.id, b.value.id);
}
