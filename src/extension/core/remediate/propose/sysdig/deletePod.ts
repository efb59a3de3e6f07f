import { phrase } from '../../../model/phrase.ts';
import { budgetBreaks } from '../breaks/disruption.ts';
import { comesBack, podBreaks } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { podTargets, unprevented } from '../targets/workloads.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Deletes one pod, with its token and whatever was written in it. */
export const deletePod = sysdigMaker({
  ...{ type: 'DELETE_POD', verb: 'Delete pod', stage: 'destruction', effect: 'endContainer', removes: true },
  targets: (input, seen) => podTargets(input, unprevented(seen)),
  consequences: (input, target) => ({
    does: phrase`Deletes ${target.on} with all of its containers`,
    expected: phrase`The pod is gone, and a token that was bound to it counts no more`,
    breaks: breaksOf(input, target, (one) => servingBreaks(one, 'one'), podBreaks, comesBack, budgetBreaks),
    watch: phrase`The same rule on a pod of another name: the way in is still open`,
  }),
  otherwise: {
    kind: 'never',
    recovery: phrase`Its owner makes a new pod; one without an owner has to be applied again, and what was in it is lost`,
  },
});
