import { describe, expect, it } from 'vitest';
import { publicAddress } from '../../../src/extension/core/intel/publicAddress.ts';

const special = {
  'this network': ['0.0.0.0', '0.1.2.3'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.254'],
  loopback: ['127.0.0.1', '::1'],
  'link-local, the metadata service among them': ['169.254.169.254', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
  documentation: ['192.0.2.10', '198.51.100.23', '203.0.113.41', '2001:db8::1', '3fff:fff::1'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'protocol assignments, Teredo, relays': ['192.0.0.8', '192.88.99.1', '2001::1', '2001:20::1'],
  'multicast and broadcast': ['224.0.0.1', '239.255.255.250', '255.255.255.255', 'ff02::1'],
  reserved: ['240.0.0.1', '::', '4000::1', '1fff::1', '64:ff9b:1::1', '100::1', 'fec0::1'],
  'unique local': ['fc00::1', 'fd12:3456:789a::1'],
  'a private address in another form': [
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::192.168.0.1',
    '64:ff9b::7f00:1',
    '2002:c0a8:101::1',
    '::10.0.0.1',
  ],
  'no address at all': [
    '',
    'localhost',
    '8.8.8',
    '08.8.8.8',
    '8.8.8.8/32',
    '8.8.8.8 ',
    'fd.example',
    '8.8.8.8/../..',
    '2606:4700::1%25a/x',
    '1e100.net',
  ],
};

describe('[I-19] what is not a public address gives nothing to ask about', () => {
  it.each(Object.entries(special))('%s', (_kind, addresses) => {
    expect(addresses.map(publicAddress)).toEqual(addresses.map(() => undefined));
  });
});

it('[I-19] a public address is asked about in its canonical form, one inside an IPv6 address as itself', () => {
  const asked = {
    '8.8.8.8': '8.8.8.8',
    '172.32.0.1': '172.32.0.1',
    '100.128.0.1': '100.128.0.1',
    '192.0.1.1': '192.0.1.1',
    '223.255.255.255': '223.255.255.255',
    '2606:4700:4700:0000:0000:0000:0000:1111': '2606:4700:4700::1111',
    '2A00:1450:4001:80B::200E': '2a00:1450:4001:80b::200e',
    '2001:200::1': '2001:200::1',
    '::ffff:8.8.8.8': '8.8.8.8',
    '::FFFF:0808:0808': '8.8.8.8',
    '64:ff9b::8.8.4.4': '8.8.4.4',
    '2002:0808:0808::1': '2002:808:808::1',
  };
  expect(Object.fromEntries(Object.keys(asked).map((address) => [address, publicAddress(address)]))).toEqual(asked);
});
