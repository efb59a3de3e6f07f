import * as vscode from 'vscode';
import type { Finding } from '../../core/report/verify/finding.ts';
import type { CaseEdit } from '../../core/report/verify/fixes.ts';

export type Fix = (markdown: string, finding: Finding) => readonly CaseEdit[] | undefined;

export function withEdits(document: vscode.TextDocument, edits: readonly CaseEdit[]): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const { line, from, toLine, to, text } of edits) all.replace(document.uri, new vscode.Range(line, from, toLine ?? line, to), text);
  return all;
}

/**
 * One fix for all findings, one a unit, as one edit. From the last to the first, each on the text that the one before left: what stands above a place does not
 * move, and a bullet whose sentences go one by one is gone with the last of them. Undefined where nothing can be fixed so.
 */
export function withFixOfAll(document: vscode.TextDocument, findings: readonly Finding[], fix: Fix): vscode.WorkspaceEdit | undefined {
  const before = document.getText();
  const fromTheEnd = findings.toSorted((a, b) => b.line - a.line || b.from - a.from);
  const after = fromTheEnd.reduce((text, finding) => applied(text, fix(text, finding) ?? []), before);
  if (after === before) return undefined;
  const { start, end, text } = difference(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  return edit;
}

/** The text with edits that do not overlap. */
function applied(text: string, edits: readonly CaseEdit[]): string {
  const starts = lineStarts(text);
  const at = (line: number, column: number): number => (starts[line] ?? text.length) + column;
  return edits
    .map(({ line, from, toLine, to, text: by }) => ({ start: at(line, from), end: at(toLine ?? line, to), by }))
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, { start, end, by }) => left.slice(0, start) + by + left.slice(end), text);
}

/** What lies between the same beginning and the same end, so that cursor and scroll stay where nothing happened. */
function difference(before: string, after: string): { readonly start: number; readonly end: number; readonly text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}
