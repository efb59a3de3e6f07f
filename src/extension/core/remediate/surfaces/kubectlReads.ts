import type { Command } from '../../model/command.ts';
import {
  type KubectlScope,
  kubeconfigFlag,
  kubectlRead,
  namespaceFlag,
  nameWords,
  objectWords,
  placeFlags,
  reachFlags,
} from './kubectl.ts';
import type { ClusterWideKind, NamespacedKind, ReadableKind, RolledOutKind } from './kubernetesKinds.ts';
import { containerName, labelSelector, objectName, wholeNumber } from './kubernetesNames.ts';

/** One object of the cluster: in its namespace, or of a kind that has none. */
export type ReadObject =
  | { readonly kind: NamespacedKind; readonly namespace: string; readonly name: string }
  | { readonly kind: ClusterWideKind; readonly name: string };

/** Objects of one kind; `everywhere` is every namespace. `labels` and `serviceAccount` (pods only) narrow it on the server. */
export type ReadList = {
  readonly kind: ReadableKind;
  readonly namespace: string | 'everywhere';
  readonly labels?: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
};

export function getObject(scope: KubectlScope, object: ReadObject): Command {
  return kubectlRead(scope, ['get'], [...readWords(object), '--output=json']);
}

export function listObjects(scope: KubectlScope, { kind, namespace, labels, serviceAccount }: ReadList): Command {
  return kubectlRead(
    scope,
    ['get'],
    [
      kind,
      ...reachFlags(kind, namespace),
      ...(labels === undefined ? [] : [`--selector=${labelSelector(labels)}`]),
      ...(serviceAccount === undefined ? [] : [`--field-selector=spec.serviceAccountName=${objectName(serviceAccount)}`]),
      '--output=json',
    ],
  );
}

/** The object in words, its events included. */
export function describeObject(scope: KubectlScope, object: ReadObject): Command {
  return kubectlRead(scope, ['describe'], readWords(object));
}

function readWords(object: ReadObject): readonly string[] {
  return 'namespace' in object ? objectWords(object) : nameWords(object.kind, object.name);
}

export type LogRequest = {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly lines: number;
  /** of the container that ran before the last restart */
  readonly previous?: boolean;
};

/** The last lines of a container's log, each with its time. Never followed: it would not end. */
export function podLogs(scope: KubectlScope, { namespace, pod, container, lines, previous = false }: LogRequest): Command {
  return kubectlRead(
    scope,
    ['logs'],
    [
      objectName(pod),
      namespaceFlag(namespace),
      `--container=${containerName(container)}`,
      `--tail=${wholeNumber('a number of lines', lines, 10_000)}`,
      '--timestamps=true',
      ...(previous ? ['--previous=true'] : []),
    ],
  );
}

/** Versions of client and server. Where the server does not answer, the client's is printed all the same. */
export function kubectlVersion(scope: KubectlScope): Command {
  return kubectlRead(scope, ['version'], ['--output=json']);
}

/** The context that a kubeconfig has as current. The one call that names no context: it asks for it, and reads a file only. */
export function currentContext(kubeconfig?: string): Command {
  return { program: 'kubectl', argv: ['config', 'current-context', ...kubeconfigFlag(kubeconfig)], access: 'read' };
}

/** Cluster, server and user of a context, with kubectl's own redaction of keys and tokens. Reads a file only; exit code 1 without such a context. */
export function contextView(place: Pick<KubectlScope, 'context' | 'kubeconfig'>): Command {
  return { program: 'kubectl', argv: ['config', 'view', '--minify', '--output=json', ...placeFlags(place)], access: 'read' };
}

export type Right = {
  readonly verb: 'get' | 'list' | 'watch' | 'patch' | 'update' | 'delete';
  readonly kind: ReadableKind;
  readonly namespace: string | 'everywhere';
  readonly name?: string;
  readonly subresource?: 'log' | 'scale';
};

/** Whether the context's user may do this: `yes` with exit code 0, `no` with exit code 1. */
export function canI(scope: KubectlScope, { verb, kind, namespace, name, subresource }: Right): Command {
  const what = name === undefined ? kind : nameWords(kind, name).join('/');
  const sub = subresource === undefined ? [] : [`--subresource=${subresource}`];
  return kubectlRead(scope, ['auth', 'can-i'], [verb, what, ...sub, ...reachFlags(kind, namespace)]);
}

export type RolledOut = { readonly kind: RolledOutKind; readonly namespace: string; readonly name: string };

/** How far a rollout is, now: it does not wait for its end. */
export function rolloutStatus(scope: KubectlScope, object: RolledOut): Command {
  return kubectlRead(scope, ['rollout', 'status'], [...objectWords(object), '--watch=false']);
}

/** The revisions that an undo could go back to, or one of them in full. */
export function rolloutHistory(scope: KubectlScope, object: RolledOut, revision?: number): Command {
  const one = revision === undefined ? [] : [`--revision=${wholeNumber('a revision', revision, 1_000_000)}`];
  return kubectlRead(scope, ['rollout', 'history'], [...objectWords(object), ...one]);
}
