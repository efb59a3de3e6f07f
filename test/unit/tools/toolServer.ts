import { InMemoryTransport, Server } from '@modelcontextprotocol/server';
import type { Clock, Log } from '../../../src/extension/core/model/ports.ts';
import { type Connection, connect, type Endpoint, type Preflight } from '../../../src/extension/core/tools/connection.ts';

export type Answer = { content: { type: 'text'; text: string }[]; isError?: boolean; structuredContent?: Record<string, unknown> };
export type Calls = { tool: string; args: Record<string, unknown> }[];
export type Json = string | Json[] | { [key: string]: Json };
type Handler = (args: Record<string, unknown>, signal: AbortSignal) => Answer | Promise<Answer>;
export type Tools = Readonly<Record<string, { properties?: Record<string, Json>; run: Handler }>>;

export const answer = (value: unknown): Answer => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
export const refused = (text: string): Answer => ({ isError: true, content: [{ type: 'text', text }] });

/** An MCP server of the 2.x SDK with exactly these tools; `calls` keeps what it was asked. */
export function toolServer(tools: Tools, calls: Calls = []): Server {
  const server = new Server({ name: 'tools', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', async () => ({
    tools: Object.entries(tools).map(([name, { properties = {} }]) => ({ name, inputSchema: { type: 'object' as const, properties } })),
  }));
  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const args = params.arguments ?? {};
    calls.push({ tool: params.name, args });
    const tool = tools[params.name];
    if (tool === undefined) return refused(`unknown tool ${params.name}`);
    return tool.run(args, ctx.mcpReq.signal);
  });
  return server;
}

export const inMemory = (server: () => Server): Endpoint => ({
  label: { name: 'test', sample: false },
  address: 'in memory',
  open: async () => {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await server().connect(theirs);
    return ours;
  },
});

/** A clock whose sleeps end at once and are kept in `slept`. */
export function instantClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => 1_781_082_763_000,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
    },
  };
}

export type Line = { level: string; message: string; detail: Readonly<Record<string, unknown>> };

export function keptLog(): Log & { readonly lines: Line[] } {
  const lines: Line[] = [];
  return { lines, write: (level, message, detail = {}) => void lines.push({ level, message, detail }) };
}

export const never = new AbortController().signal;

/** The connection of a preflight that must be reachable. */
export function reached(preflight: Preflight): Connection {
  if (preflight.state !== 'reachable') throw preflight.failure;
  return preflight.connection;
}

export async function connectTo(
  tools: Tools,
  options: { calls?: Calls; clock?: Clock; log?: Log; timeoutMs?: number } = {},
): Promise<Connection> {
  const { calls, clock = instantClock(), log = keptLog(), timeoutMs = 5000 } = options;
  return reached(
    await connect(
      inMemory(() => toolServer(tools, calls)),
      { clock, log, signal: never, timeoutMs },
    ),
  );
}
