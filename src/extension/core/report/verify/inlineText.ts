/** A stretch of one line of Markdown: a code span, a character behind a backslash, or anything else. `text` is what a reader sees of it. */
export type Stretch = { readonly kind: 'code' | 'escaped' | 'words'; readonly from: number; readonly to: number; readonly text: string };

/** Takes a line apart the way that markdown.ts put it together: nothing inside a code span or behind a backslash is markup. */
export function stretchesOf(line: string): readonly Stretch[] {
  if (!/[\\`]/.test(line)) return line === '' ? [] : [{ kind: 'words', from: 0, to: line.length, text: line }];
  const found: Stretch[] = [];
  const closing = closingRuns(line);
  const marks = /\\[!-/:-@[-`{-~]|`+/g;
  let done = 0;
  for (let mark = marks.exec(line); mark !== null; mark = marks.exec(line)) {
    const stretch = mark[0].startsWith('\\') ? escaped(mark) : codeSpan(line, mark, closing);
    if (stretch === undefined) continue;
    if (mark.index > done) found.push({ kind: 'words', from: done, to: mark.index, text: line.slice(done, mark.index) });
    found.push(stretch);
    done = stretch.to;
    marks.lastIndex = done;
  }
  if (done < line.length) found.push({ kind: 'words', from: done, to: line.length, text: line.slice(done) });
  return found;
}

function escaped(mark: RegExpExecArray): Stretch {
  return { kind: 'escaped', from: mark.index, to: mark.index + 2, text: mark[0].slice(1) };
}

/** For each run of backticks, where the next one of its length begins. */
function closingRuns(line: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const next = new Map<number, number>();
  for (const run of [...line.matchAll(/`+/g)].reverse()) {
    const after = next.get(run[0].length);
    if (after !== undefined) closing.set(run.index, after);
    next.set(run[0].length, run.index);
  }
  return closing;
}

/** Undefined for backticks that nothing closes. One space of padding on either side is not content. */
function codeSpan(line: string, mark: RegExpExecArray, closing: ReadonlyMap<number, number>): Stretch | undefined {
  const fence = mark[0].length;
  const end = closing.get(mark.index);
  if (end === undefined) return undefined;
  const inner = line.slice(mark.index + fence, end);
  const padded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
  return { kind: 'code', from: mark.index, to: end + fence, text: padded ? inner.slice(1, -1) : inner };
}

/** The line with every character that is no markup hidden, so that columns stay and patterns see only what Markdown would. */
export function maskedLine(line: string): string {
  const parts = stretchesOf(line).map(({ kind, from, to, text }) => (kind === 'words' ? text : hidden.repeat(to - from)));
  return parts.join('');
}

export const hidden = '\uE000';
