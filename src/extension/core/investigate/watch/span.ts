import { hour } from '../hours.ts';
import type { Lead } from '../pivot.ts';

const day = 24 * hour;

/** A stretch of time that hits share, so that what one asks for the other need not ask again. `name` is its number from the trigger's on. */
export type Span = { readonly name: string; readonly from: number; readonly to: number };

/**
 * Two days that a hit lies in the first of, or as much of them as has passed: whatever it is, it is followed for a day at least. The days begin where
 * the window round the trigger begins, and so the calls of a look from there are those that the fixed directions make.
 */
export function spanFrom(at: number, { at: trigger, now, reach }: Lead): Span {
  const begin = (trigger ?? now) - reach.around;
  const number = Math.floor((at - begin) / day);
  const from = begin + number * day;
  return { name: String(number), from, to: Math.max(from, Math.min(from + 2 * day, now)) };
}

/** "from 2026-06-10T07:12Z to 2026-06-10T10:00Z" */
export function sayOf({ from, to }: Span): string {
  return `from ${minute(from)} to ${minute(to)}`;
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
