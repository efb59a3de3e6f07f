import { kubeHabitOf, kubeRequestOf, serviceAccountOf } from '../../../facts/k8sRequest.ts';
import { phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/**
 * One account's requests to one cluster within two hours, unless addresses say that it is in two hands; of a service account, which its own
 * program uses all day, those from one address with one client program. Inferred, since its owner may be at work at the same time.
 */
export const sameAccount: CausalLink = {
  name: 'same account',
  inferred: true,
  within: 2 * hour,
  causes: (event) => keys(event, causesAgreeing),
  effects: (event) => keys(event, effectsAgreeing),
  reason: (_cause, effect) => phrase`same account ${text(kubeRequestOf(effect)?.user ?? '')} from the same place`,
};

/** The cluster's own components act for everybody. */
const component = /^system:(?!serviceaccount:)|^system:serviceaccount:kube-system:\S+-controller$/;

function keys(event: SecurityEvent, agreeing: typeof causesAgreeing): readonly string[] {
  const { user, address } = kubeRequestOf(event) ?? {};
  if (user === undefined || component.test(user)) return [];
  const program = serviceAccountOf(user) === undefined ? undefined : kubeHabitOf(event);
  return program === undefined ? agreeing(`${event.scope.cluster ?? ''} ${user}`, address) : [program];
}
