import type * as vscode from 'vscode';

/**
 * The cheap test, for every Markdown document that is opened: whether it has the line that each case's Audit begins with (core/report/caseFooter.ts),
 * wherever the file was saved and whatever it is called. A version out of the history, or either side of a comparison, is a picture of a case.
 * Activation loads this, so it takes nothing along.
 */
export function looksLikeCase(
  document: Pick<vscode.TextDocument, 'languageId' | 'getText'> & { readonly uri: Pick<vscode.Uri, 'scheme'> },
): boolean {
  return document.languageId === 'markdown' && isCase(document);
}

/** Whatever the editor takes the text for: who reads a case as plain text can export it and hand it off all the same. */
export function isCase(document: Pick<vscode.TextDocument, 'getText'> & { readonly uri: Pick<vscode.Uri, 'scheme'> }): boolean {
  return ownSchemes.has(document.uri.scheme) && formatLine.test(document.getText());
}

const ownSchemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs']);
const formatLine = /^[ \t]*- Format: `runtime-threats-case\/1`[ \t]*\r?$/m;
