import * as vscode from 'vscode';
import type { Answer, Shown } from '../../core/model/confirmation.ts';
import type { Asks, ReadQuestion, WriteQuestion } from '../../core/remediate/session/asks.ts';
import type { Questions } from '../questions.ts';
import { modalText } from './modalText.ts';
import type { ShownRequests } from './shownRequests.ts';

const longestButton = 40;

/** The questions of a remediation as native dialogs, one at a time across the window (V-23). Enter is always a safe answer. */
export function createAsks(questions: Questions, requests: ShownRequests): Asks {
  return {
    read: (question) => askRead(question, questions),
    write: (question) => askWrite(question, questions),
    confirm: (shown) => askAction(shown, questions, requests),
  };
}

async function askRead(
  { surface, place, what, doubt }: ReadQuestion,
  questions: Questions,
): Promise<'read' | 'readOnly' | 'refused' | undefined> {
  const no: vscode.MessageItem = { title: vscode.l10n.t('No') };
  const read: vscode.MessageItem = { title: vscode.l10n.t('Allow Reading') };
  const readOnly: vscode.MessageItem = { title: vscode.l10n.t('Read Only, Never Change') };
  const detail = [
    vscode.l10n.t('Would run, without asking again in this window: {0}.', what),
    ...(doubt === undefined ? [] : [vscode.l10n.t('It can not be told whether this is the place of the threat: {0}.', doubt)]),
    vscode.l10n.t('Every change is asked for by itself. Nothing of this answer is kept beyond the window.'),
  ];
  const answer = await modal(questions, vscode.l10n.t('Allow reading with {0} at {1}?', surface, place), detail, [no, read, readOnly]);
  if (answer === read) return 'read';
  if (answer === readOnly) return 'readOnly';
  return answer === no ? 'refused' : undefined;
}

async function askWrite({ surface, place, action, line, undoes }: WriteQuestion, questions: Questions): Promise<'yes' | 'no' | 'file'> {
  const no: vscode.MessageItem = { title: vscode.l10n.t('No') };
  const yes: vscode.MessageItem = { title: vscode.l10n.t('Allow for This Action') };
  const file: vscode.MessageItem = { title: vscode.l10n.t('File as Ticket Instead') };
  const detail = [
    vscode.l10n.t('For {0} alone, at {1}, specifically:', action, place),
    line,
    vscode.l10n.t('The action itself is shown and asked for next.'),
  ];
  const items: readonly [vscode.MessageItem, ...vscode.MessageItem[]] = undoes === true ? [no, yes] : [no, yes, file];
  const answer = await modal(questions, vscode.l10n.t('This action needs write access with {0}', surface), detail, items);
  return answer === yes ? 'yes' : answer === file ? 'file' : 'no';
}

/** The dialog of one action. What is too long for it stands whole in a document that is opened beside it first. */
async function askAction(shown: Shown, questions: Questions, requests: ShownRequests): Promise<Answer> {
  const { title, detail, isCut } = modalText(shown);
  if (isCut) await requests.show(shown);
  const leave: vscode.MessageItem = { title: vscode.l10n.t('Do Not Run') };
  const run: vscode.MessageItem = { title: runTitle(shown) };
  const file: vscode.MessageItem = { title: vscode.l10n.t('File as Ticket') };
  const answer = await modal(questions, title, [detail], shown.undoes === true ? [leave, run] : [leave, run, file]);
  if (answer === file) return 'file';
  if (answer === leave) return 'decline';
  if (answer !== run) return 'leave';
  return shown.typed === undefined || (await isTyped(shown.typed, questions)) ? 'run' : 'decline';
}

/** A long target is cut: the title above names it whole. The dots also say that a name is asked for next. */
function runTitle({ title, typed }: Shown): string {
  const words = title.replace(/\?$/, '');
  const isLong = words.length > longestButton;
  const short = isLong ? words.slice(0, longestButton - 1).trimEnd() : words;
  return isLong || typed !== undefined ? `${short}…` : short;
}

/** What can not be taken back asks for the name of its target. */
async function isTyped(name: string, questions: Questions): Promise<boolean> {
  const typed = await questions.ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('This can not be taken back'),
      prompt: vscode.l10n.t('Type {0} to run it', name),
      ignoreFocusOut: true,
      validateInput: (entered) => (entered.trim() === name ? undefined : vscode.l10n.t('Type {0}, or press Escape to leave it', name)),
    }),
  );
  return typed?.trim() === name;
}

/** The first item is the one that Enter takes, so it is the safe one; Cancel and Escape come from the editor itself. */
function modal<T extends vscode.MessageItem>(
  questions: Questions,
  message: string,
  detail: readonly string[],
  items: readonly [T, ...T[]],
): Promise<T | undefined> {
  return questions.ask(() => vscode.window.showWarningMessage(message, { modal: true, detail: detail.join('\n\n') }, ...items));
}
