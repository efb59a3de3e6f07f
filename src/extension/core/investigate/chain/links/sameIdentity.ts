import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { hour } from '../../windowedEvents.ts';
import type { CausalLink } from '../causalLink.ts';

/** One identity's calls within two hours; inferred, since its owner may be at work at the same time. */
export const sameIdentity: CausalLink = {
  name: 'same identity',
  inferred: true,
  within: 2 * hour,
  causes: keys,
  effects: keys,
  reason: (_cause, effect) => phrase`same identity ${code(identity(effect) ?? '')}`,
};

function keys(event: SecurityEvent): readonly string[] {
  const name = identity(event);
  // Components of a cluster and service-linked roles act for everybody.
  return name === undefined || /^system:|:assumed-role\/AWSServiceRole/.test(name) ? [] : [`${event.scope.cluster ?? ''} ${name}`];
}

function identity(event: SecurityEvent): string | undefined {
  return cloudCallOf(event)?.arn ?? kubeRequestOf(event)?.user;
}
