import * as vscode from 'vscode';
import { isAbort } from '../../core/model/failure.ts';
import type { Clock } from '../../core/model/ports.ts';
import type { Finding, Verdict } from '../../core/report/verify/finding.ts';
import { verifyCase } from '../../core/report/verify/verifyCase.ts';
import type { CaseAnswers } from './answers.ts';
import type { OpenCases } from './openCases.ts';

/** `current`: of the text as it is; not between an edit and the pause after it. */
export type LastVerdict = { readonly verdict: Verdict; readonly current: boolean };

/** The verdict on each open case as it stands in the editor, unsaved edits included. */
export type Verification = {
  /** Of the text as it is now, so it may take a moment; undefined for a document that is no case. */
  verdictOf(document: vscode.TextDocument): Verdict | undefined;
  /** The last verdict, at once; undefined before the first one. */
  last(document: vscode.TextDocument): LastVerdict | undefined;
  /** The document whose verdict is a new one */
  readonly onDidChange: vscode.Event<vscode.TextDocument>;
  dispose(): void;
};

export type VerificationPorts = {
  readonly cases: OpenCases;
  readonly answers: CaseAnswers;
  readonly clock: Clock;
  readonly report: (error: unknown, during: string) => void;
};

export const diagnosticSource = 'Runtime Threats';

/** Long enough that it does not run between two letters of a word. */
const quietMs = 300;

export function createVerification(ports: VerificationPorts): Verification {
  return new WindowVerification(ports);
}

type Judged = { readonly version: number; readonly known: number; readonly verdict: Verdict };

class WindowVerification implements Verification {
  readonly #ports: VerificationPorts;
  readonly #problems = vscode.languages.createDiagnosticCollection('runtimeThreats');
  readonly #judged = new WeakMap<vscode.TextDocument, Judged>();
  readonly #waiting = new Map<vscode.TextDocument, AbortController>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #listening: readonly vscode.Disposable[];
  readonly onDidChange = this.#changed.event;
  /** counts what became known: a verdict from before it is an old one */
  #known = 0;

  constructor(ports: VerificationPorts) {
    this.#ports = ports;
    this.#listening = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#show(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#showWhenQuiet(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      ports.answers.onDidChange(() => {
        this.#known++;
        for (const document of vscode.workspace.textDocuments) this.#show(document);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#show(document);
  }

  verdictOf(document: vscode.TextDocument): Verdict | undefined {
    const outline = this.#ports.cases.outline(document);
    if (outline === undefined) return undefined;
    const last = this.#judged.get(document);
    if (last?.version === document.version && last.known === this.#known) return last.verdict;
    const verdict = verifyCase(document.getText(), this.#ports.answers.atHand(document.uri.fsPath, outline));
    this.#judged.set(document, { version: document.version, known: this.#known, verdict });
    return verdict;
  }

  last(document: vscode.TextDocument): LastVerdict | undefined {
    const last = this.#judged.get(document);
    return last && { verdict: last.verdict, current: last.version === document.version && last.known === this.#known };
  }

  dispose(): void {
    for (const wait of this.#waiting.values()) wait.abort();
    for (const one of this.#listening) one.dispose();
    this.#problems.dispose();
    this.#changed.dispose();
  }

  #show(document: vscode.TextDocument): void {
    const verdict = this.verdictOf(document);
    if (verdict === undefined) {
      // It may have been a case until its Audit went.
      this.#problems.delete(document.uri);
      return;
    }
    this.#problems.set(document.uri, verdict.findings.map(toDiagnostic));
    this.#changed.fire(document);
  }

  async #showWhenQuiet(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== 'markdown') return;
    this.#waiting.get(document)?.abort();
    const wait = new AbortController();
    this.#waiting.set(document, wait);
    try {
      await this.#ports.clock.sleep(quietMs, wait.signal);
      this.#waiting.delete(document);
      this.#show(document);
    } catch (error) {
      if (!isAbort(error)) this.#ports.report(error, 'verify case');
    }
  }

  #forget(document: vscode.TextDocument): void {
    this.#waiting.get(document)?.abort();
    this.#waiting.delete(document);
    this.#judged.delete(document);
    this.#problems.delete(document.uri);
  }
}

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

export function rangeOf({ line, from, to }: Pick<Finding, 'line' | 'from' | 'to'>): vscode.Range {
  return new vscode.Range(line, from, line, to);
}

function toDiagnostic(finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(finding), finding.message, severities[finding.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = finding.code;
  return diagnostic;
}
