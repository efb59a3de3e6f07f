import { describe, expect, it } from 'vitest';
import type { IntelSource } from '../../../src/extension/core/intel/sources.ts';
import { ipApiAnswer, ipinfoAnswer } from '../../fakes/publicAnswers.ts';
import { arrived, everySource, failureOf, keys, patience, world } from './ask.ts';

const google = '8.8.8.8';

function without(...sources: readonly IntelSource[]) {
  return { enabled: new Set(everySource.filter((source) => !sources.includes(source))) };
}

describe('where an address is', () => {
  it('[I-19] ipinfo.io answers, and ip-api.com is not asked', async () => {
    const { intel, sources } = await world();
    const answer = await intel.place(google, patience());
    expect(answer.value).toEqual({
      address: google,
      country: 'US',
      region: 'California',
      city: 'Mountain View',
      network: 'AS15169 Google LLC',
      hostname: 'dns.google',
    });
    expect(answer.source).toEqual({ kind: 'http', url: `${sources.addresses.ipinfo}/8.8.8.8/json` });
    expect(sources.received.map(({ source }) => source)).toEqual(['ipinfo']);
  });

  it.each([
    ['HTTP 500', { status: 500 }],
    ['429', { status: 429 }],
    ['a page', { body: '<html>' }],
    ['another address', { body: { ...ipinfoAnswer, ip: '9.9.9.9' } }],
  ] as const)('[I-19] ipinfo.io fails with %s: ip-api.com is asked, and cited', async (_what, reply) => {
    const { intel, sources } = await world();
    sources.answer('ipinfo', reply);
    const answer = await intel.place(google, patience());
    expect(answer.value).toEqual({ address: google, country: 'US', region: 'Virginia', city: 'Ashburn', network: 'AS15169 Google LLC' });
    expect(answer.source).toEqual({ kind: 'http', url: `${sources.addresses.ipApi}/8.8.8.8` });
  });

  it('[I-19] ipinfo.io is switched off: ip-api.com alone is asked; ip-api.com off: no fallback', async () => {
    const first = await world(without('ipinfo'));
    await first.intel.place(google, patience());
    expect(first.sources.received.map(({ source }) => source)).toEqual(['ipApi']);
    const second = await world(without('ipApi'));
    second.sources.answer('ipinfo', { status: 500 });
    expect(await failureOf(second.intel.place(google, patience()))).toMatchObject({ why: 'HTTP 500' });
    expect(second.sources.received.map(({ source }) => source)).toEqual(['ipinfo']);
  });

  it('[I-19] both fail: both reasons are said, and both calls can be cited', async () => {
    const { intel, sources } = await world();
    sources.answer('ipinfo', { status: 500 });
    sources.answer('ipApi', { status: 429, headers: { 'x-rl': '0', 'x-ttl': '40' } });
    const failure = await failureOf(intel.place(google, patience()));
    expect(failure.why).toBe('ipinfo.io: HTTP 500; ip-api.com: rate-limited (HTTP 429)');
    expect(intel.failedCalls(failure).map(({ failure: why }) => why)).toEqual(['HTTP 500', 'rate-limited (HTTP 429)']);
  });

  it('[I-19] an address that nobody announces is an answer without a place', async () => {
    const { intel, sources } = await world();
    sources.answer('ipinfo', { body: { ip: google, bogon: true } });
    expect((await intel.place(google, patience())).value).toBeUndefined();
    const fallback = await world(without('ipinfo'));
    fallback.sources.answer('ipApi', { body: { status: 'fail', message: 'reserved range', query: google } });
    expect((await fallback.intel.place(google, patience())).value).toBeUndefined();
    fallback.sources.answer('ipApi', { body: { status: 'fail', message: 'invalid query', query: google } });
    expect((await failureOf(fallback.intel.place('9.9.9.9', patience()))).reason).toBe('malformed');
  });

  it('[I-19] ip-api.com’s X-Rl of 0 is heeded for as long as its X-Ttl says', async () => {
    const { intel, sources, clock } = await world(without('ipinfo'));
    const answering = (url: string) => ({ headers: { 'x-rl': '0', 'x-ttl': '30' }, body: { ...ipApiAnswer, query: url.slice(1) } });
    sources.answer('ipApi', answering);
    expect((await intel.place(google, patience())).value?.city).toBe('Ashburn');
    await clock.pass(29);
    expect((await failureOf(intel.place('9.9.9.9', patience()))).reason).toBe('rateLimited');
    await clock.pass(1);
    expect((await intel.place('1.1.1.1', patience())).value?.address).toBe('1.1.1.1');
    expect(sources.received).toHaveLength(2);
  });

  it('[I-19] each address is asked once, also under its other spellings', async () => {
    const { intel, sources } = await world();
    await Promise.all([google, '::ffff:8.8.8.8', google].map((address) => intel.place(address, patience())));
    await intel.place('64:ff9b::808:808', patience());
    expect(sources.received).toHaveLength(1);
  });

  it('[I-19] a burst goes out at ten a second', async () => {
    const at = await world(without('ipApi'));
    at.sources.answer('ipinfo', (url) => ({ body: { ...ipinfoAnswer, ip: url.split('/')[1] } }));
    const all = Promise.all(Array.from({ length: 25 }, (_, index) => at.intel.place(`8.8.4.${index}`, patience())));
    await arrived(at, 10);
    expect(at.sources.received).toHaveLength(10);
    await at.clock.pass(1);
    await arrived(at, 20);
    await at.clock.pass(1);
    expect((await all).map(({ value }) => value?.country)).toEqual(Array.from({ length: 25 }, () => 'US'));
  });

  it('[I-19] cancelling while ipinfo.io is waited for does not ask ip-api.com', async () => {
    const at = await world();
    at.sources.answer('ipinfo', 'hang');
    const cancel = new AbortController();
    const asking = at.intel.place(google, cancel.signal);
    await arrived(at, 1);
    cancel.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    expect(at.sources.of('ipApi')).toEqual([]);
  });

  it('[I-19] the token of ipinfo.io goes into a header; a refused one is said', async () => {
    const { intel, sources } = await world({ keys, ...without('ipApi') });
    sources.answer('ipinfo', { status: 403 });
    expect(await failureOf(intel.place(google, patience()))).toMatchObject({ reason: 'unauthenticated' });
    expect(sources.received[0]).toMatchObject({ url: '/8.8.8.8/json', headers: { authorization: `Bearer ${keys.ipinfo}` } });
  });
});

describe('private and reserved addresses never leave', () => {
  it.each([
    '10.20.3.118',
    '169.254.169.254',
    '100.64.1.1',
    '198.51.100.23',
    '203.0.113.41',
    '192.0.2.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:192.168.0.1',
    '2001:db8::1',
    '224.0.0.1',
  ])('[I-19] %s is refused before anything is sent', async (address) => {
    const { intel, fetch } = await world();
    const failure = await failureOf(intel.place(address, patience()));
    expect(failure).toMatchObject({ reason: 'refused', why: 'it is private or reserved' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('[I-19] what is no address makes no request', async () => {
    const { intel, fetch } = await world();
    for (const text of ['', 'ec2.amazonaws.com', '8.8.8.8/../../admin', '8.8.8.8?token=x', '8.8.8.8\n', '010.8.8.8', '8.8.8.8:53']) {
      expect((await failureOf(intel.place(text, patience()))).reason).toBe('invalid');
    }
    expect(fetch).not.toHaveBeenCalled();
  });
});
