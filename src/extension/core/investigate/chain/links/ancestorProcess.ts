import { ancestorPids } from '../../../facts/ancestors.ts';
import { leadsOn } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, processAsCause, processAsEffect } from '../causalLink.ts';

/** The cause's process stands further up in the effect's ancestry, by its process id, while the processes between raised no event. */
export const ancestorProcess: CausalLink = {
  name: 'ancestor process',
  inferred: false,
  within: 24 * hour,
  causes: (event) => (leadsOn(event) ? processAsCause(event, processOf(event)?.pid) : []),
  effects: (event) => ancestorPids(event).flatMap((pid) => processAsEffect(event, pid)),
  prefers: (cause, effect) => processOf(cause)?.pid === ancestorPids(effect)[0],
  reason: (cause) => {
    const process = processOf(cause);
    return phrase`${code(process?.name ?? process?.exe ?? 'it')} (process ${code(process?.pid ?? '')}) is an ancestor of the process`;
  },
};
