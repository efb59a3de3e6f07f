import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';
import type { CasePanels } from '../casePanel/casePanel.ts';
import type { Questions } from '../questions.ts';
import { caseDocument } from './caseArgument.ts';
import { openCaseFile } from './caseEditor.ts';
import type { CasePlaces } from './casePlaces.ts';
import type { KnownCases } from './knownCases.ts';

export type SaveCaseAsPorts = {
  readonly questions: Questions;
  readonly known: Pick<KnownCases, 'copied'>;
  readonly places: CasePlaces;
  readonly panels: Pick<CasePanels, 'moved'>;
  /** for its owner only; replaces what is there, which the dialog has asked about. Throws Failure. */
  readonly writeCaseCopy: (path: string, text: string) => Promise<void>;
};

/**
 * Keeps a case where the user wants it, as it stands in the editor, unsaved changes included, and goes on there (K-12). The first file stays as it
 * is. Throws Failure.
 * @param argument a case file's path or address, or nothing: the active document
 */
export async function saveCaseAs(argument: unknown, { questions, known, places, panels, writeCaseCopy }: SaveCaseAsPorts): Promise<void> {
  const document = await caseDocument(argument);
  const from = document.uri.fsPath;
  const options: vscode.SaveDialogOptions = {
    title: vscode.l10n.t('Save Case As'),
    defaultUri: vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.joinPath(document.uri, '..'), basename(from)),
    filters: { Markdown: ['md'] },
  };
  const place = await questions.ask(() => vscode.window.showSaveDialog(options));
  if (place === undefined || place.fsPath === from) return;
  if (place.scheme !== 'file') throw notAFile(place);
  await writeCaseCopy(place.fsPath, document.getText());
  known.copied(from, place.fsPath);
  places.moved(from, place.fsPath);
  panels.moved(from, place.fsPath);
  await openCaseFile(place.fsPath);
  await closeTabOf(document);
}

/** As VS Code's own Save As leaves one editor; what is unsaved in the first file is nobody's to close. */
async function closeTabOf({ uri, isDirty }: vscode.TextDocument): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  if (!isDirty && own.length > 0) await vscode.window.tabGroups.close(own, true);
}

function notAFile({ scheme }: vscode.Uri): Failure {
  return new Failure('unsupported', {
    what: vscode.l10n.t('The case was not saved'),
    why: vscode.l10n.t('{0} is no folder of this machine, where a case can be kept for its owner only', scheme),
    fix: vscode.l10n.t('Save it to a folder of this machine'),
  });
}
