import type * as z from 'zod';
import type { Binding, CloudRole } from '../../model/blastRadius.ts';
import { getObject } from '../surfaces/kubectlReads.ts';
import { type Answered, combine, unknown } from './answered.ts';
import { askCommand } from './askCommand.ts';
import { bindingsOf } from './bindings.ts';
import * as objects from './kubernetesObjects.ts';
import { matchesSelector } from './labelMatch.ts';
import { type KubectlAsking, listNamed, type NamespaceReads } from './readNamespace.ts';
import { controllerOf, type Subject } from './subject.ts';

type ServiceAccount = z.infer<typeof objects.serviceAccount>;

/** The second and the third round: what needs the workload first. */
export type PodReads = {
  /** the workload's pods that have not ended */
  readonly pods: Answered<readonly objects.Pod[]>;
  readonly account: Answered<ServiceAccount>;
  /** pods of the namespace that run as the same service account, the workload's own included */
  readonly sameAccount: Answered<readonly objects.Pod[]>;
  readonly bindings: Answered<readonly Binding[]>;
  /** service accounts of the whole cluster */
  readonly accounts: Answered<readonly ServiceAccount[]>;
};

/** Kubernetes runs a pod that names no service account as this one. */
export function accountName({ spec }: Pick<Subject, 'spec'>): string {
  return spec.serviceAccountName ?? 'default';
}

/** Reads what hangs on the pods and their service account, in at most two calls in a row. */
export async function readPods(subject: Answered<Subject>, reads: NamespaceReads, asking: KubectlAsking): Promise<PodReads> {
  if (subject.kind === 'unknown') return unreadPods(subject);
  const { ref } = subject.value;
  const namespace = ref.namespace ?? '';
  const name = accountName(subject.value);
  const account = askCommand(() => getObject(asking.context, { kind: 'serviceaccounts', namespace, name }), objects.serviceAccount, asking);
  const [pods, own, sameAccount, bindings, accounts] = await Promise.all([
    ownPods(subject, reads, asking),
    account,
    listNamed(asking, { kind: 'pods', namespace, serviceAccount: name }, objects.pod),
    bindingsOf({ namespace, name }, reads, asking),
    account.then((answer) => everyAccount(answer, asking)),
  ]);
  return { pods, account: own, sameAccount, bindings, accounts };
}

/** Only where the service account leads to a cloud's role does it matter who else does. */
async function everyAccount(account: Answered<ServiceAccount>, asking: KubectlAsking): Promise<PodReads['accounts']> {
  if (account.kind === 'unknown') return account;
  if (cloudRoleOf(account.value) === undefined) return unknown('the service account leads to no role of a cloud');
  return listNamed(asking, { kind: 'serviceaccounts', namespace: 'everywhere' }, objects.serviceAccount);
}

async function ownPods(
  subject: Extract<Answered<Subject>, { readonly kind: 'answered' }>,
  { pod: named, workloads }: NamespaceReads,
  asking: KubectlAsking,
): Promise<Answered<readonly objects.Pod[]>> {
  const { workload, own, ref } = subject.value;
  if (workload === undefined) return combine([named], (pod) => [pod]);
  const selector = workload.spec.selector;
  const labels = selector?.matchLabels ?? {};
  const narrow = Object.keys(labels).length === 0 ? {} : { labels };
  const listed = await listNamed(asking, { kind: 'pods', namespace: ref.namespace ?? '', ...narrow }, objects.pod);
  // Between it and its pods: without them it can not be told whose a pod is.
  const made = ref.kind === 'Deployment' ? workloads.ReplicaSet : ref.kind === 'CronJob' ? workloads.Job : listed;
  return combine([listed, made], (pods) => pods.filter((pod) => isLive(pod) && isOwn(pod, { selector, own })));
}

/** What a controller takes for its own: the labels, and no other controller. A CronJob has no selector, only Jobs that own. */
function isOwn(
  pod: objects.Pod,
  { selector, own }: Pick<Subject, 'own'> & { readonly selector: objects.WorkloadObject['spec']['selector'] },
): boolean {
  const controller = controllerOf(pod);
  if (controller !== undefined) return own.has(controller.uid);
  return selector !== undefined && selector !== null && matchesSelector(selector, pod.metadata.labels);
}

/** A pod that has ended is behind no Service and holds nothing any more. */
function isLive({ status }: objects.Pod): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** Every answer of these rounds where the workload is not known. */
export function unreadPods(why: Extract<Answered<never>, { readonly kind: 'unknown' }>): PodReads {
  return { pods: why, account: why, sameAccount: why, bindings: why, accounts: why };
}

const roleMarks = [
  ['aws', 'eks.amazonaws.com/role-arn'],
  ['gcp', 'iam.gke.io/gcp-service-account'],
  ['azure', 'azure.workload.identity/client-id'],
] as const;

/** The identity at a cloud that a service account stands for, by the annotation that the cloud's own agent reads. */
export function cloudRoleOf({ metadata }: ServiceAccount): CloudRole | undefined {
  for (const [cloud, mark] of roleMarks) {
    const name = Object.hasOwn(metadata.annotations, mark) ? metadata.annotations[mark] : undefined;
    if (name !== undefined && name !== '') return { cloud, name };
  }
  return undefined;
}
