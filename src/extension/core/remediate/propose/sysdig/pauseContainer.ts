import { phrase } from '../../../model/phrase.ts';
import { besideBreaks } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { containerTargets } from '../targets/containers.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Freezes a container with its memory. */
export const pauseContainer = sysdigMaker({
  ...{ type: 'PAUSE_CONTAINER', verb: 'Pause container', stage: 'containment', effect: 'halt' },
  targets: containerTargets,
  consequences: (input, target) => ({
    does: phrase`Freezes every process in ${target.on}, with its memory and connections`,
    expected: phrase`Nothing runs there until it is unpaused`,
    breaks: breaksOf(input, target, (one) => servingBreaks(one, 'one'), besideBreaks),
    watch: phrase`A liveness probe that gets no answer makes the kubelet restart it, and the frozen memory is lost`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Unpause the container by hand on its host` },
});
