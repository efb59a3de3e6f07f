import type { Phrase } from './phrase.ts';

/** `E7` in a finished case; while an investigation runs, the source's canonical key, so that arrival order can not show. */
export type EvidenceId = string & { readonly brand: 'EvidenceId' };

export type Source =
  | { readonly kind: 'mcp'; readonly tool: string; readonly args: Readonly<Record<string, unknown>>; readonly row?: string }
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'file'; readonly path: string; readonly line: number };

/** `total` is what the source says there is; absent when it does not say. */
export type Truncation = { readonly shown: number; readonly total?: number };

/**
 * The only thing that I/O returns. `value` is what we parsed, `raw` what was answered (digits of large integers intact),
 * `at` when (ISO, UTC), `digest` the sha256 of `raw` in hex. A failed call is evidence too: it carries `failure` instead of an answer.
 */
export type Evidence<T = unknown> = {
  readonly id: EvidenceId;
  readonly source: Source;
  readonly at: string;
  readonly digest: string;
  readonly value: T;
  readonly raw: string;
  readonly truncated?: Truncation;
  readonly failure?: string;
};

export type Cites = readonly [EvidenceId, ...EvidenceId[]];

/** Evidence as a finished case keeps it: what was asked and what was answered, without our reading of it. */
export type Exhibit = Omit<Evidence, 'value'>;

/** One sentence of a case. The non-empty tuple is the point: a claim without evidence does not compile (I-26). */
export type Claim = { readonly phrase: Phrase; readonly cites: Cites };

export function claim(phrase: Phrase, ...evidence: readonly [Pick<Evidence, 'id'>, ...Pick<Evidence, 'id'>[]]): Claim {
  return { phrase, cites: citing(...evidence) };
}

export function citing(...evidence: readonly [Pick<Evidence, 'id'>, ...Pick<Evidence, 'id'>[]]): Cites {
  const [first, ...rest] = evidence;
  return [...new Set([first.id, ...rest.map((one) => one.id)])] as unknown as Cites;
}

/** The key that names a source: same tool and arguments (in any order) and row, same key. */
export function sourceKey(source: Source): EvidenceId {
  switch (source.kind) {
    case 'mcp':
      return `${source.tool}(${canonical(source.args)})${source.row === undefined ? '' : `#${source.row}`}` as EvidenceId;
    case 'http':
      return `GET ${source.url}` as EvidenceId;
    case 'command':
      return `$ ${source.line}` as EvidenceId;
    case 'file':
      return `${source.path}:${source.line}` as EvidenceId;
  }
}

/** JSON with sorted keys and without undefined. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
