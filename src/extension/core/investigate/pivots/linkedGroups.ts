import { code, phrase } from '../../model/phrase.ts';
import type { Chain } from '../chain/buildChain.ts';
import { type Listed, toFoldedGroup } from '../incident/foldGroups.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Outcome, Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';
import { sayFolded } from './comparedGroups.ts';
import { groupThreats } from './groupThreats.ts';
import { mostFollowed } from './incidentScope.ts';

/** A group that shares neither place nor actor with the trigger, and its first event in the chain. */
type Linked = { readonly listed: Listed; readonly event: Sighting };

/**
 * What led to the trigger or came of it is the same incident, wherever and by whom it was (I-05): groups that were kept apart until the chain took an
 * event of theirs. Nothing where it took none.
 */
export function linkedGroups(outcomes: readonly Outcome[], { members }: Chain): readonly Pivot[] {
  const linked = outcomes
    .flatMap(({ found }) => found?.apart ?? [])
    .flatMap((listed): readonly Linked[] => {
      const member = members.find(({ event }) => listed.eventIds?.includes(event.value.id));
      return member === undefined ? [] : [{ listed, event: member.event }];
    });
  if (linked.length === 0) return [];
  const asked = () => `${plural(linked.length, 'more group')} with events of the chain`;
  return [{ name: 'linked groups', part: 'incident', asked, run: (lead) => fold(lead, linked) }];
}

async function fold({ origin }: Lead, linked: readonly Linked[]): Promise<Found> {
  const [first, ...rest] = linked.map(({ event }) => event.id);
  return {
    cites: first === undefined ? [origin.id] : [first, ...rest],
    says: sayFolded(linked.map(({ listed }) => listed)),
    count: linked.length,
    folded: linked.map(({ listed, event }) => {
      const { rule, policy, id } = event.value;
      const why = phrase`its event ${code(rule ?? policy ?? id)} is in the chain of causes`;
      return toFoldedGroup({ listed, why, pages: [event, listed.page] });
    }),
    signals: linked.slice(0, mostFollowed).map(({ listed }) => groupThreats(listed.group)),
  };
}
