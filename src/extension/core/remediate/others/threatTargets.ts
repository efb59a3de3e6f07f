import { awsIdentityOf } from '../../facts/awsIdentity.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { fileAccessOf } from '../../facts/fileAccess.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { processOf } from '../../facts/processOf.ts';
import { writtenPaths } from '../../facts/writtenPaths.ts';
import type { Threat } from '../../model/remediation.ts';
import type { Scope, SecurityEvent } from '../../model/threat.ts';
import { hostNames, type NamedTarget } from './executionTarget.ts';

type Part = Exclude<keyof NamedTarget, 'hosts' | 'namespace'> | 'host';

/** Everything of a threat that an action can be aimed at, by its part; objects of a namespace as `shop/storefront`. */
export type ThreatTargets = ReadonlyMap<Part, ReadonlySet<string>>;

export function targetsOf({ scope, events }: Pick<Threat, 'scope' | 'events'>): ThreatTargets {
  const all = new Map<Part, Set<string>>();
  const found = [...ofScope(scope), ...events.flatMap(({ value }) => ofEvent(value))];
  for (const [part, name] of found) all.set(part, (all.get(part) ?? new Set<string>()).add(name));
  return all;
}

type Found = readonly [part: Part, name: string];

function given(part: Part, name: string | undefined): readonly Found[] {
  return name === undefined ? [] : [[part, name]];
}

/** An object of a namespace, under its own name too where nobody says which namespace it is in. */
function object(part: Part, namespace: string | undefined, name: string | undefined): readonly Found[] {
  return given(part, name === undefined || namespace === undefined ? name : `${namespace}/${name}`);
}

function ofScope(scope: Scope): readonly Found[] {
  return [
    ...given('cluster', scope.cluster),
    ...object('workload', scope.namespace, scope.workload),
    ...object('pod', scope.namespace, scope.pod),
    ...given('container', scope.container?.slice(0, 12)),
    ...given('host', scope.host),
    ...[scope.awsAccount, scope.gcpProject, scope.azureSubscription].flatMap((account) => given('account', account)),
    ...given('instance', scope.instance),
  ];
}

function ofEvent(event: SecurityEvent): readonly Found[] {
  const { fields, labels } = event;
  const touched = [processOf(event)?.exe, fileAccessOf(event)?.path, ...writtenPaths(event)];
  const asked = kubeRequestOf(event);
  return [
    ...ofScope(event.scope),
    ...hostNames.flatMap((name) => given('host', labels[name] ?? fields[name])),
    ...touched.flatMap((path) => given('path', path)),
    ...given('process', processOf(event)?.pid),
    ...(asked?.resource === 'pods' ? object('pod', asked.namespace, asked.target) : []),
    ...ofCall(event),
  ];
}

function ofCall(event: SecurityEvent): readonly Found[] {
  const call = cloudCallOf(event);
  if (call === undefined) return [];
  const { account, arn, user, targetUser, target } = call;
  return [
    ...given('account', account),
    ...given('arn', arn === undefined ? undefined : identityKey(arn)),
    ...[user, targetUser].flatMap((name) => given('user', name)),
    ...given('resource', target),
  ];
}

/** One name for a role and all of its sessions; what is no ARN of a role or user stands for itself. */
export function identityKey(arn: string): string {
  const { account = '', role, user } = awsIdentityOf(arn);
  if (role !== undefined) return `${account} role ${role}`;
  return user === undefined ? arn : `${account} user ${user}`;
}
