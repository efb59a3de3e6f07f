import * as vscode from 'vscode';

/** Read-only documents of one scheme that exist in this window alone, never on the disk. */
export type TextsInMemory = {
  /** Each under a URI of its own: VS Code asks for the text of one once. @param name what the tab shows */
  keep(name: string, text: string): vscode.Uri;
  dispose(): void;
};

/** Keeps the newest `most` texts; the tab of an older one says `gone`, as all do after a reload. */
export function createTextsInMemory(scheme: string, most: number, gone: () => string): TextsInMemory {
  const texts = new Map<string, string>();
  let kept = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? gone(),
  });
  return {
    keep: (name, text) => {
      kept += 1;
      const uri = vscode.Uri.from({ scheme, path: `/${name}`, query: String(kept) });
      texts.set(uri.toString(), text);
      for (const oldest of [...texts.keys()].slice(0, -most)) texts.delete(oldest);
      return uri;
    },
    dispose: () => provider.dispose(),
  };
}
