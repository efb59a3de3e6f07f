import { isSharedSession } from '../../../facts/awsIdentity.ts';
import { beginsSession, begunSession } from '../../../facts/awsSession.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/** Somebody began a session, and then that session made a call: by its role and name, or by the key that came with it. A session lasts 12 h. */
export const assumedRole: CausalLink = {
  name: 'assumed role',
  inferred: false,
  within: 12 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || call.byService || call.error !== undefined) return [];
    if (!beginsSession(call)) return [];
    const ofKey = call.createdKey === undefined ? [] : [`key ${call.createdKey}`];
    const { role, session } = begunSession(event) ?? {};
    if (role === undefined) return ofKey;
    // Without a name of its own the session is known by where it is used from.
    const ofRole =
      session === undefined || isSharedSession(session)
        ? causesAgreeing(`role ${role}`, call.address, call.createdKey)
        : causesAgreeing(`session ${role}/${session}`, call.createdKey);
    return [...ofKey, ...ofRole];
  },
  effects: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || call.byService) return [];
    const ofKey = call.keyId === undefined ? [] : [`key ${call.keyId}`];
    if (call.role === undefined || call.account === undefined) return ofKey;
    const role = `${call.account}/${call.role}`;
    const named = call.session === undefined ? [] : effectsAgreeing(`session ${role}/${call.session}`, call.keyId);
    return [...ofKey, ...named, ...effectsAgreeing(`role ${role}`, call.address, call.keyId)];
  },
  prefers: (cause, effect) => {
    const address = cloudCallOf(cause)?.address;
    return address !== undefined && address === cloudCallOf(effect)?.address;
  },
  reason: (_cause, effect) => phrase`the call was made by the session of ${code(cloudCallOf(effect)?.user ?? '')} that was begun there`,
};
