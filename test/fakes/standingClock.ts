import type { Clock } from '../../src/extension/core/model/ports.ts';

/** Time stands still until the test moves it; sleepers wake in order of their hour. */
export type StandingClock = Clock & { pass(seconds: number): Promise<void>; sleeping(): number };

export function standingClock(start = Date.parse('2026-06-10T12:00:00Z')): StandingClock {
  let now = start;
  let sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  const leave = (sleeper: (typeof sleepers)[number]) => {
    sleepers = sleepers.filter((one) => one !== sleeper);
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = { due: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          leave(sleeper);
          reject(signal.reason);
        });
      }),
    sleeping: () => sleepers.length,
    pass: async (seconds) => {
      const end = now + seconds * 1000;
      for (;;) {
        const [next] = sleepers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        leave(next);
        now = Math.max(now, next.due);
        next.wake();
        await turn();
      }
      now = end;
      await turn();
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
