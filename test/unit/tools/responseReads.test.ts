import { describe, expect, it } from 'vitest';
import { createResponseTools } from '../../../src/extension/core/tools/responseTools.ts';
import { answer, type Calls, connectTo, instantClock, keptLog, never, type Tools } from './toolServer.ts';

async function toolsOf(tools: Tools, { calls = [] }: { calls?: Calls } = {}) {
  return createResponseTools(await connectTo(tools, { calls }), instantClock(), keptLog());
}

const execution = { id: 'x1', actionType: 'PAUSE_CONTAINER', status: 'ENQUEUED' };
const kill = {
  type: 'KILL_CONTAINER',
  responderType: 'host',
  isUndoable: false,
  parameters: [{ name: 'host.id', type: 'string', required: true }],
};

describe('reading response actions', () => {
  const wrappings = { bare: [kill], data: { data: [kill] }, actions: { actions: [kill] }, results: { results: [kill], metadata: {} } };
  it.each(Object.entries(wrappings))('[R-09] reads a catalogue that comes %s', async (_, value) => {
    const tools = await toolsOf({ list_response_actions: { run: () => answer(value) } });
    expect((await tools.catalogue(undefined, never)).value).toEqual([
      { type: 'KILL_CONTAINER', responder: 'HOST', undoable: false, parameters: [{ name: 'host.id', type: 'string', required: true }] },
    ]);
  });

  it('[R-09] keeps types of parameters that are new, and leaves an action out whose parameters cannot all be read', async () => {
    const rows = [
      { type: 'NEW', parameters: [{ name: 'when', type: 'duration' }] },
      { type: 'PLAIN', parameters: null, isUndoable: true },
      { type: 'ODD', parameters: [{ type: 'string', required: true }] },
    ];
    const tools = await toolsOf({ list_response_actions: { run: () => answer({ data: rows }) } });
    const { value, truncated } = await tools.catalogue(undefined, never);
    expect(value).toEqual([
      { type: 'NEW', undoable: false, parameters: [{ name: 'when', type: 'duration', required: false }] },
      { type: 'PLAIN', undoable: true, parameters: [] },
    ]);
    expect(truncated).toEqual({ shown: 2, total: 3 });
  });

  it.each(['context_event_id', 'eventId'])(
    '[R-09] asks for an event by the argument %s that the server offers, and for none without',
    async (name) => {
      const calls: Calls = [];
      const tools = await toolsOf({ list_response_actions: { properties: { [name]: {} }, run: () => answer({ data: [] }) } }, { calls });
      const { source, value } = await tools.catalogue('e1', never);
      await tools.catalogue(undefined, never);
      expect(calls.map(({ args }) => args)).toEqual([{ [name]: 'e1' }, {}]);
      expect(source).toEqual({ kind: 'mcp', tool: 'list_response_actions', args: { [name]: 'e1' } });
      expect(value).toEqual([]);
    },
  );

  it('[R-09] does not take the whole catalogue for an event’s own where the server knows no such argument', async () => {
    const calls: Calls = [];
    const tools = await toolsOf({ list_response_actions: { properties: { region: {} }, run: () => answer([kill]) } }, { calls });
    await expect(tools.catalogue('e1', never)).rejects.toMatchObject({ reason: 'unsupported' });
    expect(calls).toEqual([]);
  });

  const states = {
    COMPLETED: 'completed',
    completed: 'completed',
    Failed: 'failed',
    IN_PROGRESS: 'underWay',
    created: 'underWay',
  } as const;
  it.each(Object.entries(states))('[R-16] reads the status %s as %s', async (status, state) => {
    const tools = await toolsOf({ get_response_action_status: { run: () => answer({ ...execution, status }) } });
    expect((await tools.status('x1', never)).value).toMatchObject({ id: 'x1', state, status });
  });

  it('[R-16] reads an execution with all that it says, and with nothing but its id as under way', async () => {
    const full = {
      ...{ id: 'u1', actionType: 'UNPAUSE_CONTAINER', responderType: 'HOST', status: 'FAILED', userId: 4021, outputs: null },
      parameters: { 'host.id': 'h1', 'process.id': 7, previous: true, odd: null },
      ...{ executionContext: { 'host.mac': '0a:58', empty: '' }, actionExecutionIdBeingUndone: 'x1' },
      failure: { failureReason: 'container_not_found', logMessage: 'no such container' },
      ...{ createdAt: '2026-06-10T12:01:00Z', updatedAt: '2026-06-10T12:01:03.5Z' },
    };
    const answers = [full, { id: 'x2' }, { id: 'x3', outputs: { snapshotIds: ['s1', 's2'], name: 'n' } }];
    const tools = await toolsOf({
      get_response_action_status: { run: ({ action_execution_id: id }) => answer({ data: answers.find((one) => one.id === id) }) },
    });
    expect((await tools.status('u1', never)).value).toEqual({
      ...{ id: 'u1', type: 'UNPAUSE_CONTAINER', responder: 'HOST', state: 'failed', status: 'FAILED', user: '4021', undoes: 'x1' },
      ...{ parameters: { 'host.id': 'h1', 'process.id': 7, previous: true }, context: { 'host.mac': '0a:58' }, outputs: {} },
      failure: { reason: 'container_not_found', log: 'no such container' },
      ...{ createdAt: Date.parse('2026-06-10T12:01:00Z'), updatedAt: Date.parse('2026-06-10T12:01:03.500Z') },
    });
    expect((await tools.status('x2', never)).value).toEqual({ id: 'x2', state: 'underWay', parameters: {}, context: {}, outputs: {} });
    expect((await tools.status('x3', never)).value.outputs).toEqual({ snapshotIds: '["s1","s2"]', name: 'n' });
  });

  const bucket = { name: 'captures', providerKeyId: '4711' };
  const storages = [
    [
      { isEnabled: true, buckets: [bucket] },
      { usable: true, bucket: 'captures', id: '4711' },
    ],
    [
      { isEnabled: true, buckets: [{ name: 'captures', providerKeyId: null }] },
      { usable: true, bucket: 'captures' },
    ],
    [
      { isEnabled: false, buckets: [bucket] },
      { usable: false, bucket: 'captures', id: '4711' },
    ],
    [{ isEnabled: true, buckets: null }, { usable: false }],
    [{ isEnabled: true }, { usable: false }],
    [{ buckets: [bucket] }, { usable: false, bucket: 'captures', id: '4711' }],
    [{}, { usable: false }],
  ] as const;
  it.each(storages)('[R-10] reads the storage %j', async (body, expected) => {
    const tools = await toolsOf({ get_capture_storage: { run: () => answer(body) } });
    expect((await tools.storage(never)).value).toEqual(expected);
  });

  it.each(['list_response_actions', 'list_response_action_executions', 'get_capture_storage', 'get_response_action_status'])(
    '[R-02] takes an unknown shape of %s for a fault, and not for nothing',
    async (tool) => {
      const tools = await toolsOf({ [tool]: { run: () => answer({ data: { unexpected: true } }) } });
      const reads = {
        list_response_actions: () => tools.catalogue(undefined, never),
        list_response_action_executions: () => tools.executions(never),
        get_capture_storage: () => tools.storage(never),
        get_response_action_status: () => tools.status('x1', never),
      };
      await expect(reads[tool as keyof typeof reads]()).rejects.toMatchObject({ reason: 'malformed' });
    },
  );

  it('[R-02] tells whether the tool that submits is listed', async () => {
    expect((await toolsOf({ get_capture_storage: { run: () => answer({}) } })).offersSubmit).toBe(false);
    expect((await toolsOf({ submit_response_action: { run: () => answer({}) } })).offersSubmit).toBe(true);
  });
});

describe('[R-24] listing executions', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `x${at}`, createdAt: new Date(at * 60_000).toISOString() }));
  const paged = (all: readonly unknown[], calls: Calls, properties = { limit: {}, offset: {} }) =>
    toolsOf(
      {
        list_response_action_executions: {
          properties,
          run: ({ limit = 25, offset = 0 }) => answer({ data: all.slice(Number(offset), Number(offset) + Number(limit)) }),
        },
      },
      { calls },
    );

  it('reads page by page until a page is not full, newest first', async () => {
    const calls: Calls = [];
    const { value, truncated, source } = await (await paged(rows(230), calls)).executions(never);
    expect(calls.map(({ args }) => args['offset'])).toEqual([0, 100, 200]);
    expect(value).toHaveLength(230);
    expect([value[0]?.id, value.at(-1)?.id]).toEqual(['x229', 'x0']);
    expect(truncated).toBeUndefined();
    expect(source).toMatchObject({ args: { limit: 100, offset: 0 } });
  });

  it('reads 500 at most, and says that there are more', async () => {
    const calls: Calls = [];
    const { value, truncated } = await (await paged(rows(620), calls)).executions(never);
    expect([calls.length, value.length, truncated]).toEqual([5, 500, { shown: 500 }]);
  });

  it('asks once where the tool takes no offset, and by no argument where it takes none', async () => {
    const calls: Calls = [];
    expect((await (await paged(rows(230), calls, { limit: {} } as never)).executions(never)).truncated).toEqual({ shown: 100 });
    expect((await (await paged(rows(230), calls, {} as never)).executions(never)).truncated).toEqual({ shown: 25 });
    expect(calls.map(({ args }) => args)).toEqual([{ limit: 100 }, {}]);
  });

  it('asks for no more than the tool’s schema allows', async () => {
    const calls: Calls = [];
    const tools = await paged(rows(60), calls, { limit: { maximum: 50 }, offset: {} } as never);
    expect((await tools.executions(never)).value).toHaveLength(60);
    expect(calls.map(({ args }) => args)).toEqual([
      { limit: 50, offset: 0 },
      { limit: 50, offset: 50 },
    ]);
  });

  it('stops at a server that takes no notice of the offset, and says that there may be more', async () => {
    const calls: Calls = [];
    const run = () => answer(rows(100));
    const tools = await toolsOf({ list_response_action_executions: { properties: { limit: {}, offset: {} }, run } }, { calls });
    const { value, truncated } = await tools.executions(never);
    expect([calls.length, value.length, truncated]).toEqual([2, 100, { shown: 100 }]);
  });
});
