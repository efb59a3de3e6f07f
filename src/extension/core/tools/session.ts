import {
  Client,
  InsufficientScopeError,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  type Transport,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { isAbort } from '../model/failure.ts';
import type { Log } from '../model/ports.ts';
import { type Fault, RateLimited } from './faults.ts';
import type { ToolAnswer } from './unwrap.ts';

/** A tool as tools/list names it; the input schema decides which argument names are used. */
export type ToolDefinition = { readonly name: string; readonly inputSchema: { readonly properties?: Readonly<Record<string, unknown>> } };

/** One MCP session over one transport. Each of its calls rejects with McpFault, or with AbortError when the signal fires. */
export type Session = {
  /** every page of tools/list */
  listTools(signal: AbortSignal): Promise<ReadonlyMap<string, ToolDefinition>>;
  /** the answer as given; sent exactly once */
  callTool(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolAnswer>;
  /** never rejects */
  close(): Promise<void>;
};

export type SessionPorts = { readonly log: Log; readonly signal: AbortSignal; readonly timeoutMs: number; readonly onClosed: () => void };

/** What went wrong in a session, told apart from the SDK's error classes in this one place. */
export class McpFault extends Error {
  override readonly name = 'McpFault';
  readonly fault: Fault;

  constructor(fault: Fault, cause: unknown) {
    super(fault.kind, { cause });
    this.fault = fault;
  }
}

const clientInfo = { name: 'runtime-threats', version: '0.1.0' };
const maxToolPages = 50;

/** Starts the transport and exchanges greetings. Rejects with McpFault or AbortError. */
export async function openSession(open: () => Promise<Transport>, ports: SessionPorts): Promise<Session> {
  const { log, timeoutMs: timeout } = ports;
  const client = new Client(clientInfo);
  client.onerror = (error) => log.write('debug', 'transport', { error: error.name });
  client.onclose = ports.onClosed;
  await telling(ports.signal, async () => client.connect(await open(), { signal: ports.signal, timeout }));
  return {
    listTools: (signal) => telling(signal, () => listTools(client, { signal, timeout })),
    // Not client.callTool: it refuses an answer without structured content where the tool declares an output schema, as real servers send.
    callTool: (name, args, signal) =>
      telling(signal, async () => {
        const { content, structuredContent, isError } = await client.request(
          { method: 'tools/call', params: { name, arguments: args } },
          { signal, timeout },
        );
        return { content, structuredContent, isError: isError === true };
      }),
    close: async () => {
      try {
        await client.close();
      } catch (error) {
        log.write('debug', 'closing failed', { error: String(error) });
      }
    },
  };
}

async function listTools(client: Client, options: { signal: AbortSignal; timeout: number }): Promise<ReadonlyMap<string, ToolDefinition>> {
  const tools = new Map<string, ToolDefinition>();
  let cursor: string | undefined;
  for (let page = 0; page < maxToolPages; page++) {
    const answer = await client.request({ method: 'tools/list', params: cursor === undefined ? {} : { cursor } }, options);
    for (const { name, inputSchema } of answer.tools) tools.set(name, { name, inputSchema: { properties: inputSchema.properties ?? {} } });
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return tools;
}

/** The SDK tells a cancelled request as a timeout, so the signal is asked first. */
async function telling<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    throw new McpFault(faultOf(error), error);
  }
}

/** The signal's reason if that is an AbortError, else one. */
export function abortError(signal: AbortSignal): Error {
  return isAbort(signal.reason) ? (signal.reason as Error) : new DOMException('The call was cancelled', 'AbortError');
}

// 1.x servers and our HTTP transport answer -32000 for a connection that ended.
const connectionClosed = -32000;

function faultOf(error: unknown): Fault {
  if (error instanceof RateLimited) return { kind: 'http', status: 429, said: 'too many requests', retryAfter: error.retryAfter };
  if (error instanceof UnauthorizedError) return { kind: 'http', status: 401, said: '' };
  if (error instanceof InsufficientScopeError) return { kind: 'http', status: 403, said: error.message };
  if (error instanceof SdkHttpError)
    return { kind: 'http', status: error.status, said: String(error.data['text'] ?? error.statusText ?? '') };
  if (error instanceof SdkError) return sdkFault(error);
  if (error instanceof ProtocolError) return protocolFault(error);
  if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')) {
    return { kind: 'malformed', said: 'it is not a JSON-RPC message' };
  }
  return networkFault(error);
}

function sdkFault(error: SdkError): Fault {
  switch (error.code) {
    case SdkErrorCode.RequestTimeout:
      return { kind: 'timeout' };
    case SdkErrorCode.ConnectionClosed:
    case SdkErrorCode.NotConnected:
    case SdkErrorCode.SendFailed:
      return { kind: 'closed' };
    default:
      return { kind: 'malformed', said: error.message };
  }
}

function protocolFault({ code, message }: ProtocolError): Fault {
  return code === connectionClosed ? { kind: 'closed' } : { kind: 'protocol', said: message };
}

// fetch hides the reason in `cause`: "fetch failed" alone says nothing.
function networkFault(error: unknown): Fault {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return { kind: 'network', said: String(cause), code };
}
