import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** A tool call as it goes over the wire. */
export type WireCall = { readonly name: string; readonly arguments?: Readonly<Record<string, unknown>> | undefined };

const toolCall = z.object({
  method: z.literal('tools/call'),
  params: z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).optional() }),
});

function callOf(message: unknown): WireCall | undefined {
  const read = toolCall.safeParse(message);
  return read.success ? read.data.params : undefined;
}

/** The same transport, on which every tool call is seen before it is sent. Throws what `see` throws. */
export function watched(transport: Transport, see: (call: WireCall) => void): Transport {
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    const call = callOf(message);
    if (call !== undefined) see(call);
    await send(message, options);
  };
  return transport;
}

/** An address before a tenant's: what goes through it goes on, and its tool calls are kept. */
export async function watchingProxy(
  tenant: string,
): Promise<{ readonly url: string; readonly calls: readonly WireCall[]; stop(): Promise<void> }> {
  const calls: WireCall[] = [];
  const server = createServer((incoming, response) => {
    passOn(tenant, incoming, response, calls).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${new URL(tenant).pathname}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passOn(tenant: string, incoming: IncomingMessage, response: ServerResponse, calls: WireCall[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const messages: unknown = body.length === 0 ? undefined : JSON.parse(body.toString());
  for (const message of Array.isArray(messages) ? messages : [messages]) {
    const call = callOf(message);
    if (call !== undefined) calls.push(call);
  }
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const onward = request(tenant, { method: incoming.method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  onward.end(body);
}
