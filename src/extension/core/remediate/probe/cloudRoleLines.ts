import type { ObjectRef, Probed } from '../../model/blastRadius.ts';
import { code, count, phrase } from '../../model/phrase.ts';
import { getRole, listOfRole, listPolicyHolders } from '../surfaces/aws.ts';
import { type Answered, combine } from './answered.ts';
import { type Account, principalName } from './askAccount.ts';
import * as iam from './iamAnswers.ts';
import { counted, instant, type Line, lineOf, listed, type Question, type Told, verb } from './line.ts';

/** Policies whose other holders are asked for. */
const mostPolicies = 5;

const cloud = { topic: 'cloudIdentity', probeWith: 'aws' } as const;
const asked = {
  policies: { ...cloud, about: 'rolePolicies', asked: 'what the role may do' },
  instances: { ...cloud, about: 'roleInstances', asked: 'which machines have the role' },
  holders: { ...cloud, about: 'policyHolders', asked: 'who else has its policies' },
} as const satisfies Readonly<Record<string, Question>>;

/** What an AWS role may do, which machines have it, and who else has its policies: two calls in a row. */
export async function awsRoleLines(role: string, { id, ask }: Account): Promise<readonly Line[]> {
  const named = principalName(role, id);
  if ('why' in named) return Object.values(asked).map((question) => lineOf(question, named));
  const { name } = named;
  const [details, attached, inline, machines] = await Promise.all([
    ask((place) => getRole(place, name), iam.roleAnswer),
    ask((place) => listOfRole(place, 'list-attached-role-policies', name), iam.attachedPolicies),
    ask((place) => listOfRole(place, 'list-role-policies', name), iam.inlinePolicies),
    ask((place) => listOfRole(place, 'list-instance-profiles-for-role', name), iam.instanceProfiles),
  ]);
  const policies = combine([details, attached, inline], ({ Role }, { AttachedPolicies }, { PolicyNames }) =>
    tellPolicies(Role.RoleName, {
      ...{ attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(), inline: [...PolicyNames].sort() },
      ...(typeof Role.RoleLastUsed?.LastUsedDate === 'string' && { lastUsed: Role.RoleLastUsed.LastUsedDate }),
    }),
  );
  const instances = combine([machines], ({ InstanceProfiles }) =>
    tellMachines(InstanceProfiles.map((one) => one.InstanceProfileName).sort()),
  );
  return [
    lineOf(asked.policies, policies),
    lineOf(asked.instances, instances),
    lineOf(asked.holders, await policyHolders(name, attached, ask)),
  ];
}

type Attached = { readonly AttachedPolicies: readonly { readonly PolicyArn: string }[] };
type Holder = Extract<Probed, { readonly about: 'policyHolders' }>['holders'][number];

async function policyHolders(role: string, attached: Answered<Attached>, ask: Account['ask']): Promise<Answered<Told>> {
  if (attached.kind === 'unknown') return attached;
  const arns = attached.value.AttachedPolicies.map(({ PolicyArn }) => PolicyArn)
    .sort()
    .slice(0, mostPolicies);
  const answers = await Promise.all(
    arns.map(async (policy) => {
      const answer = await ask((place) => listPolicyHolders(place, policy), iam.policyHolders);
      return combine([answer], (found): Holder => holderOf(policy, role, found));
    }),
  );
  return combine([attached, ...answers], ({ AttachedPolicies }, ...holders) =>
    tellHolders(holders, AttachedPolicies.length <= mostPolicies),
  );
}

function holderOf(policy: string, role: string, found: iam.PolicyHolders): Holder {
  const roles = found.PolicyRoles.map(({ RoleName }) => RoleName);
  const users = (found.PolicyUsers ?? []).map(({ UserName }) => UserName);
  const groups = (found.PolicyGroups ?? []).map(({ GroupName }) => GroupName);
  return { policy, roles: roles.filter((name) => name !== role).sort(), users: users.sort(), groups: groups.sort() };
}

function tellPolicies(
  role: string,
  found: { readonly attached: readonly string[]; readonly inline: readonly string[]; readonly lastUsed?: string },
): Told {
  const all = [...found.attached, ...found.inline].map((name) => phrase`${code(name)}`);
  const used = found.lastUsed === undefined ? phrase`` : phrase`; it was last used at ${instant(found.lastUsed)}`;
  const has = all.length === 0 ? phrase`no policy` : phrase`${counted(all.length, 'policy', 'policies')}: ${listed(all)}`;
  return { phrase: phrase`Role ${code(role)} has ${has}${used}.`, value: { about: 'rolePolicies', ...found } };
}

function tellMachines(profiles: readonly string[]): Told {
  const value = { about: 'roleInstances', profiles } as const;
  if (profiles.length === 0) return { phrase: phrase`No instance profile hands the role to machines.`, value };
  return { phrase: phrase`Machines get the role by ${listed(profiles.map((name) => phrase`${code(name)}`))}.`, value };
}

function tellHolders(holders: readonly Holder[], all: boolean): Told {
  const value = { about: 'policyHolders', holders, all } as const;
  const among = all ? phrase`` : phrase`Of its first ${count(mostPolicies)} policies: `;
  const shared = holders.filter(({ roles, users, groups }) => roles.length + users.length + groups.length > 0);
  if (shared.length === 0) return { phrase: phrase`${among}Nobody else has its policies.`, value };
  const each = shared.map(
    ({ policy, roles, users, groups }) =>
      phrase`${code(policy)} by ${listed([...roles, ...users, ...groups].map((name) => phrase`${code(name)}`))}`,
  );
  return { phrase: phrase`${among}Others have its policies too: ${listed(each)}.`, value };
}

/** Service accounts that stand for the same role of a cloud, in the whole cluster. */
export function tellRoleSharing(accounts: readonly ObjectRef[]): Told {
  const value = { about: 'roleSharing', accounts } as const;
  if (accounts.length === 0) return { phrase: phrase`No other service account of the cluster stands for this role.`, value };
  const each = accounts.map(({ namespace = '', name }) => phrase`${code(`${namespace}/${name}`)}`);
  return {
    phrase: phrase`${counted(accounts.length, 'other service account')} of the cluster ${verb(accounts.length, 'stands', 'stand')} for this role: ${listed(each)}.`,
    value,
  };
}
