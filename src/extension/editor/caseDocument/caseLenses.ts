import * as vscode from 'vscode';
import type { FindingCode, Verdict } from '../../core/report/verify/finding.ts';
import { isHypothesis } from '../../core/report/verify/hypothesis.ts';
import type { CaseAnswers } from './answers.ts';
import type { CaseOutline } from './caseOutline.ts';
import type { OpenCases } from './openCases.ts';
import { countOutcomes, type KnownSource, outcomesText, uncheckedText } from './outcomes.ts';
import type { LastVerdict, Verification } from './verification.ts';

export type LensPorts = { readonly cases: OpenCases; readonly answers: CaseAnswers; readonly verification: Verification };

/** What can be done with a case, above its title; how far it is verified; and asking all sources again, above them. */
export function createCaseLenses({ cases, answers, verification }: LensPorts): vscode.CodeLensProvider & vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const listening = [answers.onDidChange(() => changed.fire()), verification.onDidChange(() => changed.fire())];
  return {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const outline = cases.outline(document);
      // Lenses are asked for at every letter: the new verdict comes with the pause, which asks for them again.
      const last = verification.last(document);
      if (outline === undefined) return [];
      const file = document.uri.fsPath;
      const known = [...outline.sources.values()].map((row) => ({ row, ...answers.known(file, row) }));
      // The verdict first: beside the panel there is room for the first lenses alone.
      const top = [...(last === undefined ? [] : [standing(document.uri, outline, last, known)]), ...actions(document.uri, outline)];
      return [...top.map((command) => lens(0, command)), ...sourcesLens(document.uri, outline, known)];
    },
    dispose() {
      for (const one of listening) one.dispose();
      changed.dispose();
    },
  };
}

function lens(line: number, command: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
}

function actions(uri: vscode.Uri, outline: CaseOutline): readonly vscode.Command[] {
  // What acts on a case needs to know which one it is.
  if (outline.footer === undefined) return [];
  return [
    { title: `$(type-hierarchy) ${vscode.l10n.t('Show attack flow')}`, command: 'runtimeThreats.showAttackFlow', arguments: [uri] },
    { title: `$(shield) ${vscode.l10n.t('Remediate')}`, command: 'runtimeThreats.remediate', arguments: [uri] },
    { title: `$(rocket) ${vscode.l10n.t('Hand off')}`, command: 'runtimeThreats.handOff', arguments: [uri] },
    { title: `$(export) ${vscode.l10n.t('Export')}`, command: 'runtimeThreats.exportCase', arguments: [uri] },
    recheck(uri, vscode.l10n.t('Re-check sources')),
  ];
}

function recheck(uri: vscode.Uri, title: string): vscode.Command {
  return { title: `$(refresh) ${title}`, command: 'runtimeThreats.recheckSources', arguments: [uri] };
}

/** Verified only where every check was made, on the text as it is: after a reload the answers are not there to be compared with. */
function standing(uri: vscode.Uri, outline: CaseOutline, { verdict, current }: LastVerdict, known: readonly KnownSource[]): vscode.Command {
  const findings = verdict.findings.filter(({ severity }) => severity !== 'information').length;
  if (findings > 0 || verdict.standing === 'failed') {
    const title = findings === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', findings);
    return problems(title);
  }
  const freely = count(verdict, 'addedWithoutEvidence');
  if (freely > 0) return problems(vscode.l10n.t('Not verified: {0} added by hand without evidence', freely));
  if (verdict.standing === 'unchecked') return recheck(uri, uncheckedText(known));
  return current
    ? { title: `$(verified) ${verifiedText(outline, verdict)}`, command: '' }
    : { title: vscode.l10n.t('Verifying…'), command: '' };
}

/** What was not held against evidence is no part of what is verified, and what was taken out is told. */
function verifiedText({ units, sources }: CaseOutline, verdict: Verdict): string {
  const [supposed, removed] = [count(verdict, 'hypothesis'), count(verdict, 'removed')];
  const said = units.filter((unit) => (unit.kind === 'sentence' || unit.kind === 'row') && !isHypothesis(unit)).length;
  const parts = [
    vscode.l10n.t('Verified: {0} sentences, {1} sources', said, sources.size),
    ...(supposed > 0 ? [vscode.l10n.t('{0} only supposed', supposed)] : []),
    ...(removed > 0 ? [removed === 1 ? vscode.l10n.t('1 sentence removed') : vscode.l10n.t('{0} sentences removed', removed)] : []),
  ];
  return parts.join(' · ');
}

function count({ findings }: Verdict, code: FindingCode): number {
  return findings.filter((one) => one.code === code).length;
}

function problems(title: string): vscode.Command {
  return { title: `$(warning) ${title}`, command: 'workbench.actions.view.problems' };
}

function sourcesLens(uri: vscode.Uri, outline: CaseOutline, known: readonly KnownSource[]): readonly vscode.CodeLens[] {
  const { sourcesLine, sources } = outline;
  if (sourcesLine === undefined || sources.size === 0) return [];
  const all = lens(sourcesLine, recheck(uri, vscode.l10n.t('Re-check all')));
  if (known.every(({ again }) => again === undefined)) return [all];
  return [all, lens(sourcesLine, { title: outcomesText(countOutcomes(known), sources.size), command: '' })];
}
