import { sourceKey } from '../../model/evidence.ts';
import type { SourceRow } from '../caseFooter.ts';
import { fencesOf } from '../fences.ts';
import { maskedLine } from '../verify/inlineText.ts';

/** What a piece of evidence of one run is called in the other; undefined where the other does not have it. */
export type Renumber = (id: string) => string | undefined;

/**
 * Evidence is numbered anew in each run; the same source is the same evidence (K-10). A row of a list is the same one whichever question brought
 * it, and a question that differs in its numbers and times alone is the same one asked later, where there is only one such.
 */
export function renumbering(from: readonly SourceRow[], to: readonly SourceRow[]): Renumber {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const keyOf of [({ source }: SourceRow) => sourceKey(source), looseKey]) {
    const left = once(
      from.filter(({ id }) => !names.has(id)),
      keyOf,
    );
    const right = once(
      to.filter(({ id }) => !taken.has(id)),
      keyOf,
    );
    for (const [key, id] of left) {
      const same = right.get(key);
      if (same === undefined) continue;
      names.set(id, same);
      taken.add(same);
    }
  }
  return (id) => names.get(id);
}

function looseKey({ source }: SourceRow): string {
  if (source.kind === 'mcp' && source.row !== undefined) return `${source.tool}#${source.row}`;
  // The line of an earlier case's footer is no question that could be asked again.
  return source.kind === 'file' ? sourceKey(source) : sourceKey(source).replace(/\d+/g, '0');
}

/** Ids by key, of keys that only one row has. */
function once(rows: readonly SourceRow[], keyOf: (row: SourceRow) => string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const more = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row);
    if (first.has(key)) more.add(key);
    first.set(key, row.id);
  }
  return new Map([...first].filter(([key]) => !more.has(key)));
}

/** Rewrites the citations of lines, those in code and in fenced blocks excepted: they are data. */
export function withCitations(lines: readonly string[], rename: (citation: string, id: string) => string): readonly string[] {
  const fences = fencesOf(lines);
  return lines.map((line, at) => (fences.some(({ first, last }) => at >= first && at <= last) ? line : cited(line, rename)));
}

function cited(line: string, rename: (citation: string, id: string) => string): string {
  let shift = 0;
  let result = line;
  for (const found of maskedLine(line).matchAll(/\[(E\d+)\]/g)) {
    const [citation, id = ''] = found;
    const next = rename(citation, id);
    const at = found.index + shift;
    result = result.slice(0, at) + next + result.slice(at + citation.length);
    shift += next.length - citation.length;
  }
  return result;
}
