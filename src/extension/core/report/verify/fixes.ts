import { type CaseUnit, unitsOf } from './caseText.ts';
import type { Finding } from './finding.ts';
import { hypothesisMark } from './hypothesis.ts';
import { maskedLine } from './inlineText.ts';
import { isTableRule } from './sentences.ts';

/** Replaces the text from `line`, `from` to `toLine` (else `line`), `to` by `text`. Lines and columns are zero-based, the end exclusive. */
export type CaseEdit = {
  readonly line: number;
  readonly from: number;
  readonly toLine?: number;
  readonly to: number;
  readonly text: string;
};

/** Marks the unit of a finding as what its author supposes; undefined where nothing can be marked: a line of a block, or the whole file. */
export function asHypothesis(markdown: string, finding: Finding): readonly CaseEdit[] | undefined {
  const unit = unitOf(markdown, finding);
  if (unit === undefined || unit.kind === 'block') return undefined;
  const at = unit.kind === 'row' ? longestCell(linesOf(markdown)[unit.line] ?? '') : unit.from;
  return [{ line: unit.line, from: at, to: at, text: `${hypothesisMark} ` }];
}

/** Takes the unit of a finding out, with its bullet, row or line; undefined where nothing can be taken out without breaking a table. */
export function withoutUnit(markdown: string, finding: Finding): readonly CaseEdit[] | undefined {
  const unit = unitOf(markdown, finding);
  if (unit === undefined) return undefined;
  const lines = linesOf(markdown);
  const siblings = unitsOf(markdown).filter(({ line }) => line === unit.line);
  if (unit.kind === 'sentence' && siblings.length > 1) return [withinLine(lines[unit.line] ?? '', unit)];
  if (unit.kind === 'row' && isTableRule(lines[unit.line + 1])) return undefined;
  return [{ line: unit.line, from: 0, toLine: afterUnit(lines, unit), to: 0, text: '' }];
}

function unitOf(markdown: string, { line, from, to }: Finding): CaseUnit | undefined {
  return unitsOf(markdown).find((unit) => unit.line === line && unit.from === from && unit.to === to);
}

function linesOf(markdown: string): readonly string[] {
  return markdown.split(/\r?\n/);
}

/** The column where the words of a row's longest cell begin: that is the one that says something. */
function longestCell(row: string): number {
  let best = { at: row.indexOf('|') + 1, length: 0 };
  for (const cell of maskedLine(row).matchAll(/(?<=\|)\s*([^|]*[^|\s])\s*(?=\|)/g)) {
    const words = cell[1] ?? '';
    if (words.length > best.length) best = { at: cell.index + cell[0].indexOf(words), length: words.length };
  }
  return best.at;
}

/** A clause goes with the semicolon that joins it; the last one leaves the full stop to the clause before. */
function withinLine(line: string, { line: at, from, to }: CaseUnit): CaseEdit {
  const joined = /^;?\s+/.exec(line.slice(to))?.[0];
  if (joined !== undefined && to + joined.length < line.length) return { line: at, from, to: to + joined.length, text: '' };
  const before = /;?\s*$/.exec(line.slice(0, from))?.[0] ?? '';
  return { line: at, from: from - before.length, to, text: before.startsWith(';') ? '.' : '' };
}

/** The line after a unit that has its line to itself: the block that it introduces goes with it, and one of two blank lines around it. */
function afterUnit(lines: readonly string[], { line, kind }: CaseUnit): number {
  if (kind === 'block') return line + 1;
  const fence = /^\s*(`{3,}|~{3,})/.exec(lines[line + 1] ?? '')?.[1];
  const closing = fence === undefined ? -1 : lines.findIndex((text, at) => at > line + 1 && text.trim() === fence);
  const after = closing < 0 ? line + 1 : closing + 1;
  return isBlank(lines[line - 1]) && isBlank(lines[after]) ? after + 1 : after;
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === '';
}
