import type { Evidence } from '../../model/evidence.ts';
import type { EventPage } from '../../model/threat.ts';
import { isAll, sum, totalOf } from './measure.ts';
import { boundOf } from './pack.ts';
import { pagesOf } from './pages.ts';
import { hasUnreadable, most, type Window } from './query.ts';
import type { Read } from './read.ts';

type Page = Evidence<EventPage>;

/** More of the part may lie in the window than the page shows, and a narrower filter may show it. */
export function isCut(page: Page, window: Window): boolean {
  return unseen(page, window) !== 0 && !hasUnreadable(page.value);
}

/** Events that the page left out and that may lie in the window; undefined where there are more and the tenant does not say how many. */
function unseen(page: Page, window: Window): number | undefined {
  const { events, total } = page.value;
  const whole = total === undefined ? page.truncated === undefined && events.length < most : total <= events.length;
  if (whole) return 0;
  // Events that could not be read may lie anywhere.
  if (!hasUnreadable(page.value) && runsPastStart(events, window)) return 0;
  return total === undefined ? undefined : total - events.length;
}

function runsPastStart(events: EventPage['events'], window: Window): boolean {
  const newestFirst = events.every((event, index) => index === 0 || event.at <= (events[index - 1]?.at ?? event.at));
  const oldest = events.at(-1);
  return newestFirst && oldest !== undefined && oldest.at < window.from;
}

/** At most so many events of what was read lie in the window and were not seen; undefined where that can not be told. */
export function missingOf(read: Read, window: Window): number | undefined {
  const own = missingByPage(read, window);
  const narrowed = read.narrowed === undefined ? undefined : missingByParts(read, read.narrowed, window);
  return own === undefined || narrowed === undefined ? (own ?? narrowed) : Math.min(own, narrowed);
}

function missingByPage({ part, page }: Read, window: Window): number | undefined {
  const bound = boundOf(part);
  if (page === undefined) return bound;
  const left = unseen(page, window);
  if (bound === undefined) return left;
  const answered = page.value.total ?? page.value.events.length;
  const counted = totalOf(part.measure ?? {}).listed;
  const seen = page.value.events.filter((event) => event.at >= window.from && event.at <= window.to).length;
  // The tenant lists more than it counted: then its count bounds nothing.
  if (answered > counted) return left;
  const unnamed = part.estimated === true ? counted - answered : 0;
  return Math.min(left === undefined ? bound : left + unnamed, Math.max(0, bound - seen));
}

function missingByParts(read: Read, { choice, reads }: NonNullable<Read['narrowed']>, window: Window): number | undefined {
  const missing = reads.map((one) => missingOf(one, window));
  const totals = reads.map((one) => one.page?.value.total);
  const whole = read.page?.value.total;
  const counted = totals.every((total) => total !== undefined);
  if (whole === undefined || !counted) return choice.refused || !isAll(missing) || overlooks(read, reads) ? undefined : sum(missing);
  return isAll(missing) ? sum(missing) + Math.max(0, whole - sum(totals)) : undefined;
}

/** The tenant named too few values where its own page holds an event that none of their pages has. */
function overlooks({ page }: Read, reads: readonly Read[]): boolean {
  const found = new Set(pagesOf(reads).flatMap(({ value }) => value.events.map(({ id }) => id)));
  return page?.value.events.some(({ id }) => !found.has(id)) === true;
}
