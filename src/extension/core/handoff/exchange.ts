import type { Clock } from '../model/ports.ts';
import type { HandoffPorts, Send } from './ports.ts';

export type Request = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** `retryAfter` in milliseconds, where the answer names it. */
export type Answered = { readonly kind: 'answer'; readonly status: number; readonly text: string; readonly retryAfter?: number };

/** No whole answer came. `delivered` says whether the request can have had an effect all the same; `why` names no address and no header. */
export type Silence = {
  readonly kind: 'silence';
  readonly reason: 'timeout' | 'unreachable';
  readonly delivered: 'no' | 'maybe';
  readonly why: string;
};

const timeoutMs = 30_000;
/** Whoever asks for a longer pause is told to the user instead. */
const longestPauseMs = 10_000;

/** One request, its answer's body included. Rejects when the signal fires, for nothing else. */
export async function exchange(request: Request, { send, clock }: HandoffPorts, signal: AbortSignal): Promise<Answered | Silence> {
  const timeout = new AbortController();
  const finished = new AbortController();
  const inner = AbortSignal.any([signal, timeout.signal]);
  try {
    return await Promise.race([
      answerTo(request, send, clock, inner),
      silenceAfter(timeoutMs, clock, AbortSignal.any([signal, finished.signal])),
    ]);
  } catch (error) {
    signal.throwIfAborted();
    return lost(error);
  } finally {
    finished.abort();
    timeout.abort();
  }
}

/** As exchange, but a 429 that asks for a short pause gets it, once: what was refused so had no effect, so to repeat it is safe. */
export async function patientExchange(request: Request, ports: HandoffPorts, signal: AbortSignal): Promise<Answered | Silence> {
  const first = await exchange(request, ports, signal);
  if (first.kind !== 'answer' || first.status !== 429 || first.retryAfter === undefined || first.retryAfter > longestPauseMs) return first;
  await ports.clock.sleep(first.retryAfter, signal);
  return exchange(request, ports, signal);
}

async function answerTo({ url, ...init }: Request, send: Send, clock: Clock, signal: AbortSignal): Promise<Answered> {
  const answer = await send(url, { ...init, redirect: 'manual', signal });
  const { status, headers } = answer;
  const retryAfter = pause(headers.get('retry-after'), clock.now());
  return { kind: 'answer', status, text: await answer.text(), ...(retryAfter === undefined ? {} : { retryAfter }) };
}

async function silenceAfter(ms: number, clock: Clock, signal: AbortSignal): Promise<Silence> {
  await clock.sleep(ms, signal);
  return { kind: 'silence', reason: 'timeout', delivered: 'maybe', why: `nothing came within ${ms / 1000} s` };
}

/** Retry-After is seconds or a date. */
function pause(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Of the error only its code is told: a message may repeat a header. */
function lost(error: unknown): Silence {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = codeOf(cause);
  return {
    kind: 'silence',
    reason: 'unreachable',
    delivered: neverArrived.test(code) ? 'no' : 'maybe',
    why: code === '' ? 'the connection ended before the answer' : `the connection failed (${code})`,
  };
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  // The editor's own fetch names the code in its message only.
  return /net::(ERR_[A-Z_]+)/.exec(cause.message)?.[1] ?? '';
}

/** The connection was never made, or its certificate was refused before anything was said. */
const neverArrived =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_\w+|ERR_(?:NAME_NOT_RESOLVED|CONNECTION_REFUSED|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|PROXY_CONNECTION_FAILED|CERT_\w+))$/;
