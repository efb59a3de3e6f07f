import { isForEverybody } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { minute } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

const socket = /\/(docker|containerd|crio|podman)(\/\w+)?\.sock\b/;

/** A process used the socket of its host's container runtime, and a moment later a container began there. Inferred, since others start containers too. */
export const runtimeSocket: CausalLink = {
  name: 'runtime socket',
  inferred: true,
  within: 5 * minute,
  causes: (event) => {
    const { name, cmdline } = processOf(event) ?? {};
    const used = [event.fields['fd.name'], cmdline].some((place) => place !== undefined && socket.test(place));
    return event.scope.host === undefined || !used || isForEverybody(name) ? [] : [event.scope.host];
  },
  effects: (event) => (event.scope.host !== undefined && beginsContainer(event) ? [event.scope.host] : []),
  reason: (cause) => phrase`${code(processOf(cause)?.name ?? '')} had used the socket of the container runtime there`,
};

function beginsContainer(event: SecurityEvent): boolean {
  if (event.scope.container === undefined) return false;
  return event.fields['evt.type'] === 'container' || isForEverybody(processOf(event)?.parent);
}
