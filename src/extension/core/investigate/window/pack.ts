import { parseSeverity, severityRank } from '../../model/severity.ts';
import { compare, compareSeverities, inside, type Measure, pick, plus, severitiesInside, sum, totalOf, unrated } from './measure.ts';
import { type Choice, mostSevere, type Part, withValues } from './part.ts';
import { comfortable } from './query.ts';

/** At most so many of a part lie in the window; undefined where it was not counted. */
export function boundOf({ measure }: Part): number | undefined {
  return measure && sum(Object.values(measure).map(inside));
}

export function isCrowded({ measure = {} }: Part): boolean {
  return totalOf(measure).listed > comfortable;
}

/** Neighbouring severities share a call as long as they fit one; the crowded ones are narrowed together, the severe before the others. */
export function bySeverities(part: Part): readonly Part[] {
  const { measure = {} } = part;
  if (boundOf(part) === 0) return [];
  if (!isCrowded(part)) return [part];
  const severities = severitiesInside(measure);
  const rated = severities.filter((severity) => severity !== unrated);
  const size = (severity: string): number => measure[severity]?.listed ?? 0;
  const crowded = rated.filter((severity) => size(severity) > comfortable);
  const light = rated.filter((severity) => size(severity) <= comfortable);
  const groups = [
    ...packed(light, size),
    crowded.filter(isSevere),
    crowded.filter((severity) => !isSevere(severity)),
    severities.filter((severity) => severity === unrated),
  ];
  return groups.filter((group) => group.length > 0).map((group) => ({ ...part, severities: group, measure: pick(measure, group) }));
}

/** Critical and high: 0 to 3. */
function isSevere(severity: string): boolean {
  return severityRank(parseSeverity(severity)) <= severityRank({ word: 'high', raw: '' });
}

type Counted = { readonly values: readonly string[]; readonly measure: Measure };

/** Parts by the values of an attribute, as counted: small ones share a call, those with nothing in the window need none. */
export function byValues(part: Part, field: Choice['field'], counted: readonly Counted[]): readonly Part[] {
  const parts = counted.map(({ values, measure }) => ({ values, part: withValues(part, { field, values }, measure) }));
  const there = parts.filter((one) => boundOf(one.part) !== 0);
  there.sort((a, b) => compareSeverities(mostSevere(a.part), mostSevere(b.part)) || compare(a.values[0] ?? '', b.values[0] ?? ''));
  return packed(there, (one) => totalOf(one.part.measure ?? {}).listed).map((together) => {
    const values = together.flatMap((one) => one.values);
    return withValues(part, { field, values }, plus(together.map((one) => one.part.measure ?? {})));
  });
}

/** Neighbours together as long as they fit one call. */
function packed<T>(items: readonly T[], size: (item: T) => number): readonly (readonly T[])[] {
  const bins: { items: T[]; size: number }[] = [];
  for (const item of items) {
    const last = bins.at(-1);
    if (last !== undefined && last.size + size(item) <= comfortable) {
      last.items.push(item);
      last.size += size(item);
    } else bins.push({ items: [item], size: size(item) });
  }
  return bins.map((bin) => bin.items);
}

/**
 * Values in groups, one a call: each by itself if there are calls enough; else, where small ones are expected to fit a call together, several
 * at once; else as many by themselves as there are calls, and all others in the last. None where calls for two are lacking.
 * @param listed events that have one of the values, as far as it is known
 */
export function inGroups(values: readonly string[], calls: number, listed = 0): readonly (readonly string[])[] {
  if (values.length <= calls) return values.map((value) => [value]);
  if (calls < 2) return [];
  // Three quarters of a call, since some values are more frequent than others.
  const together = Math.ceil((listed * 4) / (3 * comfortable));
  const even = Math.max(2, together === 0 ? Math.floor(calls / 2) : together);
  if (even <= calls) return Array.from({ length: even }, (_, index) => values.filter((_value, at) => at % even === index));
  return [...values.slice(0, calls - 1).map((value) => [value]), values.slice(calls - 1)];
}
