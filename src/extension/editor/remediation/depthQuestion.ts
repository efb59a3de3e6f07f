import * as vscode from 'vscode';
import { askRow, type Row } from '../handOff/prompts.ts';
import type { Questions } from '../questions.ts';
import { rowText } from '../rowText.ts';

type Depth = 'investigate' | 'lightweight' | 'raw';

/** How to begin without a case. Undefined on Escape. */
export async function askDepth(questions: Questions, eventId: string): Promise<Depth | undefined> {
  const rows: readonly Row<Depth>[] = [
    {
      label: vscode.l10n.t('Investigate first'),
      description: vscode.l10n.t('recommended'),
      detail: vscode.l10n.t('Builds the case, then comes back here by itself.'),
      choice: 'investigate',
    },
    {
      label: vscode.l10n.t('Lightweight'),
      detail: vscode.l10n.t('The process tree and the place of the event; no sweep, no case file.'),
      choice: 'lightweight',
    },
    {
      label: vscode.l10n.t('Raw'),
      detail: vscode.l10n.t('The event alone. Consequences are best effort, and much will say unknown.'),
      choice: 'raw',
    },
  ];
  return askRow(questions, rows, { title: vscode.l10n.t('No case of event {0} yet', rowText(eventId)) });
}
