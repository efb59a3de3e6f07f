import { type Mock, vi } from 'vitest';
import { createIntel, type Intel, type IntelOptions } from '../../../src/extension/core/intel/intel.ts';
import { type IntelSource, sourceNames } from '../../../src/extension/core/intel/sources.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { type PublicSources, publicSources } from '../../fakes/publicSources.ts';
import { type StandingClock, standingClock } from '../../fakes/standingClock.ts';

export const everySource = Object.keys(sourceNames) as readonly IntelSource[];
export const keys = { virusTotal: 'vt-secret-1', nvd: 'nvd-secret-2', github: 'gh-secret-3', ipinfo: 'ipi-secret-4' };

export type World = {
  readonly sources: PublicSources;
  readonly clock: StandingClock;
  readonly intel: Intel;
  readonly fetch: Mock<typeof globalThis.fetch>;
  readonly logged: readonly unknown[];
};

/** Intel before the local stand-in, all sources on, with a VirusTotal key and no other unless the test says so. */
export async function world(options: Partial<Pick<IntelOptions, 'enabled' | 'keys' | 'addresses'>> = {}): Promise<World> {
  const sources = await publicSources();
  const clock = standingClock();
  const logged: unknown[] = [];
  const fetch = vi.fn(globalThis.fetch);
  const intel = createIntel({
    fetch,
    clock,
    log: { write: (...line) => logged.push(line) },
    enabled: new Set(everySource),
    keys: { virusTotal: keys.virusTotal },
    addresses: sources.addresses,
    ...options,
  });
  return { sources, clock, intel, fetch, logged };
}

/** Never fires. */
export function patience(): AbortSignal {
  return new AbortController().signal;
}

export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && Failure.is(outcome.error)) return outcome.error;
  throw new Error('no Failure was thrown', { cause: 'error' in outcome ? outcome.error : undefined });
}

/** Until the stand-in has received so many requests. */
export async function arrived({ sources }: World, count: number): Promise<void> {
  await vi.waitFor(() => {
    if (sources.received.length < count) throw new Error(`${sources.received.length} of ${count} requests`);
  });
}
