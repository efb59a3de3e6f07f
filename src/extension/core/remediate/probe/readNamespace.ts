import type * as z from 'zod';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import { getObject, listObjects } from '../surfaces/kubectlReads.ts';
import type { ReadableKind } from '../surfaces/kubernetesKinds.ts';
import { type Answered, combine, type Unknown, unknown } from './answered.ts';
import { type Asking, askCommand } from './askCommand.ts';
import * as objects from './kubernetesObjects.ts';
import type { ProbeTarget } from './probeTarget.ts';

export type KubectlAsking = Asking & { readonly context: KubectlScope };

/** Kinds that have a pod template, by their name in manifests. */
export const workloadKinds = {
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  ReplicaSet: 'replicasets.apps',
  ReplicationController: 'replicationcontrollers',
  CronJob: 'cronjobs.batch',
  Job: 'jobs.batch',
} as const satisfies Readonly<Record<string, ReadableKind>>;

export type WorkloadKind = keyof typeof workloadKinds;

/** The first round: what needs nothing but the names that the threat gives. */
export type NamespaceReads = {
  readonly workloads: Readonly<Record<WorkloadKind, Answered<readonly objects.WorkloadObject[]>>>;
  /** the pod that the threat names; unknown where it names none */
  readonly pod: Answered<objects.Pod>;
  readonly services: Answered<readonly objects.ServiceObject[]>;
  readonly ingresses: Answered<readonly objects.IngressObject[]>;
  readonly policies: Answered<readonly objects.NetworkPolicyObject[]>;
  readonly budgets: Answered<readonly z.infer<typeof objects.budget>[]>;
  readonly autoscalers: Answered<readonly z.infer<typeof objects.autoscaler>[]>;
  readonly roleBindings: Answered<readonly objects.RoleBindingObject[]>;
  readonly clusterRoleBindings: Answered<readonly objects.RoleBindingObject[]>;
};

/** Objects of one kind, in the order of their names. */
export async function listNamed<T extends { readonly metadata: { readonly name: string } }>(
  asking: KubectlAsking,
  list: Parameters<typeof listObjects>[1],
  form: z.ZodType<T>,
): Promise<Answered<readonly T[]>> {
  const answer = await askCommand(() => listObjects(asking.context, list), objects.listOf(form), asking);
  return combine([answer], ({ items }) => items.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)));
}

/** Reads the namespace: lists rather than objects by name, so that what is not there is known as well. */
export async function readNamespace(namespace: string, { pod }: ProbeTarget, asking: KubectlAsking): Promise<NamespaceReads> {
  const list = <T extends { readonly metadata: { readonly name: string } }>(kind: ReadableKind, form: z.ZodType<T>) =>
    listNamed(asking, { kind, namespace }, form);
  const named = { kind: 'pods', namespace, name: pod ?? '' } as const;
  const [workloads, ...rest] = await Promise.all([
    readWorkloads(list),
    pod === undefined ? unknown('the threat names no pod') : askCommand(() => getObject(asking.context, named), objects.pod, asking),
    list('services', objects.service),
    list('ingresses.networking.k8s.io', objects.ingress),
    list('networkpolicies.networking.k8s.io', objects.networkPolicy),
    list('poddisruptionbudgets.policy', objects.budget),
    list('horizontalpodautoscalers.autoscaling', objects.autoscaler),
    list('rolebindings.rbac.authorization.k8s.io', objects.roleBinding),
    list('clusterrolebindings.rbac.authorization.k8s.io', objects.roleBinding),
  ]);
  const [ownPod, services, ingresses, policies, budgets, autoscalers, roleBindings, clusterRoleBindings] = rest;
  return { workloads, pod: ownPod, services, ingresses, policies, budgets, autoscalers, roleBindings, clusterRoleBindings };
}

async function readWorkloads(
  list: (kind: ReadableKind, form: z.ZodType<objects.WorkloadObject>) => Promise<Answered<readonly objects.WorkloadObject[]>>,
): Promise<NamespaceReads['workloads']> {
  const kinds = Object.entries(workloadKinds);
  const lists = await Promise.all(
    kinds.map(async ([kind, name]) => [kind, await list(name, kind === 'CronJob' ? objects.cronJob : objects.workload)] as const),
  );
  return Object.fromEntries(lists) as NamespaceReads['workloads'];
}

/** Every answer of the round where it was not asked. */
export function unreadNamespace(why: Unknown): NamespaceReads {
  const workloads = Object.fromEntries(Object.keys(workloadKinds).map((kind) => [kind, why])) as unknown as NamespaceReads['workloads'];
  return {
    ...{ workloads, pod: why, services: why, ingresses: why, policies: why, budgets: why, autoscalers: why },
    ...{ roleBindings: why, clusterRoleBindings: why },
  };
}
