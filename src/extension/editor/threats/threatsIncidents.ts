import { relate } from '../../core/investigate/incident/relation.ts';
import type { ThreatGroup } from '../../core/model/threat.ts';
import { groupedBy } from './groupedBy.ts';

/** The groups of one incident in list order; `id` stays when later groups join. */
export type Incident = { readonly id: string; readonly members: readonly ThreatGroup[] };

/**
 * Incidents of two and more among the listed groups, by the same rule that a case folds with (I-05). Comparing all pairs of 10,000 groups
 * would take seconds, so only neighbours are compared: within one cluster, account or host, in order of time, a group that is more than two
 * hours after the last end so far is so after all of them.
 */
export function incidentsAmong(groups: readonly ThreatGroup[]): ReadonlyMap<string, Incident> {
  const known = found.get(groups);
  if (known !== undefined) return known;
  const incidents = findIncidents(groups);
  found.set(groups, incidents);
  return incidents;
}

/** A reading makes a new list, while filter, grouping and ages redraw the same one. */
const found = new WeakMap<readonly ThreatGroup[], ReadonlyMap<string, Incident>>();

function findIncidents(groups: readonly ThreatGroup[]): ReadonlyMap<string, Incident> {
  const roots = new Map(groups.map((group) => [group.id, group.id]));
  for (const [first, second] of candidates(groups)) {
    if (relate(first, second)?.same === true) roots.set(rootOf(roots, second.id), rootOf(roots, first.id));
  }
  const members = groupedBy(groups, (group) => rootOf(roots, group.id));
  const incidents = new Map<string, Incident>();
  for (const together of members.values()) {
    if (together.length < 2) continue;
    const incident = { id: oldestOf(together).id, members: together };
    for (const group of together) incidents.set(group.id, incident);
  }
  return incidents;
}

type Pair = readonly [ThreatGroup, ThreatGroup];

function candidates(groups: readonly ThreatGroup[]): readonly Pair[] {
  const inTime = groups.filter((group) => startOf(group) !== undefined).sort((a, b) => (startOf(a) ?? 0) - (startOf(b) ?? 0));
  return [
    ...shared(inTime, (group) => group.scope.cluster).flatMap(timeNeighbours),
    ...shared(inTime, (group) => group.scope.awsAccount).flatMap(timeNeighbours),
    ...shared(inTime, (group) => group.scope.host).flatMap(timeNeighbours),
    ...shared(groups, (group) => group.scope.image?.digest).flatMap(withFirst),
    ...shared(groups, tagOf).flatMap(withFirst),
  ];
}

function shared(groups: readonly ThreatGroup[], keyOf: (group: ThreatGroup) => string | undefined): readonly (readonly ThreatGroup[])[] {
  return [...groupedBy(groups, keyOf).values()];
}

/** Each group with the one before it that ends last. */
function timeNeighbours(inTime: readonly ThreatGroup[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let last: ThreatGroup | undefined;
  for (const group of inTime) {
    if (last !== undefined) pairs.push([last, group]);
    if (last === undefined || endOf(group) > endOf(last)) last = group;
  }
  return pairs;
}

/** All share one key, so each is compared with the first; the ones without a digest lead, since a tag alone ties them to any digest. */
function withFirst(groups: readonly ThreatGroup[]): readonly Pair[] {
  const [first, ...rest] = groups.toSorted(
    (a, b) => Number(a.scope.image?.digest !== undefined) - Number(b.scope.image?.digest !== undefined),
  );
  return first === undefined ? [] : rest.map((group) => [first, group] as const);
}

function tagOf({ scope: { image } }: ThreatGroup): string | undefined {
  return image?.repository === undefined || image.tag === undefined ? undefined : `${image.repository}:${image.tag}`;
}

/** Halves the path on the way, so that long chains stay short. */
function rootOf(roots: Map<string, string>, id: string): string {
  let at = id;
  for (let above = roots.get(at) ?? at; above !== at; above = roots.get(at) ?? at) {
    roots.set(at, roots.get(above) ?? above);
    at = roots.get(at) ?? above;
  }
  return at;
}

function startOf(group: ThreatGroup): number | undefined {
  return group.start ?? group.lastSignal;
}

function endOf(group: ThreatGroup): number {
  return group.lastSignal ?? group.start ?? 0;
}

function oldestOf(groups: readonly ThreatGroup[]): ThreatGroup {
  return groups.reduce((oldest, group) => ((startOf(group) ?? Infinity) < (startOf(oldest) ?? Infinity) ? group : oldest));
}
