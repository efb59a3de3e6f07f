import { parseSeverity, severityRank } from '../../model/severity.ts';

/** What a list would return, newest first, and how many of that come after the window and so stand before it in the list. */
export type Size = { readonly listed: number; readonly newer: number };

/** Sizes by severity as the tenant writes it; under `unrated` those of events without one. */
export type Measure = Readonly<Record<string, Size>>;
export const unrated = '';

export function totalOf(measure: Measure): Size {
  const sizes = Object.values(measure);
  return { listed: sum(sizes.map((size) => size.listed)), newer: sum(sizes.map((size) => size.newer)) };
}

/** At most so many lie in the window. */
export function inside({ listed, newer }: Size): number {
  return Math.max(0, listed - newer);
}

/** The severities that may lie in the window, the most severe first. */
export function severitiesInside(measure: Measure): readonly string[] {
  const present = Object.entries(measure).flatMap(([severity, size]) => (inside(size) > 0 ? [severity] : []));
  return present.sort(compareSeverities);
}

export function pick(measure: Measure, severities: readonly string[]): Measure {
  return Object.fromEntries(Object.entries(measure).filter(([severity]) => severities.includes(severity)));
}

export function plus(measures: readonly Measure[]): Measure {
  const together: Record<string, Size> = {};
  for (const [severity, size] of measures.flatMap((measure) => Object.entries(measure))) {
    const { listed, newer } = together[severity] ?? nothing;
    together[severity] = { listed: listed + size.listed, newer: newer + size.newer };
  }
  return together;
}

/** What is left of a measure; never less than nothing, since events arrive between two counts. */
export function minus(measure: Measure, counted: Measure): Measure {
  const left = Object.entries(measure).map(([severity, size]) => {
    const taken = counted[severity] ?? nothing;
    const listed = Math.max(0, size.listed - taken.listed);
    return [severity, { listed, newer: Math.min(listed, Math.max(0, size.newer - taken.newer)) }] as const;
  });
  return Object.fromEntries(left);
}

const nothing: Size = { listed: 0, newer: 0 };

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

export function isAll(numbers: readonly (number | undefined)[]): numbers is readonly number[] {
  return numbers.every((number) => number !== undefined);
}

export function compareSeverities(a: string, b: string): number {
  return severityRank(parseSeverity(a)) - severityRank(parseSeverity(b)) || compare(a, b);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
