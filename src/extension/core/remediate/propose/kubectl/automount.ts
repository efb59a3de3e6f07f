import { code, phrase } from '../../../model/phrase.ts';
import { patchObject } from '../../surfaces/kubectlWrites.ts';
import type { Patch } from '../../surfaces/patch.ts';
import { podsReached } from '../breaks/pods.ts';
import { tokenBreaks } from '../breaks/rights.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { onWorkload, workloadMaker } from './kubectlAction.ts';
import type { Known } from './objects.ts';

const podSpec = { automountServiceAccountToken: false };

/** Takes the token of the service account out of the pods. */
export const withoutToken = workloadMaker({
  ...{ stage: 'containment', effect: 'takeRights', name: 'kubectl patch', verb: 'Turn off token mount' },
  command: (scope, { kind, namespace, name }, input) => {
    const patch = patchFor(kind);
    return patch === undefined || isOff(input) ? undefined : patchObject(scope, { kind, namespace, name }, patch);
  },
  consequences: (input, workload) => ({
    does: phrase`Sets ${code('automountServiceAccountToken')} to false in the pods of ${onWorkload(workload)}`,
    expected: phrase`Its pods are replaced by ones without a token of the cluster; tokens that were bound to the old pods count no more`,
    breaks: [tokenBreaks, podsReached, (one: ProposalInput) => servingBreaks(one, 'each')].flatMap((told) => told(input)),
    watch: phrase`Programs that ask the API server fail: look at their logs`,
  }),
  reversibility: () => ({ kind: 'inverse', how: phrase`Patch it back to what it was before, which replaces the pods once more` }),
});

/** A ReplicaSet does not replace its pods, and a Job can not be changed. */
function patchFor(kind: Known['kind']): Patch | undefined {
  const template = { spec: { template: { spec: podSpec } } };
  switch (kind) {
    case 'deployments.apps':
    case 'statefulsets.apps':
    case 'daemonsets.apps':
      return { type: 'merge', body: template };
    case 'cronjobs.batch':
      return { type: 'merge', body: { spec: { jobTemplate: template } } };
    default:
      return undefined;
  }
}

function isOff({ radius }: ProposalInput): boolean {
  const account = lookUp(radius, 'serviceAccount');
  return account.kind === 'fact' && !account.value.automount;
}
