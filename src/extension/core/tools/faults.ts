import { Failure } from '../model/failure.ts';
import { oneLine, refusal } from './errorStatus.ts';

/** What went wrong below the tools, told apart by the connection. `said` is the other side's own text. */
export type Fault =
  | { readonly kind: 'http'; readonly status: number; readonly said: string; readonly retryAfter?: number | undefined }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'malformed'; readonly said: string }
  | { readonly kind: 'protocol'; readonly said: string }
  | { readonly kind: 'network'; readonly code: string | undefined; readonly said: string };

/** HTTP 429; thrown by an HTTP transport because the SDK's own error does not keep the header that says how long to wait. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  /** milliseconds; undefined where the server does not say */
  readonly retryAfter: number | undefined;

  constructor(retryAfter: number | undefined) {
    super('HTTP 429');
    this.retryAfter = retryAfter;
  }
}

/** The failure of one call. `seconds` is how long it was waited for. */
export function callFailure(tool: string, fault: Fault, seconds: number, cause: unknown): Failure {
  const what = `${tool} was not answered`;
  switch (fault.kind) {
    case 'http':
      // The endpoint itself is gone, or the session: not to be taken for "the tenant has no such id".
      if (fault.status === 404)
        return new Failure('unreachable', { what, why: 'The server no longer knows the session', fix: 'Reconnect', cause });
      return refusal(tool, fault.status, fault.said);
    case 'timeout':
      return new Failure('timeout', {
        what,
        why: `Nothing came within ${seconds} s`,
        fix: 'Try again, or with a smaller time window',
        cause,
      });
    case 'closed':
      return new Failure('unreachable', {
        what,
        why: 'The connection ended before the answer was complete',
        fix: 'Try again; reconnect if it stays',
        cause,
      });
    case 'malformed':
      return new Failure('malformed', {
        what: `The answer of ${tool} could not be read`,
        why: `It is not what MCP prescribes: ${oneLine(fault.said)}`,
        fix: 'Try again; if it stays, look for a proxy that changes answers',
        cause,
      });
    case 'protocol':
      return new Failure('server', {
        what: `${tool} failed`,
        why: `The server answered: ${oneLine(fault.said) || 'an error without text'}`,
        fix: 'Try again; if it stays, report it with the log',
        cause,
      });
    case 'network':
      return new Failure('unreachable', { what, why: networkWhy(fault), fix: 'Check the network, then reconnect', cause });
  }
}

/** The failure of a preflight that met no usable MCP server at `address`. */
export function unreachable(address: string, fault: Fault, seconds: number, cause: unknown): Failure {
  const why = reachWhy(fault, seconds);
  return new Failure('unreachable', { what: `Could not reach ${address}`, why, fix: reachFix(fault), ...withStatus(fault), cause });
}

/** The failure of a preflight that was told to sign in. Signing in is the user's click, never ours (C-05). */
export function unauthenticated(address: string, why: string, status?: number): Failure {
  return new Failure('unauthenticated', {
    what: `Not signed in to ${address}`,
    why,
    fix: 'Connect again with a Sysdig Secure API token of this tenant',
    ...(status !== undefined && { status }),
  });
}

function reachWhy(fault: Fault, seconds: number): string {
  switch (fault.kind) {
    case 'http':
      return `The server answered HTTP ${fault.status}`;
    case 'timeout':
      return `Nothing came within ${seconds} s`;
    case 'closed':
      return 'The server ended the connection during the greeting';
    case 'malformed':
      return `What answers there is not the Sysdig MCP server: ${oneLine(fault.said, 120)}`;
    case 'protocol':
      return `The server refused the greeting: ${oneLine(fault.said, 120)}`;
    case 'network':
      return networkWhy(fault);
  }
}

function withStatus(fault: Fault): { status?: number } {
  return fault.kind === 'http' ? { status: fault.status } : {};
}

function reachFix(fault: Fault): string {
  if (fault.kind === 'http' && fault.status === 404) return 'Check the path of the address; for Sysdig Secure it is /mcp/secure';
  if (fault.kind === 'closed') return 'If a command starts the server, run it in a terminal to see what it says';
  if (fault.kind === 'network' && fault.code === 'ENOENT') return 'Install the command, or correct it in the settings';
  return 'Check the address or region, and the proxy settings of VS Code';
}

function networkWhy({ code, said }: Extract<Fault, { kind: 'network' }>): string {
  if (code === undefined) return `The request could not be sent: ${oneLine(said, 120)}`;
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) return `The server's certificate is not trusted (${code})`;
  return networkWords[code] ?? `The network reports ${code}`;
}

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens at that address (ECONNREFUSED)',
  ECONNRESET: 'The other side cut the connection (ECONNRESET)',
  ENOTFOUND: 'The host name is not known (ENOTFOUND)',
  EAI_AGAIN: 'The host name could not be looked up (EAI_AGAIN)',
  ENOENT: 'The command was not found (ENOENT)',
  EACCES: 'The command may not be run (EACCES)',
  UND_ERR_SOCKET: 'The other side cut the connection',
  UND_ERR_CONNECT_TIMEOUT: 'The host did not answer in time',
};
