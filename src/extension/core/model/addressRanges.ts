type Ranges = Readonly<Record<'ipv4' | 'ipv6', readonly (readonly [net: string, bits: number])[]>>;

/** Where an address says nothing about who is on the other side: one's own machine and network, multicast, the rest of the space (IANA). */
export const localRanges: Ranges = {
  ipv4: [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['224.0.0.0', 3],
  ],
  ipv6: [
    ['::', 127],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ],
};

/** Set apart for examples: nobody is there, and samples tell them as if somebody were. */
export const documentationRanges: Ranges = {
  ipv4: [
    ['192.0.2.0', 24],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ],
  ipv6: [
    ['2001:db8::', 32],
    ['3fff::', 20],
  ],
};

/** Protocol assignments and benchmarks: routed nowhere. */
export const unroutedRanges: Ranges = {
  ipv4: [
    ['192.0.0.0', 24],
    ['198.18.0.0', 15],
  ],
  ipv6: [],
};

/** 6to4 relays, Teredo and the like: somebody is there, whom no public source can tell. */
export const relayRanges: Ranges = { ipv4: [['192.88.99.0', 24]], ipv6: [['2001::', 23]] };

/** A list of a host's own kind (node:net's BlockList), filled: this folder knows no machine. */
export function filled<L extends { addSubnet(net: string, bits: number, family: 'ipv4' | 'ipv6'): void }>(
  list: L,
  ...ranges: readonly Ranges[]
): L {
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const [net, bits] of ranges.flatMap((one) => one[family])) list.addSubnet(net, bits, family);
  }
  return list;
}
