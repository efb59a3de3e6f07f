import type { EvidenceId } from '../../model/evidence.ts';
import { closesFence, openedFence } from '../fences.ts';
import { footerPlace, sourcesLine } from '../footerPlace.ts';
import { remediationSections } from '../remediationSections.ts';
import { citationsIn, rowWords, sentencesOf } from './sentences.ts';

/**
 * One thing that a case file says: a sentence, a row of a table, a line of a block. `line` is zero-based, `from` and `to` are columns of the whole
 * unit with its citations, `to` exclusive. `words` is its Markdown without citations and without the full stop.
 */
export type CaseUnit = {
  readonly kind: 'sentence' | 'row' | 'block' | 'heading';
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly cites: readonly EvidenceId[];
};

/** The fence that is open, and what the line that introduces it cites; a drawing can not cite. */
type Fence = { readonly mark: string; readonly cites: readonly EvidenceId[] };

/**
 * Everything that a case file says, in reading order: `told` above its Sources, and `afterword` below its Audit, which is a person's. The log of a
 * remediation is neither as long as it is as it was written: it has sources of its own, and says nothing of the case's.
 */
export type CaseText = { readonly told: readonly CaseUnit[]; readonly afterword: readonly CaseUnit[] };

export function caseTextOf(markdown: string): CaseText {
  const lines = markdown.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const end = footerPlace(lines)?.end;
  const below = end === undefined ? [] : unitsIn(withoutLogs(lines, end));
  return {
    told: unitsIn(lines.slice(0, sourcesLine(lines))),
    afterword: below.map((unit) => ({ ...unit, line: unit.line + (end ?? 0) })),
  };
}

/** The lines below the Audit; those of a log are blank, so that all others stay where they are. */
function withoutLogs(lines: readonly string[], end: number): readonly string[] {
  const logs = remediationSections(lines, end).filter(({ isWritten }) => isWritten);
  return lines.slice(end).map((line, at) => (logs.some(({ first, last }) => at + end >= first && at + end <= last) ? '' : line));
}

export function unitsOf(markdown: string): readonly CaseUnit[] {
  const { told, afterword } = caseTextOf(markdown);
  return [...told, ...afterword];
}

/**
 * The units of lines that are no footer. Blank lines, rules, the line under a table's header and comments on one line say nothing. A sentence that
 * goes over several lines is a unit a line.
 */
export function unitsIn(lines: readonly string[]): readonly CaseUnit[] {
  const units: CaseUnit[] = [];
  let fence: Fence | undefined;
  for (const [line, text] of lines.entries()) {
    if (fence !== undefined) {
      if (closesFence(text, fence.mark)) fence = undefined;
      else units.push(...blockLine(text, line, fence.cites));
      continue;
    }
    const opened = openedFence(text);
    if (opened !== undefined) fence = { mark: opened.mark, cites: opened.language === 'mermaid' ? [] : (units.at(-1)?.cites ?? []) };
    else units.push(...proseLine(text, line));
  }
  return units;
}

function blockLine(text: string, line: number, cites: readonly EvidenceId[]): readonly CaseUnit[] {
  const words = text.trim();
  if (words === '') return [];
  const from = text.indexOf(words);
  return [{ kind: 'block', line, from, to: from + words.length, words, cites }];
}

function proseLine(text: string, line: number): readonly CaseUnit[] {
  // A comment over several lines could hide what the investigation wrote, so its marks say something.
  if (/^\s*(?:<!--|-->)\s*$/.test(text)) return [whole('sentence', text, line, text.search(/\S/), text.trim())];
  if (!/[\p{L}\p{N}]/u.test(text) || /^\s*<!--(?:(?!-->).)*-->\s*$/.test(text)) return [];
  const heading = /^\s{0,3}#{1,6}\s+/.exec(text);
  if (heading !== null) return [whole('heading', text, line, heading[0].length, text.slice(heading[0].length).trim())];
  if (/^\s*\|/.test(text)) return [whole('row', text, line, text.indexOf('|'), rowWords(text))];
  const marker = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s+)?/.exec(text)?.[0].length ?? 0;
  return sentencesOf(text, marker).map((sentence) => ({ kind: 'sentence', line, ...sentence }));
}

function whole(kind: 'heading' | 'row' | 'sentence', text: string, line: number, from: number, words: string): CaseUnit {
  return { kind, line, from, to: text.trimEnd().length, words, cites: citationsIn(text) };
}
