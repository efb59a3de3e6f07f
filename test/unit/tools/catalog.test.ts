import { describe, expect, it } from 'vitest';
import type { SeverityWord } from '../../../src/extension/core/model/severity.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { eventRow } from '../../../src/extension/core/tools/eventRow.ts';
import { answer, type Calls, connectTo, instantClock, type Json, keptLog, never, refused, type Tools } from './toolServer.ts';

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

  const severityCases: [Record<string, Json>, readonly SeverityWord[] | undefined, Record<string, unknown>][] = [
    [{ severity: { type: 'string' } }, ['high'], { severity: 'high' }],
    [{ severity: { type: 'string' } }, ['info'], { severity: 'negligible' }],
    [{ severity: { type: 'string' } }, ['critical', 'high'], {}],
    [{ severities: { type: 'array' } }, ['critical', 'high'], { severities: ['critical', 'high'] }],
    [{ severity: { type: ['array', 'null'] } }, ['high'], { severity: ['high'] }],
    [{ severity: { anyOf: [{ type: 'array' }, { type: 'null' }] } }, ['high'], { severity: ['high'] }],
    [{ severity: { type: 'string' } }, undefined, {}],
    [{ severity: { type: 'string' } }, [], {}],
    [{}, ['high'], {}],
  ];
  it.each(severityCases)('asks a tool that takes %j for the severities %j as it can', async (taken, severities, sent) => {
    const calls: Calls = [];
    const tools = await toolsOf(
      { list_vulnerability_findings_by_image: { properties: { digest: {}, limit: {}, ...taken }, run: () => answer([]) } },
      calls,
    );
    const args = { digest: 'sha256:9b', limit: 10, ...(severities && { severities }) };
    const { source } = await tools.read('list_vulnerability_findings_by_image', args, never);
    expect(calls).toEqual([{ tool: 'list_vulnerability_findings_by_image', args: { digest: 'sha256:9b', limit: 10, ...sent } }]);
    expect(source).toMatchObject({ args: calls[0]?.args });
  });

  it('asks again without severities where their form is refused, and names in the evidence what was answered', async () => {
    const run = ({ severity }: Record<string, unknown>) =>
      severity === undefined ? answer([]) : refused('status code: 400, no such severity');
    const properties = { image: {}, severity: { type: 'string' } };
    const tools = await toolsOf({ list_vulnerability_findings_by_image: { properties, run } });
    const args = { digest: 'sha256:9b', limit: 10, severities: ['high'] } as const;
    const { source } = await tools.read('list_vulnerability_findings_by_image', args, never);
    expect(source).toEqual({ kind: 'mcp', tool: 'list_vulnerability_findings_by_image', args: { image: 'sha256:9b', limit: 10 } });
  });

  it.each([
    ['run_sysql', { query: 'MATCH Host RETURN Host' }, ['sysql_query', 'query']],
    ['list_vulnerability_findings_by_image', { digest: 'sha256:9b', limit: 1 }, ['image_digest', 'digest', 'image', 'imageDigest']],
    ['get_scan_result', { resultId: 'r1' }, ['result_id', 'scan_id', 'resultId']],
  ] as const)('names the argument of %s as the server does', async (tool, args, names) => {
    for (const name of names) {
      const calls: Calls = [];
      const run = () => answer({ data: [], packages: {} });
      const tools = await toolsOf({ [tool]: { properties: { [name]: {} }, run } }, calls);
      await tools.read(tool, args, never);
      expect(calls[0]?.args).toHaveProperty([name], Object.values(args)[0]);
    }
  });

  it('[I-14] fails as invalid on a query that the tenant’s schema refuses, after one call', async () => {
    const calls: Calls = [];
    const run = () => refused('error retrieving SysQL results, status code: 400, response: unknown field cluster');
    const tools = await toolsOf({ run_sysql: { run } }, calls);
    await expect(tools.read('run_sysql', { query: 'MATCH A RETURN A' }, never)).rejects.toMatchObject({ reason: 'invalid', status: 400 });
    expect(calls).toHaveLength(1);
  });

  it('reads a feed that is plain text, and keeps it as it came', async () => {
    const text = '## Miner\nUses 198[.]51[.]100[.]23.';
    const tools = await toolsOf({ fetch_threat_intelligence_feed: { run: () => ({ content: [{ type: 'text', text }] }) } });
    const { value, raw } = await tools.read('fetch_threat_intelligence_feed', {}, never);
    expect(value.entries).toEqual([{ title: 'Miner', indicators: [{ kind: 'address', value: '198.51.100.23' }] }]);
    expect(raw).toBe(text);
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
