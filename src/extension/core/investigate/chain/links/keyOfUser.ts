import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { hour } from '../../windowedEvents.ts';
import type { CausalLink } from '../causalLink.ts';

/** Calls that give out new credentials of a user. */
const grants = /^(CreateAccessKey|CreateLoginProfile|UpdateLoginProfile|CreateServiceSpecificCredential)/;

/** Credentials were made for a user, and then that user, or that very key, made a call. */
export const keyOfUser: CausalLink = {
  name: 'key of user',
  inferred: false,
  within: 168 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || !grants.test(call.api)) return [];
    return [...(call.createdKey === undefined ? [] : [`key ${call.createdKey}`]), ...user(call.account, call.targetUser)];
  },
  effects: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || isSession(event)) return [];
    return [...(call.keyId === undefined ? [] : [`key ${call.keyId}`]), ...user(call.account, call.user)];
  },
  reason: (_cause, effect) =>
    phrase`the call was made as ${code(cloudCallOf(effect)?.user ?? cloudCallOf(effect)?.keyId ?? '')}, for whom the credentials were made`,
};

function user(account: string | undefined, name: string | undefined): readonly string[] {
  return account === undefined || name === undefined ? [] : [`user ${account}/${name}`];
}

/** A role session is named freely; its name says nothing about a user. */
function isSession(event: SecurityEvent): boolean {
  return event.fields['ct.user.identitytype'] === 'AssumedRole';
}
