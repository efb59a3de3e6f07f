import { citing } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { severityRank } from '../../model/severity.ts';
import type { Sighting } from '../ledger.ts';
import type { Lead, Pivot } from '../pivot.ts';
import { oneLine, placeName } from '../place.ts';
import type { Follow } from '../runPivots.ts';
import { byTime } from '../windowedEvents.ts';
import { looksAt } from './budget.ts';
import type { Direction } from './directions/direction.ts';
import type { WatchFamily } from './families.ts';
import { type Left, untiedKey } from './left.ts';
import { familyOf } from './readHit.ts';
import { closenessTo } from './tie.ts';

type Hit = { readonly event: Sighting; readonly family: WatchFamily; readonly closeness: number | undefined };
type Wanted = { readonly kind: string; readonly pivot: Pivot; readonly hit: Sighting };

/**
 * I-21, I-22: what the watch-list makes of events. What ties a hit to the trigger most closely comes first, then what is worse and what was earlier;
 * each looks in its family's directions until the budget is used up. A hit that nothing ties to the trigger, as there are all day in a busy
 * cluster, is told and not followed (I-23).
 */
export const followHits: Follow = (found, lead, hop) => {
  const hits = hitsAmong(found, lead);
  const wanted = wantedBy(hits, lead);
  const most = looksAt(hop);
  return {
    pivots: wanted.slice(0, most).map(({ pivot }) => pivot),
    left: [...wanted.slice(most).map((one) => overBudget(one, lead)), ...hits.flatMap(untied)],
  };
};

/** Hits of the watch-list, the closest to the trigger first; those that nothing ties to it last. */
export function hitsAmong(found: readonly Sighting[], lead: Lead): readonly Hit[] {
  const closeness = closenessTo(lead);
  const hits = found.flatMap((event): readonly Hit[] => {
    const family = familyOf(event.value);
    return family === undefined ? [] : [{ event, family, closeness: closeness(event.value) }];
  });
  const far = Number.MAX_SAFE_INTEGER;
  return hits.sort(
    (a, b) =>
      (a.closeness ?? far) - (b.closeness ?? far) ||
      severityRank(a.event.value.severity) - severityRank(b.event.value.severity) ||
      byTime(a.event, b.event),
  );
}

/** The directions of the tied hits in turns, each hit's first one before any hit's second, so that one hit does not use up the budget. */
function wantedBy(hits: readonly Hit[], lead: Lead): readonly Wanted[] {
  const tied = hits.filter(({ closeness }) => closeness !== undefined);
  const looks = tied.map(({ event, family }) =>
    family.directions.flatMap((one) => looksOf(one, event, lead).map((pivot): Wanted => ({ kind: one.kind, pivot, hit: event }))),
  );
  const longest = Math.max(0, ...looks.map((one) => one.length));
  const turns = Array.from({ length: longest }, (_, turn) => looks.flatMap((one) => one.slice(turn, turn + 1))).flat();
  const first = new Map<string, Wanted>();
  for (const one of turns) if (!first.has(one.pivot.key ?? one.pivot.name)) first.set(one.pivot.key ?? one.pivot.name, one);
  return [...first.values()];
}

/** A name that no filter holds fails its own direction, where failures are told, and not the case. */
function looksOf({ kind, looks }: Direction, hit: Sighting, lead: Lead): readonly Pivot[] {
  try {
    return looks(hit, lead);
  } catch (error) {
    if (!Failure.is(error, 'refused')) throw error;
    return [{ name: kind, key: `${kind} ${hit.value.id}`, part: 'resource', asked: () => kind, run: () => Promise.reject(error) }];
  }
}

function overBudget({ kind, pivot, hit }: Wanted, lead: Lead): Left {
  return {
    key: pivot.key ?? pivot.name,
    name: kind,
    asked: oneLine(pivot.asked(lead)),
    status: 'skipped',
    reason: 'over the budget of looks that one signal leads to',
    cites: citing(hit),
  };
}

function untied({ event, family, closeness }: Hit): readonly Left[] {
  if (closeness !== undefined) return [];
  const asked = oneLine(placeName(event.value.scope) ?? 'a place that is not named');
  const reason = 'nothing ties it to the trigger';
  return [{ key: untiedKey(event.value.id), name: `${family.name} elsewhere`, asked, status: 'skipped', reason, cites: citing(event) }];
}
