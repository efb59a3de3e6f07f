import { phrase } from '../../../model/phrase.ts';
import { rolloutPause, rolloutRestart } from '../../surfaces/kubectlWrites.ts';
import type { RolledOutKind } from '../../surfaces/kubernetesKinds.ts';
import { podBreaks, podsReached } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { knownBreak } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { onWorkload, workloadMaker } from './kubectlAction.ts';
import type { Known } from './objects.ts';

const rolledOut: readonly Known['kind'][] = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'] satisfies RolledOutKind[];

/** The same as Sysdig's restart, for clusters without a responder. */
export const restartWorkload = workloadMaker({
  ...{ stage: 'destruction', effect: 'replacePods', name: 'kubectl rollout restart', verb: 'Restart rollout', removes: true, anyway: true },
  command: (scope, { kind, namespace, name }) => (isRolledOut(kind) ? rolloutRestart(scope, { kind, namespace, name }) : undefined),
  consequences: (input, workload) => ({
    does: phrase`Replaces every pod of ${onWorkload(workload)} one after another`,
    expected: phrase`Fresh pods from the same image, without what was dropped into the old ones`,
    breaks: [podsReached, (one: ProposalInput) => servingBreaks(one, 'each'), podBreaks].flatMap((told) => told(input)),
    watch: phrase`If the image or the way in is bad, the fresh pods are as open as the old ones`,
  }),
  reversibility: () => ({ kind: 'never', recovery: phrase`Roll back to an earlier revision; what was in the old pods is lost` }),
});

/** Keeps a Deployment from rolling out anything while it is looked at. */
export const pauseRollout = workloadMaker({
  ...{ stage: 'containment', effect: 'holdBack', name: 'kubectl rollout pause', verb: 'Pause rollout' },
  command: (scope, { kind, namespace, name }) => (kind === 'deployments.apps' ? rolloutPause(scope, { kind, namespace, name }) : undefined),
  consequences: (_input, workload) => ({
    does: phrase`Holds back every change of the pods of ${onWorkload(workload)}`,
    expected: phrase`No new revision of it is rolled out until it is resumed; what runs now runs on`,
    breaks:
      workload.cites === undefined
        ? []
        : [knownBreak(phrase`Fixes of ${onWorkload(workload)} wait too, and it can not be restarted while it is paused`, workload.cites)],
    watch: phrase`A deployment tool that waits for the rollout times out`,
  }),
  reversibility: () => ({ kind: 'inverse', how: phrase`Resume the rollout` }),
});

function isRolledOut(kind: Known['kind']): kind is Known['kind'] & RolledOutKind {
  return rolledOut.includes(kind);
}
