import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/extension/core/model/ports.ts';

/** Time passes only where somebody waits for it, and then at once: whatever polls goes its whole way without waiting. */
export function hastyClock(start = Date.parse('2026-06-10T12:00:00Z')): Clock {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
      await turn();
      signal?.throwIfAborted();
    },
  };
}
