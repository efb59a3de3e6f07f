import * as vscode from 'vscode';
import * as z from 'zod';
import type { EvidenceId } from '../../core/model/evidence.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import { caseDocument } from '../cases/caseArgument.ts';
import type { Questions } from '../questions.ts';
import type { CaseAnswers } from './answers.ts';
import type { CaseOutline } from './caseOutline.ts';
import { evidenceUri } from './evidenceUri.ts';
import type { OpenCases } from './openCases.ts';
import { countOutcomes, outcomesText } from './outcomes.ts';
import { sourceWords } from './sourceWords.ts';

/** Some sources of one case: what the action on a row hands to Re-check. */
export type RecheckArgument = { readonly uri: string; readonly ids: readonly EvidenceId[] };

const someSources = z.object({ uri: z.string(), ids: z.array(z.string().regex(/^E\d+$/)) });

export type RecheckPorts = {
  readonly cases: OpenCases;
  readonly answers: CaseAnswers;
  readonly questions: Questions;
  readonly report: (error: unknown, during: string) => void;
};

/**
 * Asks the sources of a case again and says how many are the same. Cancel keeps what was answered.
 * @param argument a case, or some of its sources; the active case where absent. Throws Failure.
 */
export async function recheckSources(argument: unknown, ports: RecheckPorts): Promise<void> {
  const document = await caseDocument(argument);
  const ids = someSources.safeParse(argument).data?.ids;
  const outline = ports.cases.outline(document);
  if (outline?.footer === undefined) throw unreadable(outline?.unreadable);
  const rows = outline.footer.sources.filter(({ id }) => ids === undefined || ids.includes(id));
  await askUnderProgress(outline, rows, ports);
  // Nobody has to answer a notification, so nobody waits for it.
  tell(document, rows, ports).catch((error: unknown) => ports.report(error, 'show differences'));
}

async function askUnderProgress(outline: CaseOutline, rows: readonly SourceRow[], { answers }: RecheckPorts): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Re-checking sources'), cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    let done = 0;
    const step = (): void => progress.report({ message: vscode.l10n.t('{0} of {1}', ++done, rows.length), increment: 100 / rows.length });
    try {
      await answers.ask(outline, rows, cancel.signal, step);
    } catch (error) {
      if (!isAbort(error) || !cancel.signal.aborted) throw error;
    }
  });
}

async function tell(document: vscode.TextDocument, rows: readonly SourceRow[], { answers, questions }: RecheckPorts): Promise<void> {
  const known = rows.map((row) => ({ row, ...answers.known(document.uri.fsPath, row) }));
  const text = vscode.l10n.t('Sources asked again: {0}.', outcomesText(countOutcomes(known), rows.length));
  const changed = known.filter(({ again }) => again?.status === 'changed');
  const comparable = changed.filter(({ then }) => then !== undefined).map(({ row }) => row);
  const lost = changed.length - comparable.length;
  // After a reload only the digest of the answer of then is left, which nothing can be compared with.
  const note =
    lost === 0 ? '' : ` ${vscode.l10n.t('What changed in {0} can not be shown: the answers of then are not kept across a reload.', lost)}`;
  const show = vscode.l10n.t('Show Differences');
  const buttons = comparable.length > 0 ? [show] : [];
  if ((await vscode.window.showInformationMessage(`${text}${note}`, ...buttons)) !== show) return;
  const row = await choose(comparable, questions);
  if (row !== undefined) await showDifference(document.uri, row);
}

async function choose(rows: readonly SourceRow[], questions: Questions): Promise<SourceRow | undefined> {
  if (rows.length < 2) return rows[0];
  const items = rows.map((row) => ({ label: row.id, description: sourceWords(row.source), row }));
  const title = vscode.l10n.t('Differences of which source?');
  return (await questions.ask(() => vscode.window.showQuickPick(items, { title })))?.row;
}

async function showDifference(caseUri: vscode.Uri, row: SourceRow): Promise<void> {
  const title = vscode.l10n.t('{0}: then ↔ now', row.id);
  await vscode.commands.executeCommand('vscode.diff', evidenceUri(caseUri, row, 'then'), evidenceUri(caseUri, row, 'now'), title);
}

/** @param why as the reader of the footer puts it; undefined where there is none */
export function unreadable(why: string | undefined): Failure {
  return new Failure('invalid', {
    what: vscode.l10n.t('The sources of this case can not be read'),
    why: vscode.l10n.t('The file was changed: {0}', why ?? vscode.l10n.t('it has no Sources and Audit sections')),
    fix: vscode.l10n.t('Undo the change to its last two sections, or investigate again'),
  });
}
