import { remoteAddresses } from '../../../facts/addresses.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { personIn } from '../../../facts/persons.ts';
import { indicator, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/**
 * The same remote address in two events; inferred, since many may sit behind one address. Two programs' own sessions in the cloud do: they share the
 * gateway that their network goes out through.
 */
export const sameAddress: CausalLink = {
  name: 'same address',
  inferred: true,
  within: 2 * hour,
  causes: (event) => remoteAddresses(event).map((address) => `${address} ${isOfProgram(event) ? 'program' : 'other'}`),
  effects: (event) => {
    const ways = isOfProgram(event) ? ['other'] : ['other', 'program'];
    return remoteAddresses(event).flatMap((address) => ways.map((way) => `${address} ${way}`));
  },
  reason: (cause, effect) => {
    const shared = remoteAddresses(cause).find((address) => remoteAddresses(effect).includes(address));
    return phrase`same remote address ${indicator(shared ?? '')}`;
  },
};

function isOfProgram(event: SecurityEvent): boolean {
  return cloudCallOf(event)?.role !== undefined && personIn(event)?.mail === undefined;
}
