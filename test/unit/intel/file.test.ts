import { describe, expect, it } from 'vitest';
import { eicar, virusTotalAnswer, virusTotalUnknown } from '../../fakes/publicAnswers.ts';
import { failureOf, keys, patience, world } from './ask.ts';

const unseen = 'd1c30f6ee4470b9a2b8c5d7e6f1023948576a1b2c3d4e5f60718293a4b5c6d7e';

describe('VirusTotal', () => {
  it('[I-18] tells how many engines say what, the common name and when it was first seen', async () => {
    const { intel, sources } = await world();
    const answer = await intel.file(eicar.toUpperCase(), patience());
    expect(answer.value).toEqual({
      sha256: eicar,
      malicious: 66,
      suspicious: 0,
      harmless: 0,
      undetected: 3,
      label: 'virus.eicar/test',
      name: 'eicar.com',
      firstSubmitted: '2006-05-22T12:42:02.000Z',
      lastAnalysed: '2026-06-10T12:00:00.000Z',
    });
    expect(answer.source).toEqual({ kind: 'http', url: `${sources.addresses.virusTotal}/${eicar}` });
    expect(sources.of('virusTotal')[0]?.headers['x-apikey']).toBe(keys.virusTotal);
  });

  it('[I-18] a file unknown to VirusTotal is a finding with its evidence, not an error', async () => {
    const { intel, sources } = await world();
    sources.answer('virusTotal', { status: 404, body: virusTotalUnknown });
    const answer = await intel.file(unseen, patience());
    expect(answer.value).toBeUndefined();
    expect(JSON.parse(answer.raw)).toEqual(virusTotalUnknown);
  });

  it('[I-18] a 404 that is not VirusTotal’s own is not taken for "unknown"', async () => {
    const { intel, sources } = await world();
    sources.answer('virusTotal', { status: 404, body: '<html>no such page</html>' });
    expect((await failureOf(intel.file(unseen, patience()))).reason).toBe('malformed');
  });

  it('[I-18] an answer without counts, or about another file, is unreadable: no file is clean by omission', async () => {
    const { intel, sources, clock } = await world();
    sources.answer('virusTotal', { body: { data: { ...virusTotalAnswer.data, attributes: { meaningful_name: 'eicar.com' } } } });
    expect((await failureOf(intel.file(eicar, patience()))).reason).toBe('malformed');
    await clock.pass(61);
    sources.answer('virusTotal', { body: virusTotalAnswer });
    expect(await failureOf(intel.file(unseen, patience()))).toMatchObject({ why: 'unreadable answer: it is about another file' });
  });

  it.each([401, 403])('[I-18] a refused key (HTTP %i) is said, and not tried with the next file', async (status) => {
    const { intel, sources } = await world();
    sources.answer('virusTotal', { status, body: { error: { code: 'WrongCredentialsError', message: 'Wrong API key' } } });
    const failure = await failureOf(intel.file(eicar, patience()));
    expect(failure).toMatchObject({
      reason: 'unauthenticated',
      why: `API key not accepted (HTTP ${status})`,
      fix: 'Enter the API key of VirusTotal again',
    });
    expect((await failureOf(intel.file(unseen, patience()))).reason).toBe('unauthenticated');
    expect(sources.of('virusTotal')).toHaveLength(1);
  });

  it('[I-18] quota used up: rate-limited, and left alone for the minute', async () => {
    const { intel, sources, clock } = await world();
    sources.answer('virusTotal', { status: 429, body: { error: { code: 'QuotaExceededError' } } });
    expect((await failureOf(intel.file(eicar, patience()))).reason).toBe('rateLimited');
    sources.answer('virusTotal', { body: virusTotalAnswer });
    await clock.pass(58);
    expect((await failureOf(intel.file(unseen, patience()))).reason).toBe('rateLimited');
    await clock.pass(3);
    expect((await intel.file(eicar, patience())).value?.malicious).toBe(66);
  });

  it('[I-18] four requests a minute: the fifth hash fails with that reason instead of hanging', async () => {
    const { intel, sources } = await world();
    sources.answer('virusTotal', { status: 404, body: virusTotalUnknown });
    const hashes = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(64));
    const outcomes = await Promise.allSettled(hashes.map((hash) => intel.file(hash, patience())));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[4]).toMatchObject({ reason: { why: 'rate-limited: 4 requests in 60 s are used up' } });
  });

  it('[I-18] without a key it is off with that reason, and nothing is sent', async () => {
    for (const virusTotal of [undefined, '', '  ']) {
      const { intel, fetch } = await world({ keys: virusTotal === undefined ? {} : { virusTotal } });
      expect(intel.off('virusTotal')).toBe('no API key');
      expect(await failureOf(intel.file(eicar, patience()))).toMatchObject({ reason: 'refused', why: 'no API key' });
      expect(fetch).not.toHaveBeenCalled();
    }
  });

  it('[I-18] what is no SHA-256 makes no request', async () => {
    const { intel, fetch } = await world();
    for (const text of ['', 'eicar', eicar.slice(1), `${eicar}0`, `${eicar.slice(2)}/x`, `sha256:${eicar}`, `${eicar}\n`]) {
      expect((await failureOf(intel.file(text, patience()))).reason).toBe('invalid');
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it('[I-18] the same file is asked once, however its hash is written', async () => {
    const { intel, sources } = await world();
    await Promise.all([intel.file(eicar, patience()), intel.file(eicar.toUpperCase(), patience())]);
    expect(sources.of('virusTotal')).toHaveLength(1);
  });
});
