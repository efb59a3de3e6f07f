import * as vscode from 'vscode';
import type { Questions } from '../questions.ts';

type Text = {
  readonly title: string;
  readonly prompt?: string;
  readonly value?: string;
  readonly password?: true;
  /** why this value, trimmed, can not be taken */
  readonly problem: (value: string) => string | undefined;
};

/** One line of text, trimmed; undefined on Escape. */
export async function askText(questions: Questions, { title, prompt, value, password, problem }: Text): Promise<string | undefined> {
  const typed = await questions.ask(() =>
    vscode.window.showInputBox({
      title,
      ignoreFocusOut: true,
      validateInput: (entered) => problem(entered.trim()),
      ...(prompt !== undefined && { prompt }),
      ...(value !== undefined && { value }),
      ...(password && { password }),
    }),
  );
  return typed?.trim();
}

/** A row that stands for what happens when it is picked. */
export type Row<T> = vscode.QuickPickItem & { readonly choice?: T };

/** @returns undefined on Escape */
export async function askRow<T>(
  questions: Questions,
  rows: readonly Row<T>[],
  options: Pick<vscode.QuickPickOptions, 'title' | 'placeHolder'>,
): Promise<T | undefined> {
  const all = { ...options, ignoreFocusOut: true, matchOnDescription: true };
  return (await questions.ask(() => vscode.window.showQuickPick(rows, all)))?.choice;
}
