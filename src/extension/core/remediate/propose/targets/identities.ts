import { awsIdentityOf } from '../../../facts/awsIdentity.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { askedRole } from '../../../facts/metadata.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import type { Seen } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';

export type Told<T> = { readonly value: T; readonly told: readonly Seen[] };

/** An AWS role of the threat: its name, and the partition of its ARN. */
export type Role = { readonly name: string; readonly partition: string };

/** A long-term key with its user. */
export type UserKey = { readonly user: string; readonly key: string };

/**
 * Roles whose credentials the events show in use or being asked for, and the one that the service account of the workload stands for. Those that
 * AWS keeps for itself can not be changed.
 */
export function roles(input: ProposalInput, seen: readonly Seen[]): readonly Told<Role>[] {
  const account = input.threat.scope.awsAccount;
  const found = seen.flatMap((one) => rolesIn(one.value, account).map((value) => ({ value, told: [one] })));
  const own = lookUp(input.radius, 'cloudRole');
  const inPods = seen.filter(({ value }) => value.scope.namespace !== undefined && value.scope.namespace === input.threat.scope.namespace);
  const marked = own.kind === 'fact' && own.value.role?.cloud === 'aws' ? roleOf(own.value.role.name, account) : undefined;
  const podRole = marked === undefined || inPods.length === 0 ? [] : [{ value: marked, told: inPods }];
  return together([...found, ...podRole]).filter(({ value }) => !/^AWS(ServiceRole|Reserved)/.test(value.name));
}

function rolesIn(event: SecurityEvent, account: string | undefined): readonly Role[] {
  const call = cloudCallOf(event);
  const caller = call === undefined || call.byService || call.arn === undefined ? undefined : roleOf(call.arn, account);
  const asked = askedRole(event);
  return [...(caller === undefined ? [] : [caller]), ...(asked === undefined ? [] : [{ name: asked, partition: 'aws' }])];
}

/** From an ARN; undefined where it is of another account, which these credentials can not change. */
function roleOf(arn: string, account: string | undefined): Role | undefined {
  const { role, account: own } = awsIdentityOf(arn);
  if (role === undefined || (account !== undefined && own !== undefined && own !== account)) return undefined;
  return { name: role, partition: arn.split(':')[1] ?? 'aws' };
}

/** Keys that the threat's calls made for a user, or were signed with by one. Temporary ones can not be turned off. */
export function userKeys(seen: readonly Seen[]): readonly Told<UserKey>[] {
  return together(
    seen.flatMap((one) => {
      const call = cloudCallOf(one.value);
      if (call === undefined || call.byService || call.error !== undefined) return [];
      const caller = call.arn === undefined ? undefined : awsIdentityOf(call.arn).user;
      const made = /^CreateAccessKey$/.test(call.api) ? pair(call.targetUser ?? caller, call.createdKey) : [];
      return [...made, ...pair(caller, call.keyId)].map((value) => ({ value, told: [one] }));
    }),
  );
}

function pair(user: string | undefined, key: string | undefined): readonly UserKey[] {
  return user === undefined || key === undefined || !key.startsWith('AKIA') ? [] : [{ user, key }];
}

/** Users that the threat's calls made. */
export function madeUsers(seen: readonly Seen[]): readonly Told<string>[] {
  return together(
    seen.flatMap((one) => {
      const call = cloudCallOf(one.value);
      const user = call !== undefined && /^CreateUser$/.test(call.api) && call.error === undefined ? call.targetUser : undefined;
      return user === undefined ? [] : [{ value: user, told: [one] }];
    }),
  );
}

/** Users that made the threat's calls, or got a key by them. */
export function users(seen: readonly Seen[]): readonly Told<string>[] {
  return together(
    seen.flatMap((one) => {
      const call = cloudCallOf(one.value);
      if (call === undefined || call.byService) return [];
      const caller = call.arn === undefined ? undefined : awsIdentityOf(call.arn).user;
      const target = /^(Create(AccessKey|LoginProfile|User)|UpdateLoginProfile|(Attach|Put)UserPolicy)$/.test(call.api)
        ? call.targetUser
        : undefined;
      return [caller, target].flatMap((value) => (value === undefined ? [] : [{ value, told: [one] }]));
    }),
  );
}

/** The same value once, told by all of its events. */
function together<T>(all: readonly Told<T>[]): readonly Told<T>[] {
  const found = new Map<string, Told<T>>();
  for (const { value, told } of all) {
    const key = JSON.stringify(value);
    const before = found.get(key)?.told ?? [];
    found.set(key, { value, told: [...new Set([...before, ...told])] });
  }
  return [...found.values()];
}
