import { claim } from '../../model/evidence.ts';
import { join, phrase, text } from '../../model/phrase.ts';
import { tactics } from '../../model/tactic.ts';
import { roleOf } from '../chain/stepRole.ts';
import { counted } from '../plural.ts';
import type { Sign } from './sign.ts';

/** What speaks for an attack, and what speaks against one. */
export const attackSigns: readonly Sign[] = [
  {
    of: 'attack',
    side: 'for',
    weight: 2,
    find({ chain }) {
      const hostile = chain.members.filter((member) => roleOf([member], false) === 'malicious');
      const [first, ...rest] = hostile.map(({ event }) => event);
      if (first === undefined) return undefined;
      const goals = [...new Set(hostile.map(({ tactic }) => tactic).filter((one) => one !== undefined))].map((one) =>
        text(tactics[one].name.toLowerCase()),
      );
      const what = goals.length === 0 ? [] : phrase`: ${join(goals, ', ', ' and ')}`;
      return claim(
        phrase`${counted(hostile.length, 'linked event')} ${[hostile.length === 1 ? 'has' : 'have']} no everyday reading${what}.`,
        first,
        ...rest,
      );
    },
  },
  {
    of: 'attack',
    side: 'for',
    weight: 2,
    find({ chain }) {
      const boundaryOf = new Map(chain.steps.flatMap((step) => step.eventIds.map((id) => [id, step.boundary] as const)));
      const across = chain.ties.filter(
        ({ cause, effect, link }) => !link.inferred && boundaryOf.get(cause.value.id) !== boundaryOf.get(effect.value.id),
      );
      const [first, ...rest] = across;
      if (first === undefined) return undefined;
      const cited = [first.effect, ...rest.flatMap(({ cause, effect }) => [cause, effect])];
      return claim(
        phrase`Proven links cross trust boundaries ${across.length === 1 ? ['once'] : counted(across.length, 'time')}.`,
        first.cause,
        ...cited,
      );
    },
  },
  {
    of: 'attack',
    side: 'against',
    weight: 1,
    find(story) {
      const event = story.lead.trigger.event;
      const word = event?.value.severity?.word;
      if (event === undefined || story.chain.ties.length > 0 || word === undefined || word === 'critical' || word === 'high')
        return undefined;
      return claim(phrase`Its severity is ${text(word)}, and no other event is linked to it.`, event);
    },
  },
  {
    of: 'attack',
    side: 'against',
    weight: 1,
    find({ chain, lead }) {
      const { event } = lead.trigger;
      const hostile = chain.members.some((member) => roleOf([member], false) === 'malicious');
      if (event === undefined || hostile || chain.members.length < 2) return undefined;
      return claim(phrase`Nothing that is linked to it goes beyond what everyday work does too.`, event);
    },
  },
];
