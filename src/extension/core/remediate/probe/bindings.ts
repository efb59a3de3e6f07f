import type { Binding, ObjectRef } from '../../model/blastRadius.ts';
import type { Evidence } from '../../model/evidence.ts';
import { getObject } from '../surfaces/kubectlReads.ts';
import { type Answered, combine } from './answered.ts';
import { askCommand } from './askCommand.ts';
import { type RoleBindingObject, type RoleObject, role as roleForm } from './kubernetesObjects.ts';
import type { KubectlAsking, NamespaceReads } from './readNamespace.ts';
import { place } from './subject.ts';

/** Roles that are read; of the others only the name is told. */
const mostRoles = 8;

type Account = { readonly namespace: string; readonly name: string };

/** The roles of a service account in its namespace and in the cluster, and what they allow. */
export async function bindingsOf(
  account: Account,
  { roleBindings, clusterRoleBindings }: Pick<NamespaceReads, 'roleBindings' | 'clusterRoleBindings'>,
  asking: KubectlAsking,
): Promise<Answered<readonly Binding[]>> {
  const bound = combine([roleBindings, clusterRoleBindings], (narrow, wide) => [
    ...narrow.flatMap((binding) => boundBy('RoleBinding', binding, account)),
    ...wide.flatMap((binding) => boundBy('ClusterRoleBinding', binding, account)),
  ]);
  if (bound.kind === 'unknown') return bound;
  // A group such as system:authenticated gives its roles to everyone: they are named, and read only where there is room.
  const byWeight = bound.value.toSorted((a, b) => (a.through === b.through ? 0 : a.through === 'account' ? -1 : 1));
  const roles = [...new Map(byWeight.map(({ role }) => [keyOf(role), role])).values()].slice(0, mostRoles);
  const read = await Promise.all(roles.map(async (role) => [keyOf(role), await readRole(role, asking)] as const));
  const answers = new Map(read);
  const value = byWeight.map((binding) => {
    const answer = answers.get(keyOf(binding.role));
    return answer?.kind === 'answered' ? { ...binding, rights: rightsOf(answer.value) } : binding;
  });
  const more: readonly Evidence[] = read.flatMap(([, answer]) => answer.sources);
  return { kind: 'answered', value, sources: [bound.sources[0], ...bound.sources.slice(1), ...more] };
}

function boundBy(kind: 'RoleBinding' | 'ClusterRoleBinding', binding: RoleBindingObject, account: Account): readonly Binding[] {
  const through = binding.subjects.map((subject) => throughOf(subject, account)).filter((one) => one !== undefined);
  if (through.length === 0) return [];
  const ref = { kind, ...place(binding), name: binding.metadata.name };
  const inNamespace = binding.roleRef.kind === 'Role' ? place(binding) : {};
  const role = { kind: binding.roleRef.kind, ...inNamespace, name: binding.roleRef.name };
  return [{ binding: ref, role, through: through.includes('account') ? 'account' : 'group' }];
}

/** A token of a service account says its user name and three groups. */
function throughOf({ kind, name, namespace }: RoleBindingObject['subjects'][number], account: Account): Binding['through'] | undefined {
  switch (kind) {
    case 'ServiceAccount':
      return name === account.name && namespace === account.namespace ? 'account' : undefined;
    case 'User':
      return name === `system:serviceaccount:${account.namespace}:${account.name}` ? 'account' : undefined;
    case 'Group': {
      const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${account.namespace}`];
      return groups.includes(name) ? 'group' : undefined;
    }
    default:
      return undefined;
  }
}

function readRole(role: ObjectRef, asking: KubectlAsking): Promise<Answered<RoleObject>> {
  const { namespace, name } = role;
  return askCommand(
    () =>
      namespace === undefined
        ? getObject(asking.context, { kind: 'clusterroles.rbac.authorization.k8s.io', name })
        : getObject(asking.context, { kind: 'roles.rbac.authorization.k8s.io', namespace, name }),
    roleForm,
    asking,
  );
}

function rightsOf({ rules }: RoleObject): readonly string[] {
  return rules.map(({ verbs, resources, nonResourceURLs, resourceNames }) => {
    const only = resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`;
    return `${verbs.join(', ')} on ${[...resources, ...nonResourceURLs].join(', ')}${only}`;
  });
}

function keyOf({ kind, namespace = '', name }: ObjectRef): string {
  return `${kind}/${namespace}/${name}`;
}
