import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, processAsCause, processAsEffect } from '../causalLink.ts';

/** One process that raised two events. */
export const sameProcess: CausalLink = {
  name: 'same process',
  inferred: false,
  within: 2 * hour,
  causes: (event) => processAsCause(event, processOf(event)?.pid),
  effects: (event) => processAsEffect(event, processOf(event)?.pid),
  reason: (_cause, effect) => {
    const process = processOf(effect);
    return phrase`${code(process?.name ?? process?.exe ?? 'it')} (process ${code(process?.pid ?? '')}) is the same process`;
  },
};
