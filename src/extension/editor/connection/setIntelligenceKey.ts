import * as vscode from 'vscode';
import { sourceNames } from '../../core/intel/sources.ts';
import type { Questions } from '../questions.ts';
import { type IntelligenceKeys, type KeyedSource, keyedSources } from './intelligenceKeys.ts';

type Row = vscode.QuickPickItem & { readonly source: KeyedSource };

/** Picks the source, takes its key; an empty one removes what is stored. Escape changes nothing. */
export async function setIntelligenceKey({
  questions,
  keys,
}: {
  readonly questions: Questions;
  readonly keys: IntelligenceKeys;
}): Promise<void> {
  const rows = await Promise.all(keyedSources.map((source) => rowOf(source, keys)));
  const row = await questions.ask(() => vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Which source is the key for?') }));
  if (row === undefined) return;
  const name = sourceNames[row.source];
  const key = await questions.ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('API key for {0}', name),
      prompt: vscode.l10n.t('It goes to {0} alone. Leave it empty to remove the stored one.', name),
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => (isKey(value) ? undefined : vscode.l10n.t('A key has no blanks and no special characters')),
    }),
  );
  if (key === undefined) return;
  await keys.set(row.source, key.trim());
  const told = key.trim() === '' ? vscode.l10n.t('The key for {0} is removed.', name) : vscode.l10n.t('The key for {0} is stored.', name);
  void vscode.window.showInformationMessage(told);
}

async function rowOf(source: KeyedSource, keys: IntelligenceKeys): Promise<Row> {
  const stored = (await keys.get(source)) !== undefined;
  const needed = source === 'virusTotal';
  return {
    source,
    label: sourceNames[source],
    description: stored ? vscode.l10n.t('a key is stored') : vscode.l10n.t('no key'),
    detail: needed ? vscode.l10n.t('Not asked without a key') : vscode.l10n.t('Works without a key; one allows more questions'),
  };
}

/** It becomes a header: visible ASCII alone. */
function isKey(value: string): boolean {
  return /^[!-~]*$/.test(value.trim());
}
