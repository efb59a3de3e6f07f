import * as vscode from 'vscode';
import type { Exhibit } from '../../core/model/evidence.ts';
import type { Verdict } from '../../core/report/verify/finding.ts';
import { caseDocument, noCase } from '../cases/caseArgument.ts';
import { createCaseAnswers } from './answers.ts';
import { createCaseActions } from './caseActions.ts';
import type { CaseDocumentPorts } from './caseDocuments.ts';
import { createCaseLenses } from './caseLenses.ts';
import { createCaseFolding, createCaseSymbols } from './caseSymbols.ts';
import { createEvidenceDefinition } from './evidenceDefinition.ts';
import { createEvidenceDocuments } from './evidenceDocuments.ts';
import { createEvidenceHover } from './evidenceHover.ts';
import { evidenceLenses } from './evidenceLenses.ts';
import { createEvidenceReferences } from './evidenceReferences.ts';
import { evidenceScheme } from './evidenceUri.ts';
import { exhibitsOf } from './exhibitsOf.ts';
import { createNamedMarks } from './namedMarks.ts';
import { createOpenCases } from './openCases.ts';
import { showRecheckMarks } from './recheckMarks.ts';
import { recheckSources } from './recheckSources.ts';
import { createVerification } from './verification.ts';

/** Everything that a case document brings with it, once one is there. */
export type AttachedCases = {
  /** Throws Failure for a document that is no case. */
  verdictOf(document: vscode.TextDocument): Promise<Verdict>;
  /** @see exhibitsOf */
  exhibitsOf(document: vscode.TextDocument, signal: AbortSignal): Promise<readonly Exhibit[]>;
  evidenceText(uri: vscode.Uri): Promise<string>;
  readonly onDidChangeEvidence: vscode.Event<vscode.Uri>;
  recheckSources(argument: unknown): Promise<void>;
  showSecrets(argument: unknown): void;
  showAttackFlow(argument: unknown): Promise<void>;
  dispose(): void;
};

const markdown: vscode.DocumentSelector = { language: 'markdown' };

/** Registers what works on case documents: lenses, hovers, definitions, references, symbols, folding, problems with their fixes, and marks. */
export function attachCases(ports: CaseDocumentPorts): AttachedCases {
  const { report } = ports.commands;
  const cases = createOpenCases();
  const answers = createCaseAnswers(ports);
  const verification = createVerification({ cases, answers, clock: ports.clock, report });
  const evidence = createEvidenceDocuments({ cases, answers });
  const marks = createNamedMarks();
  const lenses = createCaseLenses({ cases, answers, verification });
  const registered = vscode.Disposable.from(
    answers,
    verification,
    evidence,
    marks,
    lenses,
    vscode.languages.registerCodeLensProvider(markdown, lenses),
    vscode.languages.registerCodeLensProvider({ scheme: evidenceScheme }, evidenceLenses),
    vscode.languages.registerHoverProvider(markdown, createEvidenceHover(cases, answers)),
    vscode.languages.registerDefinitionProvider(markdown, createEvidenceDefinition({ cases, answers, evidence, marks, report })),
    vscode.languages.registerReferenceProvider([{ language: 'markdown' }, { scheme: evidenceScheme }], createEvidenceReferences(cases)),
    vscode.languages.registerDocumentSymbolProvider(markdown, createCaseSymbols(cases), { label: vscode.l10n.t('Runtime Threats') }),
    vscode.languages.registerFoldingRangeProvider(markdown, createCaseFolding(cases)),
    vscode.languages.registerCodeActionsProvider(markdown, createCaseActions({ cases, verification }), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    showRecheckMarks({ cases, answers, verification }),
  );
  return {
    verdictOf: async (document) => {
      const verdict = verification.verdictOf(document);
      if (verdict === undefined) throw noCase();
      return verdict;
    },
    exhibitsOf: (document, signal) => exhibitsOf(document, { cases, answers }, signal),
    evidenceText: (uri) => evidence.provideTextDocumentContent(uri),
    onDidChangeEvidence: evidence.onDidChange,
    recheckSources: (argument) => recheckSources(argument, { cases, answers, questions: ports.questions, report }),
    showSecrets: (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
      if (uri === undefined) throw noCase();
      evidence.showSecrets(uri);
    },
    showAttackFlow: async (argument) => {
      await ports.showAttackFlow((await caseDocument(argument)).uri.fsPath);
    },
    dispose: () => registered.dispose(),
  };
}
