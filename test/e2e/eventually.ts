import { expect } from 'vitest';

/** Asks again until it is so: what a user would wait for on a busy machine, and no longer. */
export function eventually<T>(read: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 20_000, interval: 100 });
}
