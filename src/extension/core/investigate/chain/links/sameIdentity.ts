import { remoteAddresses } from '../../../facts/addresses.ts';
import { isSharedSession } from '../../../facts/awsIdentity.ts';
import { type CloudCall, cloudCallOf } from '../../../facts/cloudCall.ts';
import { codeEventOf } from '../../../facts/codeEvent.ts';
import { identityEventOf } from '../../../facts/identityEvent.ts';
import { kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/** One identity within two hours, unless addresses or keys say that it is in two hands. Inferred, since its owner may be at work at that time. */
export const sameIdentity: CausalLink = {
  name: 'same identity',
  inferred: true,
  within: 2 * hour,
  causes: (event) => keys(event, causesAgreeing),
  effects: (event) => keys(event, effectsAgreeing),
  reason: (_cause, effect) => phrase`same identity ${code(shown(effect) ?? '')}`,
};

function keys(event: SecurityEvent, agreeing: typeof causesAgreeing): readonly string[] {
  const call = cloudCallOf(event);
  if (call !== undefined) return ofCall(call, agreeing);
  const { key, address } = elsewhere(event) ?? {};
  return key === undefined ? [] : agreeing(key, address, undefined);
}

/** Where the keys say nothing of it, calls from one address, or with one tool, are one hand's. */
function ofCall({ principal, session, address, agent, keyId, byService }: CloudCall, agreeing: typeof causesAgreeing): readonly string[] {
  if (principal === undefined || byService) return [];
  return [
    ...agreeing(principal, address, keyId),
    ...(address === undefined ? [] : [`${principal} at ${address}`]),
    ...(agent === undefined || isSharedSession(session ?? '') ? [] : agreeing(`${principal} by ${agent}`, keyId)),
  ];
}

function elsewhere(event: SecurityEvent): { readonly key: string; readonly address: string | undefined } | undefined {
  const { actor, address } = identityEventOf(event) ?? {};
  if (actor !== undefined) return { key: `identity provider ${event.scope.cloudTenant ?? ''} ${actor.toLowerCase()}`, address };
  const { user, address: from } = codeEventOf(event) ?? {};
  if (user !== undefined) return { key: `code host ${user.toLowerCase()}`, address: from };
  // A cluster in a cloud may know its users by their names there; all other users of it are for `same account` to say.
  const principal = kubeRequestOf(event)?.user;
  const inCloud = principal !== undefined && /^arn:|gserviceaccount\.com$/.test(principal);
  return inCloud ? { key: principal, address: remoteAddresses(event)[0] } : undefined;
}

function shown(event: SecurityEvent): string | undefined {
  const call = cloudCallOf(event);
  if (call !== undefined) return call.arn ?? call.user;
  return identityEventOf(event)?.actor ?? codeEventOf(event)?.user ?? kubeRequestOf(event)?.user;
}
