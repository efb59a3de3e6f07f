import * as vscode from 'vscode';
import type { Shown } from '../../core/model/confirmation.ts';
import { createTextsInMemory } from '../textsInMemory.ts';

const requestScheme = 'runtime-threats-request';

/** What an action would run, whole, as a read-only document in memory: for what is too long for a dialog, and on request. */
export type ShownRequests = {
  show(shown: Pick<Shown, 'title' | 'lines'>): Promise<void>;
  /** Two texts side by side in the native diff editor. */
  showDiff(title: string, before: string, after: string): Promise<void>;
  /** One read-only text, as the evidence behind a line of the mini-map. */
  showText(name: string, content: string): Promise<void>;
  dispose(): void;
};

const mostKept = 40;

export function createShownRequests(): ShownRequests {
  const texts = createTextsInMemory(requestScheme, mostKept, () =>
    vscode.l10n.t('This preview is no longer kept. Ask for it again in the checklist.'),
  );
  const keep = (name: string, text: string): vscode.Uri => texts.keep(nameOf(name), text);
  const open = async (uri: vscode.Uri) => {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  };
  return {
    show: ({ title, lines }) => open(keep(`${title.replace(/\?$/, '')}.txt`, [title, '', ...lines].join('\n\n'))),
    showText: (name, content) => open(keep(name, content)),
    showDiff: async (title, before, after) => {
      const [left, right] = [keep(`${title} now.yaml`, before), keep(`${title} then.yaml`, after)];
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    },
    dispose: () => texts.dispose(),
  };
}

/** A name for a tab: tenant data without what a path would read as more. */
function nameOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '_').slice(0, 80);
}
