import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import { httpTransport } from '../../../src/extension/node/transports.ts';
import { inMemory, instantClock, keptLog, never, toolServer } from './toolServer.ts';

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/mcp/secure`;
}

async function stop(): Promise<void> {
  const running = server;
  server = undefined;
  running?.closeAllConnections();
  await new Promise<void>((done) => (running === undefined ? done() : running.close(() => done())));
}

function preflight(url: string, signal = never, timeoutMs = 400) {
  const open = async () => httpTransport({ url, token: 'secret', fetch });
  return connect({ label: { name: 'x', sample: false }, address: url, open }, { clock: instantClock(), log: keptLog(), signal, timeoutMs });
}

describe('what is no tenant', () => {
  afterEach(stop);

  it('[C-04] tells that nothing listens', async () => {
    const url = await serve(() => undefined);
    await stop();
    expect(await preflight(url)).toMatchObject({ state: 'unreachable', failure: { why: expect.stringContaining('ECONNREFUSED') } });
  });

  it.each([
    ['a web page', 200, 'text/html', '<html>hello</html>', 'unreachable'],
    ['a missing path', 404, 'text/html', 'not found', 'unreachable'],
    ['cut JSON', 200, 'application/json', '{"jsonrpc":', 'unreachable'],
    ['JSON that is no JSON-RPC', 200, 'application/json', '{"hello":1}', 'unreachable'],
    ['a stream without an answer', 200, 'text/event-stream', ': hello\n\n', 'unreachable'],
    ['a broken gateway', 502, 'text/html', 'bad gateway', 'unreachable'],
    ['a challenge', 401, 'application/json', '{}', 'unauthenticated'],
    ['a refusal', 403, 'application/json', '{}', 'unauthenticated'],
    ['a rate limit', 429, 'text/plain', 'slow down', 'unreachable'],
  ] as const)('[C-04][V-20] tells %s', async (_name, status, type, body, state) => {
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': type, 'www-authenticate': 'Bearer error="invalid_token"' }).end(body);
    });
    const outcome = await preflight(url, never, 5000);
    expect(outcome).toMatchObject({
      state,
      failure: { what: expect.stringContaining(url), why: expect.any(String), fix: expect.any(String) },
    });
  });

  it('[C-04] gives up on a server that never answers', async () => {
    const url = await serve((request) => void request.resume());
    expect(await preflight(url)).toMatchObject({ state: 'unreachable', failure: { why: expect.stringContaining('0.4 s') } });
  });

  it('[C-04] stops when it is cancelled', async () => {
    const stopping = new AbortController();
    const url = await serve(() => stopping.abort());
    await expect(preflight(url, stopping.signal, 60_000)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('[C-04] tells an MCP server that is not Sysdig from one that only offers a sign-in', async () => {
    const ports = { clock: instantClock(), log: keptLog(), signal: never };
    const run = () => ({ content: [] });
    expect(
      await connect(
        inMemory(() => toolServer({ weather: { run } })),
        ports,
      ),
    ).toMatchObject({ state: 'unreachable' });
    expect(
      await connect(
        inMemory(() => toolServer({ authenticate: { run } })),
        ports,
      ),
    ).toMatchObject({ state: 'unauthenticated' });
  });
});
