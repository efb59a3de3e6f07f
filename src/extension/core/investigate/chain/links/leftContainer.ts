import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, isInContainer } from '../causalLink.ts';

/**
 * A process seen in a container, and then outside any container on the same host the same process or a child of it: the agent counts process ids
 * in the host's own space, so they hold across that border.
 */
export const leftContainer: CausalLink = {
  name: 'left its container',
  inferred: false,
  within: 24 * hour,
  causes: (event) => (isInContainer(event) ? key(event, processOf(event)?.pid) : []),
  effects: (event) => {
    if (isInContainer(event)) return [];
    const process = processOf(event);
    return [...key(event, process?.ppid), ...key(event, process?.pid)];
  },
  reason: (cause, effect) => {
    const process = processOf(cause);
    const [name, container] = [code(process?.name ?? process?.exe ?? 'it'), code(cause.scope.container ?? cause.scope.pod ?? '')];
    const what = process?.pid === processOf(effect)?.pid ? phrase`the same process` : phrase`the parent process`;
    return phrase`${name} (process ${code(process?.pid ?? '')}), seen in container ${container}, is ${what}, now outside it on its host`;
  },
};

function key(event: SecurityEvent, pid: string | undefined): readonly string[] {
  const { host } = event.scope;
  return host === undefined || pid === undefined || Number(pid) <= 1 ? [] : [`${host} ${pid}`];
}
