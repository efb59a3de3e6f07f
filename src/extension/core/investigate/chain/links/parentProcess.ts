import { isForEverybody } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, processAsCause, processAsEffect } from '../causalLink.ts';

/**
 * The effect's parent is the cause's process, in the same container or on the same host. Process ids come round again, hence the day. What an
 * init system or a scheduler did itself led to none of its children.
 */
export const parentProcess: CausalLink = {
  name: 'parent process',
  inferred: false,
  within: 24 * hour,
  causes: (event) => (isForEverybody(processOf(event)?.name) ? [] : processAsCause(event, processOf(event)?.pid)),
  effects: (event) => processAsEffect(event, processOf(event)?.ppid),
  reason: (cause, effect) => {
    const parent = processOf(cause);
    return phrase`${code(parent?.name ?? parent?.exe ?? 'it')} (process ${code(processOf(effect)?.ppid ?? '')}) is the parent process`;
  },
};
