import { logins } from '../../../facts/ancestors.ts';
import { isForEverybody } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, processAsEffect } from '../causalLink.ts';

/** Two processes of one parent that raised no event itself, typically an interactive shell. */
export const siblingProcess: CausalLink = {
  name: 'same parent',
  inferred: false,
  within: 2 * hour,
  causes: parentOf,
  effects: parentOf,
  reason: (_cause, effect) => phrase`both were started by process ${code(processOf(effect)?.ppid ?? '')}`,
};

/** Not of an init system or a scheduler, nor sessions of one login server: they have the same parent without having to do with each other. */
function parentOf(event: SecurityEvent): readonly string[] {
  const { name, parent, ppid } = processOf(event) ?? {};
  const isSession = logins.test(name ?? '') && logins.test(parent ?? '');
  return isForEverybody(parent) || isSession ? [] : processAsEffect(event, ppid);
}
