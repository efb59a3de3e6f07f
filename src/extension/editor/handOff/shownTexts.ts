import * as vscode from 'vscode';
import { createTextsInMemory } from '../textsInMemory.ts';

/** Texts that are shown before they leave: read-only documents that exist in this window alone, never on the disk. */
export type ShownTexts = {
  open(name: string, text: string): Promise<void>;
  /** VS Code's own diff: what there is beside what leaves. */
  compare(title: string, before: string, after: string): Promise<void>;
  dispose(): void;
};

const scheme = 'runtime-threats-hand-off';

/** Someone who looks closely opens a few. */
const most = 12;

export function createShownTexts(): ShownTexts {
  const texts = createTextsInMemory(scheme, most, () =>
    vscode.l10n.t('This text is no longer kept. Run "Threats: Hand Off…" again to see what would leave.'),
  );
  return {
    open: async (name, text) => {
      const document = await vscode.workspace.openTextDocument(texts.keep(name, text));
      await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
    },
    compare: async (title, before, after) => {
      const [left, right] = [texts.keep('case.md', before), texts.keep('leaves.md', after)];
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true, preserveFocus: true });
    },
    dispose: () => texts.dispose(),
  };
}
