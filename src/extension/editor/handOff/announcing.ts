import * as vscode from 'vscode';
import type { Attached } from '../../core/handoff/attachCase.ts';
import type { Ticket } from '../../core/handoff/ticketDoor.ts';
import { Failure } from '../../core/model/failure.ts';
import { openCaseFile } from '../cases/caseEditor.ts';
import { rowText } from '../rowText.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';

/** What a button does. */
type Buttons = Readonly<Record<string, () => unknown>>;

/** H-05, H-06: the ticket, its event and the way back. @param attached whether the case file went along */
export function tellFiled({ key, link }: Ticket, attached: Attached, handed: Handed, ports: HandOffTools): void {
  const { eventId } = handed.of;
  const filed = vscode.l10n.t('{0} filed for event {1}.', rowText(key), rowText(eventId));
  const undo = vscode.l10n.t('Undo: open the ticket and close it.');
  tell([filed, undo, ...missingFile(attached, handed)].join(' '), { ...openButton(link), ...remediateButton(key, handed, ports) }, ports);
}

/** The same for a comment on a ticket that was there. */
export function tellAdded({ key, link }: Ticket, attached: Attached, handed: Handed, ports: HandOffTools): void {
  const [where, event] = [rowText(key), rowText(handed.of.eventId)];
  const added =
    handed.of.kind === 'report'
      ? vscode.l10n.t('The remediation of event {1} was added to {0}.', where, event)
      : vscode.l10n.t('The case of event {1} was added to {0}.', where, event);
  const undo = vscode.l10n.t('Undo: open the ticket and delete the comment.');
  tell([added, undo, ...missingFile(attached, handed)].join(' '), { ...openButton(link), ...remediateButton(key, handed, ports) }, ports);
}

function missingFile(attached: Attached, { of }: Handed): readonly string[] {
  if (attached === 'done' || of.file === undefined) return [];
  const why = Failure.is(attached) ? attached.why : vscode.l10n.t('the ticket tool takes no files');
  return [vscode.l10n.t('The case file is not attached ({0}): add {1} by hand.', why, of.file)];
}

/** A retry, another window or another person was first. */
export function tellExisting({ key, link }: Ticket, handed: Handed, ports: HandOffTools): void {
  const [where, event] = [rowText(key), rowText(handed.of.eventId)];
  const text =
    handed.of.kind === 'action'
      ? vscode.l10n.t('{0} was filed for this action of event {1} before, so no second ticket is.', where, event)
      : vscode.l10n.t('{0} was filed for event {1} before, so no second ticket is.', where, event);
  tell(text, { ...openButton(link), ...remediateButton(key, handed, ports) }, ports);
}

/** PagerDuty names no incident and no link, the dedup key alone. */
export function tellPaged(dedupKey: string, handed: Handed, ports: HandOffTools): void {
  const text = vscode.l10n.t(
    'PagerDuty took event {0}. Undo: resolve the incident with dedup key {1}.',
    rowText(handed.of.eventId),
    rowText(dedupKey),
  );
  const copy = { [vscode.l10n.t('Copy Dedup Key')]: () => vscode.env.clipboard.writeText(dedupKey) };
  tell(text, { ...copy, ...remediateButton('PagerDuty', handed, ports) }, ports);
}

/** Nothing was sent, on purpose. */
export function tellPath(file: string, { of }: Handed, ports: HandOffTools): void {
  const buttons = {
    [vscode.l10n.t('Open Case')]: () => openCaseFile(file),
    [vscode.l10n.t('Copy Path')]: () => vscode.env.clipboard.writeText(file),
  };
  tell(vscode.l10n.t('The case of event {0} is in {1}. Nothing was sent.', rowText(of.eventId), file), buttons, ports);
}

/** What has no file of its own is shown. */
export async function tellText({ of }: Handed, ports: HandOffTools): Promise<void> {
  await ports.texts.open(`${of.kind}.md`, of.markdown);
  tell(vscode.l10n.t('Nothing was sent.'), {}, ports);
}

/** H-06: a case that went somewhere is where a remediation starts; both ways the log says so with the event's id. */
function remediateButton(where: string, { of }: Handed, { log }: HandOffTools): Buttons {
  if (of.kind !== 'case') return {};
  return {
    [vscode.l10n.t('Remediate')]: () => {
      log.write('info', `The case of event ${rowText(of.eventId)} was handed off to ${rowText(where)}; remediation starts from it`);
      return vscode.commands.executeCommand('runtimeThreats.remediate', of.file);
    },
  };
}

/** The step that was left, for whoever pressed Escape. */
export function tellDeclined(where: string, ports: HandOffTools): void {
  tell(vscode.l10n.t('Nothing was sent to {0}.', where), {}, ports);
}

/** What, why and the fix, and where the case is (H-05). It is also in the log. */
export function tellTrouble(failure: Failure, { of }: Handed, follow: Buttons, ports: HandOffTools): void {
  const { what, why, fix } = failure;
  const { file } = of;
  const lines = [what, why, fix, ...(file === undefined || fix.includes(file) ? [] : [vscode.l10n.t('The case is in {0}', file)])];
  const show: Buttons = file === undefined ? {} : { [vscode.l10n.t('Show Case File')]: () => openCaseFile(file) };
  ports.log.write('error', `hand off: ${lines.join(' ')}`, { event: of.eventId, reason: failure.reason });
  offer(vscode.window.showErrorMessage, lines.map(sentence).join(' '), { ...follow, ...show }, ports);
}

function tell(text: string, buttons: Buttons, ports: HandOffTools): void {
  ports.log.write('info', text);
  offer(vscode.window.showInformationMessage, text, buttons, ports);
}

/** Notifications turn `[text](command:…)` into links; what they say may quote a server or a path, so no link survives. */
function offer(
  show: (text: string, ...buttons: string[]) => Thenable<string | undefined>,
  text: string,
  buttons: Buttons,
  { commands }: HandOffTools,
): void {
  const done = async () => buttons[(await show(text.replaceAll('](', '] ('), ...Object.keys(buttons))) ?? '']?.();
  done().catch((error: unknown) => commands.report(error, 'hand off'));
}

/** The link comes out of an answer: only https is ever handed to the browser. */
function openButton(link: string | undefined): Buttons {
  if (link === undefined || !URL.canParse(link) || new URL(link).protocol !== 'https:') return {};
  return { [vscode.l10n.t('Open')]: () => vscode.env.openExternal(vscode.Uri.parse(link)) };
}

function sentence(line: string): string {
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
