import { awsIdentityOf } from '../../../facts/awsIdentity.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { parameterOf } from '../../../facts/parameters.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

const makes = /^(Create(User|Role)|UpdateAssumeRolePolicy)$/;

/** A user or a role was made, or a role opened to others, and then a call was about it: a policy attached, a password set, the role assumed. */
export const madeIdentity: CausalLink = {
  name: 'made identity',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    return call !== undefined && call.error === undefined && makes.test(call.api) ? about(event) : [];
  },
  effects: (event) => (/^Create(User|Role)$/.test(cloudCallOf(event)?.api ?? '') ? [] : [...about(event), ...assumed(event)]),
  reason: (_cause, effect) => phrase`the call is about ${code(cloudCallOf(effect)?.target ?? '')}, which was made or changed by that`,
};

function about(event: SecurityEvent): readonly string[] {
  const account = cloudCallOf(event)?.account;
  if (account === undefined) return [];
  return ['username', 'rolename'].flatMap((kind) => {
    const name = parameterOf(event, 'request', kind);
    return name === undefined ? [] : [`${kind} ${account}/${name}`];
  });
}

/** The account of a role that is assumed is its own, whoever assumes it. */
function assumed(event: SecurityEvent): readonly string[] {
  if (cloudCallOf(event) === undefined) return [];
  const { account, role } = awsIdentityOf(parameterOf(event, 'request', 'rolearn') ?? '');
  return account === undefined || role === undefined ? [] : [`rolename ${account}/${role}`];
}
