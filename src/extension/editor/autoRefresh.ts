import { isAbort } from '../core/model/failure.ts';
import type { Clock } from '../core/model/ports.ts';

export type AutoRefreshPorts = {
  readonly clock: Clock;
  /** 0 turns it off */
  readonly seconds: () => number;
  /** whether anybody looks: the view is visible, the window has the focus, a tenant is connected */
  readonly isWanted: () => boolean;
  /** false where the reading failed */
  readonly refresh: () => Promise<boolean>;
  /** milliseconds since the epoch */
  readonly refreshedAt: () => number | undefined;
};

/** A tenant that fails is asked ever less often, but not never. */
const longestWait = 15 * 60_000;

/** Refreshes while somebody looks (V-05). Call `update` whenever what it depends on may have changed. */
export class AutoRefresh {
  readonly #ports: AutoRefreshPorts;
  #waiting: AbortController | undefined;
  #failures = 0;

  constructor(ports: AutoRefreshPorts) {
    this.#ports = ports;
  }

  update(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
    if (!this.#ports.isWanted() || this.#ports.seconds() <= 0) return;
    this.#waiting = new AbortController();
    void this.#run(this.#waiting.signal);
  }

  dispose(): void {
    this.#waiting?.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, refresh } = this.#ports;
    try {
      while (!signal.aborted) {
        await clock.sleep(this.#wait(), signal);
        this.#failures = (await refresh()) ? 0 : this.#failures + 1;
      }
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }

  /** Until the next refresh is due; what was due while nobody looked is due at once. */
  #wait(): number {
    const { clock, seconds, refreshedAt } = this.#ports;
    const interval = Math.min(seconds() * 1000 * 2 ** this.#failures, Math.max(longestWait, seconds() * 1000));
    if (this.#failures > 0) return interval;
    return Math.max(0, (refreshedAt() ?? clock.now()) + interval - clock.now());
  }
}
