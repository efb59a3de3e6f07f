import type { Cites } from '../../../model/evidence.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { ActionExecution } from '../../../model/responseAction.ts';
import { deleteNetworkPolicy } from '../../surfaces/kubectlWrites.ts';
import { type Draft, knownBreak, type Maker } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { inWorkload, runOrRead } from './kubectlAction.ts';
import { attempt } from './objects.ts';

/** Clears away the policy of an isolation that was taken back and whose policy is there all the same. */
export const deleteLeftPolicy: Maker = (input, seen) => {
  const told = inWorkload(input, seen);
  const { kubectl, executions } = input.reach;
  if (!kubectl.usable || executions === undefined || told.length === 0) return [];
  const standing = standingPolicies(input);
  return executions.value.flatMap((execution): readonly Draft[] => {
    const name = leftBy(execution, executions.value, input);
    const cites = name === undefined ? undefined : standing.get(name);
    const namespace = input.threat.scope.namespace;
    if (name === undefined || cites === undefined || namespace === undefined) return [];
    const command = attempt(() => deleteNetworkPolicy(kubectl.scope, { namespace, name }));
    if (command === undefined) return [];
    return [
      {
        ...{
          stage: 'destruction',
          effect: 'clearAway',
          name: 'kubectl delete networkpolicy',
          verb: 'Delete left policy',
          surface: 'kubectl',
        },
        on: phrase`${code(`${namespace}/${name}`)}`,
        ...runOrRead(command, true),
        does: phrase`Deletes NetworkPolicy ${code(name)}, which an isolation left behind`,
        expected: phrase`What the policy denies is allowed again, as far as no other policy denies it`,
        breaks: [
          knownBreak(phrase`NetworkPolicy ${code(name)} still selects the pods: without it the attacker may connect again too`, cites),
        ],
        watch: phrase`The same rule on the same workload`,
        reversibility: { kind: 'never', recovery: phrase`Apply the policy again from what is captured before it is deleted` },
        ...{ needs: [], storage: false, removes: false, unresolved: [], told },
      },
    ];
  });
};

/** The policy that a completed isolation of this namespace made, if the isolation was undone: one that still holds is taken back by its undo. */
function leftBy(execution: ActionExecution, all: readonly ActionExecution[], { threat: { scope } }: ProposalInput): string | undefined {
  if (execution.type !== 'ISOLATE_NETWORK' || execution.state !== 'completed') return undefined;
  if (execution.parameters['kubernetes.namespace.name'] !== scope.namespace) return undefined;
  const cluster = execution.parameters['kubernetes.cluster.name'];
  if (cluster !== undefined && scope.cluster !== undefined && cluster !== scope.cluster) return undefined;
  const isUndone = all.some(({ undoes, state }) => undoes === execution.id && state !== 'underWay');
  return isUndone ? execution.outputs['network_policy_name'] : undefined;
}

/** Policies that the probe saw, with what says so. */
function standingPolicies({ radius }: ProposalInput): ReadonlyMap<string, Cites> {
  const both = [lookUp(radius, 'inboundPolicies'), lookUp(radius, 'outboundPolicies')];
  return new Map(both.flatMap((one) => (one.kind === 'fact' ? one.value.policies.map(({ name }) => [name, one.cites] as const) : [])));
}
