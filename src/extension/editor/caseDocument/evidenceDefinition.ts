import type * as vscode from 'vscode';
import { isAbort } from '../../core/model/failure.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import type { CaseAnswers } from './answers.ts';
import { type Cited, citedAt } from './cited.ts';
import type { EvidenceDocuments } from './evidenceDocuments.ts';
import { answerOffset } from './evidenceText.ts';
import { evidenceUri } from './evidenceUri.ts';
import type { NamedMarks } from './namedMarks.ts';
import { findNamed, namedValues } from './namedValues.ts';
import type { OpenCases } from './openCases.ts';
import { rangeOf } from './verification.ts';

export type DefinitionPorts = {
  readonly cases: OpenCases;
  readonly answers: CaseAnswers;
  readonly evidence: EvidenceDocuments;
  readonly marks: NamedMarks;
  readonly report: (error: unknown, during: string) => void;
};

/**
 * From a citation to the evidence, at the first thing that the sentence names. What is not known is asked for again on a connection that is open;
 * none is opened, since VS Code looks definitions up under a held Ctrl key as well.
 */
export function createEvidenceDefinition(ports: DefinitionPorts): vscode.DefinitionProvider {
  return {
    async provideDefinition(document, position, token) {
      const cited = citedAt(ports.cases, document, position);
      if (cited?.row === undefined) return undefined;
      await askIfUnknown({ ...cited, row: cited.row }, document.uri.fsPath, token, ports);
      return [linkTo({ ...cited, row: cited.row }, document, ports)];
    },
  };
}

type Sourced = Cited & { readonly row: SourceRow };

async function askIfUnknown(
  { outline, row }: Sourced,
  file: string,
  token: vscode.CancellationToken,
  ports: DefinitionPorts,
): Promise<void> {
  const { then, again } = ports.answers.known(file, row);
  if (then !== undefined || again !== undefined || row.source.kind !== 'mcp' || row.failure !== undefined) return;
  if (!ports.answers.isConnected(outline)) return;
  const cancel = new AbortController();
  token.onCancellationRequested(() => cancel.abort());
  try {
    await ports.answers.ask(outline, [row], cancel.signal);
  } catch (error) {
    // The document opens all the same and says that the answer is not known.
    if (!isAbort(error)) ports.report(error, 'evidence');
  }
}

function linkTo({ row, place, unit }: Sourced, document: vscode.TextDocument, { evidence, marks }: DefinitionPorts): vscode.DefinitionLink {
  const targetUri = evidenceUri(document.uri, row);
  const text = evidence.text(document, row, targetUri);
  const answer = answerOffset(text);
  const values = unit === undefined ? [] : namedValues(unit.words);
  marks.mark(targetUri, values);
  const named = findNamed(text, values, answer);
  const line = text.slice(0, answer).split('\n').length;
  const target = rangeOf(named ?? { line, from: 2, to: 2 });
  return { originSelectionRange: rangeOf(place), targetUri, targetRange: target, targetSelectionRange: target };
}
