import type * as vscode from 'vscode';
import type { ToldCase } from '../../core/model/case.ts';
import { readCaseDocument } from '../../core/report/merge/caseDocument.ts';
import type { KnownCases } from './knownCases.ts';

/**
 * What this workspace knows of the case in a document; nothing where another case stands in it by now, or another run of the same one, whose
 * evidence has other numbers. A footer that someone broke names no other case: the verifier tells that it can not be read.
 */
export function toldCase(document: vscode.TextDocument, known: Pick<KnownCases, 'told'>): ToldCase | undefined {
  const told = known.told(document.uri.fsPath);
  const footer = readCaseDocument(document.getText())?.footer;
  if (told === undefined || footer === undefined) return told;
  return footer.trigger.id === told.trigger.id && footer.completedAt === told.completedAt ? told : undefined;
}
