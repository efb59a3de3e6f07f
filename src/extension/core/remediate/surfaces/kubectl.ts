import type { Command } from '../../model/command.ts';
import { isClusterWide, type NamespacedKind, type ReadableKind } from './kubernetesKinds.ts';
import { namespaceName, objectName, wholeNumber } from './kubernetesNames.ts';
import { checked } from './word.ts';

/** Where a call goes. `context` is the one that was confirmed: never whatever happens to be current. `kubeconfig` is an absolute path. */
export type KubectlScope = {
  readonly context: string;
  readonly kubeconfig?: string;
  /** how long the server may take, 15 s if absent */
  readonly requestSeconds?: number;
};

/** One object in a namespace. */
export type NamespacedObject<Kind extends NamespacedKind = NamespacedKind> = {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
};

/** `dryRun`: the server tries it out and answers with what it would store, which changes nothing. */
export type Effect = { readonly dryRun?: boolean };

const oneLine = { pattern: /^.{1,1024}$/u, form: 'one line of at most 1024 characters that does not begin with -' };
const absolutePath = { pattern: /^(?:\/|[A-Za-z]:[\\/]|\\\\).{1,1024}$/u, form: 'an absolute path' };

/** A kubectl call that only reads. */
export function kubectlRead(scope: KubectlScope, verb: readonly string[], parts: readonly string[]): Command {
  return { program: 'kubectl', argv: [...verb, ...parts, ...scopeFlags(scope)], access: 'read' };
}

/** A kubectl call that changes something, or tries it out on the server. */
export function kubectlWrite(
  scope: KubectlScope,
  verb: readonly string[],
  parts: readonly string[],
  { dryRun = false }: Effect = {},
): Command {
  const argv = [...verb, ...parts, ...(dryRun ? ['--dry-run=server'] : []), ...scopeFlags(scope)];
  return { program: 'kubectl', argv, access: dryRun ? 'read' : 'write' };
}

function scopeFlags({ context, kubeconfig, requestSeconds = 15 }: KubectlScope): readonly string[] {
  return [
    ...placeFlags({ context, ...(kubeconfig !== undefined && { kubeconfig }) }),
    `--request-timeout=${wholeNumber('a time-out', requestSeconds, 600)}s`,
  ];
}

/** The flags that say which context of which file. */
export function placeFlags({ context, kubeconfig }: Pick<KubectlScope, 'context' | 'kubeconfig'>): readonly string[] {
  return [`--context=${checked('a context', context, oneLine)}`, ...kubeconfigFlag(kubeconfig)];
}

export function kubeconfigFlag(kubeconfig: string | undefined): readonly string[] {
  return kubeconfig === undefined ? [] : [`--kubeconfig=${checked('a kubeconfig', kubeconfig, absolutePath)}`];
}

/** Kind, name and namespace of one object as words. Throws Failure. */
export function objectWords({ kind, namespace, name }: NamespacedObject): readonly [string, string, string] {
  return [...nameWords(kind, name), namespaceFlag(namespace)];
}

export function nameWords(kind: ReadableKind, name: string): readonly [string, string] {
  return [kind, objectName(name, { rbac: kind.endsWith('.rbac.authorization.k8s.io') })];
}

export function namespaceFlag(namespace: string): string {
  return `--namespace=${namespaceName(namespace)}`;
}

/** Namespace of a read: the one named, all of them, or none where the kind has none. */
export function reachFlags(kind: ReadableKind, namespace: string | 'everywhere'): readonly string[] {
  if (isClusterWide(kind)) return [];
  return namespace === 'everywhere' ? ['--all-namespaces'] : [namespaceFlag(namespace)];
}
