import type { FoldedGroup } from '../../model/case.ts';
import type { Cites } from '../../model/evidence.ts';
import { phrase } from '../../model/phrase.ts';
import { originExtent, type Reading, readBeyond } from '../incident/extents.ts';
import { foldGroups, type Listed, titleOf, toFoldedGroup } from '../incident/foldGroups.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';
import { elsewhere, groupThreats } from './groupThreats.ts';

/** Groups near in time whose threats are read to see whether they share a place, an image, a repository or an actor that the list does not show. */
const mostCompared = 10;

/** Groups further away whose threats are read for the image alone, a call each. */
const mostDistant = 10;

type Comparing = {
  /** read too, since the undecided may share what these have and the trigger itself does not */
  readonly folded: readonly Listed[];
  readonly undecided: readonly Listed[];
  readonly distant: readonly Listed[];
};

/**
 * Groups that share no place by their listing: their threats may run the trigger's image, whenever that was, or one of their events may name the
 * account that the listing leaves out, as a workload's does (I-05), or the same repository, image organisation or actor (I-09).
 */
export function comparedGroups(comparing: Comparing, name = 'comparison of groups'): Pivot {
  const { undecided, distant } = comparing;
  return {
    name,
    part: 'incident',
    asked: () =>
      `${plural(undecided.length + distant.length, 'more group')}, for a place, image, repository or actor shared with the incident`,
    run: (lead) => compare(lead, comparing),
  };
}

async function compare(lead: Lead, comparing: Comparing): Promise<Found> {
  const { folded } = comparing;
  const undecided = comparing.undecided.slice(0, mostCompared);
  const distant = comparing.distant.slice(0, mostDistant);
  const readings = await Promise.all([
    ...[...folded, ...undecided].map((one) => readBeyond(lead, one)),
    ...distant.map((one) => readBeyond(lead, one, 0)),
  ]);
  const known = new Set(folded.map(({ group }) => group.id));
  const isNew = ({ listed }: { readonly listed: Listed }): boolean => !known.has(listed.group.id);
  const listed = readings.map((one) => one.listed);
  const grown = foldGroups(originExtent(lead), listed, lead.reach.around);
  const fresh = grown.folded.filter(isNew);
  const unread = readings.filter((one) => isNew(one) && one.failed !== undefined);
  const apart = grown.undecided.filter((one) => isNew({ listed: one }) && !unread.some((reading) => reading.listed === one));
  return {
    cites: citesOf(readings, lead),
    says: fresh.length === 0 ? 'No more groups of the same incident.' : sayFolded(fresh.map((one) => one.listed)),
    count: undecided.length + distant.length,
    folded: fresh.map(toFoldedGroup),
    refused: [...grown.refused.filter(isNew).map(toFoldedGroup), ...apart.map(refusedAsOther)],
    apart,
    signals: fresh.slice(0, mostCompared).flatMap(({ listed: one }) => [groupThreats(one.group), ...placesOf(one, lead)]),
    ...limitOf(comparing, unread),
  };
}

/** Where the group leads is known already from what was compared. */
function placesOf({ group, beyond = [] }: Listed, lead: Lead): readonly Pivot[] {
  return elsewhere([group.scope, ...beyond.map(({ extent }) => extent.scope)], lead).signals;
}

function refusedAsOther(listed: Listed): FoldedGroup {
  const why = phrase`near in time, but on another cluster, account, host and image, by another actor`;
  const [shown] = listed.beyond ?? [];
  return toFoldedGroup({ listed, why, pages: [shown?.page ?? listed.page] });
}

/** One line for the progress view; a busy cluster folds more groups than a line holds. */
export function sayFolded(groups: readonly Listed[]): string {
  if (groups.length === 0) return 'No other open group is the same incident.';
  const named = groups.slice(0, 3).map(({ group }) => titleOf(group));
  return `Same incident: ${named.join(', ')}${groups.length > 3 ? ` and ${groups.length - 3} more` : ''}.`;
}

function citesOf(readings: readonly Reading[], lead: Lead): Cites {
  const [first, ...rest] = [...new Set(readings.flatMap((one) => one.cites ?? []))];
  return first === undefined ? [lead.origin.id] : [first, ...rest];
}

function limitOf({ undecided, distant }: Comparing, unread: readonly Reading[]): Pick<Found, 'limit'> {
  const [near, far] = [undecided.length, distant.length];
  const limits = [
    ...(near > mostCompared ? [`only ${mostCompared} of ${near} groups near in time were compared by their threats`] : []),
    ...(far > mostDistant ? [`only ${mostDistant} of ${far} groups further away in time were compared by their image`] : []),
    ...unread.map(({ listed, failed }) => `${titleOf(listed.group)} could not be compared: ${failed}`),
  ];
  return limits.length === 0 ? {} : { limit: limits.join('; ') };
}
