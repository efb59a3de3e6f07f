import * as vscode from 'vscode';
import type { CaseAnswers } from './answers.ts';
import type { OpenCases } from './openCases.ts';
import { type Outcome, outcomeOf, outcomeWord } from './outcomes.ts';
import { rangeOf, type Verification } from './verification.ts';

export type MarkPorts = { readonly cases: OpenCases; readonly answers: CaseAnswers; readonly verification: Verification };

/**
 * Marks the rows of the Sources with what came of asking again. The mark stands behind the id: rows are several screens wide, and at their end
 * nobody would see it. A row that was edited since loses its mark, since it asks for something else.
 */
export function showRecheckMarks({ cases, answers, verification }: MarkPorts): vscode.Disposable {
  const marks = vscode.window.createTextEditorDecorationType({});
  const paint = (editor: vscode.TextEditor): void => {
    const outline = cases.outline(editor.document);
    if (outline === undefined) return;
    const options = [...outline.sourceRows].flatMap(([id, place]) => {
      const row = outline.sources.get(id);
      const again = row && answers.known(editor.document.uri.fsPath, row).again;
      if (row === undefined || again === undefined) return [];
      return [{ range: rangeOf(place), renderOptions: { after: markOf(outcomeOf(row, again)) } }];
    });
    editor.setDecorations(marks, options);
  };
  const paintAll = (): void => {
    for (const editor of vscode.window.visibleTextEditors) paint(editor);
  };
  paintAll();
  return vscode.Disposable.from(marks, verification.onDidChange(paintAll), vscode.window.onDidChangeVisibleTextEditors(paintAll));
}

function markOf(outcome: Outcome): vscode.ThemableDecorationAttachmentRenderOptions {
  const color = new vscode.ThemeColor(isFault(outcome) ? 'editorWarning.foreground' : 'descriptionForeground');
  return { contentText: ` ${outcomeWord(outcome)}`, color, fontStyle: 'italic' };
}

function isFault(outcome: Outcome): boolean {
  return outcome === 'changed' || outcome === 'gone' || outcome === 'notAsked';
}
