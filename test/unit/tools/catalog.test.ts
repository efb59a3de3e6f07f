import { describe, expect, it } from 'vitest';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { eventRow } from '../../../src/extension/core/tools/eventRow.ts';
import { answer, type Calls, connectTo, instantClock, keptLog, never, refused, type Tools } from './toolServer.ts';

const log = keptLog();

async function toolsOf(tools: Tools, calls: Calls = []) {
  return createReadTools(await connectTo(tools, { calls }), instantClock(), log);
}

describe('read tools', () => {
  it.each(['group_id', 'groupId', 'id'])('names the argument %s as the server does, in the evidence too', async (name) => {
    const calls: Calls = [];
    const tools = await toolsOf({ get_threats_engine_group: { properties: { [name]: {} }, run: () => answer({ id: 'g1' }) } }, calls);
    const { source } = await tools.read('get_threats_engine_group', { groupId: 'g1' }, never);
    expect(calls).toEqual([{ tool: 'get_threats_engine_group', args: { [name]: 'g1' } }]);
    expect(source).toEqual({ kind: 'mcp', tool: 'get_threats_engine_group', args: { [name]: 'g1' } });
  });

  it('gives evidence with the key of its source, the digest of the answer and the clock’s time', async () => {
    const tools = await toolsOf({ get_customer_settings: { run: () => answer({ a: 1 }) } });
    expect(await tools.read('get_customer_settings', {}, never)).toEqual({
      id: 'get_customer_settings({})',
      source: { kind: 'mcp', tool: 'get_customer_settings', args: {} },
      at: '2026-06-10T09:12:43.000Z',
      digest: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
      value: { a: 1 },
      raw: '{"a":1}',
    });
  });

  it('sorts by the latest signal, in the other spelling where the first is refused', async () => {
    const calls: Calls = [];
    const run = ({ sort }: Record<string, unknown>) =>
      sort === 'lastSignal,desc' ? answer([]) : refused('status code: 400, unknown sort');
    const tools = await toolsOf({ list_threats_engine_groups: { properties: { limit: {}, sort: {} }, run } }, calls);
    const { source } = await tools.read('list_threats_engine_groups', { limit: 5 }, never);
    expect(source).toMatchObject({ args: { limit: 5, sort: 'lastSignal,desc' } });
    expect(calls).toHaveLength(2);
  });

  it('names no next page where the tool takes no cursor', async () => {
    const run = () => answer({ data: [{ id: 'g1' }], page: { total: 9, next: 'two' } });
    const groups = async (properties: Record<string, Record<string, string>>) =>
      (await (await toolsOf({ list_threats_engine_groups: { properties, run } })).read('list_threats_engine_groups', { limit: 1 }, never))
        .value;
    expect(await groups({ limit: {} })).toEqual({ groups: [{ id: 'g1', scope: {} }], total: 9 });
    expect(await groups({ limit: {}, cursor: {} })).toMatchObject({ next: 'two' });
  });

  it('tells skipped rows in the evidence and in the log', async () => {
    const run = () => answer([{ id: 't1' }, { nothing: true }]);
    const tools = await toolsOf({ list_threats_engine_threats_by_group: { run } });
    const { value, truncated } = await tools.read('list_threats_engine_threats_by_group', { groupId: 'g1' }, never);
    expect(value).toHaveLength(1);
    expect(truncated).toEqual({ shown: 1, total: 2 });
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', detail: { skipped: 1, rows: 2 } }));
  });

  it('takes a missing process tree for an answer, and a missing event for a failure', async () => {
    const run = () => refused('error, status code: 404');
    const tools = await toolsOf({ get_event_process_tree: { run }, get_event_info: { run } });
    const { value, raw } = await tools.read('get_event_process_tree', { eventId: 'e1' }, never);
    expect(value).toMatchObject({ roots: [], note: expect.any(String) });
    expect(raw).toContain('404');
    await expect(tools.read('get_event_info', { eventId: 'e1' }, never)).rejects.toMatchObject({ reason: 'notFound' });
  });

  it.each([{ content: [] }, answer(null), { content: [{ type: 'text' as const, text: '' }] }])(
    'fails on the empty answer %j',
    async (empty) => {
      const tools = await toolsOf({ get_customer_settings: { run: () => empty } });
      await expect(tools.read('get_customer_settings', {}, never)).rejects.toMatchObject({ reason: 'malformed' });
    },
  );

  it('makes one event of a page evidence of its own', async () => {
    const event = { id: 'e1', timestamp: 1781082763118 };
    const tools = await toolsOf({ list_runtime_events: { run: () => answer({ data: [event], page: { total: 1 } }) } });
    const page = await tools.read('list_runtime_events', { scopeHours: 1, limit: 5 }, never);
    const row = eventRow(page, page.value.events[0]!);
    expect(row.id).toBe('list_runtime_events({"limit":5,"scope_hours":1})#e1');
    expect(row.raw).toBe(JSON.stringify(event));
  });
});
