import * as vscode from 'vscode';
import type { Case } from '../core/model/case.ts';
import { renderCase } from '../core/report/caseFile.ts';
import { firstSentence } from '../core/report/summary.ts';
import { openCaseFile } from './caseEditor.ts';
import type { CasePanels } from './casePanel.ts';
import { toCaseView } from './caseView.ts';

/** `id` is the event's, or the group's where there is no event; `at` the minute that the name carries. Throws Failure. */
export type WriteCaseFile = (name: { readonly id: string; readonly at: Date }, text: string) => Promise<string>;

/** Writes the case, opens it as Markdown and its attack flow beside it (V-08). @returns the file's path */
export async function deliverCase(finished: Case, write: WriteCaseFile, panels: CasePanels): Promise<string> {
  const { trigger, completedAt } = finished;
  const id = trigger.eventId ?? trigger.groupId ?? trigger.id;
  const file = await write({ id, at: new Date(completedAt) }, renderCase(finished));
  await openCaseFile(file);
  panels.show({ file, view: toCaseView(finished, file) });
  return file;
}

/** The first sentence, and the way back to the case (K-05). Resolves when the notification is gone, which may be never. */
export async function announceCase(finished: Case, file: string): Promise<void> {
  const open = vscode.l10n.t('Open Case');
  const sentence = firstSentence(finished);
  const told = finished.status === 'partial' ? vscode.l10n.t('Partial case. {0}', sentence) : sentence;
  if ((await vscode.window.showInformationMessage(told, open)) === open) await openCaseFile(file);
}
