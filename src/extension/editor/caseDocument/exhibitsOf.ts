import type * as vscode from 'vscode';
import type { Exhibit } from '../../core/model/evidence.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import type { CaseAnswers } from './answers.ts';
import type { OpenCases } from './openCases.ts';
import { unreadable } from './recheckSources.ts';

export type ExhibitPorts = { readonly cases: OpenCases; readonly answers: Pick<CaseAnswers, 'known' | 'ask'> };

/**
 * What a case rests on with its answers: this window's own, the others asked for again and taken only where they are the same digest for digest.
 * What is gone, changed or not the tenant's is left out. Throws Failure where the Sources can not be read or the tenant is another; rejects with
 * AbortError when the signal fires.
 */
export async function exhibitsOf(
  document: vscode.TextDocument,
  { cases, answers }: ExhibitPorts,
  signal: AbortSignal,
): Promise<readonly Exhibit[]> {
  const outline = cases.outline(document);
  if (outline?.footer === undefined) throw unreadable(outline?.unreadable);
  const { sources } = outline.footer;
  const answerOf = (row: SourceRow): string | undefined => answers.known(document.uri.fsPath, row).then;
  const missing = sources.filter((row) => answerOf(row) === undefined);
  if (missing.length > 0) await answers.ask(outline, missing, signal);
  return sources.flatMap((row) => {
    const raw = answerOf(row);
    return raw === undefined ? [] : [{ ...row, raw }];
  });
}
