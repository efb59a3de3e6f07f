/**
 * The kinds that may be read, each under its one unambiguous name. A closed list, since a ban on secrets would have to know every alias,
 * combination and short name of theirs.
 */
export const readableKinds = [
  'pods',
  'replicationcontrollers',
  'services',
  'endpoints',
  'serviceaccounts',
  'namespaces',
  'nodes',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'ingresses.networking.k8s.io',
  'networkpolicies.networking.k8s.io',
  'poddisruptionbudgets.policy',
  'horizontalpodautoscalers.autoscaling',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
] as const;

export type ReadableKind = (typeof readableKinds)[number];

const clusterWide = [
  'namespaces',
  'nodes',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
] as const satisfies readonly ReadableKind[];

export type ClusterWideKind = (typeof clusterWide)[number];
export type NamespacedKind = Exclude<ReadableKind, ClusterWideKind>;

/** Marks for a responder go on these; what grants rights is left alone. */
export type MarkedKind = Exclude<ReadableKind, 'endpoints' | 'namespaces' | 'nodes' | `${string}.rbac.authorization.k8s.io`>;

export type PatchedKind = Exclude<MarkedKind, 'networkpolicies.networking.k8s.io' | 'poddisruptionbudgets.policy'>;

export type ScaledKind = 'deployments.apps' | 'replicasets.apps' | 'statefulsets.apps' | 'replicationcontrollers';

export type RolledOutKind = 'deployments.apps' | 'statefulsets.apps' | 'daemonsets.apps';

export function isClusterWide(kind: ReadableKind): kind is ClusterWideKind {
  return clusterWide.some((one) => one === kind);
}
