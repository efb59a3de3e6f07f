import { type Fence, fencesOf } from '../fences.ts';
import { unitsIn } from '../verify/caseText.ts';
import { digestsOf } from '../verify/seal.ts';
import type { CaseDocument } from './caseDocument.ts';

/**
 * The old text with blocks closed that a person opened and left open: such a block swallows what the investigation wrote below it, and that would be
 * taken for theirs. It ends before the first line that the investigation wrote as prose.
 */
export function withBlocksClosed(document: CaseDocument): CaseDocument {
  const seal = new Set(document.footer.seal);
  let { lines } = document;
  for (let open = swallowing(lines, seal); open !== undefined; open = swallowing(lines, seal)) {
    const { first } = open;
    const end = lines.findIndex((line, at) => at > first && isTold(line, seal));
    const mark = /[`~]{3,}/.exec(lines[first] ?? '')?.[0] ?? '```';
    lines = lines.toSpliced(end, 0, mark);
  }
  return { ...document, lines };
}

/** The first block that holds a heading of the investigation's which stands nowhere else. */
function swallowing(lines: readonly string[], seal: ReadonlySet<string>): Fence | undefined {
  // Few blocks have a line like a heading in them, and the headings of the whole text are dear.
  const suspects = fencesOf(lines).filter(({ first, last }) =>
    lines.slice(first + 1, last + 1).some((line) => /^#/.test(line) && isTold(line, seal)),
  );
  if (suspects.length === 0) return undefined;
  const standing = new Set(digestsOf(unitsIn(lines).filter(({ kind }) => kind === 'heading')));
  return suspects.find(({ first, last }) =>
    lines.slice(first + 1, last + 1).some((line) => /^#/.test(line) && isTold(line, seal) && !standing.has(digestsOfLine(line)[0] ?? '')),
  );
}

function isTold(line: string, seal: ReadonlySet<string>): boolean {
  return digestsOfLine(line).some((digest) => seal.has(digest));
}

function digestsOfLine(line: string): readonly string[] {
  return digestsOf(unitsIn([line]));
}
