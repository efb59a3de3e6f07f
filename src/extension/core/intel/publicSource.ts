import type { Evidence } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import type { Clock, Fetch, Log } from '../model/ports.ts';
import { exchange, type Reply, type Request, TimedOut, TooLarge } from './exchange.ts';
import { answered, unanswered } from './httpEvidence.ts';
import type { KeptAnswers } from './keptAnswers.ts';
import { type Limit, Pace } from './pace.ts';
import { networkFailure, sourceFailure } from './sourceFailure.ts';
import { saysTooFast, usedUp, waitAsked } from './throttling.ts';

export type SourcePorts = {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly kept: KeptAnswers;
  /** the failed calls behind a Failure */
  readonly failed: WeakMap<Failure, readonly Evidence[]>;
};

/** What one source is given. `key` is a secret: it goes into a header and nowhere else. */
export type SourceSetup = { readonly ports: SourcePorts; readonly address: string; readonly key?: string | undefined };

type SourceRules = {
  /** as a user knows it */
  readonly name: string;
  /** 10 s if absent */
  readonly timeoutMs?: number;
  readonly limit?: Limit;
  /** statuses that say "too fast", beside 429 */
  readonly throttles?: readonly number[];
  /** statuses that say that the key is wrong */
  readonly keyRefused?: readonly number[];
  /** statuses beside 200 whose body tells something */
  readonly readable?: readonly number[];
};

/** `at` is when it arrived, in milliseconds. */
export type Answer = { readonly status: number; readonly text: string; readonly at: number };

type Answered<T> = { readonly answer: Answer; readonly value: T };

const defaultTimeoutMs = 10_000;
/** How long a source that is out of reach, or refuses the key, is left alone; one that throttles without saying for how long, likewise. */
const restMs = 60_000;

/** One public source: its pace, its time-out, and the rest that it is given after it refused. A question is sent once, never again by itself. */
export class PublicSource {
  readonly #rules: SourceRules;
  readonly #ports: SourcePorts;
  readonly #pace: Pace | undefined;
  #rest: { readonly until: number; readonly failure: Failure } | undefined;

  constructor(rules: SourceRules, ports: SourcePorts) {
    this.#rules = rules;
    this.#ports = ports;
    this.#pace = rules.limit === undefined ? undefined : new Pace(rules.limit, ports.clock);
  }

  /** One question and its evidence; asked again within a day, the same answer. Throws as `ask` does. */
  lookUp<T>(request: Request, read: (answer: Answer) => T, signal: AbortSignal): Promise<Evidence<T>> {
    const work = async (inner: AbortSignal) => {
      const { answer, value } = await this.ask(request, read, inner);
      return answered(request.url, answer.at, answer.text, value);
    };
    return this.#ports.kept.ask(request.url, work, signal);
  }

  /** Throws Failure, also the one that `read` throws, or the signal's reason. */
  async ask<T>(request: Request, read: (answer: Answer) => T, signal: AbortSignal): Promise<Answered<T>> {
    const { clock, log, failed } = this.#ports;
    const started = clock.now();
    try {
      const answer = await this.#get(request, signal);
      log.write('debug', `${this.#rules.name} answered`, { status: answer.status, took: answer.at - started });
      return { answer, value: read(answer) };
    } catch (error) {
      if (Failure.is(error)) {
        log.write('warn', `${this.#rules.name} failed`, { reason: error.reason, why: error.why, took: clock.now() - started });
        failed.set(error, [unanswered(request.url, clock.now(), error.why)]);
      }
      throw error;
    }
  }

  async #get(request: Request, signal: AbortSignal): Promise<Answer> {
    this.#refuseWhileResting();
    await this.#turn(signal);
    // While this one waited for its turn another may have been turned away.
    this.#refuseWhileResting();
    const { status, headers, text } = await this.#send(request, signal);
    const at = this.#ports.clock.now();
    if (text === undefined) throw this.#refusal(status, headers);
    if (usedUp(headers)) this.#leaveAlone(waitAsked(headers, at) ?? restMs, sourceFailure(this.#rules.name, 'rateLimited', 'rate-limited'));
    return { status, text, at };
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#pace === undefined || (await this.#pace.turn(signal))) return;
    const { requests, perMs } = this.#pace.limit;
    throw sourceFailure(this.#rules.name, 'rateLimited', `rate-limited: ${requests} requests in ${perMs / 1000} s are used up`);
  }

  async #send(request: Request, signal: AbortSignal): Promise<Reply> {
    const { fetch, clock } = this.#ports;
    const { name, timeoutMs = defaultTimeoutMs, readable = [] } = this.#rules;
    try {
      return await exchange(request, { fetch, clock, timeoutMs }, (status) => status === 200 || readable.includes(status), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TooLarge) throw sourceFailure(name, 'malformed', 'the answer is larger than 16 MB');
      const failure =
        error instanceof TimedOut ? sourceFailure(name, 'timeout', `no answer within ${timeoutMs / 1000} s`) : networkFailure(name, error);
      throw this.#leaveAlone(restMs, failure);
    }
  }

  #refusal(status: number, headers: Headers): Failure {
    const { name, limit, throttles = [], keyRefused = [] } = this.#rules;
    const asked = waitAsked(headers, this.#ports.clock.now());
    const throttled = status === 429 || throttles.includes(status) || (status === 403 && saysTooFast(headers));
    if (throttled) {
      const failure = sourceFailure(name, 'rateLimited', `rate-limited (HTTP ${status})`, status);
      return this.#leaveAlone(asked ?? limit?.perMs ?? restMs, failure);
    }
    if (keyRefused.includes(status)) {
      return this.#leaveAlone(restMs, sourceFailure(name, 'unauthenticated', `API key not accepted (HTTP ${status})`, status));
    }
    return sourceFailure(name, status === 401 || status === 403 ? 'forbidden' : 'server', `HTTP ${status}`, status);
  }

  /** Of two reasons to stay away the longer one holds. */
  #leaveAlone(ms: number, failure: Failure): Failure {
    const until = this.#ports.clock.now() + ms;
    if (this.#rest === undefined || until > this.#rest.until) this.#rest = { until, failure };
    return failure;
  }

  /** The same reason again, so that a case does not depend on which of its questions came first. */
  #refuseWhileResting(): void {
    if (this.#rest === undefined || this.#ports.clock.now() >= this.#rest.until) return;
    const { reason, why, status } = this.#rest.failure;
    throw sourceFailure(this.#rules.name, reason, why, status);
  }
}
