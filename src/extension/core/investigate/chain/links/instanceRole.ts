import { code, phrase } from '../../../model/phrase.ts';
import { contactsMetadata } from '../../facts/addresses.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { hour } from '../../windowedEvents.ts';
import type { CausalLink } from '../causalLink.ts';

/** A workload on an EC2 instance, best one seen to ask its metadata service, then calls by that instance's role session. */
export const instanceRole: CausalLink = {
  name: 'instance role',
  inferred: false,
  within: 24 * hour,
  causes: (event) => (cloudCallOf(event) === undefined && event.scope.instance !== undefined ? [event.scope.instance] : []),
  effects: (event) => {
    const instance = cloudCallOf(event)?.sessionInstance;
    return instance === undefined ? [] : [instance];
  },
  prefers: contactsMetadata,
  reason: (cause, effect) => {
    const instance = code(cloudCallOf(effect)?.sessionInstance ?? '');
    return contactsMetadata(cause)
      ? phrase`the metadata service gave out the credentials of ${instance}, whose role session made the call`
      : phrase`the call was made by the role session of ${instance}, where this ran`;
  },
};
