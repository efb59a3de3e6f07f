import { wasPrevented } from '../../../facts/prevented.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import type { Seen } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { distinct, type Target, valuesOf } from './target.ts';

/** Workloads that the events happened in. The type is the event's word, and else that of the owner that the probe read. */
export function workloadTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const { cluster, namespace, workload } = one.value.scope;
      if (namespace === undefined || workload === undefined) return [];
      const values = valuesOf({
        'kubernetes.cluster.name': cluster,
        'kubernetes.namespace.name': namespace,
        'kubernetes.workload.type': one.value.scope.workloadType ?? probedType(input, one.value),
        'kubernetes.workload.name': workload,
      });
      return [{ on: phrase`${code(`${namespace}/${workload}`)}`, values, told: [one] }];
    }),
  );
}

/** Pods that the events happened in. */
export function podTargets(_input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const { cluster, namespace, pod } = one.value.scope;
      if (namespace === undefined || pod === undefined) return [];
      const values = valuesOf({
        'kubernetes.cluster.name': cluster,
        'kubernetes.namespace.name': namespace,
        'kubernetes.pod.name': pod,
      });
      return [{ on: phrase`pod ${code(`${namespace}/${pod}`)}`, values, told: [one] }];
    }),
  );
}

/** Events whose process did run: nothing has to be ended for one that the agent has prevented. */
export function unprevented(seen: readonly Seen[]): readonly Seen[] {
  return seen.filter(({ value }) => !wasPrevented(value));
}

/** Pods, and workloads where no pod is named. */
export function loggingTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  const pods = podTargets(input, seen);
  const without = seen.filter(({ value }) => value.scope.pod === undefined);
  return [...pods, ...workloadTargets(input, without)];
}

/** Whether it is the workload that the blast radius was probed for: of any other nothing is known. */
export function isProbed({ threat: { scope }, radius }: ProposalInput, { values }: Target): boolean {
  const [namespace, workload, pod] = ['namespace', 'workload', 'pod'].map((part) => values[`kubernetes.${part}.name`]);
  if (namespace !== scope.namespace) return false;
  if (workload !== undefined && scope.workload !== undefined) return workload === scope.workload;
  const pods = lookUp(radius, 'pods');
  return pod === scope.pod || (pods.kind === 'fact' && pod !== undefined && pods.value.names.includes(pod));
}

function probedType({ radius }: ProposalInput, { scope }: SecurityEvent): string | undefined {
  const owners = lookUp(radius, 'owners');
  if (owners.kind !== 'fact') return undefined;
  return owners.value.chain.find(({ kind, name }) => kind !== 'Pod' && name === scope.workload)?.kind.toLowerCase();
}
