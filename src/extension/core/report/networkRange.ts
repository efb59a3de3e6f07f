import { BlockList, isIP } from 'node:net';

/** Who may be behind an address or a name: anybody, somebody in one's own network, or nobody since it stands for an example. */
export type NetworkRange = 'public' | 'private' | 'documentation';

const documentation = new BlockList();
documentation.addSubnet('192.0.2.0', 24, 'ipv4');
documentation.addSubnet('198.51.100.0', 24, 'ipv4');
documentation.addSubnet('203.0.113.0', 24, 'ipv4');
documentation.addSubnet('2001:db8::', 32, 'ipv6');
documentation.addSubnet('3fff::', 20, 'ipv6');

/** What is not globally reachable in IANA's registries, beside the documentation ranges. */
const local = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  local.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  local.addSubnet(net, bits, 'ipv6');
}

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
