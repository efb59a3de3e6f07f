import { phrase } from '../../../model/phrase.ts';
import { podBreaks, podsReached } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { unprevented, workloadTargets } from '../targets/workloads.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Replaces every pod of a workload by a fresh one from its image. */
export const rolloutRestart = sysdigMaker({
  ...{ type: 'ROLLOUT_RESTART', verb: 'Restart rollout', stage: 'destruction', effect: 'replacePods', removes: true },
  targets: (input, seen) => workloadTargets(input, unprevented(seen)),
  consequences: (input, target) => ({
    does: phrase`Replaces every pod of ${target.on} one after another`,
    expected: phrase`Fresh pods from the same image, without what was dropped into the old ones`,
    breaks: breaksOf(input, target, podsReached, (one) => servingBreaks(one, 'each'), podBreaks),
    watch: phrase`If the image or the way in is bad, the fresh pods are as open as the old ones`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Roll back to an earlier revision; what was in the old pods is lost` },
});
