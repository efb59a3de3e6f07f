import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { processOf } from '../../facts/processOf.ts';
import { hour } from '../../windowedEvents.ts';
import { type CausalLink, processSpace } from '../causalLink.ts';

/** Two processes of one parent that raised no event itself, typically an interactive shell; or one process that raised two. */
export const siblingProcess: CausalLink = {
  name: 'same parent',
  inferred: false,
  within: 2 * hour,
  causes: keys,
  effects: keys,
  reason: (cause, effect) => {
    const [a, b] = [processOf(cause), processOf(effect)];
    if (a?.pid !== undefined && a.pid === b?.pid) return phrase`same process ${code(a.pid)}`;
    return phrase`both were started by process ${code(b?.ppid ?? '')}`;
  },
};

function keys(event: SecurityEvent): readonly string[] {
  const space = processSpace(event);
  const process = processOf(event);
  if (space === undefined || process === undefined) return [];
  const own = process.pid !== undefined && Number(process.pid) > 1 ? [`${space} pid ${process.pid}`] : [];
  const parent = process.ppid !== undefined && Number(process.ppid) > 1 ? [`${space} ppid ${process.ppid}`] : [];
  return [...own, ...parent];
}
