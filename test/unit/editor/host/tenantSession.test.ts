import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import type { Connection } from '../../../../src/extension/core/tools/connection.ts';
import { type StoredConnection, sampleConnection } from '../../../../src/extension/editor/connection/connections.ts';
import { createTenantSession, type Preflight } from '../../../../src/extension/editor/connection/tenantSession.ts';
import { failure, fakeReadTools } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';

beforeEach(() => editor.reset());

const acme: StoredConnection = { kind: 'http', name: 'acme', url: 'https://eu1.app.sysdig.com/mcp/secure', region: 'eu1' };
const log = { write: () => undefined };
const none = new AbortController().signal;

function refused(state: 'unauthenticated' | 'unreachable'): Preflight {
  return { state, failure: failure(state, 'the tenant said so') };
}

type Options = { stored?: StoredConnection; outcome?: Preflight | (() => Promise<Preflight>); failCalls?: () => Failure | undefined };

function open({ stored, outcome, failCalls }: Options = {}) {
  let active = stored;
  const asked: { name: string; signal: AbortSignal }[] = [];
  const closed: string[] = [];
  const cut: (() => void)[] = [];
  const reachable = (name: string): Preflight => ({
    state: 'reachable',
    label: { name, sample: false },
    tools: fakeReadTools({ events: [], groups: [], threats: [] }, { now: 0, ...(failCalls && { fail: failCalls }) }),
    connection: {
      close: async () => void closed.push(name),
      onClosed: (listener: () => void) => cut.push(listener),
    } as unknown as Connection,
  });
  const session = createTenantSession({
    log,
    connections: {
      active: () => active,
      activate: async (connection) => {
        active = connection;
      },
    },
    preflight: async ({ name }, signal) => {
      asked.push({ name, signal });
      return typeof outcome === 'function' ? outcome() : (outcome ?? reachable(name));
    },
  });
  return { session, asked, closed, cut };
}

it('[V-06] contacts nothing before it is asked to, and says what to do when nothing is stored', async () => {
  const { session, asked } = open();
  await session.reconnect();
  await expect(session.tools()).rejects.toMatchObject({ reason: 'unreachable', fix: expect.stringContaining('Connect') });
  expect(asked).toEqual([]);
  expect(session.state).toEqual({ kind: 'disconnected' });
});

it('[V-06] brings the stored connection up once, however many ask for it at the same time', async () => {
  const { session, asked } = open({ stored: acme });
  await Promise.all([session.reconnect(), session.tools(), session.tools()]);
  expect(asked.map((one) => one.name)).toEqual(['acme']);
  expect(session.state).toMatchObject({ kind: 'connected', tenant: { name: 'acme' } });
});

describe('[C-04] preflight', () => {
  for (const state of ['unauthenticated', 'unreachable'] as const) {
    it(`stops at "${state}": the state says so, and nobody gets tools`, async () => {
      const { session } = open({ outcome: refused(state) });
      expect(await session.connect(acme)).toMatchObject({ kind: state, name: 'acme' });
      await expect(session.tools()).rejects.toMatchObject({ reason: state });
      expect(editor.context.get('runtimeThreats.session')).toBe(state);
    });
  }

  it('a fault while opening is an outcome with what, why and the fix', async () => {
    const { session } = open({ outcome: () => Promise.reject(new TypeError('spawn ENOENT')) });
    expect(await session.connect(acme)).toMatchObject({ kind: 'unreachable', failure: { why: 'TypeError: spawn ENOENT' } });
  });

  it('a token that is refused in the middle shows as not authenticated, once', async () => {
    const { session } = open({ failCalls: () => failure('unauthenticated', 'status code: 401') });
    await session.connect(acme);
    const kinds: string[] = [];
    session.onDidChange((state) => kinds.push(state.kind));
    const tools = await session.tools();
    const calls = [1, 2, 3].map(() => tools.read('get_customer_settings', {}, none).catch((error: unknown) => Failure.is(error)));
    expect(await Promise.all(calls)).toEqual([true, true, true]);
    expect(kinds).toEqual(['unauthenticated']);
  });
});

describe('[C-13] switching', () => {
  it('stops what runs on the old tenant and closes its connection', async () => {
    const { session, closed } = open();
    await session.connect(acme);
    const { ended, tools } = await session.tenant();
    await session.connect(sampleConnection);
    expect(ended.aborted).toBe(true);
    expect(closed).toEqual(['acme']);
    await expect(tools.read('get_customer_settings', {}, none)).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.state).toMatchObject({ kind: 'connected', tenant: { name: 'sample' } });
  });

  it('while the old one is still connecting leaves the new one in place', async () => {
    let answer: (late: Preflight) => void = () => undefined;
    const slow = new Promise<Preflight>((resolve) => {
      answer = resolve;
    });
    const outcomes = [slow, Promise.resolve(refused('unauthenticated'))];
    const { session } = open({ outcome: () => outcomes.shift() ?? Promise.reject(new Error('asked too often')) });
    const first = session.connect(acme);
    const second = session.connect(sampleConnection);
    await second;
    answer(refused('unreachable'));
    await first;
    expect(session.state).toMatchObject({ kind: 'unauthenticated', name: 'sample' });
  });
});

it('Disconnect stays disconnected: neither a view nor a command brings it back', async () => {
  const { session, asked, closed } = open();
  await session.connect(acme);
  await session.disconnect();
  await session.reconnect();
  await expect(session.tools()).rejects.toMatchObject({ reason: 'unreachable' });
  expect(asked).toHaveLength(1);
  expect(closed).toEqual(['acme']);
  expect(editor.context.get('runtimeThreats.hasConnection')).toBe(false);
});

it('[V-10] Cancel stops waiting for a connection that does not come up', async () => {
  const { session } = open({ stored: acme, outcome: () => new Promise<Preflight>(() => undefined) });
  const cancel = new AbortController();
  const waiting = session.tools(cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

it('[V-06] a server that ends the connection shows as not reachable, and the next command brings it up again', async () => {
  const { session, asked, cut } = open();
  await session.connect(acme);
  cut[0]?.();
  expect(session.state).toMatchObject({ kind: 'unreachable', name: 'acme' });
  await session.tools();
  expect(session.state.kind).toBe('connected');
  expect(asked).toHaveLength(2);
});
