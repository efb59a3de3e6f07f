import { originExtent } from '../incident/extents.ts';
import { foldGroups, type Listed, toFoldedGroup } from '../incident/foldGroups.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { comparedGroups, sayFolded } from './comparedGroups.ts';
import { groupThreats } from './groupThreats.ts';
import { openGroups } from './openGroups.ts';

/** Folded groups whose threats are read, the shortest tie and the newest signal first: each costs a dozen calls. */
export const mostFollowed = 8;

/** I-05: which other open groups are the same incident, and which came near and are not. Their threats are signals, followed at once. */
export const incidentScope: Pivot = {
  name: 'incident scope',
  part: 'incident',
  asked: () => 'the other open groups, for those of the same incident',
  run,
};

async function run(lead: Lead): Promise<Found | Skipped> {
  const open = await openGroups(lead);
  if (open === undefined) return { skipped: 'the tenant has no threats engine' };
  const { folded, refused, undecided, distant } = foldGroups(originExtent(lead), open.groups, lead.reach.around);
  const groups = folded.map((one) => one.listed);
  const limits = [open.limit, unreadOf(groups)].filter((one) => one !== undefined);
  return {
    cites: open.cites,
    says: sayFolded(groups),
    count: open.groups.length,
    folded: folded.map(toFoldedGroup),
    refused: refused.filter(({ listed }) => !distant.includes(listed)).map(toFoldedGroup),
    signals: [
      ...ownSiblings(lead),
      ...groups.slice(0, mostFollowed).map(({ group }) => groupThreats(group)),
      ...(undecided.length + distant.length === 0 ? [] : [comparedGroups({ folded: groups.slice(0, mostFollowed), undecided, distant })]),
    ],
    ...(open.truncated && { truncated: open.truncated }),
    ...(limits.length > 0 && { limit: limits.join('; ') }),
  };
}

function unreadOf(folded: readonly Listed[]): string | undefined {
  return folded.length > mostFollowed ? `the threats of only ${mostFollowed} of ${folded.length} folded groups were read` : undefined;
}

/** A threat is one of its group's: the others belong to the incident as those of any folded group do. */
function ownSiblings({ trigger }: Lead): readonly Pivot[] {
  return trigger.kind === 'threat' && trigger.group !== undefined ? [groupThreats(trigger.group.value)] : [];
}
