import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour } from '../../../src/extension/core/investigate/hours.ts';
import { Ledger } from '../../../src/extension/core/investigate/ledger.ts';
import { windowedEvents } from '../../../src/extension/core/investigate/windowedEvents.ts';
import { canonical, type Truncation } from '../../../src/extension/core/model/evidence.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { equals } from '../../../src/extension/core/tools/filter.ts';
import { event, minute, now, prepare } from './scenario.ts';
import { type WindowQuirks, windowTenant } from './windowTenant.ts';

const filter = equals('kubernetes.cluster.name', 'busy');

/** Events alike but for their times: what a noisy rule leaves behind. */
type Burst = {
  readonly number: number;
  readonly newest: number;
  readonly apart: number;
  readonly severity: number;
  readonly source: string;
  readonly rule: string | undefined;
  readonly namespace: string | undefined;
};

const burst: fc.Arbitrary<Burst> = fc.record({
  number: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 350 })),
  newest: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 24_000 })),
  apart: fc.constantFrom(0, 0.1, 3, 30),
  severity: fc.integer({ min: 0, max: 7 }),
  source: fc.constantFrom('syscall', 'k8s_audit', 'awscloudtrail'),
  rule: fc.option(fc.constantFrom('Shell', 'Rule "quoted" and severity = "0"', 'line\nbreak', 'back\\slash', 'Read file'), {
    nil: undefined,
  }),
  namespace: fc.option(fc.constantFrom('shop', 'billing'), { nil: undefined }),
});

const window = fc
  .record({
    to: fc.oneof(fc.integer({ min: -60, max: 300 }), fc.integer({ min: 0, max: 21_000 })),
    minutes: fc.integer({ min: 1, max: 12_000 }),
  })
  .map(({ to, minutes }) => ({ from: now - (to + minutes) * minute, to: now - to * minute }));

const quirks: fc.Arbitrary<WindowQuirks> = fc.record({
  missing: fc.subarray(['count_runtime_events', 'discover_runtime_event_field_values'] as const),
  withoutTotal: fc.boolean(),
  unordered: fc.boolean(),
  mostValues: fc.constantFrom(1, 3, 100),
  refuses: fc.constantFrom([], ['kubernetes.namespace.name'], ['source']),
});

const turns = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 7 });

function eventsOf(bursts: readonly Burst[]): readonly SecurityEvent[] {
  return bursts.flatMap(({ number, newest, apart, rule, namespace, ...rest }, of) =>
    Array.from({ length: number }, (_, index) => {
      const scope = { cluster: 'busy', ...(namespace !== undefined && { namespace }) };
      const made = event({ id: `${of}-${index}`, ago: newest + apart * index, rule: rule ?? '', scope, ...rest });
      const { rule: _rule, ...without } = made;
      return rule === undefined ? without : made;
    }),
  );
}

async function read(events: readonly SecurityEvent[], asked: { from: number; to: number }, quirks: WindowQuirks) {
  const tools = windowTenant(events, now, quirks);
  const { ctx } = prepare({ events: [], groups: [], threats: [] });
  const answer = await windowedEvents(new Ledger({ ...ctx, tools }), now, { filter, window: asked });
  return { answer, asked: tools.asked };
}

/** Who neither counts nor totals and names too few values can hide events that no answer hints at. */
function mayHide({ missing = [], withoutTotal, mostValues = 100 }: WindowQuirks): boolean {
  return withoutTotal === true && missing.includes('count_runtime_events') && mostValues < 100;
}

function expectAccounted(
  truncated: Truncation | undefined,
  of: { got: number; wanted: number },
  quirks: WindowQuirks,
  tooOld: boolean,
): void {
  if (truncated === undefined) {
    if (!mayHide(quirks)) expect(of.got).toBe(of.wanted);
    return;
  }
  expect(truncated.shown).toBe(of.got);
  if (truncated.total !== undefined) expect(truncated.total).toBeGreaterThanOrEqual(of.wanted);
  if (!tooOld && !quirks.withoutTotal) expect(truncated.total).toBeGreaterThan(of.got);
}

describe('a window of any tenant', () => {
  it('[I-29] returns each event of the window or accounts for it, nothing else, in calls that the tenant answers as asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(burst, { maxLength: 6 }), window, quirks, async (bursts, asking, quirks) => {
        const events = eventsOf(bursts);
        const { answer, asked } = await read(events, asking, quirks);
        if ('skipped' in answer) {
          expect(asking.to).toBeLessThan(now - 336 * hour);
          expect(asked).toEqual([]);
          return;
        }
        const wanted = events.filter(({ at }) => at >= asking.from && at <= asking.to && at <= now).map(({ id }) => id);
        const got = answer.rows.map((row) => row.value.id);
        expect(new Set(got).size).toBe(got.length);
        expect(wanted).toEqual(expect.arrayContaining(got));
        expectAccounted(answer.truncated, { got: got.length, wanted: wanted.length }, quirks, asking.from < now - 335 * hour);
        expect(answer.limit === undefined).toBe(answer.truncated === undefined);
        const unquoted = asked.map(({ args }) => String(args['filter']).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'));
        expect(unquoted.filter((one) => / or |\d|cursor/.test(one))).toEqual([]);
        const lists = asked.filter(({ tool }) => tool === 'list_runtime_events');
        expect(Math.max(0, ...lists.map(({ args }) => Number(args['limit'])))).toBeLessThanOrEqual(200);
        expect(lists.length).toBeLessThanOrEqual(16);
        expect(asked.length).toBeLessThanOrEqual(48);
      }),
      { numRuns: 300 },
    );
  });

  it('[I-29] makes the same calls and gives the same answer in whatever order the tenant answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(burst, { maxLength: 5 }), window, quirks, turns, async (bursts, asking, quirks, turns) => {
        const events = eventsOf(bursts);
        const one = await read(events, asking, quirks);
        const other = await read(events, asking, { ...quirks, turns });
        const calls = ({ asked }: typeof one) => asked.map(({ tool, args }) => `${tool}${canonical(args)}`).sort();
        expect(calls(other)).toEqual(calls(one));
        expect(JSON.stringify(other.answer)).toBe(JSON.stringify(one.answer));
      }),
      { numRuns: 60 },
    );
  });
});
