import { awsIdentityOf } from '../../../facts/awsIdentity.ts';
import { fieldOf } from '../../../facts/fields.ts';
import { askedRole } from '../../../facts/metadata.ts';
import { parameterOf } from '../../../facts/parameters.ts';
import type { Probed } from '../../../model/blastRadius.ts';
import type { Threat } from '../../../model/remediation.ts';
import type { SecurityEvent } from '../../../model/threat.ts';

/** Names of AWS roles, and keys with their users as `keyPair` writes them. */
export type Identities = { readonly roles: ReadonlySet<string>; readonly keys: ReadonlySet<string> };

/** Roles and keys of AWS that the events or the probe name. Those of another account than the threat's are not among them. */
export function identitiesNamed(threat: Threat, facts: readonly Probed[]): Identities {
  const account = threat.scope.awsAccount;
  const events = [threat.trigger, ...threat.events].map(({ value }) => value);
  const named = (arn: string | undefined) => {
    const identity = awsIdentityOf(arn ?? '');
    return account === undefined || identity.account === undefined || identity.account === account ? identity : {};
  };
  const roles = [
    ...events.flatMap((event) => [named(fieldOf(event, 'ct.user.arn')).role, askedRole(event)]),
    ...facts.map((fact) => (fact.about === 'cloudRole' && fact.role?.cloud === 'aws' ? named(fact.role.name).role : undefined)),
  ];
  const keys = [
    ...events.flatMap((event) => keysOf(event, named(fieldOf(event, 'ct.user.arn')).user)),
    ...facts.flatMap((fact) => (fact.about === 'accessKeys' ? fact.keys.map(({ id }) => keyPair(fact.user, id)) : [])),
  ];
  return { roles: new Set(roles.filter((one) => one !== undefined)), keys: new Set(keys) };
}

export function keyPair(user: string, key: string): string {
  return `${user}/${key}`;
}

/** The caller's own key, and the one that the call made for a user or, without one, for its caller. */
function keysOf(event: SecurityEvent, caller: string | undefined): readonly string[] {
  const own = fieldOf(event, 'ct.user.accesskeyid');
  const made = fieldOf(event, 'ct.name') === 'CreateAccessKey' ? parameterOf(event, 'response', 'accesskeyid') : undefined;
  const owner = parameterOf(event, 'request', 'username') ?? caller;
  return [
    ...(caller !== undefined && own !== undefined ? [keyPair(caller, own)] : []),
    ...(owner !== undefined && made !== undefined ? [keyPair(owner, made)] : []),
  ];
}
