import * as vscode from 'vscode';
import type { EvidenceId } from '../../core/model/evidence.ts';
import { plainText } from '../../core/report/plainText.ts';
import { stretchesOf } from '../../core/report/verify/inlineText.ts';
import type { CaseOutline, Place, StepRow, TableLines } from './caseOutline.ts';
import type { OpenCases } from './openCases.ts';
import { sourceWords } from './sourceWords.ts';
import { rangeOf } from './verification.ts';

/** The steps and the evidence of a case in the outline, beside the sections that Markdown shows there. */
export function createCaseSymbols(cases: OpenCases): vscode.DocumentSymbolProvider {
  return {
    provideDocumentSymbols(document) {
      const outline = cases.outline(document);
      if (outline === undefined) return undefined;
      const steps = outline.steps.map((row) => symbol(`${row.id} ${actionOf(row)}`, vscode.SymbolKind.Event, lineOf(document, row), row));
      const evidence = [...outline.sourceRows].map(([id, place]) => evidenceSymbol(outline, id, lineOf(document, place), place));
      return [group(vscode.l10n.t('Steps'), steps), group(vscode.l10n.t('Evidence'), evidence)].filter((one) => one !== undefined);
    },
  };
}

function evidenceSymbol(outline: CaseOutline, id: EvidenceId, line: vscode.Range, place: Place): vscode.DocumentSymbol {
  const source = outline.sources.get(id)?.source;
  return symbol(source === undefined ? id : `${id} ${sourceWords(source)}`, vscode.SymbolKind.Constant, line, place);
}

/** All of it is the name: "Go to Symbol" shows no detail. */
function symbol(name: string, kind: vscode.SymbolKind, line: vscode.Range, place: Place): vscode.DocumentSymbol {
  return new vscode.DocumentSymbol(name, '', kind, line, rangeOf(place));
}

/** A node of our own over symbols of ours; undefined over none. */
function group(name: string, children: vscode.DocumentSymbol[]): vscode.DocumentSymbol | undefined {
  const [first] = children;
  const last = children.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const range = new vscode.Range(first.range.start, last.range.end);
  const over = new vscode.DocumentSymbol(name, '', vscode.SymbolKind.Array, range, first.selectionRange);
  over.children = children;
  return over;
}

function lineOf(document: vscode.TextDocument, { line }: Place): vscode.Range {
  return document.lineAt(line).range;
}

/** "06:20:02Z runc started sh": the cells are Markdown, of which the outline shows the text. */
function actionOf({ cells }: StepRow): string {
  const [, time = '', , action = ''] = cells;
  const shown = stretchesOf(action).map(({ kind, text }) => (kind === 'words' ? text.replaceAll('**', '') : text));
  return plainText(`${time.replace(/^\S+ /, '')} ${shown.join('')}`);
}

/** Long tables fold; Markdown folds sections, lists and fences by itself, but no table. */
export function createCaseFolding(cases: OpenCases): vscode.FoldingRangeProvider {
  return {
    provideFoldingRanges: (document) =>
      cases
        .outline(document)
        ?.tables.filter(isLong)
        .map(({ first, last }) => new vscode.FoldingRange(first, last)),
  };
}

const shortTable = 5;

function isLong({ first, last }: TableLines): boolean {
  return last - first >= shortTable;
}
