import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { EvidenceId, Source } from '../../../src/extension/core/model/evidence.ts';
import type { Clock } from '../../../src/extension/core/model/ports.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../../src/extension/core/tools/connection.ts';
import { type ReadAgain, type RecordedSource, readAgain, readAllAgain } from '../../../src/extension/core/tools/readAgain.ts';
import type { ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { type Answer, answer, type Calls, connectTo, keptLog, never, refused, type Tools } from './toolServer.ts';

const start = Date.UTC(2026, 5, 10, 9, 41);
const at = new Date(start).toISOString();
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const mcp = (tool: string, args: Record<string, unknown>, row?: string): Source => ({
  kind: 'mcp',
  tool,
  args,
  ...(row !== undefined && { row }),
});
const recorded = (source: Source, was = '', more: Partial<RecordedSource> = {}): RecordedSource => ({
  id: 'E1' as EvidenceId,
  source,
  at,
  digest: digest(was),
  ...more,
});

/** A tenant of these tools at an instant, and what it was asked. */
async function asked(tools: Tools, source: RecordedSource, now = start): Promise<{ outcome: ReadAgain; calls: Calls }> {
  const calls: Calls = [];
  const clock: Clock = { now: () => now, sleep: async () => undefined };
  const connection = await connectTo(tools, { calls, clock });
  const outcome = await readAgain(source, createReadTools(connection, clock, keptLog()), never);
  await connection.close();
  return { outcome, calls };
}

const event = (id: string, hoursAgo: number) => ({ id, timestamp: (start - hoursAgo * 3_600_000) * 1e6, name: 'policy', content: {} });
const rowText = (id: string, hoursAgo: number) =>
  JSON.stringify({ ...event(id, hoursAgo), timestamp: String(event(id, hoursAgo).timestamp) });
/** list_runtime_events over one event that is an hour old at `start` and leaves a window as time passes. */
const lists = (now: number, page: Record<string, unknown> = {}): Tools => ({
  list_runtime_events: {
    properties: { scope_hours: 'number', limit: 'number', filter_expr: 'string' },
    run: ({ scope_hours }) => {
      const inside = start - 3_600_000 >= now - Number(scope_hours) * 3_600_000;
      return answer({ data: inside ? [event('ab12', 1)] : [], page });
    },
  },
});

describe('[X-02] sources of a case of the sample tenant', () => {
  let now = start;
  let connection: Connection;
  let tools: ReadTools;
  let found: Case;
  const clock: Clock = { now: () => now, sleep: async () => undefined };

  beforeAll(async () => {
    const tenant = createSampleTenant({ now: () => now });
    const label = { name: 'sample', sample: true } as const;
    const reached = await connect(
      { label, address: 'sample', open: () => connectInMemory(tenant) },
      { clock, log: keptLog(), signal: never },
    );
    if (reached.state !== 'reachable') throw reached.failure;
    connection = reached.connection;
    tools = createReadTools(connection, clock, keptLog());
    const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, never);
    const group = value.groups.find((one) => one.title?.startsWith('Shell opened in the ledger pod'));
    found = await investigate(group?.id ?? '', {
      tools,
      clock,
      narrator: { say: () => undefined },
      log: keptLog(),
      signal: never,
      tenant: label,
    });
  });
  afterAll(() => connection.close());

  async function readBack(): Promise<ReadonlyMap<string, ReadAgain>> {
    const parsed = parseCaseFooter(renderCase(found));
    if (parsed.status !== 'ok') throw new Error(parsed.reason);
    const outcomes = new Map<string, ReadAgain>();
    await readAllAgain(parsed.footer.sources, tools, never, (source, outcome) => outcomes.set(source.id, outcome));
    return outcomes;
  }

  it('are all the same as long as nothing changed: rows, refused calls and every tool’s own spelling of its arguments', async () => {
    now = start;
    const outcomes = await readBack();
    expect([...outcomes].filter(([, { status }]) => status !== 'same')).toEqual([]);
    expect(outcomes.size).toBe(found.evidence.length);
    expect(found.evidence.some(({ source }) => source.kind === 'mcp' && source.row !== undefined)).toBe(true);
    expect(found.evidence.some(({ failure }) => failure !== undefined)).toBe(true);
  });

  it('come with the answer that the case rests on', async () => {
    now = start;
    const outcomes = await readBack();
    for (const { id, raw } of found.evidence) expect(outcomes.get(id)).toEqual({ status: 'same', raw });
  });

  it('of a window that looks back from now say so a day later; single events are the same still', async () => {
    now = start + 24 * 3_600_000;
    const outcomes = await readBack();
    const statusOf = (tool: string) =>
      new Set(
        found.evidence.filter(({ source }) => source.kind === 'mcp' && source.tool === tool).map(({ id }) => outcomes.get(id)?.status),
      );
    expect(statusOf('get_event_info')).toEqual(new Set(['same']));
    const looksBack = found.evidence.filter(
      ({ source }) => source.kind === 'mcp' && 'scope_hours' in source.args && source.row === undefined,
    );
    const changed = looksBack.flatMap(({ id }) => outcomes.get(id) ?? []).filter((one) => one.status === 'changed');
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((one) => one.moved)).toBe(true);
    // Six hours back from a day later hold other events; the one of then is found over the window of then.
    const row = found.evidence.find(({ source }) => source.kind === 'mcp' && source.row !== undefined);
    expect(outcomes.get(row?.id ?? '')?.status).toBe('same');
  });
});

describe('[X-02][K-10] only what an investigation may read is asked, whatever the file says', () => {
  const everything: Tools = Object.fromEntries(
    ['submit_response_action', 'undo_response_action', 'save_skill_state', 'delete_skill_state', 'generate_sql', 'get_event_info'].map(
      (name) => [name, { run: () => answer({}) }],
    ),
  );

  it.each([
    ['submit_response_action', { action: 'KILL_CONTAINER' }],
    ['undo_response_action', { execution_id: '7' }],
    ['save_skill_state', {}],
    ['delete_skill_state', {}],
    ['generate_sql', { question: 'x' }],
    ['constructor', {}],
    ['__proto__', {}],
  ])('%s is refused without a call', async (tool, args) => {
    const { outcome, calls } = await asked(everything, recorded(mcp(tool, args)));
    expect(outcome.status).toBe('refused');
    expect(calls).toEqual([]);
  });

  it.each([
    ['get_event_info', {}],
    ['get_event_info', { event_id: 7 }],
    ['get_event_info', { event_id: { $ne: null } }],
    ['get_event_info', { event_id: 'ab', force: true }],
    ['get_event_info', { event_id: 'ab', eventId: 'cd' }],
    ['get_event_info', { event_id: 'x'.repeat(201) }],
    ['list_runtime_events', { scope_hours: 1, limit: 100_000 }],
    ['list_runtime_events', { scope_hours: 9999, limit: 10 }],
    ['list_runtime_events', { scope_hours: 1, limit: 10, cursor: 'x' }],
    ['list_threats_engine_groups', { limit: 10, status: 'closed' }],
    ['list_threats_engine_groups', { limit: 10, sort: 'x; DROP' }],
    ['run_sysql', { sysql_query: ['MATCH'] }],
    ['get_event_info', { event_id: '‹masked›' }],
  ])('%s with %j is refused without a call', async (tool, args) => {
    const tools: Tools = { [tool]: { run: () => answer({}) } };
    const { outcome, calls } = await asked(tools, recorded(mcp(tool, args)));
    expect(outcome.status).toBe('refused');
    expect(calls).toEqual([]);
  });

  it('a public source is named and not fetched', async () => {
    const { outcome, calls } = await asked(everything, recorded({ kind: 'http', url: 'https://nvd.example/CVE-1' }));
    expect(outcome).toEqual({ status: 'refused', why: expect.stringContaining('https://nvd.example/CVE-1') });
    expect(calls).toEqual([]);
  });
});

describe('[X-02] an answer', () => {
  const info = (run: () => Answer): Tools => ({ get_event_info: { properties: { id: 'string' }, run } });
  const source = mcp('get_event_info', { event_id: 'ab12' });

  it('that differs is changed, and asked in the server’s spelling of today', async () => {
    const { outcome, calls } = await asked(
      info(() => answer(event('ab12', 1))),
      recorded(source, 'other'),
    );
    expect(outcome).toEqual({ status: 'changed', raw: JSON.stringify(event('ab12', 1)), moved: false });
    expect(calls).toEqual([{ tool: 'get_event_info', args: { id: 'ab12' } }]);
  });

  it('of 404 is gone, of 500 is a failure that says why', async () => {
    const gone = await asked(
      info(() => refused('status code: 404, not found')),
      recorded(source),
    );
    expect(gone.outcome.status).toBe('gone');
    const failed = await asked(
      info(() => refused('status code: 500')),
      recorded(source),
    );
    expect(failed.outcome).toMatchObject({ status: 'failed', failure: { status: 500 } });
  });

  it('to a call that was refused then is the same while it is refused, and changed once it is answered', async () => {
    const then = recorded(source, '', { failure: 'The tenant answered: 403' });
    expect(
      (
        await asked(
          info(() => refused('status code: 403')),
          then,
        )
      ).outcome.status,
    ).toBe('same');
    expect(
      (
        await asked(
          info(() => answer(event('ab12', 1))),
          then,
        )
      ).outcome.status,
    ).toBe('changed');
    expect(
      (
        await asked(
          info(() => refused('status code: 503')),
          then,
        )
      ).outcome.status,
    ).toBe('failed');
  });
});

describe('[X-02] a row of a list', () => {
  const row = (id = 'ab12') => recorded(mcp('list_runtime_events', { scope_hours: 2, limit: 200 }, id), rowText('ab12', 1));

  it('is found by its id', async () => {
    const { outcome, calls } = await asked(lists(start), row());
    expect(outcome.status).toBe('same');
    expect(calls).toHaveLength(1);
  });

  it('that has left the window is looked for in the window of then', async () => {
    const later = start + 10 * 3_600_000;
    const { outcome, calls } = await asked(lists(later), row(), later);
    expect(outcome.status).toBe('same');
    expect(calls.map(({ args }) => args['scope_hours'])).toEqual([2, 12]);
  });

  it('that is not in the whole answer is gone', async () => {
    expect((await asked(lists(start), row('cd34'))).outcome.status).toBe('gone');
  });

  it('that is not in a cut answer is told by the event’s own record: the same, gone, or not to be told', async () => {
    const late = start + 10 * 3_600_000;
    const cut = (run: () => Answer): Tools => ({
      list_runtime_events: {
        properties: { scope_hours: 'number', limit: 'number' },
        run: () => answer({ data: [], page: { total: 900 } }),
      },
      get_event_info: { properties: { event_id: 'string' }, run },
    });
    const statusOf = async (run: () => Answer) => (await asked(cut(run), row(), late)).outcome.status;
    expect(await statusOf(() => answer(event('ab12', 1)))).toBe('same');
    expect(await statusOf(() => answer({ ...event('ab12', 1), more: 1 }))).toBe('failed');
    expect(await statusOf(() => refused('status code: 404'))).toBe('gone');
  });

  it('of a tool without rows is refused', async () => {
    const { outcome, calls } = await asked(lists(start), recorded(mcp('get_event_info', { event_id: 'ab12' }, 'ab12')));
    expect(outcome.status).toBe('refused');
    expect(calls).toEqual([]);
  });
});

describe('[X-02] many sources', () => {
  const sources = Array.from({ length: 40 }, (_, index) => ({
    ...recorded(mcp('get_event_info', { event_id: `e${index}` })),
    id: `E${index}` as EvidenceId,
  }));

  it('are asked eight at a time, the same call once', async () => {
    let open = 0;
    let most = 0;
    const tools: ReadTools = {
      offers: () => true,
      read: async (_tool, _args) => {
        most = Math.max(most, ++open);
        await new Promise(setImmediate);
        open--;
        return { id: '' as EvidenceId, source: mcp('x', {}), at, digest: '', value: undefined as never, raw: '' };
      },
    };
    const told: string[] = [];
    await readAllAgain([...sources, ...sources], tools, never, (source) => told.push(source.id));
    expect(most).toBe(8);
    expect(told).toHaveLength(80);
  });

  it('stop when the user cancels, and what was told stays told', async () => {
    const cancel = new AbortController();
    let calls = 0;
    const tools: ReadTools = {
      offers: () => true,
      read: async (_tool, _args, signal) => {
        calls++;
        await new Promise(setImmediate);
        signal.throwIfAborted();
        return { id: '' as EvidenceId, source: mcp('x', {}), at, digest: '', value: undefined as never, raw: '' };
      },
    };
    const told: string[] = [];
    const all = readAllAgain(sources, tools, cancel.signal, (source) => {
      told.push(source.id);
      if (told.length === 3) cancel.abort();
    });
    await expect(all).rejects.toMatchObject({ name: 'AbortError' });
    expect(told).toHaveLength(3);
    expect(calls).toBeLessThan(sources.length);
  });
});
