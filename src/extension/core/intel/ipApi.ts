import * as z from 'zod';
import type { Evidence } from '../model/evidence.ts';
import { parseJson, text } from './fields.ts';
import type { AddressPlace } from './ipinfo.ts';
import { publicAddress } from './publicAddress.ts';
import { type Answer, PublicSource, type SourceSetup } from './publicSource.ts';
import { malformed } from './sourceFailure.ts';
import { sourceNames } from './sources.ts';

const name = sourceNames.ipApi;

/** The free plan has no HTTPS: the address goes over the wire in clear (contract, trap 42). 45 requests a minute. */
export function createIpApi({ ports, address: base }: SourceSetup) {
  const source = new PublicSource({ name, limit: { requests: 45, perMs: 60_000 } }, ports);
  return (address: string, signal: AbortSignal): Promise<Evidence<AddressPlace | undefined>> => {
    const url = `${base}/${address}`;
    return source.lookUp({ url }, (answer) => readIpApi(answer, address), signal);
  };
}

const schema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('fail'), message: text }),
  z.object({ status: z.literal('success'), query: z.string(), countryCode: text, regionName: text, city: text, as: text }),
]);

function readIpApi({ text: body }: Answer, address: string): AddressPlace | undefined {
  const answer = parseJson(name, body, schema);
  if (answer.status === 'fail') {
    if (answer.message === 'private range' || answer.message === 'reserved range') return undefined;
    throw malformed(name, 'it refuses the address');
  }
  if (publicAddress(answer.query) !== address) throw malformed(name, 'it is about another address');
  return { address, country: answer.countryCode, region: answer.regionName, city: answer.city, network: answer.as, hostname: undefined };
}
