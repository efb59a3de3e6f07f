import { count, phrase } from '../../../model/phrase.ts';
import { scaleObject } from '../../surfaces/kubectlWrites.ts';
import type { ScaledKind } from '../../surfaces/kubernetesKinds.ts';
import { autoscalerBreaks, budgetBreaks } from '../breaks/disruption.ts';
import { podBreaks, podsReached } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { onWorkload, workloadMaker } from './kubectlAction.ts';
import type { Known } from './objects.ts';

const scaled: readonly Known['kind'][] = [
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'replicationcontrollers',
] satisfies ScaledKind[];

/** Ends every pod of a workload and keeps its object. */
export const scaleToZero = workloadMaker({
  ...{ stage: 'destruction', effect: 'endWorkload', name: 'kubectl scale', verb: 'Scale to 0', removes: true, anyway: true },
  command: (scope, { kind, namespace, name }, input) => {
    const from = wanted(input);
    if (!isScaled(kind) || from === 0) return undefined;
    // Only while it still has the replicas that the consequences were told for.
    return scaleObject(scope, { kind, namespace, name }, { to: 0, ...(from !== undefined && { from }) });
  },
  consequences: (input, workload) => ({
    does: phrase`Asks for 0 replicas of ${onWorkload(workload)}, so that all of its pods end`,
    expected: phrase`No pod of it runs, and none is made anew`,
    breaks: [podsReached, (one: ProposalInput) => servingBreaks(one, 'all'), autoscalerBreaks, budgetBreaks, podBreaks].flatMap((told) =>
      told(input),
    ),
    watch: phrase`A deployment tool that finds 0 replicas sets the number of its source again`,
  }),
  reversibility: (input) => {
    const before = wanted(input);
    return before === undefined
      ? { kind: 'inverse', how: phrase`Scale back to the replicas that are read before; what was in the pods is lost` }
      : { kind: 'inverse', how: phrase`Scale back to ${count(before)}; what was in the pods is lost` };
  },
});

function isScaled(kind: Known['kind']): kind is Known['kind'] & ScaledKind {
  return scaled.includes(kind);
}

function wanted({ radius }: ProposalInput): number | undefined {
  const replicas = lookUp(radius, 'replicas');
  return replicas.kind === 'fact' ? replicas.value.wanted : undefined;
}
