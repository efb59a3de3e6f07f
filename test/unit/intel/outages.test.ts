import { describe, expect, it } from 'vitest';
import type { Intel } from '../../../src/extension/core/intel/intel.ts';
import { type IntelSource, sourceNames } from '../../../src/extension/core/intel/sources.ts';
import { exploitDbAnswer, kevAnswer, log4Shell, nvdAnswer } from '../../fakes/publicAnswers.ts';
import type { Reply } from '../../fakes/publicSources.ts';
import { arrived, failureOf, patience, world } from './ask.ts';

const cveSources = ['nvd', 'kev', 'ghsa', 'exploitDb', 'epss'] as const satisfies readonly (keyof Intel & IntelSource)[];
const other = 'CVE-2022-22965';

/** NVD's answer about whatever is asked. */
function anyCve(url: string): Reply {
  const [first] = nvdAnswer.vulnerabilities;
  return { body: { ...nvdAnswer, vulnerabilities: [{ cve: { ...first?.cve, id: new URLSearchParams(url.slice(1)).get('cveId') } }] } };
}

describe('throttling', () => {
  it.each([403, 503])('[I-16] NVD throttles with %i: rate-limited, and left alone for the rest of its window', async (status) => {
    const { intel, sources, clock } = await world();
    sources.answer('nvd', { status });
    const refused = await failureOf(intel.nvd(log4Shell, patience()));
    expect(refused).toMatchObject({ reason: 'rateLimited', status, why: `rate-limited (HTTP ${status})` });
    sources.answer('nvd', anyCve);
    await clock.pass(29);
    expect(await failureOf(intel.nvd(other, patience()))).toMatchObject({ reason: 'rateLimited', why: refused.why });
    expect(sources.of('nvd')).toHaveLength(1);
    await clock.pass(2);
    expect((await intel.nvd(other, patience())).value?.cve).toBe(other);
  });

  it.each([
    ['seconds', '120'],
    ['a date', 'Wed, 10 Jun 2026 12:02:00 GMT'],
  ])('[I-16] 429 with Retry-After as %s: asked again only after that', async (_form, retryAfter) => {
    const { intel, sources, clock } = await world();
    sources.answer('epss', { status: 429, headers: { 'retry-after': retryAfter } });
    expect((await failureOf(intel.epss(log4Shell, patience()))).reason).toBe('rateLimited');
    sources.answer('epss', { body: { data: [] } });
    await clock.pass(118);
    expect((await failureOf(intel.epss(other, patience()))).reason).toBe('rateLimited');
    await clock.pass(3);
    expect((await intel.epss(other, patience())).value).toBeUndefined();
    expect(sources.of('epss')).toHaveLength(2);
  });

  it('[I-16] GitHub says 403 when its hour is used up, and when it will be over; any other 403 is a refusal', async () => {
    const { intel, sources, clock } = await world();
    const reset = String(clock.now() / 1000 + 900);
    sources.answer('ghsa', { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } });
    expect((await failureOf(intel.ghsa(log4Shell, patience()))).reason).toBe('rateLimited');
    sources.answer('ghsa', { status: 403, headers: { 'x-ratelimit-remaining': '41', 'x-ratelimit-reset': reset } });
    await clock.pass(890);
    expect((await failureOf(intel.ghsa(other, patience()))).reason).toBe('rateLimited');
    expect(sources.of('ghsa')).toHaveLength(1);
    await clock.pass(70);
    expect(await failureOf(intel.ghsa(log4Shell, patience()))).toMatchObject({ reason: 'forbidden', why: 'HTTP 403' });
  });

  it('[I-16] keeps to five requests in 30 s: a short wait is waited, a long one is a failure at once', async () => {
    const { intel, sources, clock } = await world();
    sources.answer('nvd', anyCve);
    const ask = (number: number) => intel.nvd(`CVE-2020-${1000 + number}`, patience());
    await Promise.all([1, 2, 3, 4, 5].map(ask));
    expect(await failureOf(ask(6))).toMatchObject({ reason: 'rateLimited', why: 'rate-limited: 5 requests in 30 s are used up' });
    await clock.pass(20);
    const waiting = ask(7);
    await clock.pass(9);
    expect(sources.of('nvd')).toHaveLength(5);
    await clock.pass(1);
    expect((await waiting).value?.cve).toBe('CVE-2020-1007');
    expect(sources.of('nvd')).toHaveLength(6);
  });

  it('[I-16] a wait for a turn ends with the investigation, and the turn is free again', async () => {
    const { intel, sources, clock } = await world();
    sources.answer('nvd', anyCve);
    await Promise.all([1, 2, 3, 4, 5].map((number) => intel.nvd(`CVE-2020-${1000 + number}`, patience())));
    await clock.pass(20);
    const cancel = new AbortController();
    const waiting = Array.from({ length: 5 }, (_, number) => intel.nvd(`CVE-2020-${2000 + number}`, cancel.signal));
    cancel.abort();
    for (const one of waiting) await expect(one).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.sleeping()).toBe(0);
    await clock.pass(10);
    await Promise.all([1, 2, 3, 4, 5].map((number) => intel.nvd(`CVE-2020-${3000 + number}`, patience())));
    expect(sources.of('nvd')).toHaveLength(10);
  });

  it('[I-16] who waits for a turn is not sent after the source has throttled', async () => {
    const { intel, sources, clock } = await world();
    sources.answer('nvd', anyCve);
    await Promise.all([1, 2, 3, 4].map((number) => intel.nvd(`CVE-2020-${1000 + number}`, patience())));
    await clock.pass(20);
    sources.answer('nvd', { status: 403 });
    const fifth = failureOf(intel.nvd('CVE-2020-1005', patience()));
    const sixth = failureOf(intel.nvd('CVE-2020-1006', patience()));
    expect((await fifth).reason).toBe('rateLimited');
    await clock.pass(10);
    expect((await sixth).reason).toBe('rateLimited');
    expect(sources.of('nvd')).toHaveLength(5);
  });
});

describe('outages', () => {
  it.each(cveSources)('[I-16] %s: HTTP 500 is its reason, asked once and not again in a loop', async (source) => {
    const { intel, sources, clock } = await world();
    sources.answer(source, { status: 500, body: 'oops' });
    const failure = await failureOf(intel[source](log4Shell, patience()));
    expect(failure).toMatchObject({ reason: 'server', status: 500, why: 'HTTP 500', what: `${sourceNames[source]} gave no answer` });
    expect(failure.fix).not.toBe('');
    await failureOf(intel[source](log4Shell, patience()));
    expect(sources.of(source)).toHaveLength(1);
    await clock.pass(61);
    await failureOf(intel[source](log4Shell, patience()));
    expect(sources.of(source)).toHaveLength(2);
  });

  it('[I-16] nobody listens: the network’s own code is the reason, and the source is left alone for a minute', async () => {
    const { intel, sources, clock, fetch } = await world();
    await sources.close();
    expect(await failureOf(intel.nvd(log4Shell, patience()))).toMatchObject({ reason: 'unreachable', why: 'network: ECONNREFUSED' });
    expect(await failureOf(intel.nvd(other, patience()))).toMatchObject({ reason: 'unreachable', why: 'network: ECONNREFUSED' });
    expect(fetch).toHaveBeenCalledTimes(1);
    await clock.pass(61);
    await failureOf(intel.nvd(other, patience()));
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['nvd', 10, 'hang'],
    ['nvd', 10, 'stall'],
    ['kev', 30, 'hang'],
    ['exploitDb', 30, 'stall'],
  ] as const)('[I-16] %s has %i s to answer; then the request is dropped (%s)', async (source, seconds, reply) => {
    const at = await world();
    at.sources.answer(source, reply);
    const asking = failureOf(at.intel[source](log4Shell, patience()));
    await arrived(at, 1);
    await at.clock.pass(seconds - 1);
    expect(at.sources.closed).toEqual([]);
    await at.clock.pass(1);
    expect(await asking).toMatchObject({ reason: 'timeout', why: `no answer within ${seconds} s` });
    await expect.poll(() => at.sources.closed).toEqual([source]);
    expect(at.clock.sleeping()).toBe(0);
  });

  it('[I-16] a connection that ends within the answer is a network failure', async () => {
    const { intel, sources } = await world();
    sources.answer('nvd', 'cut');
    const failure = await failureOf(intel.nvd(log4Shell, patience()));
    expect(failure.reason).toBe('unreachable');
    expect(failure.why).toMatch(/^network: \w+$/);
  });

  it('[I-16] cancelling drops the request at once, is no failure, and leaves the question open for the next one', async () => {
    const at = await world();
    at.sources.answer('nvd', 'hang');
    const cancel = new AbortController();
    const asking = at.intel.nvd(log4Shell, cancel.signal);
    await arrived(at, 1);
    at.sources.answer('nvd', { body: nvdAnswer });
    cancel.abort();
    const next = at.intel.nvd(log4Shell, patience());
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    expect((await next).value?.cve).toBe(log4Shell);
    await expect.poll(() => at.sources.closed).toEqual(['nvd']);
    expect(at.clock.sleeping()).toBe(0);
  });

  it('[I-16] a redirect is not followed: no other host is asked', async () => {
    const { intel, sources } = await world();
    sources.answer('epss', { status: 302, headers: { location: sources.addresses.nvd } });
    expect(await failureOf(intel.epss(log4Shell, patience()))).toMatchObject({ reason: 'server', why: 'HTTP 302' });
    expect(sources.received.map(({ source }) => source)).toEqual(['epss']);
  });

  it('[I-16] one source’s trouble is not another’s', async () => {
    const { intel, sources } = await world();
    sources.answer('nvd', { status: 403 });
    sources.answer('ghsa', { status: 500 });
    const [nvd, ghsa, kev, epss] = await Promise.allSettled(
      (['nvd', 'ghsa', 'kev', 'epss'] as const).map((source) => intel[source](log4Shell, patience())),
    );
    expect([nvd?.status, ghsa?.status, kev?.status, epss?.status]).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  });
});

describe('garbage', () => {
  const page = '<!doctype html><title>Sign in to the guest network</title>';

  it.each(cveSources)('[I-16] %s: a page, an unknown shape and a cut answer are unreadable, never "not known there"', async (source) => {
    const { intel, sources, clock } = await world();
    const cut = {
      nvd: '{"vulnerabilities": [',
      kev: JSON.stringify(kevAnswer).slice(0, 900),
      ghsa: '[{',
      epss: '{"data": [',
      exploitDb: '',
    };
    for (const body of [page, '', '{}', '{"vulnerabilities": null}', 'null', cut[source]]) {
      sources.answer(source, { body });
      const failure = await failureOf(intel[source](log4Shell, patience()));
      expect(failure.reason).toBe('malformed');
      expect(failure.why).toMatch(/^unreadable answer: /);
      await clock.pass(61);
    }
  });

  it('[I-16] an answer about something else is not taken for the one that was asked for', async () => {
    const { intel } = await world();
    for (const source of ['nvd', 'ghsa', 'epss'] as const) {
      expect(await failureOf(intel[source](other, patience()))).toMatchObject({
        reason: 'malformed',
        why: expect.stringContaining('another CVE'),
      });
    }
  });

  it('[I-16] a KEV catalogue with fewer records than it counts is unreadable, and so is an empty one', async () => {
    const { intel, sources, clock } = await world();
    sources.answer('kev', { body: { ...kevAnswer, count: 1400 } });
    expect(await failureOf(intel.kev('CVE-2023-1234', patience()))).toMatchObject({
      why: 'unreadable answer: the catalogue is incomplete',
    });
    await clock.pass(61);
    sources.answer('kev', { body: { ...kevAnswer, count: 0, vulnerabilities: [] } });
    expect((await failureOf(intel.kev(log4Shell, patience()))).reason).toBe('malformed');
  });

  it('[I-16] EPSS numbers that are none, or beyond 1, are unreadable', async () => {
    const { intel, sources, clock } = await world();
    for (const epss of ['high', '1.5', '', null, '-0.1']) {
      sources.answer('epss', { body: { data: [{ cve: log4Shell, epss, percentile: '0.9' }] } });
      expect((await failureOf(intel.epss(log4Shell, patience()))).reason).toBe('malformed');
      await clock.pass(61);
    }
  });

  it('[I-16] an answer beyond 16 MB is refused while it comes in', async () => {
    const { intel, sources } = await world();
    sources.answer('exploitDb', { body: exploitDbAnswer + 'x'.repeat(17 * 1024 * 1024) });
    expect(await failureOf(intel.exploitDb(log4Shell, patience()))).toMatchObject({
      reason: 'malformed',
      why: 'the answer is larger than 16 MB',
    });
  });
});

it('[I-16] a failed call can be cited: its address, when, and the reason, without an answer', async () => {
  const { intel, sources, clock } = await world();
  sources.answer('nvd', { status: 500 });
  const failure = await failureOf(intel.nvd(log4Shell, patience()));
  expect(intel.failedCalls(failure)).toEqual([
    expect.objectContaining({
      id: `GET ${sources.addresses.nvd}?cveId=${log4Shell}`,
      at: new Date(clock.now()).toISOString(),
      raw: '',
      failure: 'HTTP 500',
    }),
  ]);
  expect(intel.failedCalls(await failureOf(intel.nvd('nonsense', patience())))).toEqual([]);
});
