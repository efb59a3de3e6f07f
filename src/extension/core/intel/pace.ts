import type { Clock } from '../model/ports.ts';

export type Limit = { readonly requests: number; readonly perMs: number };

/** Longer than this nobody waits for a turn: the case goes on without. */
const longestWaitMs = 15_000;

/** Keeps to a source's limit: at most `requests` in any stretch of `perMs`. */
export class Pace {
  readonly limit: Limit;
  readonly #clock: Clock;
  /** when requests went out, and when those that wait will; ascending */
  #turns: number[] = [];

  constructor(limit: Limit, clock: Clock) {
    this.limit = limit;
    this.#clock = clock;
  }

  /** Waits for a free turn. False, at once, if none comes soon enough; rejects with AbortError when the signal fires. */
  async turn(signal: AbortSignal): Promise<boolean> {
    const { requests, perMs } = this.limit;
    const now = this.#clock.now();
    this.#turns = this.#turns.filter((turn) => turn > now - perMs);
    const before = this.#turns.at(-requests);
    const at = before === undefined ? now : before + perMs;
    if (at - now > longestWaitMs) return false;
    this.#turns.push(at);
    if (at > now) await this.#wait(at, signal);
    return true;
  }

  async #wait(at: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#clock.sleep(at - this.#clock.now(), signal);
    } catch (error) {
      this.#turns.splice(this.#turns.lastIndexOf(at), 1);
      throw error;
    }
  }
}
