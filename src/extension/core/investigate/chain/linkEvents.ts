import type { Sighting } from '../ledger.ts';
import type { CausalLink } from './causalLink.ts';
import { causalLinks } from './links/table.ts';

/** One event and what led to it. */
export type Tie = { readonly cause: Sighting; readonly effect: Sighting; readonly link: CausalLink };

/** @param events oldest first. Each event is tied to one cause at most, by the strongest link that applies. */
export function linkEvents(events: readonly Sighting[]): readonly Tie[] {
  const indexes = causalLinks.map((link) => ({ link, causes: indexCauses(link, events) }));
  const position = new Map(events.map((event, index) => [event.value.id, index]));
  return events.flatMap((effect, index) => {
    for (const { link, causes } of indexes) {
      const candidates = link.effects(effect.value).flatMap((key) => causes.get(key) ?? []);
      const cause = choose(
        link,
        effect,
        candidates.filter((one) => (position.get(one.value.id) ?? index) < index),
      );
      if (cause !== undefined) return [{ cause, effect, link }];
    }
    return [];
  });
}

function indexCauses(link: CausalLink, events: readonly Sighting[]): ReadonlyMap<string, readonly Sighting[]> {
  const index = new Map<string, Sighting[]>();
  for (const event of events) {
    for (const key of link.causes(event.value)) {
      const there = index.get(key);
      if (there === undefined) index.set(key, [event]);
      else there.push(event);
    }
  }
  return index;
}

/** The latest cause in reach, or the latest of the preferred kind. */
function choose(link: CausalLink, effect: Sighting, earlier: readonly Sighting[]): Sighting | undefined {
  const inReach = earlier.filter((cause) => effect.value.at - cause.value.at <= link.within);
  return inReach.findLast((cause) => link.prefers?.(cause.value) === true) ?? inReach.at(-1);
}

/** Everything that the ties join to the trigger, in either direction: the chain. Without a tie it is the trigger alone. */
export function chainOf(trigger: Sighting, ties: readonly Tie[]): ReadonlySet<string> {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string): void => void neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const { cause, effect } of ties) {
    join(cause.value.id, effect.value.id);
    join(effect.value.id, cause.value.id);
  }
  const chain = new Set([trigger.value.id]);
  for (const id of chain) for (const next of neighbours.get(id) ?? []) chain.add(next);
  return chain;
}
