import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { afterEach, describe, expect, it } from 'vitest';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import { httpTransport } from '../../../src/extension/node/transports.ts';
import { answer, type Calls, connectTo, inMemory, instantClock, keptLog, never, reached, refused, toolServer } from './toolServer.ts';

const limited = refused('error calling tool, status code: 429, Retry-After: 7, response: {}');

describe('calls on a 2.x server', () => {
  it('waits as told and repeats a read at most twice', async () => {
    const calls: Calls = [];
    const clock = instantClock();
    let refusals = 2;
    const run = () => (refusals-- > 0 ? limited : answer({ a: 1 }));
    const connection = await connectTo({ get_customer_settings: { run } }, { calls, clock });
    await connection.call('get_customer_settings', {}, never);
    expect(clock.slept).toEqual([7000, 7000]);
    refusals = 99;
    await expect(connection.call('get_customer_settings', {}, never)).rejects.toMatchObject({ reason: 'rateLimited' });
    expect(calls).toHaveLength(3 + 3);
  });

  it('never waits longer than 30 s', async () => {
    const clock = instantClock();
    const answers = [refused('HTTP 429, retry after 900'), answer({})];
    const connection = await connectTo({ get_customer_settings: { run: () => answers.shift()! } }, { clock });
    await connection.call('get_customer_settings', {}, never);
    expect(clock.slept).toEqual([30_000]);
  });

  it.each(['save_skill_state', 'get_skill_state', 'submit_response_action', 'undo_response_action', 'a_tool_of_tomorrow'])(
    '[I-30] never repeats %s',
    async (tool) => {
      const calls: Calls = [];
      const run = () => limited;
      const connection = await connectTo({ [tool]: { run }, get_customer_settings: { run } }, { calls });
      await expect(connection.call(tool, {}, never)).rejects.toMatchObject({ reason: 'rateLimited' });
      expect(calls).toHaveLength(1);
    },
  );

  it('[V-10] ends a cancelled call with AbortError and tells the server', async () => {
    const stopping = new AbortController();
    let told: () => void = () => undefined;
    const cancelled = new Promise<void>((done) => (told = done));
    const run = (_args: unknown, signal: AbortSignal) =>
      new Promise<never>(() => {
        signal.addEventListener('abort', () => told());
        stopping.abort();
      });
    const connection = await connectTo({ get_customer_settings: { run } });
    await expect(connection.call('get_customer_settings', {}, stopping.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await cancelled;
  });

  it('stops waiting for a rate limit when it is cancelled', async () => {
    const stopping = new AbortController();
    const run = () => {
      stopping.abort();
      return limited;
    };
    const connection = await connectTo({ get_customer_settings: { run } });
    await expect(connection.call('get_customer_settings', {}, stopping.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('fails what is under way when the server ends the connection, and tells it once', async () => {
    const server = toolServer({
      get_customer_settings: {
        run: () => {
          void server.close();
          return new Promise<never>(() => undefined);
        },
      },
    });
    const connection = reached(
      await connect(
        inMemory(() => server),
        { clock: instantClock(), log: keptLog(), signal: never },
      ),
    );
    let closed = 0;
    connection.onClosed(() => closed++);
    await expect(connection.call('get_customer_settings', {}, never)).rejects.toMatchObject({ reason: 'unreachable' });
    await expect(connection.call('get_customer_settings', {}, never)).rejects.toMatchObject({ reason: 'unreachable' });
    await connection.close();
    expect(closed).toBe(1);
  });

  it('[V-11] logs tool, duration and outcome of each call, and neither arguments nor answers', async () => {
    const log = keptLog();
    const run = () => answer({ token: 'answered-secret' });
    const connection = await connectTo({ get_customer_settings: { run } }, { log });
    await createReadTools(connection, instantClock(), log).read('get_customer_settings', {}, never);
    await connection.call('get_customer_settings', { filter: 'asked-secret' }, never);
    expect(log.lines).toContainEqual({ level: 'info', message: 'get_customer_settings', detail: { ms: 0, bytes: 27, status: 'done' } });
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });

  it('keeps the tools of every page', async () => {
    const server = toolServer({});
    server.setRequestHandler('tools/list', async ({ params }) =>
      params?.cursor === 'two'
        ? { tools: [{ name: 'get_event_info', inputSchema: { type: 'object' as const } }] }
        : { tools: [{ name: 'run_sysql', inputSchema: { type: 'object' as const } }], nextCursor: 'two' },
    );
    const connection = reached(
      await connect(
        inMemory(() => server),
        { clock: instantClock(), log: keptLog(), signal: never },
      ),
    );
    expect([...connection.tools.keys()]).toEqual(['run_sysql', 'get_event_info']);
  });
});

describe('a 2.x server over HTTP', () => {
  let http: HttpServer | undefined;
  afterEach(async () => {
    const running = http;
    http = undefined;
    running?.closeAllConnections();
    await new Promise<void>((done) => (running === undefined ? done() : running.close(() => done())));
  });

  /** `forget` drops every session; `limit` answers the next tool call with HTTP 429. */
  async function start(calls: Calls) {
    const sessions = new Map<string, NodeStreamableHTTPServerTransport>();
    let limits = 0;
    const run = () => answer({ fine: true });
    const tools = { get_customer_settings: { run }, save_skill_state: { run } };
    http = createServer(async (request, response) => {
      const known = sessions.get(String(request.headers['mcp-session-id']));
      if (known === undefined && request.headers['mcp-session-id'] !== undefined) return void response.writeHead(404).end();
      if (known !== undefined && request.method === 'POST' && limits > 0) {
        limits--;
        return void response.writeHead(429, { 'retry-after': '3' }).end();
      }
      const transport =
        known ??
        new NodeStreamableHTTPServerTransport({
          sessionIdGenerator: () => `session-${sessions.size}-${Math.random()}`,
          onsessioninitialized: (id) => void sessions.set(id, transport),
        });
      if (known === undefined) await toolServer(tools, calls).connect(transport);
      await transport.handleRequest(request, response);
    });
    await new Promise<void>((done) => http?.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    const clock = instantClock();
    const open = async () => httpTransport({ url, token: 'secret', fetch });
    const endpoint = { label: { name: 'x', sample: false }, address: url, open };
    const connection = reached(await connect(endpoint, { clock, log: keptLog(), signal: never, timeoutMs: 5000 }));
    return { connection, clock, forget: () => sessions.clear(), limit: () => (limits = 1) };
  }

  it('opens a new session when the server forgot the old one, once for all reads that wait for it', async () => {
    const calls: Calls = [];
    const { connection, forget } = await start(calls);
    forget();
    const answers = await Promise.all([1, 2, 3].map(() => connection.call('get_customer_settings', {}, never)));
    expect(answers.map(({ isError }) => isError)).toEqual([false, false, false]);
    expect(calls).toHaveLength(3);
    await connection.close();
  });

  it('does not repeat a save after a lost session, and works again after it', async () => {
    const calls: Calls = [];
    const { connection, forget } = await start(calls);
    forget();
    await expect(connection.call('save_skill_state', {}, never)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(calls).toHaveLength(0);
    await connection.call('save_skill_state', {}, never);
    expect(calls).toHaveLength(1);
    await connection.close();
  });

  it('waits as a Retry-After header says', async () => {
    const calls: Calls = [];
    const { connection, clock, limit } = await start(calls);
    limit();
    await connection.call('get_customer_settings', {}, never);
    expect(clock.slept).toEqual([3000]);
    await connection.close();
  });
});
