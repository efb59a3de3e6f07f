import { code, phrase } from '../../../model/phrase.ts';
import { processOf } from '../../facts/processOf.ts';
import { hour } from '../../windowedEvents.ts';
import { type CausalLink, processKey } from '../causalLink.ts';

/** The effect's parent is the cause's process, in the same container or on the same host. Process ids come round again, hence the day. */
export const parentProcess: CausalLink = {
  name: 'parent process',
  inferred: false,
  within: 24 * hour,
  causes: (event) => processKey(event, processOf(event)?.pid),
  effects: (event) => processKey(event, processOf(event)?.ppid),
  reason: (cause, effect) => {
    const parent = processOf(cause);
    return phrase`${code(parent?.name ?? parent?.exe ?? 'it')} (process ${code(processOf(effect)?.ppid ?? '')}) is the parent process`;
  },
};
