import * as vscode from 'vscode';
import type { Finding } from '../../core/report/verify/finding.ts';
import { asHypothesis, withoutUnit } from '../../core/report/verify/fixes.ts';
import { type Fix, withEdits, withFixOfAll } from './caseEdits.ts';
import { citedAt } from './cited.ts';
import type { OpenCases } from './openCases.ts';
import type { RecheckArgument } from './recheckSources.ts';
import { diagnosticSource, rangeOf, type Verification } from './verification.ts';

export type ActionPorts = { readonly cases: OpenCases; readonly verification: Verification };

/** What a reader can do about a finding, and about a source: the rows of the Sources are too many for lenses. */
export function createCaseActions({ cases, verification }: ActionPorts): vscode.CodeActionProvider {
  // The fix for all findings goes through the whole text once a finding, so it is made when it is chosen.
  const later = new WeakMap<vscode.CodeAction, () => vscode.WorkspaceEdit | undefined>();
  return {
    provideCodeActions(document, range, { diagnostics }) {
      // Between an edit and the pause after it the places of the findings are those of another text.
      const last = verification.last(document);
      const findings = last?.current === true ? last.verdict.findings : [];
      const here = diagnostics.filter(({ source }) => source === diagnosticSource).flatMap((one) => findingOf(findings, one) ?? []);
      const fixed = onePerUnit(here).flatMap((finding) => fixes(document, finding, findings, later));
      return [...fixed, ...recheckAction(cases, document, range.start)];
    },
    resolveCodeAction(action) {
      const edit = later.get(action)?.();
      if (edit !== undefined) action.edit = edit;
      return action;
    },
  };
}

/** The editor hands its own copies of our diagnostics back. */
function findingOf(findings: readonly Finding[], { code, range: { start } }: vscode.Diagnostic): Finding | undefined {
  return findings.find((one) => one.code === code && one.line === start.line && one.from === start.character);
}

/** A sentence with three faults is marked or removed once. */
function onePerUnit(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.line}:${finding.from}`, finding])).values()];
}

type Later = WeakMap<vscode.CodeAction, () => vscode.WorkspaceEdit | undefined>;

function fixes(document: vscode.TextDocument, finding: Finding, findings: readonly Finding[], later: Later): readonly vscode.CodeAction[] {
  const text = document.getText();
  const others = onePerUnit(findings.filter(({ severity }) => severity !== 'information'));
  return [
    { fix: asHypothesis, one: vscode.l10n.t('Mark as hypothesis'), all: vscode.l10n.t('Mark all findings of this case as hypotheses') },
    { fix: withoutUnit, one: vscode.l10n.t('Remove this sentence'), all: vscode.l10n.t('Remove all sentences with a finding') },
  ].flatMap(({ fix, one, all }) => {
    const edits = fix(text, finding);
    if (edits === undefined) return [];
    const single = quickFix(one, document, finding);
    single.edit = withEdits(document, edits);
    if (others.length < 2) return [single];
    return [single, fixOfAll(all, document, others, fix, later)];
  });
}

function fixOfAll(title: string, document: vscode.TextDocument, findings: readonly Finding[], fix: Fix, later: Later): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  later.set(action, () => withFixOfAll(document, findings, fix));
  return action;
}

function quickFix(title: string, document: vscode.TextDocument, finding: Finding): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = vscode.languages
    .getDiagnostics(document.uri)
    .filter((one) => one.source === diagnosticSource && one.range.isEqual(rangeOf(finding)));
  return action;
}

function recheckAction(cases: OpenCases, document: vscode.TextDocument, position: vscode.Position): readonly vscode.CodeAction[] {
  const cited = citedAt(cases, document, position);
  if (cited?.row === undefined) return [];
  const title = vscode.l10n.t('Re-check {0}', cited.id);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const argument: RecheckArgument = { uri: document.uri.toString(), ids: [cited.id] };
  action.command = { title, command: 'runtimeThreats.recheckSources', arguments: [argument] };
  return [action];
}
