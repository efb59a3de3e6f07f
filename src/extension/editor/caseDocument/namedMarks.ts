import * as vscode from 'vscode';
import { answerOffset } from './evidenceText.ts';
import { evidenceScheme } from './evidenceUri.ts';
import { findNamed } from './namedValues.ts';
import { rangeOf } from './verification.ts';

/** Marks in an evidence document what the sentence names that one came from. */
export type NamedMarks = {
  /** @param values as `namedValues` spells them; none where one came from the row of the Sources */
  mark(uri: vscode.Uri, values: readonly string[]): void;
  dispose(): void;
};

export function createNamedMarks(): NamedMarks {
  const highlight = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    // High contrast has borders in place of backgrounds.
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.findMatchHighlightBorder'),
  });
  const named = new Map<string, readonly string[]>();
  const paint = (editor: vscode.TextEditor): void => {
    const { document } = editor;
    if (document.uri.scheme !== evidenceScheme) return;
    const text = document.getText();
    const found = findNamed(text, named.get(document.uri.toString()) ?? [], answerOffset(text));
    editor.setDecorations(highlight, found === undefined ? [] : [rangeOf(found)]);
  };
  const paintAll = (): void => {
    for (const editor of vscode.window.visibleTextEditors) paint(editor);
  };
  const listening = vscode.Disposable.from(
    highlight,
    vscode.window.onDidChangeVisibleTextEditors(paintAll),
    // Secrets that are shown, or an answer that comes, move what stands below them.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === evidenceScheme) paintAll();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void named.delete(uri.toString())),
  );
  return {
    mark(uri, values) {
      named.set(uri.toString(), values);
      paintAll();
    },
    dispose: () => listening.dispose(),
  };
}
