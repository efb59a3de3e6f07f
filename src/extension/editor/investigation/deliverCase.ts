import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Case, ToldCase } from '../../core/model/case.ts';
import { Failure } from '../../core/model/failure.ts';
import type { Clock, Narrator } from '../../core/model/ports.ts';
import { renderCase } from '../../core/report/caseFile.ts';
import { type ClaimsDiff, claimsDiff } from '../../core/report/claimsDiff.ts';
import type { ReportFormat } from '../../core/report/reportFormat.ts';
import { firstSentence } from '../../core/report/summary.ts';
import type { CasePanels } from '../casePanel/casePanel.ts';
import { toCaseView } from '../casePanel/caseView.ts';
import { openCaseFile } from '../cases/caseEditor.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import { type CaseChanges, changesSentence } from './caseChanges.ts';
import { mergeIntoFile, type RewriteCaseFile } from './mergeIntoFile.ts';
import type { WriteHtml } from './reportFormat.ts';

/** `id` is the event's, or the group's where there is no event; `at` the minute that the name carries. Throws Failure. */
export type WriteCaseFile = (name: { readonly id: string; readonly at: Date }, text: string) => Promise<string>;

export type DeliverPorts = {
  readonly writeCaseFile: WriteCaseFile;
  readonly rewriteCaseFile: RewriteCaseFile;
  readonly writeHtml: WriteHtml;
  readonly panels: CasePanels;
  readonly known: Pick<KnownCases, 'remember' | 'told' | 'all'>;
  readonly changes: CaseChanges;
  readonly clock: Clock;
  readonly narrator: Narrator;
  readonly report: (error: unknown, during: string) => void;
};

/** A case that has its file. `merged` is what a refresh did to the file that there was. */
export type WrittenCase = {
  readonly file: string;
  readonly markdown: string;
  readonly merged?: { readonly before: string; readonly unsaved: boolean; readonly changes?: ClaimsDiff };
};

/** @param saved the file of the case that is refreshed: today's text is merged into it, and where that can not be, a new file is written and told */
export async function writeCase(finished: Case, saved: string | undefined, ports: DeliverPorts): Promise<WrittenCase> {
  const fresh = renderCase(finished);
  const written = (saved === undefined ? undefined : await mergedCase(saved, fresh, ports)) ?? (await newCase(finished, fresh, ports));
  ports.known.remember(written.file, finished);
  return written;
}

async function newCase({ trigger, completedAt }: Case, fresh: string, { writeCaseFile }: DeliverPorts): Promise<WrittenCase> {
  const id = trigger.eventId ?? trigger.groupId ?? trigger.id;
  return { file: await writeCaseFile({ id, at: new Date(completedAt) }, fresh), markdown: fresh };
}

async function mergedCase(file: string, fresh: string, ports: DeliverPorts): Promise<WrittenCase | undefined> {
  const merged = await tryToMerge(file, fresh, ports);
  if (merged.status === 'lost') {
    const line = vscode.l10n.t('The saved case can not be brought up to date ({0}), so a new file is written beside it.', merged.why);
    ports.narrator.say(line);
    void vscode.window.showWarningMessage(line);
    return undefined;
  }
  const { before, after, unsaved } = merged;
  ports.changes.keep(file, before);
  const changes = claimsDiff(before, fresh);
  return { file, markdown: after, merged: { before, unsaved, ...(changes && { changes }) } };
}

/** That the saved file refuses costs nobody the case. */
async function tryToMerge(file: string, fresh: string, { rewriteCaseFile }: DeliverPorts) {
  try {
    return await mergeIntoFile(file, fresh, rewriteCaseFile);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { status: 'lost', why: error.why } as const;
  }
}

/** Opens the case as Markdown and its attack flow beside it (V-08). */
export async function showCase(finished: Case, { file, merged }: WrittenCase, panels: CasePanels): Promise<void> {
  await openCaseFile(file);
  panels.show({ file, view: toCaseView(finished, file, merged?.changes && forPanel(merged.changes)) });
}

function forPanel({ since, fresh, changed, gone }: ClaimsDiff) {
  return { since, fresh: [...fresh], changed: changed.map((one) => ({ ...one })), gone: [...gone] };
}

/** The HTML report beside the case, where it was asked for; the case is there all the same where it can not be written. @returns its path */
export async function writeReport(
  format: ReportFormat,
  of: { readonly file: string; readonly markdown: string; readonly told: ToldCase | undefined },
  { writeHtml, report }: Pick<DeliverPorts, 'writeHtml' | 'report'>,
): Promise<string | undefined> {
  if (format === 'markdown') return undefined;
  try {
    return await writeHtml(of.file, of.told, of.markdown);
  } catch (error) {
    report(error, 'write the HTML report');
    return undefined;
  }
}

/** The first sentence of a case and what a refresh changed in it, for a notification (K-05, X-07). */
export function caseSentences(finished: Case, { merged }: WrittenCase, now: number): readonly string[] {
  return [
    ...(finished.status === 'partial' ? [vscode.l10n.t('Partial case.')] : []),
    firstSentence(finished),
    ...(merged?.changes === undefined ? [] : [changesSentence(merged.changes, now)]),
    ...(merged?.unsaved === true ? [vscode.l10n.t('It is merged into your unsaved changes: save the file when you are ready.')] : []),
  ];
}

export type Announced = { readonly file: string; readonly html?: string; readonly refreshed: boolean };

/** Sentences, and where to go on from there. Resolves when the notification is gone, which may be never. */
export async function announce(sentences: readonly string[], { file, html, refreshed }: Announced, changes: CaseChanges): Promise<void> {
  const [open, openHtml] = [vscode.l10n.t('Open Case'), vscode.l10n.t('Open HTML')];
  const [remediate, handOff, show] = [vscode.l10n.t('Remediate…'), vscode.l10n.t('Hand Off…'), vscode.l10n.t('Show Changes')];
  const told = html === undefined ? sentences : [...sentences, vscode.l10n.t('HTML report: {0}.', basename(html))];
  const buttons = [...(refreshed ? [show] : []), open, ...(html === undefined ? [] : [openHtml]), remediate, handOff];
  const chosen = await vscode.window.showInformationMessage(told.join(' '), ...buttons);
  if (chosen === open) await openCaseFile(file);
  if (chosen === openHtml && html !== undefined) await vscode.env.openExternal(vscode.Uri.file(html));
  if (chosen === remediate) await vscode.commands.executeCommand('runtimeThreats.remediate', file);
  if (chosen === handOff) await vscode.commands.executeCommand('runtimeThreats.handOff', file);
  if (chosen === show) await changes.show(file);
}
