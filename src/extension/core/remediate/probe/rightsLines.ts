import type { Binding, ObjectRef } from '../../model/blastRadius.ts';
import { code, phrase, text } from '../../model/phrase.ts';
import { type Answered, combine } from './answered.ts';
import type { Pod } from './kubernetesObjects.ts';
import { counted, type Line, lineOf, listed, type Told, verb } from './line.ts';
import { type NamespaceReads, type WorkloadKind, workloadKinds } from './readNamespace.ts';
import { accountName, type PodReads } from './readPods.ts';
import { controllerOf, place, type Subject } from './subject.ts';

/** What a token of the pods can do, and who else would feel it if that were taken away. */
export function rightsLines(subject: Answered<Subject>, { workloads }: NamespaceReads, reads: PodReads): readonly Line[] {
  const rbac = { topic: 'rbac', probeWith: 'kubectl' } as const;
  const account = combine([subject, reads.account], ({ spec }, { metadata, automountServiceAccountToken }) => {
    const automount = spec.automountServiceAccountToken ?? automountServiceAccountToken ?? true;
    const mounted = automount ? phrase`whose token is mounted` : phrase`whose token is not mounted`;
    return {
      phrase: phrase`It runs as service account ${code(metadata.name)}, ${mounted}.`,
      value: { about: 'serviceAccount', name: metadata.name, automount } as const,
    };
  });
  const lists = Object.entries(workloads) as readonly (readonly [WorkloadKind, NamespaceReads['workloads'][WorkloadKind]])[];
  const [first, ...rest] = lists.map(([kind, list]) =>
    combine([list, subject], (objects, one) =>
      objects
        .filter((object) => controllerOf(object) === undefined && runsAs(object.spec.template.spec, one))
        .map((object): ObjectRef => ({ kind, ...place(object), name: object.metadata.name })),
    ),
  );
  if (first === undefined) throw new Error('there are kinds of workloads');
  const owners = combine([first, ...rest], (...found: readonly (readonly ObjectRef[])[]) => found.flat());
  const sharing = combine([subject, owners, reads.sameAccount, reads.pods], tellSharing);
  return [
    lineOf({ ...rbac, about: 'serviceAccount', asked: 'which service account it runs as' }, account),
    lineOf({ ...rbac, about: 'accountSharing', asked: 'who else runs as its service account' }, sharing),
    lineOf({ ...rbac, about: 'bindings', asked: 'what its service account may do' }, combine([reads.bindings], tellBindings)),
  ];
}

function runsAs(spec: Pick<Subject, 'spec'>['spec'], subject: Subject): boolean {
  return accountName({ spec }) === accountName(subject);
}

/** Workloads by their templates, also those that have no pod now, and pods that no workload owns. */
function tellSharing({ ref }: Subject, owners: readonly ObjectRef[], pods: readonly Pod[], own: readonly Pod[]): Told {
  const ownNames = new Set(own.map(({ metadata }) => metadata.name));
  const strays = pods
    .filter((pod) => isStray(pod) && !ownNames.has(pod.metadata.name))
    .map((pod): ObjectRef => ({ kind: 'Pod', ...place(pod), name: pod.metadata.name }));
  const workloads = [...owners, ...strays].filter(({ kind, name }) => kind !== ref.kind || name !== ref.name);
  const value = { about: 'accountSharing', workloads } as const;
  if (workloads.length === 0) return { phrase: phrase`Nothing else in its namespace runs as this service account.`, value };
  const each = workloads.map(({ kind, name }) => phrase`${text(kind)} ${code(name)}`);
  return {
    phrase: phrase`${counted(workloads.length, 'other workload')} of its namespace ${verb(workloads.length, 'runs', 'run')} as it: ${listed(each)}.`,
    value,
  };
}

/** Owned by nothing, or by something whose template is not among what is read. */
function isStray(pod: Pod): boolean {
  const controller = controllerOf(pod);
  return controller === undefined || !Object.hasOwn(workloadKinds, controller.kind);
}

function tellBindings(bindings: readonly Binding[]): Told {
  const value = { about: 'bindings', bindings } as const;
  const own = bindings.filter(({ through }) => through === 'account');
  const shared = bindings.length - own.length;
  const more = shared === 0 ? phrase`` : phrase` ${counted(shared, 'more role')} through groups that it shares with other accounts.`;
  if (own.length === 0) return { phrase: phrase`No role is bound to its service account by name.${more}`, value };
  const each = own.map(({ role, binding, rights }) => {
    const where = binding.kind === 'ClusterRoleBinding' ? phrase`in the whole cluster` : phrase`in its namespace`;
    const what = rights === undefined ? phrase`rights unread` : listed(rights.map((right) => phrase`${code(right)}`));
    return phrase`${text(role.kind)} ${code(role.name)} ${where} (${what})`;
  });
  return { phrase: phrase`Its service account has ${listed(each)}.${more}`, value };
}
