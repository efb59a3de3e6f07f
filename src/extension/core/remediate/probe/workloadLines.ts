import type { Container, ObjectRef, Volume } from '../../model/blastRadius.ts';
import { code, count, join, type Phrase, phrase, text } from '../../model/phrase.ts';
import { type Answered, combine, restingOn, type Unknown } from './answered.ts';
import type { Container as ContainerSpec, Pod, PodSpec } from './kubernetesObjects.ts';
import { type Line, lineOf, listed, type Told } from './line.ts';
import type { ProbeTarget } from './probeTarget.ts';
import type { NamespaceReads } from './readNamespace.ts';
import type { PodReads } from './readPods.ts';
import { climb, place, type Subject } from './subject.ts';

type Reads = { readonly subject: Answered<Subject>; readonly namespace: NamespaceReads; readonly pods: PodReads };

/** Who the pods are: owners, replicas, the pods themselves, what they have mounted, and what runs beside the target. */
export function workloadLines(target: ProbeTarget, { subject, namespace, pods: { pods } }: Reads): readonly Line[] {
  const identity = { topic: 'identity', probeWith: 'kubectl' } as const;
  const named = namespace.pod.kind === 'answered' ? namespace.pod : undefined;
  // The live pod has what was injected into it; a template alone has not.
  const specs = restingOn(
    combine([subject, pods], ({ spec }, live) => (named?.value ?? live[0])?.spec ?? spec),
    named?.sources ?? [],
  );
  return [
    lineOf(
      { ...identity, about: 'owners', asked: 'who made the pod and would make it anew' },
      owners(subject, target.pod === undefined ? combine([pods], ([one]) => one) : namespace.pod, namespace),
    ),
    lineOf({ ...identity, about: 'replicas', asked: 'how many replicas there are' }, combine([subject], replicas)),
    lineOf({ ...identity, about: 'pods', asked: 'which pods it has' }, combine([pods], podNames)),
    lineOf({ ...identity, about: 'volumes', asked: 'what it has mounted' }, combine([specs], volumes)),
    lineOf(
      { topic: 'sidecars', probeWith: 'kubectl', about: 'containers', asked: 'what runs beside the container' },
      combine([specs], (spec) => containers(spec, target.containerName)),
    ),
  ];
}

function owners(subject: Answered<Subject>, pod: Answered<Pod | undefined>, { workloads }: NamespaceReads): Answered<Told> {
  if (pod.kind === 'unknown') return pod;
  const one = pod.value;
  if (one === undefined) return combine([subject, pod], ({ ref }) => tellChain([ref]));
  const climbed = climb(one, workloads);
  if (climbed.kind === 'unknown') return climbed;
  const self = { kind: 'Pod', ...place(one), name: one.metadata.name };
  return restingOn(
    combine([pod], () => tellChain([self, ...climbed.steps.map(({ ref }) => ref)])),
    climbed.sources,
  );
}

function tellChain(chain: readonly ObjectRef[]): Told {
  const names = chain.map((ref) => phrase`${text(ref.kind)} ${code(ref.name)}`);
  const [first] = names;
  const told =
    names.length === 1 && first !== undefined && chain[0]?.kind === 'Pod'
      ? phrase`${first} has no owner: nothing makes it anew.`
      : phrase`${join(names, ', made by ')}.`;
  return { phrase: told, value: { about: 'owners', chain } };
}

function replicas({ ref, workload, unread }: Subject): Told | Unknown {
  if (unread !== undefined) return unread;
  if (workload === undefined) {
    return { phrase: phrase`It is a single pod.`, value: { about: 'replicas', wanted: 1 } };
  }
  const { spec, status } = workload;
  if (ref.kind === 'DaemonSet') return tellReplicas(status.desiredNumberScheduled ?? undefined, status.numberReady ?? 0);
  if (ref.kind === 'CronJob' || ref.kind === 'Job') {
    return { phrase: phrase`A ${text(ref.kind)} has no replicas: it runs to its end.`, value: { about: 'replicas' } };
  }
  return tellReplicas(spec.replicas ?? 1, status.readyReplicas ?? 0);
}

function tellReplicas(wanted: number | undefined, ready: number): Told {
  const of = wanted === undefined ? phrase`${count(ready)} ready` : phrase`${count(ready)} of ${count(wanted)} replicas ready`;
  return { phrase: phrase`${of}.`, value: { about: 'replicas', ...(wanted !== undefined && { wanted }), ready } };
}

function podNames(pods: readonly Pod[]): Told {
  const names = pods.map(({ metadata }) => metadata.name);
  const told = names.length === 0 ? phrase`It has no pod now.` : phrase`Its pods: ${listed(names.map((name) => phrase`${code(name)}`))}.`;
  return { phrase: told, value: { about: 'pods', names } };
}

function volumes(spec: PodSpec): Told {
  const everyContainer = [...spec.initContainers, ...spec.containers];
  const found = spec.volumes.map((volume): Volume => {
    const { name, ...rest } = volume;
    const [kind = 'unknown'] = Object.keys(rest);
    const source = sourceOf(rest[kind]);
    const mounts = everyContainer.flatMap((one) => one.volumeMounts.filter((mount) => mount.name === name).map((mount) => mount.mountPath));
    return { name, kind, ...(source !== undefined && { source }), mounts: [...new Set(mounts)] };
  });
  const told = listed(found.map(tellVolume));
  return {
    phrase: found.length === 0 ? phrase`It has no volume.` : phrase`It has ${told}.`,
    value: { about: 'volumes', volumes: found },
  };
}

/** What a volume is of, under the name that its kind has for it. Names alone: what is in a secret is never read. */
function sourceOf(of: unknown): string | undefined {
  if (typeof of !== 'object' || of === null) return undefined;
  const members: Readonly<Record<string, unknown>> = { ...of };
  const found = ['path', 'claimName', 'secretName', 'name', 'driver', 'server'].map((key) => members[key]);
  return found.find((one) => typeof one === 'string');
}

function tellVolume({ name, kind, source }: Volume): Phrase {
  if (kind === 'hostPath') return phrase`${code(source ?? name)} of the node itself`;
  return source === undefined ? phrase`${code(kind)} ${code(name)}` : phrase`${code(kind)} ${code(source)}`;
}

/** Without the name of the target's container the only one is taken for it; among several it is not guessed. */
function containers(spec: PodSpec, target: string | undefined): Told {
  const isKnown = spec.containers.some(({ name }) => name === target);
  const roleOf = ({ name }: ContainerSpec) =>
    (isKnown ? name === target : spec.containers.length === 1) ? ('target' as const) : ('sidecar' as const);
  const found: readonly Container[] = [
    ...spec.containers.map((one) => ({ ...nameOf(one), role: roleOf(one) })),
    // One that restarts runs on beside the others: Kubernetes' own form of a sidecar.
    ...spec.initContainers.map((one) => ({
      ...nameOf(one),
      role: one.restartPolicy === 'Always' ? ('sidecar' as const) : ('init' as const),
    })),
  ];
  const beside = found.filter(({ role }) => role === 'sidecar').map(({ name }) => phrase`${code(name)}`);
  const isAmong = found.every(({ role }) => role !== 'target');
  const all = listed(beside);
  if (isAmong) return { phrase: phrase`It has the containers ${all}.`, value: { about: 'containers', containers: found } };
  const told = beside.length === 0 ? phrase`Nothing runs beside its container.` : phrase`Beside its container runs ${all}.`;
  return { phrase: told, value: { about: 'containers', containers: found } };
}

function nameOf({ name, image }: ContainerSpec): Pick<Container, 'name' | 'image'> {
  return { name, ...(typeof image === 'string' && { image }) };
}
