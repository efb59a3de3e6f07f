import { BlockList, isIP } from 'node:net';
import { documentationRanges, filled, localRanges, relayRanges, unroutedRanges } from '../model/addressRanges.ts';

/** IANA's registries of special-purpose addresses, what is not globally reachable; of IPv6 what lies in 2000::/3. */
const special = filled(new BlockList(), localRanges, documentationRanges, unroutedRanges, relayRanges);

/**
 * The address to ask a public source about, in its canonical form; undefined for what is no address, private or reserved. An IPv4 address
 * inside an IPv6 one (mapped, NAT64) is the one that counts; a 6to4 address is as public as the IPv4 address that it embeds.
 */
export function publicAddress(text: string): string | undefined {
  const family = isIP(text);
  if (family === 4) return special.check(text, 'ipv4') ? undefined : text;
  // A zone makes sense on one machine only.
  if (family !== 6 || text.includes('%')) return undefined;
  const groups = groupsOf(text);
  const embedded = embeddedIpv4(groups);
  if (embedded !== undefined) return publicAddress(embedded);
  const canonical = canonicalIpv6(text);
  if (!/^[23][0-9a-f]{3}:/.test(canonical) || special.check(canonical, 'ipv6')) return undefined;
  const relay = groups[0] === 0x2002 ? ipv4(groups[1] ?? 0, groups[2] ?? 0) : undefined;
  return relay === undefined || publicAddress(relay) !== undefined ? canonical : undefined;
}

/** ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (NAT64). */
function embeddedIpv4(groups: readonly number[]): string | undefined {
  const prefix = groups.slice(0, 6).join(':');
  return prefix === `0:0:0:0:0:${0xffff}` || prefix === `${0x64}:${0xff9b}:0:0:0:0` ? ipv4(groups[6] ?? 0, groups[7] ?? 0) : undefined;
}

function ipv4(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** Lower case, zeros compressed, no dotted tail: the form of RFC 5952, which URLs write. */
function canonicalIpv6(text: string): string {
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

function groupsOf(text: string): readonly number[] {
  const [head = '', tail] = canonicalIpv6(text).split('::');
  const left = numbers(head);
  if (tail === undefined) return left;
  const right = numbers(tail);
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function numbers(part: string): readonly number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}
