import { remoteAddresses } from '../../facts/addresses.ts';
import type { AddressPlace } from '../../intel/ipinfo.ts';
import { publicAddress } from '../../intel/publicAddress.ts';
import { indicator, join, type Phrase, phrase, text } from '../../model/phrase.ts';
import { type Cited, together } from '../correlate/material.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { lookUpAll } from './lookUp.ts';

/** Addresses that are asked about in one investigation. */
const mostAddresses = 10;

/** I-19: where the remote addresses of the incident are. What is private or reserved is never asked about. @param seen the more telling first */
export function geolocation(seen: readonly Sighting[]): Pivot {
  return {
    name: 'geolocation',
    part: 'indicators',
    asked: () => 'where the remote addresses are',
    run: (lead) => run(addressesOf(seen), lead),
  };
}

async function run(addresses: readonly Cited<string>[], lead: Lead): Promise<Found | Skipped> {
  if (lead.intel === undefined) return { skipped: 'not offered by this host' };
  const off = lead.intel.off('ipinfo');
  if (off !== undefined && lead.intel.off('ipApi') !== undefined) return { skipped: off };
  if (addresses.length === 0) return { skipped: 'no public remote address was seen', inapplicable: true };
  const asked = addresses.slice(0, mostAddresses);
  const answers = await lookUpAll(
    lead,
    asked.map((one) => one.value),
    (address) => lead.ledger.look('place', address),
  );
  const seenIn = new Map(asked.map((one) => [one.value, one.cites]));
  return {
    cites: answers.cites,
    count: answers.answered.length,
    says: `Looked up ${answers.answered.length === 1 ? 'one address' : `${answers.answered.length} addresses`}.`,
    claims: answers.answered.map(({ about, value, cites }) => ({
      phrase: tell(about, value),
      cites: together(seenIn.get(about) ?? cites, cites),
    })),
    ...(addresses.length > asked.length && {
      truncated: { shown: asked.length, total: addresses.length },
      limit: `only ${mostAddresses} addresses are asked about`,
    }),
    ...answers.shortfall,
  };
}

/** Where an address is registered says nothing of who uses it; so much is in the word. */
function tell(address: string, place: AddressPlace | undefined): Phrase {
  const { city, region, country, network } = place ?? {};
  const where = [city, region, country].filter((one) => one !== undefined).map(text);
  if (where.length === 0 && network === undefined) return phrase`Of ${indicator(address)} no place is known.`;
  const registered = where.length === 0 ? [] : phrase` is registered in ${join(where, ', ')}`;
  const owner = network === undefined ? [] : phrase`${[where.length === 0 ? ' belongs to ' : ', in the network of ']}${text(network)}`;
  return phrase`${indicator(address)}${registered}${owner}.`;
}

/** Each public address once, in the canonical form in which sources know it. */
function addressesOf(seen: readonly Sighting[]): readonly Cited<string>[] {
  const found = new Map<string, Cited<string>>();
  for (const event of seen) {
    for (const address of remoteAddresses(event.value).map(publicAddress)) {
      if (address === undefined) continue;
      const known = found.get(address);
      found.set(address, { value: address, cites: known === undefined ? [event.id] : together(known.cites, [event.id]) });
    }
  }
  return [...found.values()];
}
