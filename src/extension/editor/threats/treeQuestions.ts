import * as vscode from 'vscode';
import type { Questions } from '../questions.ts';
import { filterWords, type Grouping, groupingName, groupings, severityName, type TreeChoice } from './treeFilter.ts';

/** Undefined where the user left the question without an answer. */
export async function askGrouping(questions: Questions, current: Grouping): Promise<Grouping | undefined> {
  const items = groupings.map((groupBy) => ({
    label: groupingName(groupBy),
    groupBy,
    ...(groupBy === current && { description: vscode.l10n.t('current') }),
  }));
  const picked = await questions.ask(() => vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group the loaded threats by') }));
  return picked?.groupBy;
}

/** Asks for the text, then for the severities; leaving either changes nothing. */
export async function askFilter(questions: Questions, current: TreeChoice): Promise<Pick<TreeChoice, 'text' | 'severities'> | undefined> {
  const text = await questions.ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Filter the loaded threats (1/2)'),
      prompt: vscode.l10n.t('Words of a name, resource, cluster, account or image. Empty for any'),
      value: current.text,
    }),
  );
  if (text === undefined) return undefined;
  const items = filterWords.map((word) => ({ label: severityName(word), word, picked: current.severities.includes(word) }));
  const picked = await questions.ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Filter the loaded threats (2/2)'),
      placeHolder: vscode.l10n.t('Severities. None for all'),
      canPickMany: true,
    }),
  );
  return picked && { text: text.trim(), severities: picked.map((item) => item.word) };
}
