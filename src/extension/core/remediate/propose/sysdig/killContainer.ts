import { phrase } from '../../../model/phrase.ts';
import { besideBreaks, comesBack } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { containerTargets } from '../targets/containers.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Ends a container at once. */
export const killContainer = sysdigMaker({
  ...{ type: 'KILL_CONTAINER', verb: 'Kill container', stage: 'destruction', effect: 'endContainer', removes: true },
  targets: containerTargets,
  consequences: (input, target) => ({
    does: phrase`Ends ${target.on} at once, without letting it finish anything`,
    expected: phrase`Everything that ran in it is gone, with memory, temporary files and its running log`,
    breaks: breaksOf(input, target, (one) => servingBreaks(one, 'one'), besideBreaks, comesBack),
    watch: phrase`The same rule under another container id: the way in is still open`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Whoever manages the container has to start a new one; what was in it is lost` },
});
