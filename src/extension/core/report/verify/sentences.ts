import type { EvidenceId } from '../../model/evidence.ts';
import { hidden, maskedLine } from './inlineText.ts';

/** A sentence of one line; `from` and `to` are columns of the line, citations and full stop included. */
export type Sentence = { readonly from: number; readonly to: number; readonly words: string; readonly cites: readonly EvidenceId[] };

/** The sentences of a line, from a column on. One ends in its citations and a full stop, or in a stop before a new sentence; a clause in `];`. */
export function sentencesOf(line: string, start: number): readonly Sentence[] {
  const masked = maskedLine(line);
  const found: Sentence[] = [];
  let from = start;
  for (const end of [...endsOf(masked, start), line.length]) {
    const sentence = trimmed(line, masked, from, end);
    if (sentence !== undefined) found.push(sentence);
    from = masked.charAt(end) === ';' ? end + 1 : end;
  }
  return found;
}

// After citations a stop or semicolon ends it in any case; elsewhere only a stop with something after it that begins like a sentence.
const ends = /(?<=\[E\d+\])(?:\.(?=\s|$)|(?=;\s))|(?<!\b(?:min|approx|ca|no|vs|e\.g|i\.e))[.!?](?=\s+[^\s\p{Ll}])/gu;

function endsOf(masked: string, start: number): readonly number[] {
  return [...masked.matchAll(ends)].map((end) => end.index + end[0].length).filter((end) => end > start);
}

function trimmed(line: string, masked: string, from: number, to: number): Sentence | undefined {
  const text = line.slice(from, to);
  const begin = from + (text.length - text.trimStart().length);
  const end = from + text.trimEnd().length;
  if (begin >= end || !/[\p{L}\p{N}]/u.test(line.slice(begin, end))) return undefined;
  const shown = masked.slice(begin, end);
  return { from: begin, to: end, words: withoutCitations(line.slice(begin, end), shown), cites: cited(shown) };
}

/** What a line of Markdown cites, each once; `[E9]` in a code span or behind a backslash is data. */
export function citationsIn(text: string): readonly EvidenceId[] {
  return cited(maskedLine(text));
}

function cited(masked: string): readonly EvidenceId[] {
  return [...new Set([...masked.matchAll(/\[(E\d+)\]/g)].map(([, id]) => id as EvidenceId))];
}

function withoutCitations(text: string, masked: string): string {
  const parts: string[] = [];
  let done = 0;
  // Looking for what may have any number of blanks before it is slow, and half of all sentences cite nothing.
  for (const run of masked.includes('[E') ? masked.matchAll(/\s*(?:\[E\d+\])+/g) : []) {
    parts.push(text.slice(done, run.index));
    done = run.index + run[0].length;
  }
  const words = [...parts, text.slice(done)].join('');
  return (masked.endsWith(hidden) ? words : words.replace(/[.\s]+$/, '')).trim();
}

/** The cells of a table's row without their padding and without citations; empty for the line under the header. */
export function rowWords(line: string): string {
  const text = line.trim();
  if (isTableRule(text)) return '';
  const cells = withoutCitations(text, maskedLine(text)).replace(/\s*(?<!\\)\|\s*/g, ' | ');
  return cells.replace(/^ \| |(?: \| *)+$/g, '').trim();
}

/** The line under a table's header. */
export function isTableRule(line: string | undefined): boolean {
  return /^\s*\|[\s:|-]+$/.test(line ?? '');
}
