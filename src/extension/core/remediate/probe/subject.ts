import type { ObjectRef } from '../../model/blastRadius.ts';
import type { Evidence } from '../../model/evidence.ts';
import { type Answered, combine, restingOn, type Unknown, unknown } from './answered.ts';
import type { Pod, PodSpec, WorkloadObject } from './kubernetesObjects.ts';
import type { Labels } from './labelMatch.ts';
import type { ProbeTarget } from './probeTarget.ts';
import { type NamespaceReads, type WorkloadKind, workloadKinds } from './readNamespace.ts';

/** What the lines are about: the topmost owner that could be read, or a pod that nobody owns. `spec` and `labels` are those of its pods. */
export type Subject = {
  readonly ref: ObjectRef;
  readonly workload?: WorkloadObject;
  readonly spec: PodSpec;
  readonly labels: Labels;
  /** uids of the workload and of what it made: a pod that another controller has is not its */
  readonly own: ReadonlySet<string>;
  /** why the pod's owner could not be read: what only that would tell is not known then */
  readonly unread?: Unknown;
};

type Owned = { readonly kind: WorkloadKind; readonly object: WorkloadObject };
type Lists = NamespaceReads['workloads'];

/** Finds the threat's workload by its name, or by its pod's owners. */
export function findSubject(target: ProbeTarget, { workloads, pod }: Pick<NamespaceReads, 'workloads' | 'pod'>): Answered<Subject> {
  const kinds = likelyKinds(target.workloadType);
  if (target.workload !== undefined && kinds.length > 0) {
    const found = byName(target.workload, kinds, workloads);
    if (found.kind === 'answered' || pod.kind === 'unknown') return found;
  }
  if (pod.kind === 'unknown') {
    return target.pod === undefined ? unknown('the threat names no workload and no pod') : pod;
  }
  return ofPod(pod, workloads);
}

/** Sysdig writes `deployment`, manifests `Deployment`. Without a type all of them are looked through; a pod is no workload. */
function likelyKinds(type: string | undefined): readonly WorkloadKind[] {
  const all = Object.keys(workloadKinds) as WorkloadKind[];
  return type === undefined ? all : all.filter((kind) => kind.toLowerCase() === type.toLowerCase());
}

function byName(name: string, kinds: readonly WorkloadKind[], lists: Lists): Answered<Subject> {
  for (const kind of kinds) {
    const answer = lists[kind];
    const object = answer.kind === 'answered' ? answer.value.find(({ metadata }) => metadata.name === name) : undefined;
    if (object !== undefined) return combine([answer], () => subjectOf({ kind, object }, lists));
  }
  const unread = kinds.map((kind) => lists[kind]).find((answer) => answer.kind === 'unknown');
  if (unread !== undefined) return unread;
  const sources = kinds.flatMap((kind) => lists[kind].sources);
  return { ...unknown('the namespace has no workload of this name', ...sources), reason: 'notFound' };
}

function ofPod(pod: Answered<Pod>, lists: Lists): Answered<Subject> {
  if (pod.kind === 'unknown') return pod;
  const climbed = climb(pod.value, lists);
  const subject = combine([pod], (object): Subject => {
    const top = climbed.kind === 'unknown' ? undefined : climbed.steps.findLast((step) => step.object !== undefined);
    if (top?.object !== undefined) return subjectOf({ kind: top.ref.kind as WorkloadKind, object: top.object }, lists);
    return {
      ref: { kind: 'Pod', ...place(object), name: object.metadata.name },
      ...{ spec: object.spec, labels: object.metadata.labels, own: new Set<string>() },
      ...(climbed.kind === 'unknown' && { unread: climbed }),
    };
  });
  return restingOn(subject, climbed.sources);
}

function subjectOf({ kind, object }: Owned, lists: Lists): Subject {
  const uid = object.metadata.uid ?? '';
  const made = Object.values(lists)
    .flatMap((answer) => (answer.kind === 'answered' ? answer.value : []))
    .filter(({ metadata }) => controllerOf({ metadata })?.uid === uid);
  return {
    ref: { kind, ...place(object), name: object.metadata.name },
    ...{ workload: object, spec: object.spec.template.spec, labels: object.spec.template.metadata?.labels ?? {} },
    own: new Set([uid, ...made.map(({ metadata }) => metadata.uid ?? '')]),
  };
}

type Climbed = { readonly kind: 'climbed'; readonly steps: readonly Step[]; readonly sources: readonly Evidence[] };
type Step = { readonly ref: ObjectRef; readonly object?: WorkloadObject };

const longestChain = 8;

/**
 * The owners of a pod from the nearest on. An owner of a kind that may not be read ends the chain; one that should be there and is not makes it
 * unknown.
 */
export function climb(pod: Pod, lists: Lists): Climbed | Unknown {
  const steps: Step[] = [];
  const sources: Evidence[] = [];
  let at = controllerOf(pod);
  while (at !== undefined && steps.length < longestChain) {
    const owner = at;
    const ref = { kind: owner.kind, ...place(pod), name: owner.name };
    const list = lists[owner.kind as WorkloadKind];
    if (!Object.hasOwn(workloadKinds, owner.kind) || list === undefined) return { kind: 'climbed', steps: [...steps, { ref }], sources };
    if (list.kind === 'unknown') return list;
    const object = list.value.find(({ metadata }) => metadata.uid === owner.uid);
    if (object === undefined) return unknown(`its owner, ${owner.kind} ${owner.name}, is not there`, ...list.sources);
    steps.push({ ref, object });
    sources.push(...list.sources);
    at = controllerOf(object);
  }
  return { kind: 'climbed', steps, sources };
}

/** The owner that would make the object anew. */
export function controllerOf({ metadata }: Pick<Pod, 'metadata'>): Pod['metadata']['ownerReferences'][number] | undefined {
  return metadata.ownerReferences.find(({ controller }) => controller === true);
}

/** The namespace of an object; none where it is of the whole cluster. */
export function place({ metadata }: Pick<Pod, 'metadata'>): { readonly namespace?: string } {
  return typeof metadata.namespace === 'string' ? { namespace: metadata.namespace } : {};
}
