import { describe, expect, it } from 'vitest';
import { hour } from '../../../src/extension/core/investigate/hours.ts';
import { Ledger } from '../../../src/extension/core/investigate/ledger.ts';
import { windowedEvents } from '../../../src/extension/core/investigate/windowedEvents.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { equals } from '../../../src/extension/core/tools/filter.ts';
import { type FakeOptions, failure } from '../../fakes/readTools.ts';
import { event, now, prepare } from './scenario.ts';
import { type WindowQuirks, windowTenant } from './windowTenant.ts';

const scope = { cluster: 'busy' };
const filter = equals('kubernetes.cluster.name', 'busy');

function many(number: number, parts: (index: number) => Partial<Parameters<typeof event>[0]>, name = 'e'): SecurityEvent[] {
  return Array.from({ length: number }, (_, index) => event({ id: `${name}${index}`, ago: 60, rule: 'Rule', scope, ...parts(index) }));
}

type Window = { from: number; to: number };

/** Over the strict tenant; with `fail` over the one that fails on demand. */
async function read(events: SecurityEvent[], window: Window, quirks: WindowQuirks & Pick<FakeOptions, 'fail'> = {}) {
  const { ctx, tools: faulty } = prepare({ events, groups: [], threats: [] }, quirks.fail === undefined ? {} : { fail: quirks.fail });
  const strict = windowTenant(events, now, quirks);
  const tools = quirks.fail === undefined ? strict : faulty;
  const answer = await windowedEvents(new Ledger({ ...ctx, tools }), now, { filter, window });
  if ('skipped' in answer) throw new Error(answer.skipped);
  const lists = tools.asked.filter((call) => call.tool === 'list_runtime_events');
  return { ...answer, ids: answer.rows.map((row) => row.value.id), lists, asked: tools.asked, rounds: strict.rounds() };
}

const lastDay = { from: now - 24 * hour, to: now };
const around = (ago: number): Window => ({ from: now - (ago + 2) * hour, to: now - (ago - 2) * hour });

describe('a window of events', () => {
  it('[I-29] few events take one count and one list', async () => {
    const { rows, asked, truncated, rounds } = await read(
      many(3, (index) => ({ ago: index + 1 })),
      lastDay,
    );
    expect(rows).toHaveLength(3);
    expect(asked.map((call) => call.tool)).toEqual(['count_runtime_events', 'list_runtime_events']);
    expect([truncated, rounds]).toEqual([undefined, 2]);
  });

  it('[I-29] none take the count alone, also where the tenant has others after the window', async () => {
    const later = many(150, (index) => ({ ago: index }));
    for (const window of [{ from: now - 2 * hour, to: now }, around(100)]) {
      const { rows, lists, truncated, cites, rounds } = await read(window.to === now ? [] : later, window);
      expect([rows, lists, truncated, rounds]).toEqual([[], [], undefined, 1]);
      expect(cites.every((id) => id.startsWith('count_runtime_events'))).toBe(true);
    }
  });

  it('[I-29] an old window is counted at both ends at once and takes two round trips', async () => {
    const events = many(10, (index) => ({ ago: 60 * 24 * 4 + (index - 5) * 60 }));
    const middle = now - 4 * 24 * hour;
    const { rows, asked, rounds } = await read(events, { from: middle - 2 * hour, to: middle + 2 * hour });
    expect(asked.map((call) => call.args['scopeHours'])).toEqual([93, 99, 99]);
    expect(rows.map((row) => (row.value.at - middle) / hour)).toEqual([-2, -1, 0, 1, 2]);
    expect(rounds).toBe(2);
  });

  it('[I-29] more than a hundred are split by severity until each call fits, and nothing is lost or doubled', async () => {
    const events = many(390, (index) => ({ ago: 1 + index, severity: index % 5 }));
    const { rows, lists, truncated, rounds } = await read(events, lastDay);
    expect(new Set(rows.map((row) => row.value.id)).size).toBe(390);
    expect(rows).toHaveLength(390);
    expect(lists.map((call) => call.args['filter'])).toContain('kubernetes.cluster.name = "busy" and severity in ("0")');
    expect([truncated, rounds]).toEqual([undefined, 2]);
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

  it('[I-29] one rule that is too many is split by the first place that tells its events apart', async () => {
    const events = many(330, (index) => ({ ago: 1 + index / 10, scope: { ...scope, namespace: 'shop', workload: `w${index % 5}` } }));
    const { rows, lists, truncated } = await read(events, lastDay);
    expect([rows.length, truncated]).toEqual([330, undefined]);
    expect(lists.every((call) => String(call.args['filter']).includes('kubernetes.workload.name = "w'))).toBe(true);
  });

  it('[I-29] more rules than there are calls are counted several at once, and small ones are listed together', async () => {
    const events = many(450, (index) => ({ ago: 1 + index, rule: `Rule ${index % 60}` }));
    const { rows, asked, lists, truncated } = await read(events, lastDay);
    expect([rows.length, truncated]).toEqual([450, undefined]);
    expect(asked.length).toBeLessThan(30);
    expect(lists.length).toBeLessThan(15);
  });

  it('[I-29] an attribute of more values than a filter can hold gives way to the next', async () => {
    const events = many(900, (index) => ({
      ago: 1 + index / 10,
      scope: { ...scope, pod: `${index % 300}`.padStart(60, 'pod-'), host: `node-${index % 10}` },
    }));
    const { rows, asked, truncated } = await read(events, lastDay);
    expect([rows.length, truncated]).toEqual([900, undefined]);
    expect(Math.max(...asked.map((call) => String(call.args['filter']).length))).toBeLessThan(10_000);
  });

  it('[I-29] what no filter splits is shown as shown and total, with the reason', async () => {
    const { rows, truncated, limit } = await read(
      many(450, () => ({})),
      lastDay,
    );
    expect(rows).toHaveLength(200);
    expect(truncated).toEqual({ shown: 200, total: 450 });
    expect(limit).toBe(
      'up to 450 events in the window, 200 read after narrowing by severity and rule; no known attribute narrows the rest further',
    );
  });

  it('[I-29] when the calls do not suffice the severe events are read first, and the rest is told', async () => {
    const noise = many(9000, (index) => ({ ago: 1 + index / 10, severity: 7, rule: `Noise ${index % 90}` }), 'noise');
    const severe = many(700, (index) => ({ ago: 1 + index, severity: index % 2, rule: `Rule ${index % 9}` }), 'severe');
    const { ids, truncated, limit, asked } = await read([...noise, ...severe], lastDay);
    expect(ids.filter((id) => id.startsWith('severe'))).toHaveLength(700);
    expect(truncated).toEqual({ shown: ids.length, total: 9700 });
    expect(limit).toMatch(
      /^up to 9,700 events in the window, [\d,]+ read after narrowing by severity and rule, all of severity 0 and 1 among them; /,
    );
    expect(asked.length).toBeLessThanOrEqual(48);
  });

  it('[I-29] an old window is reached through what happened since: narrowed until a page holds it, and no page is wasted', async () => {
    const since = many(4000, (index) => ({ ago: 1 + index, severity: 4 + (index % 2), rule: `Rule ${index % 12}` }), 'since');
    const own = many(20, (index) => ({ ago: 60 * 119 + index, severity: 5, rule: index % 2 ? 'Own' : 'Own too' }), 'own');
    const { ids, truncated, lists } = await read([...since, ...own], around(120));
    expect([ids.length, truncated, lists.length]).toEqual([20, undefined, 1]);
  });

  it('[I-29] a page that later events would fill is not asked for, and what lies behind them is told', async () => {
    const events = many(455, (index) => ({ ago: index < 450 ? index : 60 * 119 }));
    const { rows, lists, truncated } = await read(events, around(120));
    expect([rows, lists, truncated]).toEqual([[], [], { shown: 0, total: 5 }]);
  });

  it('[I-29] fifty thousand events cost no more calls and rows than the bound', async () => {
    const events = many(50_000, (index) => ({ ago: 1 + index / 10, severity: index % 8, rule: `Rule ${index % 97}` }));
    const { rows, asked, lists, truncated } = await read(events, { from: now - 100 * hour, to: now });
    expect(truncated).toEqual({ shown: rows.length, total: 50_000 });
    expect(asked.length).toBeLessThanOrEqual(48);
    expect(lists.length).toBeLessThanOrEqual(16);
    expect(rows.length).toBeGreaterThan(800);
  });

  it('[I-29] an old window that can not be reached whole is read as far as the calls go, and the rest is told', async () => {
    const events = many(8000, (index) => ({ ago: 1 + index, severity: 5, rule: `Rule ${index % 60}` }));
    const { ids, truncated, limit } = await read(events, around(120));
    expect(ids.length).toBeGreaterThan(40);
    expect(truncated?.total).toBeGreaterThanOrEqual(241);
    expect(limit).toContain('the rest would take too many calls');
  });

  it('[I-29] a full page that runs past the start of the window is complete for the window', async () => {
    const events = many(450, (index) => ({ ago: index / 10 }));
    const { rows, truncated } = await read(events, { from: now - 10 * 60_000, to: now });
    expect(rows).toHaveLength(101);
    expect(truncated).toBeUndefined();
  });

  it('[I-29] beyond 336 hours it reads what there is and says so', async () => {
    const { rows, lists, limit, truncated } = await read(
      many(1, () => ({})),
      { from: now - 400 * hour, to: now },
    );
    expect(rows).toHaveLength(1);
    expect(lists[0]!.args['scopeHours']).toBe(336);
    expect(limit).toBe('events older than 336 hours can not be listed');
    expect(truncated).toEqual({ shown: 1 });
  });

  it('[I-29] wholly beyond 336 hours it asks nothing and says why', async () => {
    const tools = windowTenant([], now);
    const { ctx } = prepare({ events: [], groups: [], threats: [] });
    const answer = await windowedEvents(new Ledger({ ...ctx, tools }), now, { filter, window: around(400) });
    expect(answer).toEqual({ skipped: 'events older than 336 hours can not be listed' });
    expect(tools.asked).toEqual([]);
  });
});

describe('a window of a tenant that lacks a tool or fails', () => {
  const noCount = { missing: ['count_runtime_events'] } as const;

  it('[I-29] without a count few events take one list', async () => {
    const { rows, asked } = await read(
      many(120, (index) => ({ ago: index })),
      lastDay,
      noCount,
    );
    expect([rows.length, asked.length]).toEqual([120, 1]);
  });

  it('[I-29] without a count a page that was cut is split, most severe first', async () => {
    const events = many(900, (index) => ({ ago: 1 + index, severity: index % 6 }));
    const { rows, truncated, lists } = await read(events, lastDay, noCount);
    expect([rows.length, truncated]).toEqual([900, undefined]);
    expect(lists[1]!.args['filter']).toContain('severity in ("0"');
  });

  it('[I-29] without a count the page itself tells what is missing', async () => {
    const { truncated } = await read(
      many(450, () => ({})),
      lastDay,
      noCount,
    );
    expect(truncated).toEqual({ shown: 200, total: 450 });
  });

  it('[I-29] without a count, values that the tenant did not name are told as unread', async () => {
    const events = many(400, (index) => ({ ago: 1 + index / 10, rule: `Rule ${index % 5}` }));
    const { ids, truncated } = await read(events, lastDay, { ...noCount, mostValues: 3 });
    expect(ids.length).toBeLessThan(400);
    expect(truncated?.total).toBeGreaterThanOrEqual(400);
  });

  it('[I-29] a list that holds more than was counted is split by its page, and told where nothing splits it', async () => {
    const odd = (index: number) => ({ ago: 1 + index / 10, source: index % 5 ? 'odd' : 'syscall' });
    const split = await read(
      many(300, (index) => ({ ...odd(index), rule: `Rule ${index % 7}` })),
      lastDay,
      { uncounted: 'odd' },
    );
    expect([split.rows.length, split.truncated]).toEqual([300, undefined]);
    const alike = await read(many(450, odd), lastDay, { uncounted: 'odd' });
    expect(alike.truncated?.total).toBe(450);
    expect(alike.truncated?.shown).toBeLessThan(450);
  });

  it('[I-29] a page that neither is whole nor says how many there are leaves the total unknown', async () => {
    const { truncated, limit } = await read(
      many(450, () => ({})),
      lastDay,
      { ...noCount, withoutTotal: true },
    );
    expect(truncated).toEqual({ shown: 200 });
    expect(limit).toContain('an unknown number of events in the window, 200 read');
  });

  it('[I-29] without a look-up of values, events are still split by the known spellings of their source', async () => {
    const events = many(300, (index) => ({ ago: 1 + index / 10, source: ['syscall', 'okta', 'github'][index % 3]! }));
    const { rows, truncated } = await read(events, lastDay, { missing: ['discover_runtime_event_field_values'] });
    expect([rows.length, truncated]).toEqual([300, undefined]);
  });

  it('[I-29] a count that fails is a tenant without counts; a list that fails loses its part, and that is told', async () => {
    const events = many(250, (index) => ({ ago: 1 + index, severity: index % 5 }));
    const uncounted = await read(events, lastDay, {
      fail: (tool) => (tool === 'count_runtime_events' ? failure('server', 'status code: 500') : undefined),
    });
    expect([uncounted.rows.length, uncounted.truncated]).toEqual([250, undefined]);
    expect(uncounted.cites).toContainEqual(expect.stringContaining('count_runtime_events'));
    const unlisted = await read(events, lastDay, {
      fail: (tool, { filter: asked }) =>
        tool === 'list_runtime_events' && String(asked).endsWith('severity in ("4")') ? failure('timeout', 'no answer in 30 s') : undefined,
    });
    expect(unlisted.truncated).toEqual({ shown: 200, total: 250 });
    expect(unlisted.limit).toContain('all of severity 0, 1, 2 and 3 among them; no answer in 30 s');
  });

  it('[I-29] where no list comes through, the failure is the direction’s', async () => {
    const fail: FakeOptions['fail'] = (tool) => (tool === 'list_runtime_events' ? failure('forbidden', 'status code: 403') : undefined);
    await expect(
      read(
        many(3, () => ({})),
        lastDay,
        { fail },
      ),
    ).rejects.toMatchObject({ reason: 'forbidden' });
  });

  it('[I-29] an event whose row can not be read is told as unread', async () => {
    const { truncated, limit, asked } = await read(
      many(5, (index) => ({ ago: index })),
      lastDay,
      { unreadable: 'e3' },
    );
    expect(truncated).toEqual({ shown: 4, total: 5 });
    expect(limit).toBe('up to 5 events in the window, 4 read; some events of an answer could not be read');
    expect(asked).toHaveLength(2);
  });

  it('[V-10] a cancellation is no failure of a part', async () => {
    const { ctx, abort } = prepare({ events: many(3, () => ({})), groups: [], threats: [] }, { before: async () => abort.abort() });
    await expect(windowedEvents(new Ledger(ctx), now, { filter, window: lastDay })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('[I-29] a name that can not stand in a filter loses its events only, and that is told', async () => {
    const events = many(260, (index) => ({ ago: 1 + index / 10, rule: ['One', 'Two', 'line\nbreak'][index % 13 === 0 ? 2 : index % 2]! }));
    const { ids, truncated, limit } = await read(events, lastDay);
    expect([ids.length, truncated]).toEqual([240, { shown: 240, total: 260 }]);
    expect(limit).toContain('a name with a control character in it can not stand in a filter');
  });

  it('[I-29] an attribute that the tenant does not filter by gives way to the next', async () => {
    const events = many(330, (index) => ({
      ago: 1 + index / 10,
      rule: `Rule ${index % 5}`,
      source: index % 2 ? 'syscall' : 'k8s_audit',
    }));
    const { rows, truncated } = await read(events, lastDay, { refuses: ['source'] });
    expect([rows.length, truncated]).toEqual([330, undefined]);
  });

  it('[I-29] values that the tenant did not name are told as unread', async () => {
    const events = many(400, (index) => ({ ago: 1 + index / 10, rule: `Rule ${index % 5}` }));
    const { ids, truncated } = await read(events, lastDay, { mostValues: 3 });
    expect([ids.length, truncated]).toEqual([240, { shown: 240, total: 400 }]);
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
