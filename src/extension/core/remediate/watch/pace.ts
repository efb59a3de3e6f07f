/** What the clock did since the last look. `ms` is by how much it went on, or back. */
export type Passed = { readonly kind: 'steady' | 'slept' | 'wentBack'; readonly ms: number };

/**
 * How long a watch has lasted, from a clock that may stop with the machine or be set: the time only ever grows, by at least the interval that was
 * waited for.
 */
export class Pace {
  readonly #since: number;
  readonly #everyMs: number;
  #last: number;
  #elapsed: number;

  constructor({ since, everyMs, now }: { readonly since: number; readonly everyMs: number; readonly now: number }) {
    this.#since = since;
    this.#everyMs = everyMs;
    this.#last = now;
    this.#elapsed = Math.max(0, now - since);
  }

  /** Milliseconds since the end of the last action. */
  get elapsed(): number {
    return this.#elapsed;
  }

  /** What the machine's clock would say if it had not been set since the action. */
  get now(): number {
    return this.#since + this.#elapsed;
  }

  /** After each wait. More than two intervals at once: the machine slept, or its clock was set forward. */
  pass(now: number): Passed {
    const ms = now - this.#last;
    this.#last = now;
    this.#elapsed += Math.max(ms, this.#everyMs);
    return { kind: ms < 0 ? 'wentBack' : ms > 2 * this.#everyMs ? 'slept' : 'steady', ms: Math.abs(ms) };
  }
}
