import { basename } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { ToldCase } from '../../core/model/case.ts';
import type { Exhibit } from '../../core/model/evidence.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import type { Questions } from '../questions.ts';
import { caseDocument } from './caseArgument.ts';
import { type ExportedCase, type ExportFormat, exportFormats, type Rendered } from './exportFormats.ts';
import type { KnownCases } from './knownCases.ts';
import { toldCase } from './toldCase.ts';

export type ExportPorts = {
  readonly questions: Questions;
  readonly known: Pick<KnownCases, 'told'>;
  /** the flow of that case as its open panel drew it, which nobody has checked; undefined where no panel shows it */
  readonly drawing: (file: string, signal: AbortSignal) => Promise<string | undefined>;
  /** the answers that a case rests on: this window's, else asked for again. Throws Failure where the tenant is another. */
  readonly exhibitsOf: (document: vscode.TextDocument, signal: AbortSignal) => Promise<readonly Exhibit[]>;
  readonly report: (error: unknown, during: string) => void;
};

/** A case file in whatever way a command is given one, and perhaps the format that was meant. */
const withFormat = z.object({ file: z.string(), format: z.string() });

/**
 * Asks for a format and a place, writes the case there, and offers to open it (K-08). What can not be written is told before a place is asked for;
 * an Escape at either question, or Cancel between them, writes nothing. Throws Failure.
 */
export async function exportCase(argument: unknown, ports: ExportPorts): Promise<void> {
  const document = await caseDocument(argument);
  const told = toldCase(document, ports.known);
  const format = await chooseFormat(withFormat.safeParse(argument).data?.format, told, ports.questions);
  if (format === undefined) return;
  const rendered = await render(format, { document, told }, ports);
  if (rendered === undefined) return;
  const place = await ports.questions.ask(() => vscode.window.showSaveDialog(saveOptions(document, format)));
  if (place === undefined) return;
  await save(place, rendered.text);
  offerToOpen(place, rendered.note).catch((error: unknown) => ports.report(error, 'open the export'));
}

async function chooseFormat(
  wanted: string | undefined,
  told: ToldCase | undefined,
  questions: Questions,
): Promise<ExportFormat | undefined> {
  const all = exportFormats();
  const able = all.filter((format) => isAble(format, told));
  const meant = all.find(({ id }) => id === wanted);
  if (meant !== undefined) {
    if (!able.includes(meant)) throw notKnown(meant, told);
    return meant;
  }
  const rows = able.map((format) => ({ label: format.label, detail: format.what, format }));
  const left = all.length - able.length;
  const placeHolder = left === 0 ? undefined : lessOffered(told);
  const options = { title: vscode.l10n.t('Export the case as'), matchOnDetail: true, ...(placeHolder !== undefined && { placeHolder }) };
  return (await questions.ask(() => vscode.window.showQuickPick(rows, options)))?.format;
}

function isAble({ needs }: ExportFormat, told: ToldCase | undefined): boolean {
  return needs === undefined || (told !== undefined && (needs === 'told' || told.flow.status === 'done'));
}

function lessOffered(told: ToldCase | undefined): string {
  return told === undefined
    ? vscode.l10n.t('This workspace does not know the case as the file has it: refresh it for the other formats')
    : vscode.l10n.t('The case has no attack flow to draw');
}

function notKnown(format: ExportFormat, told: ToldCase | undefined): Failure {
  return new Failure('invalid', {
    what: vscode.l10n.t('The case can not be exported as {0}', format.label),
    why: lessOffered(told),
    fix:
      told === undefined
        ? vscode.l10n.t('Run "Threats: Refresh Case", or export the HTML report')
        : vscode.l10n.t('Export it in another format'),
  });
}

/** Beside the case. A text that was never saved has no folder. */
function saveOptions({ uri }: vscode.TextDocument, { label, ending }: ExportFormat): vscode.SaveDialogOptions {
  const name = `${basename(uri.fsPath).replace(/\.md$/i, '')}${ending}`;
  const type = ending.split('.').at(-1) ?? '';
  const folder = uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
  return {
    title: label,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [type.toUpperCase()]: [type] },
  };
}

/** @returns undefined where the user stopped it */
async function render(
  format: ExportFormat,
  { document, told }: { readonly document: vscode.TextDocument; readonly told: ToldCase | undefined },
  ports: ExportPorts,
): Promise<Rendered | undefined> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Exporting {0}', format.label);
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const of: ExportedCase = {
      markdown: document.getText(),
      ...(told && { told }),
      drawing: () => ports.drawing(document.uri.fsPath, cancel.signal),
      exhibits: () => ports.exhibitsOf(document, cancel.signal),
    };
    try {
      const rendered = await format.render(of);
      return token.isCancellationRequested ? undefined : rendered;
    } catch (error) {
      if (isAbort(error) && token.isCancellationRequested) return undefined;
      throw error;
    }
  });
}

async function save(place: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
  } catch (cause) {
    throw new Failure('refused', {
      what: vscode.l10n.t('The export could not be written'),
      why: vscode.l10n.t('{0} can not be written to', place.fsPath),
      fix: vscode.l10n.t('Export again to another folder; the case itself is untouched'),
      cause,
    });
  }
}

/** With the system's own program where the file lies on the user's machine; VS Code shows the text of one that lies elsewhere. */
async function offerToOpen(place: vscode.Uri, note: string | undefined): Promise<void> {
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Show in Folder');
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  const told = [vscode.l10n.t('Exported to {0}.', place.fsPath), ...(note === undefined ? [] : [note])].join(' ');
  const choice = await vscode.window.showInformationMessage(told, ...(isHere ? [open, reveal] : [open]));
  if (choice === reveal) await vscode.commands.executeCommand('revealFileInOS', place);
  if (choice !== open) return;
  if (isHere && /\.(html|svg)$/i.test(place.path)) await vscode.env.openExternal(place);
  else await vscode.window.showTextDocument(place);
}
