import { type Claim, claim } from '../../model/evidence.ts';
import { phrase, time } from '../../model/phrase.ts';
import type { Sighting } from '../ledger.ts';
import { inPlace } from '../place.ts';
import { counted } from '../plural.ts';
import type { Story } from '../tell/story.ts';
import { onceByTime } from '../windowedEvents.ts';
import { watchList } from './families.ts';
import { hitsAmong } from './followHits.ts';
import { seenSince } from './traces.ts';

/** Of the later events that a sentence counts, that many are cited. */
const mostCited = 12;

/** I-21: a sentence for each family of the watch-list that hit near the trigger, oldest first: the closest hit, and what was seen of it since. */
export function tellHits({ lead, outcomes }: Story): readonly Claim[] {
  const events = onceByTime([...lead.trigger.events, ...outcomes.flatMap(({ found }) => found?.sightings ?? [])]);
  const tied = hitsAmong(events, lead).filter(({ closeness }) => closeness !== undefined);
  const hits = watchList.flatMap(({ name }) => {
    const [first, ...rest] = tied.filter(({ family }) => family.name === name).map(({ event }) => event);
    return first === undefined ? [] : [{ name, first, more: rest.length }];
  });
  return hits.toSorted((a, b) => a.first.value.at - b.first.value.at).map(({ name, first, more }) => tell(name, first, more, events));
}

/** Without the rule's name: where the hit is of the chain, its step tells that. */
function tell(family: string, hit: Sighting, more: number, events: readonly Sighting[]): Claim {
  const { at, scope } = hit.value;
  const since = seenSince(hit, events);
  const others = more === 0 ? [] : phrase`, with ${counted(more, 'more sign')}`;
  const then = since === undefined ? [] : phrase`; ${since.told}`;
  const told = phrase`A sign of ${[family]} was seen at ${time(at)}${inPlace(scope)}${others}${then}.`;
  return claim(told, hit, ...(since?.later.slice(0, mostCited) ?? []));
}
