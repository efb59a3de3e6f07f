import { describe, expect, it } from 'vitest';
import type { Claim, EvidenceId } from '../../../../src/extension/core/model/evidence.ts';
import { phrase } from '../../../../src/extension/core/model/phrase.ts';
import type { SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { failure } from '../../../fakes/readTools.ts';
import { type StandingClock, standingClock } from '../../../fakes/standingClock.ts';
import { event, noon, storefront, tenantOf, watched } from './watched.ts';

const minute = 60_000;
const gone: Claim = { phrase: phrase`kubectl finds no pod of it`, cites: ['P7' as EvidenceId] };

/** The same clock, set by `by` milliseconds from now on. */
function shifted(clock: StandingClock): StandingClock & { by: number } {
  return {
    ...clock,
    by: 0,
    now: function now() {
      return clock.now() + this.by;
    },
  };
}

function texts(watch: { readonly timeline: readonly { readonly text: string }[] }): string {
  return watch.timeline.map(({ text }) => text).join('\n');
}

describe('the three ends of a watch', () => {
  it('[R-20] is cleared after ten looks in five minutes without a re-fire, and says so once a minute', async () => {
    const clock = standingClock(noon);
    const tools = tenantOf(clock, [event(noon - minute)]);
    const { end, lines, changes } = await watched(tools, {}, { clock });
    expect(end).toMatchObject({ state: 'cleared', polls: 10, of: 10, since: noon, until: noon + 5 * minute, refires: [] });
    expect(lines).toEqual([
      'Watching `Execution from /dev/shm` on shop/storefront: 10 looks, 30 seconds apart.'.replaceAll('`', ''),
      ...[2, 4, 6, 8, 10].map((look) => `Watcher ${look}/10: no re-fire.`),
      'Cleared: no re-fire in 5 minutes after the last action.',
    ]);
    expect(changes.at(-1)).toEqual(end);
    expect(new Set(tools.asked.map(({ tool }) => tool))).toEqual(new Set(['list_runtime_events']));
  });

  it('[R-20] is still active at the first look that shows the rule again after the action, with the new event', async () => {
    const clock = standingClock(noon);
    const events = [event(noon - minute), event(noon)];
    const { end, lines } = await watched(
      tenantOf(clock, events),
      {},
      {
        clock,
        between: (round) => round === 2 && events.push(event(clock.now() + 10_000, { id: 'again' })),
      },
    );
    expect(end).toMatchObject({ state: 'still_active', polls: 3, refires: ['again'] });
    expect(lines.at(-1)).toBe(
      'Still active: it fired again once, last as event again at 2026-06-10 12:01:10Z. Next: a heavier action of the list, or a ticket.',
    );
  });

  it.each([
    ['another rule', { rule: 'Contact EC2 metadata service' }],
    ['another workload', { scope: { ...storefront, workload: 'cart' } }],
    ['another cluster', { scope: { ...storefront, cluster: 'dev' } }],
  ])('[R-20] %s is no re-fire, even where the tenant’s filter lets it through', async (_what, more) => {
    const clock = standingClock(noon);
    const tools = tenantOf(clock, [event(noon + 1000, more)]);
    const lenient = {
      ...tools,
      read: (tool: never, args: object, signal: AbortSignal) => tools.read(tool, withoutFilter(args) as never, signal),
    };
    expect((await watched(lenient as typeof tools, {}, { clock })).end.state).toBe('cleared');
  });

  it('[R-20] is inconclusive once the target was found gone twice: one answer can be a restart', async () => {
    const answers = [gone, undefined, gone, gone];
    const clock = standingClock(noon);
    const { end } = await watched(tenantOf(clock, []), { goneProof: async () => answers.shift() }, { clock });
    expect(end).toMatchObject({ state: 'inconclusive', polls: 4, proof: gone });
    expect(texts(end)).toContain('the target is gone, so its silence proves nothing. kubectl finds no pod of it.');
  });

  it('[R-20] a re-fire counts more than a target that is gone', async () => {
    const clock = standingClock(noon);
    const { end } = await watched(tenantOf(clock, [event(noon + 45_000)]), { goneProof: async () => gone }, { clock });
    expect(end.state).toBe('still_active');
  });

  it('[R-20] more than a hundred re-fires are counted, and the first hundred listed', async () => {
    const clock = standingClock(noon);
    const many = Array.from({ length: 130 }, (_, second) => event(noon + 1 + second));
    const { end } = await watched(tenantOf(clock, many), {}, { clock });
    expect(end).toMatchObject({ state: 'still_active', refireCount: 130 });
    expect(end.refires).toEqual(many.slice(0, 100).map(({ id }) => id));
    expect(texts(end)).toContain('fired again 130 times');
  });
});

function withoutFilter(args: object): object {
  return Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'filter'));
}

describe('a watch that is disturbed', () => {
  it('[R-20] stops when it is cancelled, and says what was not watched', async () => {
    const clock = standingClock(noon);
    const { end } = await watched(tenantOf(clock, []), {}, { clock, between: (round, { stop }) => round === 3 && stop.abort() });
    expect(end).toMatchObject({ state: 'stopped', polls: 3 });
    expect(texts(end)).toContain('Stopped after 3 of 10 looks');
  });

  it('[R-20] reaches back over a sleep of the machine, says so, and still makes all its looks', async () => {
    const clock = shifted(standingClock(noon));
    const tools = tenantOf(clock, []);
    const sleep = (round: number) => {
      if (round === 1) clock.by = 3 * 60 * minute;
    };
    const { end } = await watched(tools, {}, { clock, between: sleep });
    expect(end).toMatchObject({ state: 'cleared', polls: 10 });
    expect(texts(end)).toContain('3 hours passed since the last look, as after sleep');
    expect(tools.asked.map(({ args }) => args['scopeHours'])).toEqual([1, 1, ...Array.from({ length: 9 }, () => 4)]);
  });

  it('[R-20] finds a re-fire that fell into a sleep of the machine', async () => {
    const clock = shifted(standingClock(noon));
    const sleep = (round: number) => {
      if (round === 0) clock.by = 3 * 60 * minute;
    };
    const { end } = await watched(tenantOf(clock, [event(noon + 20 * minute)]), {}, { clock, between: sleep });
    expect(end).toMatchObject({ state: 'still_active', polls: 1 });
  });

  it.each([
    ['shortens the watch', undefined, 'cleared', 10],
    ['hides a re-fire', 4, 'still_active', 5],
  ] as const)('[R-20] a clock that goes back never %s', async (_what, fires, state, polls) => {
    const tenant = standingClock(noon);
    const clock = shifted(tenant);
    const events: SecurityEvent[] = [];
    const between = (round: number) => {
      if (round === 1) clock.by = -10 * minute;
      if (round === fires) events.push(event(tenant.now() + 1));
    };
    const { end } = await watched(tenantOf(tenant, events), {}, { clock, between });
    expect(end).toMatchObject({ state, polls });
    expect(texts(end)).toContain('went back by 10 minutes');
  });

  it('[R-20] events of a tenant whose clock is ahead, from before the action, are no re-fires', async () => {
    const clock = standingClock(noon);
    const tenant = standingClock(noon + 60 * minute);
    const { end } = await watched(tenantOf(tenant, [event(noon + 3 * minute), event(noon + 2 * minute)]), {}, { clock });
    expect(end.state).toBe('cleared');
    expect(texts(end)).toContain('at least 3 minutes ahead of this machine');
  });

  it('[R-20] does not call it cleared where re-fires may be dated before the action by a clock that is behind', async () => {
    const clock = standingClock(noon);
    const events = [event(noon - 20 * minute)];
    const between = (round: number) => round === 4 && events.push(event(clock.now() - 10 * minute, { id: 'dated back' }));
    const { end } = await watched(tenantOf(clock, events), {}, { clock, between });
    expect(end).toMatchObject({ state: 'inconclusive', polls: 10, refires: [], doubtful: ['dated back'] });
    expect(texts(end)).toContain('arrived only now and is dated before the last action');
  });

  it('[R-20] an event that took its usual time to arrive does not cast doubt on silence', async () => {
    const clock = standingClock(noon);
    const events: SecurityEvent[] = [];
    const between = (round: number) => round === 0 && events.push(event(noon - 5_000));
    expect((await watched(tenantOf(clock, events), {}, { clock, between })).end.state).toBe('cleared');
  });

  it('[R-20] looks that fail are told, not counted and made again', async () => {
    const clock = standingClock(noon);
    let looks = 0;
    const fail = () => {
      looks += 1;
      return looks === 3 || looks === 4 ? failure('rateLimited', 'status code: 429') : undefined;
    };
    const { end } = await watched(tenantOf(clock, [], { fail }), {}, { clock });
    expect(end).toMatchObject({ state: 'cleared', polls: 10, until: noon + 6 * minute });
    expect(texts(end).match(/not counted: status code: 429/g)).toHaveLength(2);
  });

  it('[R-20] three looks in a row that fail end it, with the reason and the fix', async () => {
    const clock = standingClock(noon);
    let looks = 0;
    const fail = () => (++looks > 2 ? failure('timeout', 'It took too long') : undefined);
    const { end } = await watched(tenantOf(clock, [], { fail }), {}, { clock });
    expect(end).toMatchObject({ state: 'failed', polls: 1 });
    expect(end.timeline.at(-1)?.text).toBe(
      'Failed after 1 of 10 looks: 3 in a row did not come through. It took too long. Try again later.',
    );
  });

  it('[R-20] silence is not claimed where more events of others are listed than reach back to the action', async () => {
    const clock = standingClock(noon);
    const others = Array.from({ length: 250 }, (_, at) =>
      event(noon + 1 + at, { scope: { ...storefront, pod: `storefront-${at}`, workload: 'x' } }),
    );
    const tools = tenantOf(
      clock,
      others.map((other) => ({ ...other, labels: event(0).labels })),
    );
    const { end } = await watched(tools, {}, { clock });
    expect(end.state).toBe('failed');
    expect(texts(end)).toContain('of 250 events of this rule only the newest could be listed');
  });

  it('a fault of our own is thrown, and taken neither for an end nor for a failed look', async () => {
    const clock = standingClock(noon);
    const goneProof = async () => {
      throw new TypeError('a bug');
    };
    await expect(watched(tenantOf(clock, []), { goneProof }, { clock })).rejects.toThrow('a bug');
  });
});

describe('a watch that goes on', () => {
  it('[X-06] keeps its looks and its timeline, and says what the longer silence proves', async () => {
    const clock = standingClock(noon);
    const tools = tenantOf(clock, []);
    const past = { kind: 'known', events: 5, overMs: 10 * 60 * minute, perHour: 0.4, evidence: {} as never } as const;
    const { end: first } = await watched(tools, { past }, { clock });
    const { end } = await watched(tools, { past, polls: 20, earlier: first }, { clock });
    expect(end).toMatchObject({ state: 'cleared', polls: 30, of: 30 });
    expect(end.timeline.slice(0, first.timeline.length)).toEqual(first.timeline);
    expect(first.honest).toContain('5 quiet minutes would be seen 97 times in 100');
    expect(end.honest).toContain('15 quiet minutes would be seen 90 times in 100');
  });

  it('[R-20] counts anew after another action', async () => {
    const clock = standingClock(noon);
    const { end: first } = await watched(tenantOf(clock, [event(noon + 1)]), {}, { clock });
    const since = noon + minute;
    const { end } = await watched(tenantOf(clock, [event(noon + 1)]), { since, earlier: first }, { clock });
    expect(first.state).toBe('still_active');
    expect(end).toMatchObject({ state: 'cleared', polls: 10, of: 10, refires: [] });
    expect(texts(end)).toContain('Still active');
  });

  it('leaves no more lines when it lasts a day than when it lasts five minutes', async () => {
    const clock = standingClock(noon);
    const { end } = await watched(tenantOf(clock, []), { polls: 500 }, { clock });
    expect(end).toMatchObject({ state: 'cleared', polls: 500 });
    expect(end.timeline.length).toBeLessThanOrEqual(12);
  });
});
