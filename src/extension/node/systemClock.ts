import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../core/model/ports.ts';

/** The machine's clock. `sleep` rejects with AbortError when the signal fires. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
};
