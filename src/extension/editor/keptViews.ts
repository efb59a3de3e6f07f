import type * as vscode from 'vscode';
import * as z from 'zod';
import { type CaseView, caseView } from '../../webview/protocol/casePanel.ts';

/** A case as its panel shows it, and the path of its file. */
export type ShownCase = { readonly file: string; readonly view: CaseView };

const keptView = z.strictObject({ title: z.string(), file: z.string(), view: caseView });
export type KeptView = z.infer<typeof keptView>;

const key = 'caseViews';
const most = 10;

/**
 * The cases whose panels can come back after a window reload, in workspaceState, newest first. What an older version wrote in another shape is
 * dropped: a panel then says that its case is no longer known.
 */
export function keptViews(memento: vscode.Memento): readonly KeptView[] {
  return memento.get<readonly unknown[]>(key, []).flatMap((one) => {
    const parsed = keptView.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** @returns the panel's title; it is what VS Code hands back after a reload, so it is made unique among the kept */
export function keepView(memento: vscode.Memento, { file, view }: ShownCase): string {
  const others = keptViews(memento).filter((one) => one.file !== file);
  const title = uniqueTitle(view.title, new Set(others.map((one) => one.title)));
  void memento.update(key, [{ title, file, view }, ...others].slice(0, most));
  return title;
}

function uniqueTitle(wanted: string, taken: ReadonlySet<string>): string {
  let title = wanted;
  for (let number = 2; taken.has(title); number += 1) title = `${wanted} (${number})`;
  return title;
}
