import * as vscode from 'vscode';
import { rowText } from '../rowText.ts';
import type { Row } from './prompts.ts';

/** One field of a preview; what it shows may be the tenant's. */
export function previewRow<T>(label: string, description: string, choice: T): Row<T> {
  return { label, description: rowText(description), choice };
}

/** Submit and Cancel, the last rows of every preview (H-04). @param problem why it can not be submitted yet */
export function closingRows(problem?: string): readonly Row<'submit' | 'cancel'>[] {
  return [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('Submit'),
      description: problem === undefined ? '' : rowText(problem),
      iconPath: new vscode.ThemeIcon('send'),
      choice: 'submit',
      alwaysShow: true,
    },
    { label: vscode.l10n.t('Cancel'), iconPath: new vscode.ThemeIcon('close'), choice: 'cancel', alwaysShow: true },
  ];
}
