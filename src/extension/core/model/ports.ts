/** What a host supplies. Milliseconds since the epoch. */
export type Clock = {
  now(): number;
  /** Resolves after `ms`, rejects with AbortError when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** One status line before each non-trivial call: what was found, what comes next and why (I-31). Plain text; hosts show it as text. */
export type Narrator = { say(line: string): void };

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** `detail` holds no secret: callers log names, counts, statuses and durations, never a header or an answer's body. */
export type Log = { write(level: LogLevel, message: string, detail?: Readonly<Record<string, unknown>>): void };

/** The platform's fetch as public sources use it: GET alone, no redirect is followed, the body is read as it comes in. */
export type Fetch = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<Pick<Response, 'status' | 'headers' | 'body'>>;
