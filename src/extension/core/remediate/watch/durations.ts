/** Milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;

/** How far back the tenant lists events, in hours. */
export const longestHours = 336;

/** `5 minutes`, `7.5 hours`: what a person says of a span, to the nearest second, minute or half hour. */
export function span(ms: number): string {
  if (ms < minute) return counted(Math.round(ms / 1000), 'second');
  if (ms < 1.5 * hour) return counted(Math.round(ms / minute), 'minute');
  return counted(Math.round((2 * ms) / hour) / 2, 'hour');
}

/** Whole hours that reach back over a span from any now near ours: the tool counts from its own. */
export function hoursOver(ms: number): number {
  return Math.min(longestHours, Math.max(1, Math.ceil((ms + 5 * minute) / hour)));
}

export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
