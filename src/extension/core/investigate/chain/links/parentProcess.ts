import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { processOf } from '../../facts/processOf.ts';
import { hour } from '../../windowedEvents.ts';
import { type CausalLink, processSpace } from '../causalLink.ts';

/** The effect's parent is the cause's process, in the same container or on the same host. Process ids come round again, hence the day. */
export const parentProcess: CausalLink = {
  name: 'parent process',
  inferred: false,
  within: 24 * hour,
  causes: (event) => key(event, processOf(event)?.pid),
  effects: (event) => key(event, processOf(event)?.ppid),
  reason: (cause, effect) => {
    const parent = processOf(cause);
    return phrase`${code(parent?.name ?? parent?.exe ?? 'it')} (process ${code(processOf(effect)?.ppid ?? '')}) is the parent process`;
  },
};

function key(event: SecurityEvent, pid: string | undefined): readonly string[] {
  const space = processSpace(event);
  // Process 0 and 1 are everybody's parent.
  return space === undefined || pid === undefined || Number(pid) <= 1 ? [] : [`${space} ${pid}`];
}
