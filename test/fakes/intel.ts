import { createHash } from 'node:crypto';
import type { Intel } from '../../src/extension/core/intel/intel.ts';
import type { IntelSource } from '../../src/extension/core/intel/sources.ts';
import { type Evidence, sourceKey } from '../../src/extension/core/model/evidence.ts';
import { Failure } from '../../src/extension/core/model/failure.ts';

type Asking = 'nvd' | 'kev' | 'ghsa' | 'exploitDb' | 'epss' | 'file' | 'place';
type Known<K extends Asking> = NonNullable<Awaited<ReturnType<Intel[K]>>['value']>;

export type FakeIntelOptions = {
  /** what each source knows, by CVE, hash or address; nothing else is known there */
  known?: { readonly [K in Asking]?: Readonly<Record<string, Partial<Known<K>>>> };
  off?: Partial<Readonly<Record<IntelSource, string>>>;
  /** why a question fails; undefined where it does not */
  fail?: (source: Asking, about: string) => string | undefined;
  /** awaited before each answer */
  before?: () => Promise<unknown>;
};

export type FakeIntel = Intel & { readonly asked: { readonly source: Asking; readonly about: string }[] };

/** Public sources as data; a throttled one fails as the real ones do. */
export function fakeIntel({ known = {}, off = {}, fail, before }: FakeIntelOptions = {}): FakeIntel {
  const asked: FakeIntel['asked'] = [];
  const failed = new WeakMap<Failure, readonly Evidence[]>();
  const ask =
    <K extends Asking>(source: K): Intel[K] =>
    async (about: string) => {
      asked.push({ source, about });
      await before?.();
      const why = fail?.(source, about);
      const url = `https://${source}.example/${about}`;
      if (why === undefined) return evidence(url, (known[source] as Readonly<Record<string, unknown>> | undefined)?.[about]) as never;
      const failure = new Failure('rateLimited', { what: `${source} gave no answer`, why, fix: 'Refresh the case later' });
      failed.set(failure, [{ ...evidence(url, undefined), raw: '', failure: why }]);
      throw failure;
    };
  return {
    asked,
    off: (source) => off[source],
    nvd: ask('nvd'),
    kev: ask('kev'),
    ghsa: ask('ghsa'),
    exploitDb: ask('exploitDb'),
    epss: ask('epss'),
    file: ask('file'),
    place: ask('place'),
    failedCalls: (failure) => failed.get(failure) ?? [],
  };
}

function evidence(url: string, value: unknown): Evidence {
  const source = { kind: 'http', url } as const;
  const raw = JSON.stringify(value ?? {});
  const digest = createHash('sha256').update(raw).digest('hex');
  return { id: sourceKey(source), source, at: '2026-06-10T10:00:00.000Z', digest, value, raw };
}
