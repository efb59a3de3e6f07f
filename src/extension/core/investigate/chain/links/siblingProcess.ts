import { code, phrase } from '../../../model/phrase.ts';
import { processOf } from '../../facts/processOf.ts';
import { hour } from '../../windowedEvents.ts';
import { type CausalLink, processKey } from '../causalLink.ts';

/** Two processes of one parent that raised no event itself, typically an interactive shell. */
export const siblingProcess: CausalLink = {
  name: 'same parent',
  inferred: false,
  within: 2 * hour,
  causes: (event) => processKey(event, processOf(event)?.ppid),
  effects: (event) => processKey(event, processOf(event)?.ppid),
  reason: (_cause, effect) => phrase`both were started by process ${code(processOf(effect)?.ppid ?? '')}`,
};
