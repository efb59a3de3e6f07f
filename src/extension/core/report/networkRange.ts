import { BlockList, isIP } from 'node:net';
import { documentationRanges, filled, localRanges, unroutedRanges } from '../model/addressRanges.ts';

/** Who may be behind an address or a name: anybody, somebody in one's own network, or nobody since it stands for an example. */
export type NetworkRange = 'public' | 'private' | 'documentation';

const documentation = filled(new BlockList(), documentationRanges);

/** What is not globally reachable in IANA's registries, beside the documentation ranges. */
const local = filled(new BlockList(), localRanges, unroutedRanges);

/** Names that RFC 2606, 6761 and 8375 set apart, and those that clusters and clouds give to their own machines. */
const examples = /(^|\.)(example(\.(com|net|org))?|test|invalid)$/i;
const inside = /\.(local|localhost|localdomain|internal|svc|lan|corp|intranet|home\.arpa)$/i;

/** Of an address, or of a domain name. An IPv4 address inside an IPv6 one counts as itself. */
export function networkRangeOf(host: string): NetworkRange {
  const family = isIP(host);
  if (family === 0) return examples.test(host) ? 'documentation' : inside.test(host) ? 'private' : 'public';
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  if (documentation.check(host, kind)) return 'documentation';
  return local.check(host, kind) ? 'private' : 'public';
}
