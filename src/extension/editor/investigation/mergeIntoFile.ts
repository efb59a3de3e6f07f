import * as vscode from 'vscode';
import { isEarlierText, mergeCase } from '../../core/report/mergeCase.ts';
import { alignment } from '../../core/report/verify/alignment.ts';
import { isCaseFile } from '../cases/caseEditor.ts';

/** Rewrites a case file of ours with what `revise` makes of its text, all or nothing. Throws Failure. */
export type RewriteCaseFile = (path: string, isOurs: (text: string) => boolean, revise: (text: string) => string) => Promise<Rewritten>;

type Rewritten =
  | { readonly status: 'done'; readonly before: string; readonly after: string }
  | { readonly status: 'gone' }
  | { readonly status: 'foreign'; readonly reason: string };

/** `unsaved`: the editor holds the merged text, and the user saves it, since there was something unsaved in it before. */
export type MergedFile =
  | { readonly status: 'merged'; readonly before: string; readonly after: string; readonly unsaved: boolean }
  | { readonly status: 'lost'; readonly why: string };

/** Today's text goes into the saved case with everything that the user did to it, also what they have not saved yet (K-12). Throws Failure. */
export async function mergeIntoFile(file: string, fresh: string, rewrite: RewriteCaseFile): Promise<MergedFile> {
  const open = vscode.workspace.textDocuments.find((one) => !one.isClosed && isCaseFile(one, file));
  if (open !== undefined) return mergeIntoDocument(open, fresh);
  const done = await rewrite(
    file,
    (text) => isEarlierText(text, fresh),
    (text) => mergeCase(text, fresh),
  );
  if (done.status === 'done') return { status: 'merged', before: done.before, after: done.after, unsaved: false };
  return { status: 'lost', why: done.status === 'gone' ? vscode.l10n.t('its file is gone') : done.reason };
}

async function mergeIntoDocument(document: vscode.TextDocument, fresh: string): Promise<MergedFile> {
  const before = document.getText();
  if (!isEarlierText(before, fresh)) return { status: 'lost', why: vscode.l10n.t('its footer is not the one of this case') };
  const after = mergeCase(before, fresh);
  const wasDirty = document.isDirty;
  if (!(await vscode.workspace.applyEdit(editOf(document, before, after))))
    return { status: 'lost', why: vscode.l10n.t('its editor refused the change') };
  // Where it can not be saved the editor says why, and keeps the text.
  const unsaved = wasDirty || !(await document.save());
  return { status: 'merged', before, after, unsaved };
}

/** Only the lines that differ, as one step to undo: the cursor stays where it is. */
function editOf(document: vscode.TextDocument, before: string, after: string): vscode.WorkspaceEdit {
  const [old, now] = [linesOf(before), linesOf(after)];
  const edit = new vscode.WorkspaceEdit();
  let offset = 0;
  let last = { left: -1, right: -1 };
  for (const pair of [...alignment(old, now), { left: old.length, right: now.length }]) {
    const taken = old.slice(last.left + 1, pair.left).join('');
    const put = now.slice(last.right + 1, pair.right).join('');
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + taken.length));
    if (taken !== '' || put !== '') edit.replace(document.uri, range, put);
    offset += taken.length + (old[pair.left]?.length ?? 0);
    last = pair;
  }
  return edit;
}

/** With their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
