import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredConnection } from '../../../../src/extension/editor/connection/connections.ts';
import { environmentConnection, sampleConnection, stdioConnection } from '../../../../src/extension/editor/connection/connections.ts';
import { type Doors, preflight } from '../../../../src/extension/editor/connection/preflight.ts';
import { createTenantSession } from '../../../../src/extension/editor/connection/tenantSession.ts';
import { sharedCases } from '../../../../src/extension/editor/investigation/sharedCases.ts';
import { systemClock } from '../../../../src/extension/node/systemClock.ts';
import { openSampleTransport } from '../../../../src/extension/sample/inMemory.ts';
import { editor } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const { signal } = new AbortController();
const acme: StoredConnection = { kind: 'http', name: 'acme', url: 'https://eu1.app.sysdig.com/mcp/secure' };

type Setting = { token?: string; environment?: { url: string; token: string } };

/** Every door leads to the sample tenant and notes that it was opened. */
function world({ token, environment }: Setting = {}) {
  const opened: unknown[] = [];
  const door = (what: unknown) => async () => {
    opened.push(what);
    return openSampleTransport();
  };
  const doors: Doors = { http: door, stdio: door, sample: door('sample'), environment: async () => environment };
  const ports = { doors, connections: { token: async () => token }, clock: systemClock, log: { write: () => undefined } };
  return { opened, ports };
}

beforeEach(() => editor.reset());

describe('[C-04] without what it needs nothing is contacted', () => {
  it('a connection without a token', async () => {
    const { opened, ports } = world();
    expect(await preflight(acme, signal, ports)).toMatchObject({
      state: 'unauthenticated',
      failure: { fix: expect.stringContaining('Connect') },
    });
    expect(opened).toEqual([]);
  });

  it('[C-02] an environment that names no tenant', async () => {
    const { opened, ports } = world();
    expect(await preflight(environmentConnection, signal, ports)).toMatchObject({ state: 'unauthenticated' });
    expect(opened).toEqual([]);
  });

  it('an environment that would send its token in the clear', async () => {
    const { opened, ports } = world({ environment: { url: 'http://sysdig.example/mcp', token: 't' } });
    expect(await preflight(environmentConnection, signal, ports)).toMatchObject({ state: 'unreachable', failure: { reason: 'refused' } });
    expect(opened).toEqual([]);
  });
});

describe('[C-01] ways to a tenant', () => {
  it('over HTTP with the stored token, named after the connection and its region', async () => {
    const { opened, ports } = world({ token: 'secret' });
    const reached = await preflight(acme, signal, ports);
    expect(opened).toEqual([{ url: acme.kind === 'http' && acme.url, token: 'secret' }]);
    expect(reached).toMatchObject({
      state: 'reachable',
      label: { name: 'acme', region: 'eu1', sample: false },
      consoleUrl: 'https://eu1.app.sysdig.com',
    });
  });

  it('over stdio with the command of the settings, argument by argument', async () => {
    const { opened, ports } = world();
    editor.settings.set('runtimeThreats.stdio.command', ['my server', '--flag', 'a b']);
    expect(await preflight(stdioConnection, signal, ports)).toMatchObject({ state: 'reachable' });
    expect(opened).toEqual([['my server', '--flag', 'a b']]);
  });

  it('not with a setting that is no command', async () => {
    const { opened, ports } = world();
    for (const wrong of ['npx -y server', [], [''], ['npx', 1]]) {
      editor.settings.set('runtimeThreats.stdio.command', wrong);
      await expect(preflight(stdioConnection, signal, ports)).rejects.toMatchObject({ reason: 'invalid' });
    }
    expect(opened).toEqual([]);
  });
});

it('[C-06] [K-09] the sample tenant answers like any other, and keeps a case in its shared state', async () => {
  const { ports } = world();
  const session = createTenantSession({
    log: ports.log,
    connections: { active: () => sampleConnection, activate: async () => undefined },
    preflight: (connection, stop) => preflight(connection, stop, ports),
  });
  const tenant = await session.tenant();
  expect(tenant.label).toEqual({ name: 'sample', sample: true });
  const { value } = await tenant.tools.read('list_threats_engine_groups', { limit: 5, status: 'open' }, signal);
  expect(value.groups).toHaveLength(5);
  await sharedCases.save(tenant, storefrontCase, '/tmp/sysdig-runtime-investigate-18b7ad56233b-20260610-0920.md');
  const [saved] = await sharedCases.read(tenant, signal);
  expect(saved).toMatchObject({
    eventId: storefrontCase.trigger.eventId,
    caseFile: 'sysdig-runtime-investigate-18b7ad56233b-20260610-0920.md',
    completed: storefrontCase.completedAt,
  });
  session.dispose();
});
