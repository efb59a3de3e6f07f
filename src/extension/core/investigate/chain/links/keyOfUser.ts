import { type CloudCall, cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';
import { cloudHabit } from '../cloudHabit.ts';

/** Calls that give out new credentials of a user or a service account. */
const grants =
  /(^|\.)(CreateAccessKey|(Create|Update)LoginProfile|(Create|Reset)ServiceSpecificCredential|UploadSigningCertificate|(Create|Upload)ServiceAccountKey|GenerateAccessToken|Sign(Blob|Jwt))$/;
const makes = /(^|\.)Create(User|ServiceAccount)$/;

/** A user or credentials of one were made, and then that user, or that very key, made a call. */
export const keyOfUser: CausalLink = {
  name: 'key of user',
  inferred: false,
  within: 168 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || call.error !== undefined || !(grants.test(call.api) || makes.test(call.api))) return [];
    const { createdKey, targetUser } = call;
    const ofKey = createdKey === undefined ? [] : [`key ${createdKey}`];
    return [...ofKey, ...user(call, targetUser).flatMap((key) => causesAgreeing(key, createdKey))];
  },
  effects: (event) => {
    const call = cloudCallOf(event);
    // A role session is named freely; its name says nothing about a user.
    if (call === undefined || call.role !== undefined || call.byService) return [];
    const ofKey = call.keyId === undefined ? [] : [`key ${call.keyId}`];
    return [...ofKey, ...user(call, call.user).flatMap((key) => effectsAgreeing(key, call.keyId))];
  },
  prefers: (cause) => grants.test(cloudCallOf(cause)?.api ?? ''),
  habit: cloudHabit,
  reason: (cause, effect) => {
    const name = code(cloudCallOf(effect)?.user ?? cloudCallOf(effect)?.keyId ?? '');
    return grants.test(cloudCallOf(cause)?.api ?? '')
      ? phrase`the call was made as ${name}, for whom the credentials were made`
      : phrase`the call was made as ${name}, who was created by that`;
  },
};

/** An e-mail address names one account of all; other names mean something in their account only. */
function user({ account }: CloudCall, name: string | undefined): readonly string[] {
  if (name?.includes('@') === true) return [`user ${name.toLowerCase()}`];
  return account === undefined || name === undefined ? [] : [`user ${account}/${name}`];
}
