import * as vscode from 'vscode';
import type { ToldCase } from '../../core/model/case.ts';
import { caseDocument } from '../cases/caseArgument.ts';
import { toldCase } from '../cases/toldCase.ts';
import type { HandOffTools } from './handOff.ts';

export type FoundCase = { readonly document: vscode.TextDocument; readonly told: ToldCase };

/**
 * The case that is meant, else the one in the active editor, as its document stands: unsaved edits are in it.
 * @returns undefined where it is not known here and the user did not want to refresh it. Throws Failure for what is no case.
 */
export async function findCase(argument: unknown, ports: HandOffTools): Promise<FoundCase | undefined> {
  const document = await caseDocument(argument);
  const told = toldCase(document, ports.known) ?? (await refreshed(document, ports));
  return told && { document, told };
}

/** Tactic, severity and place are never guessed from the file's prose (K-10): the case is investigated again, or stays here. */
async function refreshed(document: vscode.TextDocument, ports: HandOffTools): Promise<ToldCase | undefined> {
  const refresh = vscode.l10n.t('Refresh Case');
  const detail = vscode.l10n.t(
    'Its severity, tactic and place are not taken from the file. Refreshing asks the tenant again and keeps what you wrote.',
  );
  const message = vscode.l10n.t('This case was not made in this workspace. Refresh it to hand it off?');
  const answer = await ports.questions.ask(() => vscode.window.showWarningMessage(message, { modal: true, detail }, refresh));
  if (answer !== refresh) return undefined;
  await vscode.commands.executeCommand('runtimeThreats.refreshCase', document.uri.fsPath);
  return toldCase(document, ports.known);
}
