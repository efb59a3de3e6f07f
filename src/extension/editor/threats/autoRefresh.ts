import { isAbort } from '../../core/model/failure.ts';
import type { Clock } from '../../core/model/ports.ts';

export type AutoRefreshPorts = {
  readonly clock: Clock;
  /** 0 turns it off */
  readonly seconds: () => number;
  /** whether anybody looks: the view is visible, the window has the focus, a tenant is connected */
  readonly isWanted: () => boolean;
  readonly refresh: () => Promise<unknown>;
  /** when the last reading ended, in milliseconds since the epoch, and how many failed in a row */
  readonly tried: () => { readonly at: number | undefined; readonly failures: number };
};

/** A tenant that fails is asked ever less often, but not never. */
const longestWait = 15 * 60_000;
/** Hand-edited settings reach us unchecked: less than this would only load the tenant, and more than a day overflows Node's timers. */
const shortestInterval = 5000;
const longestInterval = 24 * 3_600_000;

/** Refreshes while somebody looks (V-05). Call `update` whenever what it depends on may have changed. */
export class AutoRefresh {
  readonly #ports: AutoRefreshPorts;
  #waiting: AbortController | undefined;
  #askedAt = 0;

  constructor(ports: AutoRefreshPorts) {
    this.#ports = ports;
  }

  update(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
    if (!this.#ports.isWanted() || this.#interval() === undefined) return;
    this.#waiting = new AbortController();
    void this.#run(this.#waiting.signal);
  }

  dispose(): void {
    this.#waiting?.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, refresh } = this.#ports;
    try {
      for (let wait = this.#wait(); wait !== undefined && !signal.aborted; wait = this.#wait()) {
        await clock.sleep(wait, signal);
        this.#askedAt = clock.now();
        await refresh();
      }
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }

  /** Until the next refresh is due, also after failures; what was due while nobody looked is due at once. */
  #wait(): number | undefined {
    const { clock, tried } = this.#ports;
    const interval = this.#interval();
    if (interval === undefined) return undefined;
    const { at, failures } = tried();
    const wait = Math.min(interval * 2 ** failures, Math.max(longestWait, interval));
    return Math.max(0, Math.max(at ?? clock.now(), this.#askedAt) + wait - clock.now());
  }

  /** Milliseconds; undefined where refreshing is turned off, or the setting is no number. */
  #interval(): number | undefined {
    const seconds = this.#ports.seconds();
    if (typeof seconds !== 'number' || !(seconds > 0)) return undefined;
    return Math.min(Math.max(seconds * 1000, shortestInterval), longestInterval);
  }
}
