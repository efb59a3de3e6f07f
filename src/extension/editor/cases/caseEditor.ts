import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';

/** Opens a case file as a Markdown text editor in the first column, where it leaves room for the flow beside it (V-08). */
export async function openCaseFile(file: string): Promise<vscode.TextEditor> {
  const document = await openDocument(file);
  return vscode.window.showTextDocument(document, { viewColumn: columnOf(file) ?? vscode.ViewColumn.One, preview: false });
}

/**
 * Puts the cursor on the line that `find` picks (zero-based) and leaves the focus where it is.
 * @returns false where no line was picked
 */
export async function revealInCase(file: string, find: (lines: readonly string[]) => number | undefined): Promise<boolean> {
  const document = await openDocument(file);
  const line = find(document.getText().split(/\r?\n/));
  if (line === undefined) return false;
  const start = new vscode.Position(line, 0);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(file) ?? vscode.ViewColumn.One,
    preview: false,
    preserveFocus: true,
  });
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

/** True where `document` is the case file: temporary folders are symlinks on some systems, so the names are compared as URIs of the same making. */
export function isCaseFile(document: vscode.TextDocument, file: string): boolean {
  return document.uri.toString() === vscode.Uri.file(file).toString();
}

async function openDocument(file: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  } catch (cause) {
    throw new Failure('notFound', {
      what: vscode.l10n.t('The case file could not be opened'),
      why: vscode.l10n.t('{0} is gone or can not be read', file),
      fix: vscode.l10n.t('Run "Threats: Investigate by ID…" to write it again'),
      cause,
    });
  }
}

function columnOf(file: string): vscode.ViewColumn | undefined {
  return vscode.window.visibleTextEditors.find((editor) => isCaseFile(editor.document, file))?.viewColumn;
}
