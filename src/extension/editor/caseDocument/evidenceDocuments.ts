import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import { plainText } from '../../core/report/plainText.ts';
import type { ReadAgain } from '../../core/tools/readAgain.ts';
import type { CaseAnswers, KnownAnswer } from './answers.ts';
import { evidenceText, type ShownAnswer } from './evidenceText.ts';
import { type EvidenceMoment, evidenceAddress } from './evidenceUri.ts';
import type { OpenCases } from './openCases.ts';

/** The raw evidence as read-only documents that exist in memory only (V-12). Showing one contacts nothing. */
export type EvidenceDocuments = {
  /** The text of the document, as `provideTextDocumentContent` gives it. */
  text(caseDocument: vscode.TextDocument, row: SourceRow, uri: vscode.Uri): string;
  /** Shows the secrets of this one document until it is closed (K-11). Throws Failure for a document that is none of ours. */
  showSecrets(uri: vscode.Uri): void;
  readonly onDidChange: vscode.Event<vscode.Uri>;
  provideTextDocumentContent(uri: vscode.Uri): Promise<string>;
  dispose(): void;
};

export type EvidencePorts = { readonly cases: OpenCases; readonly answers: CaseAnswers };

export function createEvidenceDocuments(ports: EvidencePorts): EvidenceDocuments {
  return new WindowEvidence(ports);
}

class WindowEvidence implements EvidenceDocuments {
  readonly #ports: EvidencePorts;
  readonly #open = new Set<string>();
  readonly #withSecrets = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listening: readonly vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(ports: EvidencePorts) {
    this.#ports = ports;
    this.#listening = [
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#open.delete(uri.toString());
        this.#withSecrets.delete(uri.toString());
      }),
      ports.answers.onDidChange(() => {
        for (const uri of this.#open) this.#changed.fire(vscode.Uri.parse(uri));
      }),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const address = evidenceAddress(uri);
    if (address === undefined) throw noEvidence(uri);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address.caseUri));
    const row = this.#ports.cases.outline(document)?.sources.get(address.id);
    if (row === undefined) throw noEvidence(uri);
    this.#open.add(uri.toString());
    return this.text(document, row, uri);
  }

  text(document: vscode.TextDocument, row: SourceRow, uri: vscode.Uri): string {
    const known = this.#ports.answers.known(document.uri.fsPath, row);
    const shown = answerShown(known, row, evidenceAddress(uri)?.moment);
    return evidenceText(row, shown, this.#withSecrets.has(uri.toString()) ? 'shown' : 'masked');
  }

  showSecrets(uri: vscode.Uri): void {
    if (evidenceAddress(uri) === undefined) throw noEvidence(uri);
    this.#withSecrets.add(uri.toString());
    this.#changed.fire(uri);
  }

  dispose(): void {
    for (const one of this.#listening) one.dispose();
    this.#changed.dispose();
  }
}

/** The answer that the case rests on where it is known; else the one of now, said to be that. */
export function answerShown({ then, again }: KnownAnswer, row: SourceRow, moment?: EvidenceMoment): ShownAnswer {
  if (row.failure !== undefined && again?.status !== 'changed')
    return { why: vscode.l10n.t('The call failed: {0}', plainText(row.failure)) };
  if (then !== undefined && moment !== 'now')
    return { raw: then, note: vscode.l10n.t('The answer that the case rests on, laid out; secrets are masked unless shown on request') };
  if (again?.status === 'same' || again?.status === 'changed') return { raw: again.raw, note: againText(again) };
  if (again !== undefined) return { why: againText(again) };
  return { why: vscode.l10n.t('The answer is not kept across a reload; Re-check {0} above asks for it again', row.id) };
}

/** What came of asking again, in a sentence. */
export function againText(again: ReadAgain): string {
  switch (again.status) {
    case 'same':
      return vscode.l10n.t('Asked again: the same answer, digest for digest');
    case 'changed':
      return again.moved
        ? vscode.l10n.t('Asked again: another answer than the case rests on. The tool looks back from now, so its window has moved since')
        : vscode.l10n.t('Asked again: another answer than the case rests on');
    case 'gone':
      return vscode.l10n.t('Asked again: gone. {0}', plainText(again.why));
    case 'refused':
      return vscode.l10n.t('Not asked again. {0}', plainText(again.why));
    case 'failed':
      return vscode.l10n.t(
        'Asked again without an answer. {0}',
        plainText(`${again.failure.what}: ${again.failure.why}. ${again.failure.fix}`),
      );
  }
}

function noEvidence(uri: vscode.Uri): Failure {
  return new Failure('notFound', {
    what: vscode.l10n.t('The evidence could not be shown'),
    why: vscode.l10n.t('{0} is not in the Sources of its case', plainText(uri.path.slice(1))),
    fix: vscode.l10n.t('Open the case and go to the definition of one of its citations'),
  });
}
