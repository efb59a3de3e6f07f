import type { Clock, Fetch } from '../model/ports.ts';

/** Thrown when no answer was complete in time. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** Thrown for an answer beyond `mostBytes`. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

export type Request = { readonly url: string; readonly headers?: Readonly<Record<string, string>> };

/** `text` is absent where the status says that the body is not worth reading. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly text?: string };

type ExchangePorts = { readonly fetch: Fetch; readonly clock: Clock; readonly timeoutMs: number };

/** The largest of the sources, Exploit-DB's table, has some 10 MB. */
const mostBytes = 16 * 1024 * 1024;

/** One GET, its body included, within the time-out. Rejects with TimedOut, TooLarge, fetch's own error, or the signal's reason. */
export async function exchange(
  { url, headers = {} }: Request,
  { fetch, clock, timeoutMs }: ExchangePorts,
  worthReading: (status: number) => boolean,
  signal: AbortSignal,
): Promise<Reply> {
  const cancel = new AbortController();
  const finished = new AbortController();
  const inner = AbortSignal.any([signal, cancel.signal]);
  const send = async (): Promise<Reply> => {
    const response = await fetch(url, { headers, redirect: 'manual', signal: inner });
    const { status, headers: answered, body } = response;
    if (worthReading(status)) return { status, headers: answered, text: await textOf(body) };
    await body?.cancel();
    return { status, headers: answered };
  };
  const timer = async (): Promise<never> => {
    await clock.sleep(timeoutMs, AbortSignal.any([signal, finished.signal]));
    throw new TimedOut('no answer in time');
  };
  try {
    return await Promise.race([send(), timer()]);
  } finally {
    finished.abort();
    cancel.abort();
  }
}

async function textOf(body: Response['body']): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new TooLarge('the answer is too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
