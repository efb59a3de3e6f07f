import * as z from 'zod';
import type { Evidence } from '../model/evidence.ts';
import { parseJson, text } from './fields.ts';
import { publicAddress } from './publicAddress.ts';
import { type Answer, PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

/** Where an address is registered, which need not be where its user sits. `country` is the two-letter code, `network` such as "AS15169 Google LLC". */
export type AddressPlace = {
  readonly address: string;
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly city: string | undefined;
  readonly network: string | undefined;
  readonly hostname: string | undefined;
};

const name = sourceNames.ipinfo;

/** ipinfo publishes no rate, so the pace is our own. Undefined as value: it knows the address as one that nobody announces. */
export function createIpinfo({ ports, address: base, key }: SourceSetup) {
  const keyRefused = key === undefined ? [] : [401, 403];
  const source = new PublicSource({ name, limit: { requests: 10, perMs: 1000 }, keyRefused }, ports);
  const headers = { accept: 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  return (address: string, signal: AbortSignal): Promise<Evidence<AddressPlace | undefined>> => {
    const url = `${base}/${address}/json`;
    return source.lookUp({ url, headers }, (answer) => readIpinfo(answer, address), signal);
  };
}

const schema = z.object({
  ip: z.string(),
  bogon: z.boolean().optional().catch(undefined),
  country: text,
  region: text,
  city: text,
  org: text,
  hostname: text,
});

function readIpinfo({ text: body }: Answer, address: string): AddressPlace | undefined {
  const { ip, bogon, country, region, city, org, hostname } = parseJson(name, body, schema);
  if (bogon === true) return undefined;
  if (publicAddress(ip) !== address) throw malformed(name, 'it is about another address');
  return { address, country, region, city, network: org, hostname };
}
