import { entersPod, kubeRequestOf } from '../../facts/k8sRequest.ts';
import type { ExplanationKind } from '../../model/case.ts';
import { claim } from '../../model/evidence.ts';
import { code, phrase } from '../../model/phrase.ts';
import { hour } from '../hours.ts';
import type { Sighting } from '../ledger.ts';
import { placeName } from '../place.ts';
import { counted } from '../plural.ts';
import { readEvent } from '../tactic/classify.ts';
import type { Story } from '../tell/story.ts';
import { selfNamingOf } from './selfNaming.ts';
import { eventsOf, type Sign } from './sign.ts';

/** Places that one rule fires on within an hour of the trigger, from which on it counts as going through them. */
const sweepsPlaces = 5;

function namesItself(tool: 'testTool' | 'scanner'): Sign {
  return {
    of: tool,
    side: 'for',
    weight: 3,
    find(story) {
      const naming = eventsOf(story).flatMap((event) => {
        const found = selfNamingOf(event.value);
        return found?.tool === tool ? [{ event, says: found.says }] : [];
      });
      const [first, ...rest] = naming;
      return first && claim(phrase`The actor ${first.says}.`, first.event, ...rest.map(({ event }) => event));
    },
  };
}

function nothingNames(tool: ExplanationKind, kind: 'testTool' | 'scanner', what: string): Sign {
  return {
    of: tool,
    side: 'against',
    weight: 1,
    find(story) {
      const [first, ...rest] = eventsOf(story);
      if (first === undefined || [first, ...rest].some(({ value }) => selfNamingOf(value)?.tool === kind)) return undefined;
      return claim(phrase`No actor, program or image in it is called ${[what]}.`, first, ...rest);
    },
  };
}

/** What speaks for a scanner or a test tool at work, and what speaks against them. */
export const toolSigns: readonly Sign[] = [
  namesItself('testTool'),
  namesItself('scanner'),
  nothingNames('testTool', 'testTool', 'like a test tool'),
  nothingNames('scanner', 'scanner', 'like a scanner'),
  {
    of: 'scanner',
    side: 'for',
    weight: 2,
    find({ lead, outcomes }) {
      const { event } = lead.trigger;
      const rule = event?.value.rule;
      if (event === undefined || rule === undefined) return undefined;
      const seen = outcomes.flatMap(({ found }) => found?.sightings ?? []);
      const alike = [event, ...seen].filter(({ value }) => value.rule === rule && Math.abs(value.at - event.value.at) <= hour);
      const byPlace = new Map(alike.map((one) => [placeName(one.value.scope) ?? one.value.id, one]));
      if (byPlace.size < sweepsPlaces) return undefined;
      return claim(
        phrase`${code(rule)} fired on ${counted(byPlace.size, 'place')} within an hour of the trigger.`,
        event,
        ...byPlace.values(),
      );
    },
  },
  {
    of: 'scanner',
    side: 'against',
    weight: 2,
    find(story) {
      const beyond = eventsOf(story).filter((event) => doesMore(event) && !isMeansOfLooking(event, story));
      const [first, ...rest] = beyond;
      return (
        first &&
        claim(phrase`${counted(beyond.length, 'event')} ${[beyond.length === 1 ? 'does' : 'do']} more than look round.`, first, ...rest)
      );
    },
  },
];

function doesMore({ value }: Sighting): boolean {
  const tactic = readEvent(value)?.tactic;
  return tactic !== undefined && tactic !== 'discovery' && tactic !== 'reconnaissance';
}

/** An exec into a pod is for what runs there then: where that only looks round, so did the exec. */
function isMeansOfLooking(event: Sighting, { chain }: Story): boolean {
  const request = kubeRequestOf(event.value);
  const effects = chain.ties.filter(({ cause }) => cause.value.id === event.value.id).map(({ effect }) => effect);
  const ran = effects.filter(({ value }) => kubeRequestOf(value) === undefined);
  return request !== undefined && entersPod(request) && ran.length > 0 && !ran.some(doesMore);
}
