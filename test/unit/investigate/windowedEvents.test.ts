import { describe, expect, it } from 'vitest';
import { equals } from '../../../src/extension/core/investigate/filter.ts';
import { Ledger } from '../../../src/extension/core/investigate/ledger.ts';
import { hour, windowedEvents } from '../../../src/extension/core/investigate/windowedEvents.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import type { FakeOptions } from '../../fakes/readTools.ts';
import { event, now, prepare } from './scenario.ts';

const scope = { cluster: 'busy' };
const filter = equals('kubernetes.cluster.name', 'busy');

function many(number: number, parts: (index: number) => Partial<Parameters<typeof event>[0]>): SecurityEvent[] {
  return Array.from({ length: number }, (_, index) =>
    event({ id: `e${index}`.padStart(32, '0'), ago: 60, rule: 'Rule', scope, ...parts(index) }),
  );
}

async function read(events: SecurityEvent[], window: { from: number; to: number }, options: Partial<FakeOptions> = {}) {
  const { ctx, tools } = prepare({ events, groups: [], threats: [] }, options);
  const answer = await windowedEvents(new Ledger(ctx), now, { filter, window });
  const lists = tools.asked.filter((call) => call.tool === 'list_runtime_events');
  return { ...answer, ids: answer.rows.map((row) => row.value.id), lists, asked: tools.asked };
}

const lastDay = { from: now - 24 * hour, to: now };

describe('a window of events', () => {
  it('[I-29] few events take one count and one list', async () => {
    const { rows, asked, truncated } = await read(
      many(3, (index) => ({ ago: index + 1 })),
      lastDay,
    );
    expect(rows).toHaveLength(3);
    expect(asked.map((call) => call.tool)).toEqual(['count_runtime_events', 'list_runtime_events']);
    expect(truncated).toBeUndefined();
  });

  it('[I-29] more than a hundred are split by severity until each call fits, and nothing is lost or doubled', async () => {
    const events = many(390, (index) => ({ ago: 1 + index, severity: index % 5 }));
    const { rows, lists, truncated } = await read(events, lastDay);
    expect(new Set(rows.map((row) => row.value.id)).size).toBe(390);
    expect(rows).toHaveLength(390);
    expect(lists.map((call) => call.args['filter'])).toContain('kubernetes.cluster.name = "busy" and severity in ("0")');
    expect(truncated).toBeUndefined();
  });

  it('[I-29] one severity that is too many is split by source and then by rule, events without a rule included', async () => {
    const events = many(300, (index) => ({
      ago: 1 + index / 10,
      source: index % 2 ? 'syscall' : 'k8s_audit',
      rule: `Rule "${index % 4}"`,
    }));
    const nameless = events.map((one, index) => (index % 10 === 0 ? { ...one, rule: undefined } : one)) as SecurityEvent[];
    const { rows, lists } = await read(nameless, lastDay);
    expect(rows).toHaveLength(300);
    expect(lists.some((call) => String(call.args['filter']).includes('ruleName = "Rule \\"1\\""'))).toBe(true);
    expect(lists.some((call) => String(call.args['filter']).endsWith('ruleName not exists'))).toBe(true);
  });

  it('[I-29] what no filter splits is shown as shown and total, with the reason', async () => {
    const { rows, truncated, limit } = await read(
      many(450, () => ({})),
      lastDay,
    );
    expect(rows).toHaveLength(200);
    expect(truncated).toEqual({ shown: 200, total: 450 });
    expect(limit).toContain('more events than the tenant lists at once');
  });

  it('[I-29] a full page that runs past the start of the window is complete for the window', async () => {
    const events = many(450, (index) => ({ ago: index / 10 }));
    const { rows, truncated } = await read(events, { from: now - 10 * 60_000, to: now });
    expect(rows).toHaveLength(101);
    expect(truncated).toBeUndefined();
  });

  it('[I-29] an old window is reached by hours back from now, and trimmed at both ends', async () => {
    const events = many(10, (index) => ({ ago: 60 * 24 * 4 + (index - 5) * 60 }));
    const middle = now - 4 * 24 * hour;
    const { rows, lists } = await read(events, { from: middle - 2 * hour, to: middle + 2 * hour });
    expect(lists[0]!.args['scopeHours']).toBe(99);
    expect(rows.map((row) => (row.value.at - middle) / hour)).toEqual([-2, -1, 0, 1, 2]);
  });

  it('[I-29] beyond 336 hours it reads what there is and says so', async () => {
    const { lists, limit } = await read(
      many(1, () => ({})),
      { from: now - 400 * hour, to: now },
    );
    expect(lists[0]!.args['scopeHours']).toBe(336);
    expect(limit).toBe('events older than 336 hours can not be listed');
  });

  it('[I-29] without a count the page itself tells what is missing', async () => {
    const { truncated } = await read(
      many(450, () => ({})),
      lastDay,
      { missing: ['count_runtime_events'] },
    );
    expect(truncated).toEqual({ shown: 200, total: 450 });
  });

  it('[I-26] each event is evidence of its own: its row of the page, its own raw record', async () => {
    const { rows } = await read(
      many(2, (index) => ({ ago: index + 1 })),
      lastDay,
    );
    for (const row of rows) {
      expect(row.source).toMatchObject({ kind: 'mcp', tool: 'list_runtime_events', row: row.value.id });
      expect(JSON.parse(row.raw)).toMatchObject({ id: row.value.id });
    }
  });
});

describe('filters', () => {
  it('quotes and escapes values', () => {
    expect(equals('kubernetes.pod.name', 'a" or severity = "0\\')).toBe('kubernetes.pod.name = "a\\" or severity = \\"0\\\\"');
  });

  it('refuses a name with a line break instead of sending it', () => {
    expect(() => equals('kubernetes.pod.name', 'a\nb')).toThrow(/control character/);
  });
});
