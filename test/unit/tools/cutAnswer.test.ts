import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import { httpTransport } from '../../../src/extension/node/transports.ts';
import { instantClock, keptLog, never, reached } from './toolServer.ts';

type Message = { id?: number; method: string };

const results: Readonly<Record<string, object>> = {
  initialize: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'cutting', version: '1' } },
  'tools/list': { tools: [{ name: 'get_customer_settings', inputSchema: { type: 'object' } }] },
};

let server: Server | undefined;

/** A server that greets and lists its one tool as JSON, and answers its calls with `cut`. */
async function connectToCutting(cut: (response: ServerResponse) => void) {
  server = createServer(async (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const { id, method } = (await json(request)) as Message;
    if (id === undefined) return void response.writeHead(202).end();
    const result = results[method];
    if (result === undefined) return cut(response);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result }));
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const open = async () => httpTransport({ url, token: 'secret', fetch });
  const endpoint = { label: { name: 'x', sample: false }, address: url, open };
  return reached(await connect(endpoint, { clock: instantClock(), log: keptLog(), signal: never, timeoutMs: 5000 }));
}

describe('[V-20] an answer that is cut', () => {
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise<void>((done) => server?.close(() => done()));
  });

  it.each([
    ['in a stream', 'text/event-stream', 'event: message\ndata: {"jsonrpc":"2.0","id":'],
    ['in JSON', 'application/json', '{"jsonrpc":"2.0","id":'],
    ['before its first byte', 'text/event-stream', ''],
  ])('%s fails at once instead of at the timeout', async (_where, type, half) => {
    const connection = await connectToCutting((response) => {
      response.writeHead(200, { 'content-type': type });
      response.write(half, () => response.destroy());
    });
    await expect(connection.call('get_customer_settings', {}, never)).rejects.toMatchObject({ reason: 'unreachable' });
    await connection.close();
  });

  it.each([
    ['a stream that ends without an answer', 'text/event-stream', ': nothing\n\n', 'unreachable'],
    ['a stream of something else', 'text/event-stream', 'data: <html>\n\n', 'unreachable'],
    ['half a JSON document', 'application/json', '{"jsonrpc":', 'malformed'],
    ['a web page', 'text/html', '<html></html>', 'malformed'],
  ])('%s fails at once', async (_what, type, body, reason) => {
    const connection = await connectToCutting((response) => response.writeHead(200, { 'content-type': type }).end(body));
    await expect(connection.call('get_customer_settings', {}, never)).rejects.toMatchObject({ reason });
    await connection.close();
  });
});
