import * as vscode from 'vscode';
import type { ToldCase } from '../../core/model/case.ts';
import type { ReportFormat } from '../../core/report/reportFormat.ts';
import { tokenOf } from '../cancellation.ts';
import type { Questions } from '../questions.ts';

/**
 * Writes the HTML report beside the case file. Throws Failure.
 * @param told undefined where the case was told by another window or long ago
 * @returns its path
 */
export type WriteHtml = (file: string, told: ToldCase | undefined, markdown: string) => Promise<string>;

type Row = vscode.QuickPickItem & { readonly format: ReportFormat };

/**
 * K-06: asked while the investigation runs, so that nobody waits for it. Whoever looks elsewhere or presses Escape gets Markdown, and so does a run
 * that was cancelled.
 */
export async function askReportFormat(questions: Questions, signal: AbortSignal): Promise<ReportFormat> {
  const options = {
    title: vscode.l10n.t('In which format do you want the report?'),
    placeHolder: vscode.l10n.t('The Markdown file is written in any case: the editor opens it, and a ticket carries it'),
  };
  const row = await questions.ask(() => vscode.window.showQuickPick(rows(), options, tokenOf(signal)));
  return row?.format ?? 'markdown';
}

function rows(): readonly Row[] {
  return [
    { format: 'markdown', label: vscode.l10n.t('Markdown'), description: vscode.l10n.t('default') },
    { format: 'html', label: vscode.l10n.t('HTML'), detail: vscode.l10n.t('One page to read, print and send: no script, no network') },
    { format: 'both', label: vscode.l10n.t('Both') },
  ];
}
