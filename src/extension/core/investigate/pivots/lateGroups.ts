import { originExtent } from '../incident/extents.ts';
import { foldGroups, type Listed, toFoldedGroup } from '../incident/foldGroups.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { comparedGroups, sayFolded } from './comparedGroups.ts';
import { groupThreats } from './groupThreats.ts';
import { mostFollowed } from './incidentScope.ts';
import { newestGroups, openGroups } from './openGroups.ts';

/** Groups that a tenant raises while it is looked at; a page of another size is another question, and so is asked again. */
const mostNew = 20;

/** I-13: groups that came up during the work belong like any other. A signal of the tenant's sweep, so that it adds no round trip of its own. */
export const lateGroups: Pivot = {
  name: 'new groups',
  part: 'incident',
  asked: () => 'groups that came up during the work, for those of the same incident',
  run,
};

async function run(lead: Lead): Promise<Found | Skipped> {
  const [earlier, newest] = await Promise.all([openGroups(lead), newestGroups(lead, mostNew)]);
  if (earlier === undefined || newest === undefined) return { skipped: 'the tenant has no threats engine' };
  const known = new Set(earlier.groups.map(({ group }) => group.id));
  const fresh = newest.groups.filter(({ group }) => !known.has(group.id));
  // Those folded before are measured again, since a new group may belong through one of them.
  const { folded, refused, undecided, distant } = foldGroups(originExtent(lead), [...earlier.groups, ...fresh], lead.reach.around);
  const isNew = ({ listed }: { readonly listed: Listed }): boolean => !known.has(listed.group.id);
  const late = folded.filter(isNew);
  const open = undecided.filter((listed) => isNew({ listed }));
  const far = distant.filter((listed) => isNew({ listed }));
  const before = folded.filter((one) => !isNew(one)).map((one) => one.listed);
  return {
    cites: newest.cites,
    says:
      fresh.length === 0 ? 'No new group came up.' : `${plural(fresh.length, 'new group')}. ${sayFolded(late.map((one) => one.listed))}`,
    count: fresh.length,
    folded: late.map(toFoldedGroup),
    refused: refused.filter((one) => isNew(one) && !far.includes(one.listed)).map(toFoldedGroup),
    signals: [
      ...late.slice(0, mostFollowed).map(({ listed }) => groupThreats(listed.group)),
      ...(open.length + far.length === 0
        ? []
        : [comparedGroups({ folded: before.slice(0, mostFollowed), undecided: open, distant: far }, 'comparison of new groups')]),
    ],
  };
}
