import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Transport } from '@modelcontextprotocol/client';
import { describe, expect, it, vi } from 'vitest';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import { unwrap } from '../../../src/extension/core/tools/unwrap.ts';
import { systemClock } from '../../../src/extension/node/systemClock.ts';
import { httpTransport, stdioTransport } from '../../../src/extension/node/transports.ts';

const signal = new AbortController().signal;
const log = { write: () => undefined };

function preflight(transport: Transport) {
  const endpoint = { label: { name: 'stdio', sample: false }, address: 'the command', open: async () => transport };
  return connect(endpoint, { clock: systemClock, log, signal, timeoutMs: 20_000 });
}

/** Ended and not yet collected by its parent (Z) counts as ended. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}

describe('[C-01] a server started by a command', () => {
  it('is given the way to the tenant only, and ends with everything that it started', { timeout: 30_000 }, async () => {
    const script = fileURLToPath(new URL('stdioServer.mjs', import.meta.url));
    const outcome = await preflight(stdioTransport([process.execPath, script], { SYSDIG_SECURE_API_TOKEN: 't', OTHER: 'x' }));
    if (outcome.state !== 'reachable') throw outcome.failure;
    const { value } = unwrap('t', await outcome.connection.call('get_customer_settings', {}, signal));
    const { pid, ...environment } = value as { pid: number };
    expect(environment).toEqual({ token: 't', other: null });
    expect(isRunning(pid)).toBe(true);
    await outcome.connection.close();
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
  });

  it('[V-20] tells that the command is not there', async () => {
    expect(await preflight(stdioTransport(['no-such-command-anywhere'], {}))).toMatchObject({
      state: 'unreachable',
      failure: { why: 'The command was not found (ENOENT)', fix: expect.stringContaining('settings') },
    });
  });

  it('[V-20] tells that the command ended by itself', async () => {
    expect(await preflight(stdioTransport([process.execPath, '-e', ''], {}))).toMatchObject({
      state: 'unreachable',
      failure: { fix: expect.stringContaining('terminal') },
    });
  });
});

describe('HTTP', () => {
  it('sends the token as bearer with every request, and to that address only', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(307, { location: 'http://localhost:9/elsewhere' }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
    expect(await preflight(httpTransport({ url, token: 'secret', fetch }))).toMatchObject({
      state: 'unreachable',
      failure: { why: 'The server answered HTTP 307' },
    });
    expect(seen).toEqual(['Bearer secret']);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});
