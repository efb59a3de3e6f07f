import { describe, expect, it } from 'vitest';
import { honestSentence, tellingWatch } from '../../../../src/extension/core/remediate/watch/honestSentence.ts';
import { type PastRate, pastRate } from '../../../../src/extension/core/remediate/watch/pastRate.ts';
import { watchTarget } from '../../../../src/extension/core/remediate/watch/watchTarget.ts';
import { failure } from '../../../fakes/readTools.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { event, evidenceOf, noon, storefront, tenantOf } from './watched.ts';

const minute = 60_000;
const hour = 60 * minute;
const signal = new AbortController().signal;
const target = watchTarget({ trigger: evidenceOf(event(noon)) }, []);

function rateOf(...ago: readonly number[]): Promise<PastRate> {
  const clock = standingClock(noon);
  return pastRate(target, noon, {
    tools: tenantOf(
      clock,
      ago.map((ms) => event(noon - ms)),
    ),
    clock,
    signal,
  });
}

const known = (perHour: number): PastRate => ({ kind: 'known', events: 9, overMs: hour, perHour, evidence: {} as never });

describe('the past rate of a rule', () => {
  it('[X-06] is how often it fired again after it began, until the first action, with its evidence', async () => {
    const rate = await rateOf(10 * hour, 7.5 * hour, 5 * hour, 2.5 * hour, 1 * hour);
    expect(rate).toMatchObject({ kind: 'known', events: 5, overMs: 10 * hour, perHour: 0.4 });
    expect(rate.kind === 'known' && rate.evidence.source).toMatchObject({ tool: 'list_runtime_events' });
  });

  it('[X-06] counts neither what came after the action nor what another workload did', async () => {
    const clock = standingClock(noon + hour);
    const other = event(noon - 2 * hour, { scope: { ...storefront, workload: 'cart' } });
    const events = [event(noon - hour), event(noon - 30 * minute), event(noon + 1), event(noon + 2 * minute), other];
    expect(await pastRate(target, noon, { tools: tenantOf(clock, events), clock, signal })).toMatchObject({ events: 2, perHour: 1 });
  });

  it('[X-06] takes a burst for one time: it does not make silence mean more', async () => {
    const burst = [0, 1, 2, 3, 4].map((second) => 30 * minute - second * 1000);
    expect(await rateOf(...burst)).toMatchObject({ events: 5, perHour: 0 });
  });

  it('[X-06] of a rule that fires more often than can be listed is that of the newest', async () => {
    const everyMinute = Array.from({ length: 300 }, (_, at) => (at + 1) * minute);
    const rate = await rateOf(...everyMinute);
    expect(rate.kind === 'known' && rate.perHour).toBeCloseTo(60, 0);
  });

  it('[X-06] is unknown where the tenant can not say', async () => {
    const clock = standingClock(noon);
    const tools = tenantOf(clock, [], { fail: () => failure('forbidden', 'policy-events.read is missing.') });
    expect(await pastRate(target, noon, { tools, clock, signal })).toEqual({ kind: 'unknown', why: 'policy-events.read is missing.' });
  });
});

describe('what a silence proves', () => {
  it.each([
    [
      known(0.4),
      5 * minute,
      'The rule fired 0.4 times an hour before, so 5 quiet minutes would be seen 97 times in 100 even if nothing had changed. 7.5 quiet hours would be seen 5 times in 100.',
    ],
    [
      known(60),
      5 * minute,
      'The rule fired 60 times an hour before, so 5 quiet minutes would be seen once in 100 even if nothing had changed.',
    ],
    [
      known(0.05),
      5 * minute,
      'The rule fired 0.05 times an hour before, so 5 quiet minutes would be seen more than 99 times in 100 even if nothing had changed. Even 24 quiet hours would be seen 30 times in 100.',
    ],
  ] as const)('[X-06] is told by the Poisson chance of seeing nothing anyway: %#', (rate, quiet, sentence) => {
    expect(honestSentence(rate, quiet)).toBe(sentence);
  });

  it('[X-06] is little where the rule has no past on the target, and that is said', async () => {
    expect(honestSentence(await rateOf(), 5 * minute)).toBe(
      'No earlier event of the rule on this target is known, so 5 quiet minutes prove little.',
    );
    expect(honestSentence(await rateOf(29 * minute), minute)).toBe(
      'The rule fired once and then not for 29 minutes before the first action, so 1 quiet minute proves little.',
    );
    expect(honestSentence({ kind: 'unknown', why: '403.' }, 5 * minute)).toBe(
      'How often the rule fired before could not be read (403), so nothing says what 5 quiet minutes prove.',
    );
  });

  it('[X-06] offers a watch at whose length silence means something, at most a day, and none where none would or it does already', () => {
    expect(tellingWatch(known(0.4), 5 * minute)).toBe(450 * minute);
    expect(Math.exp((-0.4 * 450) / 60)).toBeLessThanOrEqual(0.05);
    expect(tellingWatch(known(0.05), 5 * minute)).toBe(24 * hour);
    expect(tellingWatch(known(60), 5 * minute)).toBeUndefined();
    expect(tellingWatch(known(0), 5 * minute)).toBeUndefined();
    expect(tellingWatch({ kind: 'unknown', why: '' }, 5 * minute)).toBeUndefined();
  });
});
