import type { Chain } from './chain/buildChain.ts';
import type { Sighting } from './ledger.ts';
import type { Lead, Outcome } from './pivot.ts';
import { onceByTime } from './windowedEvents.ts';

/** What the directions of the first round brought home, for those that follow from all of it. Events are oldest first, each once. */
export type Known = {
  readonly outcomes: readonly Outcome[];
  /** the events that are causally linked to the trigger */
  readonly chain: readonly Sighting[];
  /** the trigger's, its chain's and the folded groups' */
  readonly incident: readonly Sighting[];
  /** everything that was seen */
  readonly seen: readonly Sighting[];
};

export function knownOf({ trigger }: Pick<Lead, 'trigger'>, outcomes: readonly Outcome[], chain: Chain): Known {
  const linked = chain.members.map(({ event }) => event);
  const folded = outcomes.filter(({ pivot }) => pivot.part === 'incident').flatMap(({ found }) => found?.sightings ?? []);
  const swept = outcomes.flatMap(({ found }) => found?.sightings ?? []);
  return {
    outcomes,
    chain: onceByTime(linked),
    incident: onceByTime([...trigger.events, ...linked, ...folded]),
    seen: onceByTime([...trigger.events, ...linked, ...folded, ...swept]),
  };
}
