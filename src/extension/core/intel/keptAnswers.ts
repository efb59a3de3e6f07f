import { Failure } from '../model/failure.ts';
import type { Clock } from '../model/ports.ts';

const dayMs = 86_400_000;
/** How long a question that the source could not answer is not put again. */
const failureMs = 60_000;

type Shared = { readonly answer: Promise<unknown>; readonly cancel: AbortController; waiting: number; until: number };

/** Each question is put once: whoever asks again shares its answer, for a day. Work that nobody waits for any more is cancelled and forgotten. */
export class KeptAnswers {
  readonly #clock: Clock;
  readonly #shared = new Map<string, Shared>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Rejects as `work` does, or with the signal's reason. */
  ask<T>(key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    this.#forgetOld();
    const shared = this.#shared.get(key) ?? this.#start(key, work);
    shared.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        shared.waiting -= 1;
        if (shared.waiting === 0) this.#abandon(key, shared);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const settled = () => signal.removeEventListener('abort', leave);
      shared.answer.finally(settled).then((answer) => resolve(answer as T), reject);
    });
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<unknown>): Shared {
    const cancel = new AbortController();
    const shared: Shared = { answer: work(cancel.signal), cancel, waiting: 0, until: Number.POSITIVE_INFINITY };
    this.#shared.set(key, shared);
    const keep = (ms: number) => {
      shared.until = this.#clock.now() + ms;
    };
    shared.answer.then(
      () => keep(dayMs),
      // For any other reason the source itself rests, and the question may be put again when it is back.
      (error: unknown) => keep(Failure.is(error, 'server', 'malformed', 'forbidden') ? failureMs : 0),
    );
    return shared;
  }

  #abandon(key: string, shared: Shared): void {
    // A settled one stays: there is nothing left to cancel.
    if (shared.until !== Number.POSITIVE_INFINITY) return;
    this.#shared.delete(key);
    shared.cancel.abort();
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#shared) if (until <= now) this.#shared.delete(key);
  }
}
