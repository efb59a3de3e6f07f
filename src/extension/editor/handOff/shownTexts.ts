import * as vscode from 'vscode';

/** Texts that are shown before they leave: read-only documents that exist in this window alone, never on the disk. */
export type ShownTexts = {
  open(name: string, text: string): Promise<void>;
  /** VS Code's own diff: what there is beside what leaves. */
  compare(title: string, before: string, after: string): Promise<void>;
  dispose(): void;
};

const scheme = 'runtime-threats-hand-off';

/** Someone who looks closely opens a few. The tab of an older one says that its text is gone, as all do after a reload. */
const most = 12;

export function createShownTexts(): ShownTexts {
  const texts = new Map<string, string>();
  let shown = 0;
  const keep = (name: string, text: string): vscode.Uri => {
    shown += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${shown}/${name}` });
    texts.set(uri.path, text);
    for (const oldest of [...texts.keys()].slice(0, -most)) texts.delete(oldest);
    return uri;
  };
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path }) =>
      texts.get(path) ?? vscode.l10n.t('This text is no longer kept. Run "Threats: Hand Off…" again to see what would leave.'),
  });
  return {
    open: async (name, text) => {
      const document = await vscode.workspace.openTextDocument(keep(name, text));
      await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
    },
    compare: async (title, before, after) => {
      const [left, right] = [keep('case.md', before), keep('leaves.md', after)];
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true, preserveFocus: true });
    },
    dispose: () => provider.dispose(),
  };
}
