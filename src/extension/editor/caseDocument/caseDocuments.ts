import * as vscode from 'vscode';
import type { Exhibit } from '../../core/model/evidence.ts';
import type { Clock } from '../../core/model/ports.ts';
import type { Verdict } from '../../core/report/verify/finding.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import type { Commands } from '../commands.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { Questions } from '../questions.ts';
import type { AttachedCases } from './attachCases.ts';
import { evidenceScheme } from './evidenceUri.ts';
import { looksLikeCase } from './isCase.ts';

export type CaseDocumentPorts = {
  readonly commands: Commands;
  readonly session: Pick<TenantSession, 'state' | 'tenant'>;
  readonly known: Pick<KnownCases, 'exhibits' | 'onDidChange'>;
  readonly questions: Questions;
  readonly clock: Clock;
  /** Brings the panel of that case file up. Throws Failure where its flow is not known here. */
  readonly showAttackFlow: (file: string) => Promise<void>;
};

export type CaseDocuments = vscode.Disposable & {
  /** The verdict on a case as it stands in the editor. Throws Failure for a document that is no case. */
  verdictOf(document: vscode.TextDocument): Promise<Verdict>;
  /**
   * What a case rests on with its answers: this window's, the others asked for again and taken where they are the same. Throws Failure where the
   * Sources can not be read or the tenant is another; rejects with AbortError when the signal fires.
   */
  exhibitsOf(document: vscode.TextDocument, signal: AbortSignal): Promise<readonly Exhibit[]>;
};

/**
 * Case files as editors show them (V-12). Registration only: what works on a case is loaded when the first one is opened, wherever it was saved,
 * in a window that has just been reloaded or on a machine that has never seen it (K-10).
 */
export function registerCaseDocuments(ports: CaseDocumentPorts): CaseDocuments {
  const { commands } = ports;
  const evidenceChanged = new vscode.EventEmitter<vscode.Uri>();
  let attached: Promise<AttachedCases> | undefined;
  const load = async (): Promise<AttachedCases> => {
    const cases = (await import('./attachCases.ts')).attachCases(ports);
    cases.onDidChangeEvidence((uri) => evidenceChanged.fire(uri));
    return cases;
  };
  const cases = (): Promise<AttachedCases> => {
    attached ??= load();
    return attached;
  };
  const meet = (document: vscode.TextDocument): void => {
    if (attached === undefined && looksLikeCase(document)) cases().catch((error: unknown) => commands.report(error, 'case document'));
  };
  for (const document of vscode.workspace.textDocuments) meet(document);
  const registered = vscode.Disposable.from(
    evidenceChanged,
    vscode.workspace.onDidOpenTextDocument(meet),
    // A document that is pasted or generated becomes a case when it is saved.
    vscode.workspace.onDidSaveTextDocument(meet),
    vscode.workspace.registerTextDocumentContentProvider(evidenceScheme, {
      onDidChange: evidenceChanged.event,
      provideTextDocumentContent: async (uri) => (await cases()).evidenceText(uri),
    }),
    tellWhenClauses(),
    commands.register('runtimeThreats.recheckSources', async (argument) => (await cases()).recheckSources(argument)),
    commands.register('runtimeThreats.showSecrets', async (argument) => (await cases()).showSecrets(argument)),
    commands.register('runtimeThreats.showAttackFlow', async (argument) => (await cases()).showAttackFlow(argument)),
  );
  return {
    verdictOf: async (document) => (await cases()).verdictOf(document),
    exhibitsOf: async (document, signal) => (await cases()).exhibitsOf(document, signal),
    dispose: () => {
      registered.dispose();
      // It may still be loading; what failed to load has nothing to dispose of, and was told when it did.
      attached?.then(
        (one) => one.dispose(),
        () => undefined,
      );
    },
  };
}

/** `caseActive`: the active editor shows a case, so commands that act on one can work. */
function tellWhenClauses(): vscode.Disposable {
  const tell = (editor: vscode.TextEditor | undefined): void => {
    const active = editor !== undefined && looksLikeCase(editor.document);
    void vscode.commands.executeCommand('setContext', 'runtimeThreats.caseActive', active);
  };
  tell(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(tell);
}
