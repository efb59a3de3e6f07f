import type { KubeContext } from './kubeContext.ts';

/** A cluster as one name tells it. `sure`: the cloud made this name, so nobody chose it to look like another. */
export type ClusterName = { readonly name: string; readonly region?: string; readonly account?: string; readonly sure: boolean };

/**
 * Everything that a context says about which cluster it is: the name of the cluster, of the context, and of the user where a cloud wrote the
 * cluster into it. Names that every new cluster gets (`kubernetes`, `default`) say nothing.
 */
export function clusterNames({ context, cluster, user }: Pick<KubeContext, 'context' | 'cluster' | 'user'>): readonly ClusterName[] {
  const told = [cluster, context].map(clusterName);
  const cloudUser = cloudForm(user);
  const all = cloudUser === undefined ? told : [...told, cloudUser];
  return all.filter(({ name }) => !sayingNothing.has(name));
}

/** A cluster's name as any tool writes it. */
export function clusterName(text: string): ClusterName {
  return cloudForm(text) ?? { name: normalised(ownerLess(text)), sure: false };
}

const sayingNothing = new Set([
  '',
  'kubernetes',
  'default',
  'cluster',
  'cluster-local',
  'local',
  'in-cluster',
  'current',
  'kubernetes-admin',
]);

function cloudForm(text: string): ClusterName | undefined {
  for (const { pattern, sure } of forms) {
    const found = pattern.exec(text)?.groups;
    if (found === undefined) continue;
    const { name = '', region, account } = found;
    return { name: normalised(name), sure, ...(region !== undefined && { region }), ...(account !== undefined && { account }) };
  }
  return undefined;
}

const forms: readonly { readonly pattern: RegExp; readonly sure: boolean }[] = [
  // `aws eks update-kubeconfig` names cluster, context and user by the ARN.
  { pattern: /^arn:aws[a-z-]*:eks:(?<region>[a-z0-9-]+):(?<account>\d{12}):cluster\/(?<name>[\w-]+)$/i, sure: true },
  // eksctl: cluster `prod.eu-west-1.eksctl.io`, context and user `jane@prod.eu-west-1.eksctl.io`
  { pattern: /^(?:.+@)?(?<name>[\w-]+)\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.eksctl\.io$/i, sure: true },
  // GKE: `gke_project_europe-west1-b_prod`; a project's id has no underscore, a zone neither
  { pattern: /^gke_(?<account>[a-z0-9.:-]+)_(?<region>[a-z0-9-]+)_(?<name>[\w-]+)$/i, sure: true },
  // AKS: users `clusterAdmin_group_prod`; a group may hold underscores, a cluster's name rarely does
  { pattern: /^cluster(?:User|Admin)_.+_(?<name>[A-Za-z0-9-]+)$/, sure: false },
];

/** `jane@prod` is Jane's way to prod; `prod-admin` is what AKS calls the administrator's context. */
function ownerLess(text: string): string {
  return text.replace(/^.*@/, '').replace(/-admin$/, '');
}

function normalised(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s._:/]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
