import type { FoldedGroup } from '../../model/case.ts';
import { claim, type Evidence } from '../../model/evidence.ts';
import { type Phrase, phrase, text } from '../../model/phrase.ts';
import type { ThreatGroup } from '../../model/threat.ts';
import { hour } from '../hours.ts';
import type { Sighting } from '../ledger.ts';
import { placeName } from '../place.ts';
import { type Extent, gapBetween, relate } from './relation.ts';

/** An extent with the evidence that shows it. */
export type Shown = { readonly extent: Extent; readonly page: Evidence };

/** A listed group with the page that shows it, and what its threats and events show beyond its listing, once they were read. */
export type Listed = {
  readonly group: ThreatGroup;
  readonly page: Evidence;
  readonly beyond?: readonly Shown[];
  /** those of its events that were read, and the ids of all that its threats name */
  readonly events?: readonly Sighting[];
  readonly eventIds?: readonly string[];
};

/** Why a group belongs or does not, and what shows it. */
type Decided = { readonly listed: Listed; readonly why: Phrase; readonly pages: readonly [Evidence, ...Evidence[]] };

type Folding = {
  readonly folded: readonly Decided[];
  readonly refused: readonly Decided[];
  /** near in time with nothing shared that is known so far; their threats and events may show more */
  readonly undecided: readonly Listed[];
  /** too far away in time for anything but the image, which their listing does not show; the nearest first */
  readonly distant: readonly Listed[];
};

type Front = { readonly extent: Extent; readonly through: Phrase; readonly page?: Evidence };

/** A group of the same place further away than a day is no near miss. */
const nearMiss = 24 * hour;

/**
 * Grows the incident from the trigger outwards, since A–B and B–C make one incident of three (I-05). Each group is measured against the
 * trigger first and then against those folded before it, the newest first, so its reason is the shortest that there is.
 * @param swept milliseconds within which shared actors, repositories and image organisations count (I-09)
 */
export function foldGroups(origin: Extent, listed: readonly Listed[], swept: number): Folding {
  const folded: Decided[] = [];
  let open = [...listed];
  let front: readonly Front[] = [{ extent: origin, through: [] }];
  const seen: Front[] = [];
  while (front.length > 0) {
    const hits = open.flatMap((one) => tieOf(front, one, swept) ?? []);
    folded.push(...hits);
    seen.push(...front);
    open = open.filter((one) => !hits.some((hit) => hit.listed === one));
    front = hits.flatMap(({ listed: one }) =>
      shownOf(one).map((shown) => ({ ...shown, through: phrase`, through “${text(titleOf(one.group))}”` })),
    );
  }
  const misses = open.map((one) => ({ listed: one, relation: relate(origin, one.group, swept) }));
  const near = (one: Listed): boolean => seen.some(({ extent }) => isNear(extent, one.group, swept));
  const gap = (one: Listed): number => gapBetween(origin, one.group) ?? Number.MAX_SAFE_INTEGER;
  return {
    folded,
    refused: misses.flatMap(({ listed: one, relation }) =>
      relation && (gapBetween(origin, one.group) ?? 0) <= nearMiss ? [{ listed: one, why: relation.why, pages: [one.page] }] : [],
    ),
    undecided: misses.filter(({ listed: one, relation }) => !relation && near(one)).map((miss) => miss.listed),
    distant: seen.some(({ extent }) => extent.scope.image !== undefined)
      ? open.filter((one) => one.group.scope.image === undefined && !near(one)).sort((a, b) => gap(a) - gap(b))
      : [],
  };
}

function tieOf(front: readonly Front[], listed: Listed, swept: number): Decided | undefined {
  for (const { extent, through, page } of front) {
    for (const shown of shownOf(listed)) {
      const relation = relate(extent, shown.extent, swept);
      if (relation?.same === true) {
        return { listed, why: phrase`${relation.why}${through}`, pages: page === undefined ? [shown.page] : [shown.page, page] };
      }
    }
  }
  return undefined;
}

/** The listing first, since its reason is the plainest, then what was read. */
function shownOf({ group, page, beyond = [] }: Listed): readonly Shown[] {
  return [{ extent: group, page }, ...beyond];
}

function isNear(a: Extent, b: Extent, swept: number): boolean {
  const gap = gapBetween(a, b);
  return gap !== undefined && gap <= swept;
}

export function titleOf(group: ThreatGroup): string {
  return group.title ?? group.name ?? group.id;
}

export function toFoldedGroup({ listed: { group }, why, pages }: Decided): FoldedGroup {
  const resource = group.resource ?? placeName(group.scope);
  return {
    id: group.id,
    title: titleOf(group),
    ...(resource !== undefined && { resource }),
    ...(group.lastSignal !== undefined && { lastSignal: group.lastSignal }),
    ...(group.severity !== undefined && { severity: group.severity }),
    why: claim(phrase`${why}.`, ...pages),
  };
}
