import { type CallToolResult, type Tool as ListedTool, Server } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { Refusal } from './refusal.ts';
import type { SampleTenant } from './tenant.ts';
import { eventTools } from './tools/events.ts';
import { responseTools } from './tools/responses.ts';
import { stateTools } from './tools/state.ts';
import { sysqlTools } from './tools/sysql.ts';
import { threatTools } from './tools/threats.ts';
import { MissingArgument, type Tool } from './tools/tool.ts';
import { vulnerabilityTools } from './tools/vulnerabilities.ts';

const tools: ReadonlyMap<string, Tool> = new Map(
  [...stateTools, ...eventTools, ...threatTools, ...sysqlTools, ...vulnerabilityTools, ...responseTools].map((tool) => [tool.name, tool]),
);

/** One connection to a tenant: an MCP server per session, the tenant shared by all. */
export function createSampleServer(tenant: SampleTenant): Server {
  const server = new Server({ name: 'sample-tenant', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: [...tools.values()].map(listed) }));
  server.setRequestHandler('tools/call', ({ params }) => answer(params.name, params.arguments, tenant));
  return server;
}

function listed({ name, description, args, access, permissions }: Tool): ListedTool {
  return {
    name,
    description,
    inputSchema: z.toJSONSchema(args, { io: 'input' }) as ListedTool['inputSchema'],
    annotations: { readOnlyHint: access === 'read', destructiveHint: access === 'act' },
    _meta: { requiredPermissions: permissions },
  };
}

/** Refusals become `isError` text, as the server of the contract does (§1.4), never a protocol error. */
function answer(name: string, args: unknown, tenant: SampleTenant): CallToolResult {
  const tool = tools.get(name);
  if (tool === undefined) return refused(`unknown tool ${name}`);
  try {
    return envelope(tool.call(args, tenant));
  } catch (error) {
    if (error instanceof Refusal) return refused(`error calling ${name}, ${error.message}`);
    if (error instanceof MissingArgument) return refused(error.message);
    throw error;
  }
}

export function refused(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] };
}

/** The same JSON twice: as text with every digit, and as an object where it is one, whose large numbers are rounded as JSON numbers are. */
function envelope(value: unknown): CallToolResult {
  const text = digits(value);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return { content: [{ type: 'text', text }], ...(isObject ? { structuredContent: JSON.parse(text) } : {}) };
}

/** JSON with bigints as plain numbers of full length; the mark keeps a string that looks like one from being taken for one. */
function digits(value: unknown): string {
  const mark = '\u0000ns:';
  const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `${mark}${inner}` : inner));
  return text.replace(/"\\u0000ns:(\d+)"/g, '$1');
}
