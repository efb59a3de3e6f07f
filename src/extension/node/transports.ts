import { StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { RateLimited } from '../core/tools/faults.ts';
import { type Environment, serverVariables } from './environment.ts';
import { descendantsOf, endProcesses } from './processTree.ts';

/** `token` is a secret. `fetch` is the global one if absent: VS Code patches that for its proxy and certificates (C-07). */
export type HttpOptions = { readonly url: string; readonly token: string; readonly fetch?: typeof globalThis.fetch };

/** Streamable HTTP with a bearer token. No auth provider: a 401 is an error and never the start of a sign-in (C-05). */
export function httpTransport({ url, token, fetch = globalThis.fetch }: HttpOptions): Transport {
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: async (input, init) => refuseLimited(await fetch(input, init)),
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  failUnanswered(transport);
  return transport;
}

// The SDK's error keeps neither the status's headers nor when to come back.
function refuseLimited(response: Response): Response {
  if (response.status === 429) throw new RateLimited(retryAfter(response.headers.get('retry-after')));
  return response;
}

/** Milliseconds from a Retry-After header: seconds or an HTTP date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/**
 * Answers a request whose stream ended without an answer with JSON-RPC error -32000 (connection closed). Without this a connection that is cut
 * in mid-answer shows as nothing until the timeout: the SDK tells of the end of a stream only who asks for it.
 */
function failUnanswered(transport: Transport): void {
  const open = new Set<string | number>();
  const send = transport.send.bind(transport);
  transport.onmessage = (message) => {
    if (!('method' in message) && message.id !== undefined) open.delete(message.id);
  };
  transport.send = (message, options) => {
    if (!('method' in message && 'id' in message)) return send(message, options);
    const { id } = message;
    open.add(id);
    const onRequestStreamEnd = () => {
      if (!open.delete(id)) return;
      transport.onmessage?.({ jsonrpc: '2.0', id, error: { code: -32000, message: 'the connection ended before the answer' } });
    };
    return send(message, { ...options, onRequestStreamEnd });
  };
}

// One answer may be several MB (a scan result); the SDK's own bound of 10 MB ends the connection.
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * A server started by a command, talked to over its standard streams; closing ends everything that the command started.
 * Of `environment` the server gets what it needs to reach the tenant, and no other variable.
 */
export function stdioTransport([command, ...args]: readonly [string, ...string[]], environment: Environment = process.env): Transport {
  const transport = new StdioClientTransport({
    command,
    args,
    env: { ...getDefaultEnvironment(), ...serverVariables(environment) },
    stderr: 'ignore',
    maxBufferSize: maxAnswerBytes,
  });
  const close = transport.close.bind(transport);
  // `npx …` starts a shell that starts the server; ending the first leaves the others running.
  transport.close = async () => {
    const family = transport.pid === null ? [] : await descendantsOf(transport.pid);
    await close();
    endProcesses(family);
  };
  return transport;
}
