import type { FoldedGroup } from '../../model/case.ts';
import { claim, type Evidence } from '../../model/evidence.ts';
import { type Phrase, phrase, text } from '../../model/phrase.ts';
import type { ThreatGroup } from '../../model/threat.ts';
import { placeName } from '../place.ts';
import { hour, nearby } from '../windowedEvents.ts';
import { type Extent, gapBetween, relate } from './relation.ts';

/** A listed group with the page that shows it. */
export type Listed = { readonly group: ThreatGroup; readonly page: Evidence };

type Folding = {
  readonly folded: readonly { readonly listed: Listed; readonly why: Phrase }[];
  readonly refused: readonly { readonly listed: Listed; readonly why: Phrase }[];
  /** near in time with nothing shared that the list shows; their threats may name the same image */
  readonly undecided: readonly Listed[];
};

/** A group of the same place further away than a day is no near miss. */
const nearMiss = 24 * hour;

/**
 * Grows the incident from the trigger outwards, since A–B and B–C make one incident of three (I-05). Each group is measured against the
 * trigger first and then against those folded before it, in the tenant's order, so its reason is the shortest that there is.
 */
export function foldGroups(origin: Extent, listed: readonly Listed[]): Folding {
  const folded: { listed: Listed; why: Phrase }[] = [];
  let open = [...listed];
  let front: readonly { extent: Extent; through: Phrase }[] = [{ extent: origin, through: [] }];
  while (front.length > 0) {
    const hits = open.flatMap((one) => {
      const tie = front.find(({ extent }) => relate(extent, one.group)?.same === true);
      const relation = tie && relate(tie.extent, one.group);
      return tie && relation ? [{ listed: one, why: phrase`${relation.why}${tie.through}` }] : [];
    });
    folded.push(...hits);
    open = open.filter((one) => !hits.some((hit) => hit.listed === one));
    front = hits.map(({ listed: one }) => ({ extent: one.group, through: phrase`, through “${text(titleOf(one.group))}”` }));
  }
  const misses = open.map((one) => ({ listed: one, relation: relate(origin, one.group) }));
  return {
    folded,
    refused: misses.flatMap(({ listed: one, relation }) =>
      relation && (gapBetween(origin, one.group) ?? 0) <= nearMiss ? [{ listed: one, why: relation.why }] : [],
    ),
    undecided: misses.filter(({ listed: one, relation }) => !relation && isNear(origin, one.group)).map((miss) => miss.listed),
  };
}

function isNear(a: Extent, b: Extent): boolean {
  const gap = gapBetween(a, b);
  return gap !== undefined && gap <= nearby;
}

export function titleOf(group: ThreatGroup): string {
  return group.title ?? group.name ?? group.id;
}

export function toFoldedGroup({ group, page }: Listed, why: Phrase): FoldedGroup {
  const resource = group.resource ?? placeName(group.scope);
  return {
    id: group.id,
    title: titleOf(group),
    ...(resource !== undefined && { resource }),
    ...(group.lastSignal !== undefined && { lastSignal: group.lastSignal }),
    ...(group.severity !== undefined && { severity: group.severity }),
    why: claim(phrase`${why}.`, page),
  };
}
