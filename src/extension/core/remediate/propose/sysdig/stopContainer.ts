import { phrase } from '../../../model/phrase.ts';
import { besideBreaks, comesBack } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { containerTargets } from '../targets/containers.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Stops a container and keeps it, so that it can be looked at or started again. */
export const stopContainer = sysdigMaker({
  ...{ type: 'STOP_CONTAINER', verb: 'Stop container', stage: 'containment', effect: 'halt', removes: true },
  targets: containerTargets,
  consequences: (input, target) => ({
    does: phrase`Ends every process in ${target.on} and keeps its file system`,
    expected: phrase`Its processes are gone, and what was in memory with them`,
    breaks: breaksOf(input, target, (one) => servingBreaks(one, 'one'), besideBreaks, comesBack),
    watch: phrase`In a pod the kubelet starts a new container for it: look for the same rule under another container id`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Start the container by hand on its host` },
});
