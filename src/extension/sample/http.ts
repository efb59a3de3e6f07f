import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { localhostHostValidation, localhostOriginValidation, NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Fault, Faults } from './faults.ts';
import { createSampleServer } from './server.ts';
import type { SampleTenant } from './tenant.ts';

export type HttpOptions = {
  readonly tenant: SampleTenant;
  /** expected as bearer token; without it everybody may call */
  readonly token?: string;
  /** milliseconds that each tool call is held back */
  readonly latency: number;
  readonly faults: Faults;
};

const path = '/mcp/secure';
const toolCall = z.object({
  id: z.union([z.string(), z.number()]),
  method: z.literal('tools/call'),
  params: z.object({ name: z.string() }),
});

/** The tenant over streamable HTTP, a session per client. Faults act here, outside the tenant, where a connection can really be cut. */
export function createHttpServer(options: HttpOptions): Server {
  const sessions = new Map<string, NodeStreamableHTTPServerTransport>();
  const hostAllowed = localhostHostValidation();
  const originAllowed = localhostOriginValidation();
  return createServer((request, response) => {
    if (!hostAllowed(request, response) || !originAllowed(request, response)) return;
    serve({ request, response }, options, sessions).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(error instanceof SyntaxError ? 400 : 500).end(String(error));
    });
  });
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };
type Sessions = Map<string, NodeStreamableHTTPServerTransport>;

async function serve({ request, response }: Exchange, options: HttpOptions, sessions: Sessions): Promise<void> {
  if (!authorised(request, options.token)) {
    response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"', 'content-type': 'application/json' });
    response.end('{"type":"unauthorized","message":"Bad authentication."}');
    return;
  }
  if (request.url?.split('?')[0] !== path) {
    response.writeHead(404).end();
    return;
  }
  const body = await readJson(request);
  const call = toolCall.safeParse(body);
  if (call.success) {
    await sleep(options.latency);
    const fault = options.faults.take(call.data.params.name);
    if (fault !== undefined) {
      misbehave(response, fault, call.data.id);
      return;
    }
  }
  const id = request.headers['mcp-session-id'];
  const known = sessions.get(String(id));
  if (known === undefined && id !== undefined) {
    // 404 tells a client to begin a new session; the transport itself would say 400.
    response.writeHead(404).end();
    return;
  }
  const transport = known ?? (await newSession(body, options.tenant, sessions));
  await transport.handleRequest(request, response, body);
}

/** A request outside a session that does not begin one meets a transport of its own, which refuses it as the protocol says. */
async function newSession(body: unknown, tenant: SampleTenant, sessions: Sessions): Promise<NodeStreamableHTTPServerTransport> {
  const transport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => {
      sessions.set(id, transport);
    },
    onsessionclosed: (id) => {
      sessions.delete(id);
    },
  });
  if (isInitializeRequest(body)) await createSampleServer(tenant).connect(transport);
  return transport;
}

function authorised(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

function misbehave(response: ServerResponse, fault: Fault, id: string | number): void {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: message\ndata: {"jsonrpc":"2.0","id":', () => response.destroy());
      return;
    case 'result':
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result: fault.result }));
  }
}
