import type { Transport } from '@modelcontextprotocol/client';
import type { TenantLabel } from '../model/case.ts';
import { Failure } from '../model/failure.ts';
import type { Clock, Log } from '../model/ports.ts';
import { accessOf, isKnownTool } from './access.ts';
import { permissionFix, refusal, retryAfterOfErrorText, statusOfErrorText } from './errorStatus.ts';
import { callFailure, unauthenticated, unreachable } from './faults.ts';
import { abortError, McpFault, openSession, type Session, type ToolDefinition } from './session.ts';
import { type ToolAnswer, textOf } from './unwrap.ts';

/** A server to talk to. `address` is what messages name (no secret in it); `open` gives a new, unstarted transport each time. */
export type Endpoint = { readonly label: TenantLabel; readonly address: string; readonly open: () => Promise<Transport> };

/** The three outcomes of C-04. */
export type Preflight =
  | { readonly state: 'reachable'; readonly connection: Connection }
  | { readonly state: 'unauthenticated' | 'unreachable'; readonly failure: Failure };

export type Connection = {
  readonly label: TenantLabel;
  readonly tools: ReadonlyMap<string, ToolDefinition>;
  /**
   * The answer as given, errors in it included (`unwrap` reads it). Throws Failure; rejects with AbortError when the signal fires.
   * Reads are repeated after 429 and after a lost session; anything else is sent once, whatever happens.
   */
  call(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolAnswer>;
  close(): Promise<void>;
  /** Calls the listener when the other side ends the connection, not when `close` does. */
  onClosed(listener: () => void): void;
};

/** `timeoutMs` bounds each request; a minute if absent. */
export type ConnectPorts = { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal; readonly timeoutMs?: number };

/** Connects and lists the tools. An outcome, never a throw, except AbortError when the signal fires. It starts no sign-in (C-05). */
export async function connect(endpoint: Endpoint, ports: ConnectPorts): Promise<Preflight> {
  const connection = new McpConnection(endpoint, ports);
  try {
    await connection.open(ports.signal);
    return { state: 'reachable', connection };
  } catch (error) {
    await connection.close();
    if (!Failure.is(error)) throw error;
    ports.log.write('warn', 'preflight failed', { reason: error.reason, status: error.status });
    return { state: error.reason === 'unauthenticated' ? 'unauthenticated' : 'unreachable', failure: error };
  }
}

const defaultTimeoutMs = 60_000;
const maxRetries = 2;
const maxWaitMs = 30_000;

type Call = { readonly tool: string; readonly args: Readonly<Record<string, unknown>>; readonly signal: AbortSignal };

/** A call without an answer, and what a read may do about it. */
type Setback = { readonly failure: Failure; readonly repeat?: 'inNewSession' | 'afterWait'; readonly retryAfter?: number | undefined };

class McpConnection implements Connection {
  readonly label: TenantLabel;
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timeoutMs: number;
  readonly #closedListeners: (() => void)[] = [];
  #tools: ReadonlyMap<string, ToolDefinition> = new Map();
  #session: Session | undefined;
  #lost: Session | undefined;
  #renewing: Promise<Session> | undefined;
  #closing = false;

  constructor(endpoint: Endpoint, { clock, log, timeoutMs = defaultTimeoutMs }: ConnectPorts) {
    this.label = endpoint.label;
    this.#endpoint = endpoint;
    this.#clock = clock;
    this.#log = log;
    this.#timeoutMs = timeoutMs;
  }

  get tools(): ReadonlyMap<string, ToolDefinition> {
    return this.#tools;
  }

  async open(signal: AbortSignal): Promise<void> {
    try {
      this.#session = await this.#begin(signal);
      this.#tools = await this.#session.listTools(signal);
    } catch (error) {
      throw this.#preflightError(error);
    }
    this.#requireSysdig();
    this.#log.write('info', 'connected', { tools: this.#tools.size });
  }

  async call(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolAnswer> {
    if (!this.#tools.has(tool)) throw notOffered(tool);
    let renewed = false;
    let waits = 0;
    for (;;) {
      const outcome = await this.#once(await this.#current(signal), { tool, args, signal });
      if (!('failure' in outcome)) return outcome;
      const { failure, repeat, retryAfter } = outcome;
      if (accessOf(tool) !== 'read') throw failure;
      if (repeat === 'inNewSession' && !renewed) renewed = true;
      else if (repeat === 'afterWait' && waits++ < maxRetries) await this.#wait(retryAfter ?? 1000 * waits, signal);
      else throw failure;
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#session?.close();
    this.#session = undefined;
  }

  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener);
  }

  async #begin(signal: AbortSignal): Promise<Session> {
    let session: Session | undefined;
    const onClosed = () => this.#ended(session);
    session = await openSession(this.#endpoint.open, { log: this.#log, signal, timeoutMs: this.#timeoutMs, onClosed });
    return session;
  }

  /** A refused token may show as a catalogue without tools, or with nothing but a sign-in tool (contract §2.5). */
  #requireSysdig(): void {
    const names = [...this.#tools.keys()];
    const { address } = this.#endpoint;
    if (names.some(isKnownTool)) return;
    if (names.length === 0) throw unauthenticated(address, 'The server lists no tool, as it does for a token that it does not accept');
    if (names.every((name) => /authenticat/i.test(name))) throw unauthenticated(address, 'The server offers nothing but a sign-in');
    throw unreachable(address, { kind: 'malformed', said: `none of its ${names.length} tools is known` }, 0, undefined);
  }

  async #current(signal: AbortSignal): Promise<Session> {
    const session = this.#session;
    if (this.#closing || session === undefined) throw notConnected(this.#endpoint.address);
    if (session !== this.#lost) return session;
    this.#renewing ??= this.#renew(session).finally(() => {
      this.#renewing = undefined;
    });
    return orAbort(this.#renewing, signal);
  }

  /** A new session in place of one that the server forgot. Shared by all calls that wait for it, so no single call's signal ends it. */
  async #renew(old: Session): Promise<Session> {
    this.#log.write('info', 'session lost, opening a new one');
    await old.close();
    try {
      const session = await this.#begin(new AbortController().signal);
      if (this.#closing) await session.close();
      else this.#session = session;
      return session;
    } catch (error) {
      throw this.#preflightError(error);
    }
  }

  async #once(session: Session, { tool, args, signal }: Call): Promise<ToolAnswer | Setback> {
    const started = this.#clock.now();
    const tell = (level: 'info' | 'warn', detail: Readonly<Record<string, unknown>>) =>
      this.#log.write(level, tool, { ms: this.#clock.now() - started, ...detail });
    try {
      const answer = await session.callTool(tool, args, signal);
      const text = textOf(answer) ?? '';
      const status = answer.isError === true ? statusOfErrorText(text) : undefined;
      tell('info', { bytes: text.length, status: answer.isError === true ? (status ?? 'error') : 'done' });
      return status === 429
        ? { failure: refusal(tool, status, text), repeat: 'afterWait', retryAfter: retryAfterOfErrorText(text) }
        : answer;
    } catch (error) {
      if (!(error instanceof McpFault)) {
        tell('info', { status: 'cancelled' });
        throw error;
      }
      const setback = this.#setback(session, tool, error);
      tell('warn', { status: setback.failure.status ?? setback.failure.reason });
      return setback;
    }
  }

  #setback(session: Session, tool: string, { fault, cause }: McpFault): Setback {
    const failure = callFailure(tool, fault, this.#timeoutMs / 1000, cause);
    // What was under way when another call found the session lost is cut by its closing.
    if (fault.kind === 'closed' && session === this.#lost) return { failure, repeat: 'inNewSession' };
    if (fault.kind !== 'http') return { failure };
    if (fault.status === 429) return { failure, repeat: 'afterWait', retryAfter: fault.retryAfter };
    if (fault.status !== 404) return { failure };
    // A 404 of the endpoint itself, after a successful greeting, is how a server says that it forgot the session (MCP, streamable HTTP).
    this.#lost = session;
    return { failure, repeat: 'inNewSession' };
  }

  async #wait(wanted: number, signal: AbortSignal): Promise<void> {
    const ms = Math.min(wanted, maxWaitMs);
    this.#log.write('info', 'rate limited, waiting', { ms });
    await this.#clock.sleep(ms, signal);
  }

  #preflightError(error: unknown): unknown {
    if (!(error instanceof McpFault)) return error;
    const { fault, cause } = error;
    const { address } = this.#endpoint;
    return fault.kind === 'http' && (fault.status === 401 || fault.status === 403)
      ? unauthenticated(address, `The server answered HTTP ${fault.status}`, fault.status)
      : unreachable(address, fault, this.#timeoutMs / 1000, cause);
  }

  #ended(session: Session | undefined): void {
    if (this.#closing || session === undefined || session !== this.#session || session === this.#lost) return;
    this.#log.write('warn', 'the server ended the connection');
    this.#session = undefined;
    for (const listener of this.#closedListeners) listener();
  }
}

function notOffered(tool: string): Failure {
  return new Failure('unsupported', {
    what: `${tool} is not available`,
    why: 'The tenant does not list this tool for your token',
    fix: permissionFix(tool),
  });
}

function notConnected(address: string): Failure {
  return new Failure('unreachable', { what: `Not connected to ${address}`, why: 'The connection has ended', fix: 'Reconnect' });
}

/** Stops waiting when the signal fires; what is waited for goes on, since other calls wait for it too. */
function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(abortError(signal));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
