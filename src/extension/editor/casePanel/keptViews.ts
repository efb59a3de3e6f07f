import type * as vscode from 'vscode';
import * as z from 'zod';
import { type CaseView, caseView } from '../../../webview/protocol/casePanel.ts';

/** A case as its panel shows it, and the path of its file. */
export type ShownCase = { readonly file: string; readonly view: CaseView };

/** What a panel shows beside its case, which editor/knownCases.ts keeps, and the title by which VS Code hands the panel back. */
const keptView = z.strictObject({ title: z.string(), file: z.string(), ...caseView.pick({ selected: true, changes: true }).shape });
export type KeptView = z.infer<typeof keptView>;

const key = 'caseViews';
const most = 10;

/**
 * The panels that can come back after a window reload, in workspaceState, newest first. What an older version wrote in another shape is
 * dropped: a panel then says that its case is no longer known.
 */
export function keptViews(memento: vscode.Memento): readonly KeptView[] {
  return memento.get<readonly unknown[]>(key, []).flatMap((one) => {
    const parsed = keptView.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** @returns the panel's title; it is what VS Code hands back after a reload, so it is made unique among the kept */
export function keepView(memento: vscode.Memento, { file, view: { title: wanted, selected, changes } }: ShownCase): string {
  const others = keptViews(memento).filter((one) => one.file !== file);
  const title = uniqueTitle(wanted, new Set(others.map((one) => one.title)));
  const kept: KeptView = { title, file, ...(selected !== undefined && { selected }), ...(changes !== undefined && { changes }) };
  void memento.update(key, [kept, ...others].slice(0, most));
  return title;
}

/** The title stays: VS Code hands the open panel back by it. */
export function moveKeptView(memento: vscode.Memento, from: string, to: string): void {
  const others = keptViews(memento).filter((one) => one.file !== to);
  void memento.update(
    key,
    others.map((one) => (one.file === from ? { ...one, file: to } : one)),
  );
}

function uniqueTitle(wanted: string, taken: ReadonlySet<string>): string {
  let title = wanted;
  for (let number = 2; taken.has(title); number += 1) title = `${wanted} (${number})`;
  return title;
}
