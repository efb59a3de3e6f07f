import { describe, expect, it } from 'vitest';
import type { Intel } from '../../../src/extension/core/intel/intel.ts';
import { type IntelSource, sourceAddresses } from '../../../src/extension/core/intel/sources.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { eicar, log4Shell } from '../../fakes/publicAnswers.ts';
import { everySource, failureOf, keys, patience, world } from './ask.ts';

function askAll(intel: Intel, signal = patience()): readonly Promise<unknown>[] {
  const cves = (['nvd', 'kev', 'ghsa', 'exploitDb', 'epss'] as const).map((source) => intel[source](log4Shell, signal));
  return [...cves, intel.file(eicar, signal), intel.place('8.8.8.8', signal)];
}

describe('switched off', () => {
  it('[I-16] [I-18] [I-19] with every source off nothing is sent, and each says why', async () => {
    const { intel, fetch } = await world({ enabled: new Set() });
    for (const asking of askAll(intel)) {
      expect(await failureOf(asking)).toMatchObject({ reason: 'refused', why: 'switched off in settings' });
    }
    expect(everySource.map(intel.off)).toEqual(everySource.map(() => 'switched off in settings'));
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each(everySource)('[I-16] [I-18] [I-19] %s can be switched off by itself', async (off: IntelSource) => {
    const { intel, sources } = await world({ enabled: new Set(everySource.filter((source) => source !== off)) });
    await Promise.allSettled(askAll(intel));
    expect(everySource.filter((source) => intel.off(source) !== undefined)).toEqual([off]);
    expect(sources.of(off)).toEqual([]);
    expect(sources.received.length).toBeGreaterThan(0);
  });
});

describe('no key in anything', () => {
  const replies = [
    undefined,
    { status: 401 },
    { status: 403 },
    { status: 404 },
    { status: 429 },
    { status: 500 },
    { body: '{' },
    'cut',
  ] as const;

  it.each(replies.map((reply) => [JSON.stringify(reply) ?? 'an answer', reply] as const))(
    '[I-18] when the sources give %s',
    async (_what, reply) => {
      const { intel, sources, logged } = await world({ keys });
      if (reply !== undefined) for (const source of everySource) sources.answer(source, reply);
      const outcomes = await Promise.allSettled(askAll(intel));
      const said = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : told(intel, outcome.reason)));
      const everything = JSON.stringify([said, logged, sources.received.map(({ url }) => url)]);
      expect(logged.length).toBeGreaterThan(0);
      expect(everything).not.toMatch(/secret/);
      expect(JSON.stringify(sources.received.map(({ headers }) => headers))).toMatch(/secret/);
    },
  );

  it('[I-18] a key that no header can hold fails without being repeated', async () => {
    const { intel, logged, sources } = await world({ keys: { virusTotal: 'secret\nwith: a break' } });
    const failure = await failureOf(intel.file(eicar, patience()));
    expect(JSON.stringify([told(intel, failure), logged])).not.toMatch(/secret/);
    expect(sources.received).toEqual([]);
  });

  function told(intel: Intel, error: unknown): unknown {
    if (!Failure.is(error)) throw error;
    return [error.message, error.stack, String(error.cause), intel.failedCalls(error)];
  }
});

it('[I-16] the log names source, status and reason, and neither CVE, hash nor address', async () => {
  const { intel, sources, logged } = await world();
  sources.answer('nvd', { status: 500 });
  await Promise.allSettled(askAll(intel));
  const lines = JSON.stringify(logged);
  expect(lines).toContain('NVD failed');
  expect(lines).not.toMatch(/CVE-|8\.8\.8\.8|275a021b/);
});

it('[I-19] every source but ip-api.com, whose free plan has no HTTPS, is asked over HTTPS', () => {
  expect(everySource.filter((source) => !sourceAddresses[source].startsWith('https://'))).toEqual(['ipApi']);
});
