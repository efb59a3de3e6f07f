import { type Cites, citing, type Evidence, type Truncation } from '../model/evidence.ts';
import type { EventPage } from '../model/threat.ts';
import { absent, all, equals, type Filter, oneOf } from './filter.ts';
import type { Ledger, Sighting } from './ledger.ts';

export const hour = 3_600_000;
/** The window round a trigger that the requirements call ±2 h. */
export const nearby = 2 * hour;
const longestHours = 336;
/** I-29: a call that would return more is split; the server's own cap is 200. */
const comfortable = 100;
const most = 200;
/** Lists made for one window at most; what is left unread is told as truncation. */
const mostLists = 16;
/** The tool counts back from its own now, which is a little later than ours. */
const drift = 5 * 60_000;

type Window = { readonly from: number; readonly to: number };

export type WindowedEvents = {
  /** in the window, oldest first, each once */
  readonly rows: readonly Sighting[];
  readonly cites: Cites;
  readonly truncated?: Truncation;
  /** why it is not all, in words */
  readonly limit?: string;
};

type Slice = { readonly filter: Filter | undefined; readonly expected: number };
type Query = { readonly ledger: Ledger; readonly scopeHours: number; readonly calls: Evidence[] };

/**
 * Events of a filter between two instants, although the tool takes only hours back from now, two hundred rows, and a cursor that drops the
 * filter (contract, traps 1 and 2): counted first, narrowed by severity, source and rule until each call fits, then trimmed by time (I-29).
 * Milliseconds since the epoch; `now` is the investigation's own, so that equal inputs make equal calls.
 */
export async function windowedEvents(
  ledger: Ledger,
  now: number,
  ask: { filter?: Filter | undefined; window: Window },
): Promise<WindowedEvents> {
  const needed = Math.max(1, Math.ceil((now + drift - ask.window.from) / hour));
  const query: Query = { ledger, scopeHours: Math.min(needed, longestHours), calls: [] };
  const slices = await split(query, ask.filter, ['severity', 'source', 'ruleName']);
  const read = slices.slice(0, mostLists);
  const pages = await Promise.all(read.map((slice) => list(query, slice.filter)));
  const rows = inWindow(ledger, pages, ask.window);
  const unread = slices.slice(mostLists).reduce((sum, slice) => sum + slice.expected, 0);
  const missing = unread + pages.reduce((sum, page) => sum + missed(page.value, ask.window), 0);
  const [first, ...rest] = [...query.calls, ...pages].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (first === undefined) throw new Error('a window was read without a call');
  const beyond = needed > longestHours ? 'events older than 336 hours can not be listed' : undefined;
  const cut = missing > 0 ? 'more events than the tenant lists at once, also after narrowing by severity, source and rule' : undefined;
  return {
    rows,
    cites: citing(first, ...rest),
    ...(missing > 0 && { truncated: { shown: rows.length, total: rows.length + missing } }),
    ...((beyond ?? cut) !== undefined && { limit: [beyond, cut].filter((one) => one !== undefined).join('; ') }),
  };
}

/** Slices that each fit one call, the most severe first. */
async function split(query: Query, filter: Filter | undefined, by: readonly string[]): Promise<readonly Slice[]> {
  if (!query.ledger.offers('count_runtime_events')) return [{ filter, expected: 0 }];
  const counted = await query.ledger.read('count_runtime_events', {
    scopeHours: query.scopeHours,
    ...(filter !== undefined && { filter }),
  });
  query.calls.push(counted);
  const { total, bySeverity } = counted.value;
  const [dimension, ...rest] = by;
  if (total <= comfortable || dimension === undefined) return [{ filter, expected: total }];
  const parts = dimension === 'severity' ? severityBins(bySeverity) : await values(query, dimension, filter);
  if (parts.length === 0) return split(query, filter, rest);
  const slices = await Promise.all(
    parts.map(async (part) => {
      const narrowed = all(filter, part.filter);
      if (part.expected !== undefined && part.expected <= comfortable) return [{ filter: narrowed, expected: part.expected }];
      return split(query, narrowed, rest);
    }),
  );
  const covered = slices.flat().reduce((sum, slice) => sum + slice.expected, 0);
  if (covered >= total) return slices.flat();
  // Events without the field that we split by (an ML event has no rule) are in none of the parts.
  return [...slices.flat(), { filter: all(filter, absent(dimension)), expected: total - covered }];
}

type Part = { readonly filter: Filter; readonly expected?: number };

/** Neighbouring severities share a call as long as they fit one. */
function severityBins(bySeverity: Readonly<Record<string, number>>): readonly Part[] {
  const bins: { values: string[]; expected: number }[] = [];
  for (const [severity, number] of Object.entries(bySeverity).sort(([a], [b]) => Number(a) - Number(b))) {
    if (number === 0) continue;
    const last = bins.at(-1);
    if (last !== undefined && last.expected + number <= comfortable) {
      last.values.push(severity);
      last.expected += number;
    } else bins.push({ values: [severity], expected: number });
  }
  return bins.map((bin) => ({ filter: oneOf('severity', bin.values), expected: bin.expected }));
}

async function values(query: Query, field: string, filter: Filter | undefined): Promise<readonly Part[]> {
  if (!query.ledger.offers('discover_runtime_event_field_values')) return [];
  const args = { field, scopeHours: query.scopeHours, ...(filter !== undefined && { filter }) };
  const found = await query.ledger.read('discover_runtime_event_field_values', args);
  query.calls.push(found);
  return [...new Set(found.value)].sort().map((value) => ({ filter: equals(field, value) }));
}

function list(query: Query, filter: Filter | undefined): Promise<Evidence<EventPage>> {
  return query.ledger.read('list_runtime_events', { scopeHours: query.scopeHours, limit: most, ...(filter !== undefined && { filter }) });
}

function inWindow(ledger: Ledger, pages: readonly Evidence<EventPage>[], window: Window): readonly Sighting[] {
  const rows = new Map<string, Sighting>();
  for (const page of pages) {
    for (const event of page.value.events) {
      if (event.at >= window.from && event.at <= window.to && !rows.has(event.id)) rows.set(event.id, ledger.row(page, event));
    }
  }
  return [...rows.values()].sort(byTime);
}

export function byTime(a: Sighting, b: Sighting): number {
  return a.value.at - b.value.at || (a.value.id < b.value.id ? -1 : a.value.id > b.value.id ? 1 : 0);
}

/** Rows of the filter that the page left out and that may lie in the window. A page that runs newest first past the window's start left out none of them. */
function missed(page: EventPage, window: Window): number {
  const left = (page.total ?? page.events.length) - page.events.length;
  if (left <= 0) return 0;
  const newestFirst = page.events.every((event, index) => index === 0 || event.at <= (page.events[index - 1]?.at ?? event.at));
  const oldest = page.events.at(-1);
  return newestFirst && oldest !== undefined && oldest.at < window.from ? 0 : left;
}
