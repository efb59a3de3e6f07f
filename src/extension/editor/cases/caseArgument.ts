import * as vscode from 'vscode';
import * as z from 'zod';
import { Failure } from '../../core/model/failure.ts';
import { isCase } from '../caseDocument/isCase.ts';
import { chosenThreat } from '../investigation/chosenThreat.ts';

/** What hands a case to a command: a notification or the panel its path, a row of the Cases view its file, a source of it the case's address. */
const given = z.union([
  z
    .string()
    .min(1)
    .transform((file) => vscode.Uri.file(file)),
  z.object({ file: z.string().min(1) }).transform(({ file }) => vscode.Uri.file(file)),
  z.object({ uri: z.string().regex(/^[a-z][a-z\d+.-]*:/i) }).transform(({ uri }) => vscode.Uri.parse(uri)),
]);

/**
 * The case that a command is about, as it stands in the editor: a path, an address, `{ file }` or `{ uri }`; the active document where the
 * command is given nothing. Throws Failure for anything else, and for what is no case.
 */
export async function caseDocument(argument: unknown): Promise<vscode.TextDocument> {
  const uri = uriOf(argument);
  const document = uri === undefined ? vscode.window.activeTextEditor?.document : await open(uri);
  if (document !== undefined && isCase(document)) return document;
  throw uri === undefined ? noCase() : noCase(vscode.l10n.t('{0} is no case file, or its Audit section is gone', uri.fsPath));
}

/** The threat of a row whose case has no file on this machine, so that it can be investigated again and nothing else. */
export function lostCase(argument: unknown): string | undefined {
  return lost.safeParse(argument).success ? chosenThreat(argument) : undefined;
}

const lost = z.object({ kind: z.literal('goneCase') });

function uriOf(argument: unknown): vscode.Uri | undefined {
  // A menu without a place for it hands over null.
  if (argument === undefined || argument === null) return undefined;
  if (argument instanceof vscode.Uri) return argument;
  const parsed = given.safeParse(argument);
  if (!parsed.success) throw noCase(vscode.l10n.t('What the command was given names no case file'));
  return parsed.data;
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (cause) {
    throw new Failure('notFound', {
      what: vscode.l10n.t('The case file could not be opened'),
      why: vscode.l10n.t('{0} is gone or can not be read', uri.fsPath),
      fix: vscode.l10n.t('Refresh the case in the Cases view, or run "Threats: Investigate by ID…" to write it again'),
      cause,
    });
  }
}

/** @param why the active document is the one that is none, where absent */
export function noCase(why = vscode.l10n.t('The active document is no case file, or its Audit section is gone')): Failure {
  return new Failure('invalid', {
    what: vscode.l10n.t('There is no case to work on'),
    why,
    fix: vscode.l10n.t('Open a case, for example with "Threats: Open Recent Case…"'),
  });
}
