import { connectionOf } from '../../../facts/connection.ts';
import { kubeHabitOf, kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { contactsKubeApi, readsKubeToken } from '../../../facts/kubeToken.ts';
import { indicator, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** A pod connected to the API server, and afterwards the API server was asked from its address; inferred, since its own program may have asked. */
export const podAddress: CausalLink = {
  name: 'address of the pod',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const connection = connectionOf(event);
    const known = event.scope.pod !== undefined && connection?.inbound === false && (contactsKubeApi(event) || readsKubeToken(event));
    return known ? atAddress(event, connection.client) : [];
  },
  effects: (event) => atAddress(event, kubeRequestOf(event)?.address),
  prefers: readsKubeToken,
  habit: kubeHabitOf,
  reason: (_cause, effect) => phrase`the request came from the pod's own address ${indicator(kubeRequestOf(effect)?.address ?? '')}`,
};

function atAddress({ scope }: SecurityEvent, address: string | undefined): readonly string[] {
  return address === undefined || /^127\.|^::1$/.test(address) ? [] : [`${scope.cluster} ${address}`];
}
