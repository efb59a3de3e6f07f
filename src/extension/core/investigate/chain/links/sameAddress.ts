import { indicator, phrase } from '../../../model/phrase.ts';
import { remoteAddresses } from '../../facts/addresses.ts';
import { hour } from '../../windowedEvents.ts';
import type { CausalLink } from '../causalLink.ts';

/** The same remote address in two events; inferred, since many may sit behind one address. */
export const sameAddress: CausalLink = {
  name: 'same address',
  inferred: true,
  within: 2 * hour,
  causes: remoteAddresses,
  effects: remoteAddresses,
  reason: (cause, effect) => {
    const shared = remoteAddresses(cause).find((address) => remoteAddresses(effect).includes(address));
    return phrase`same remote address ${indicator(shared ?? '')}`;
  },
};
