import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/** One access key in one hand: used from one address, or with one tool. A key that leaked is in two hands, and the owner's work is his own. */
export const sameKey: CausalLink = {
  name: 'same key',
  inferred: false,
  within: 24 * hour,
  causes: (event) => keys(event, causesAgreeing),
  effects: (event) => keys(event, effectsAgreeing),
  reason: (_cause, effect) => phrase`same access key ${code(cloudCallOf(effect)?.keyId ?? '')}`,
};

function keys(event: SecurityEvent, agreeing: typeof causesAgreeing): readonly string[] {
  const call = cloudCallOf(event);
  if (call?.keyId === undefined || call.byService) return [];
  const { keyId, address, agent } = call;
  return [
    ...agreeing(keyId, address, agent),
    ...(address === undefined ? [] : [`${keyId} at ${address}`]),
    ...(agent === undefined ? [] : [`${keyId} by ${agent}`]),
  ];
}
