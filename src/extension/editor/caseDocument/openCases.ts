import type * as vscode from 'vscode';
import { type CaseOutline, outlineOf } from './caseOutline.ts';
import { looksLikeCase } from './isCase.ts';

/** The outline of each open case document, read once a version: lenses, hovers, symbols and folding all ask for it. */
export type OpenCases = {
  /** undefined for a document that is no case */
  outline(document: vscode.TextDocument): CaseOutline | undefined;
};

export function createOpenCases(): OpenCases {
  const read = new WeakMap<vscode.TextDocument, { readonly version: number; readonly outline: CaseOutline | undefined }>();
  return {
    outline(document) {
      const known = read.get(document);
      if (known?.version === document.version) return known.outline;
      const outline = looksLikeCase(document) ? outlineOf(document.getText()) : undefined;
      read.set(document, { version: document.version, outline });
      return outline;
    },
  };
}
