import * as vscode from 'vscode';
import { addToTicket, uncertainComment } from '../../core/handoff/addToTicket.ts';
import { describeDraft } from '../../core/handoff/description.ts';
import type { RedactionClass } from '../../core/handoff/redactableValues.ts';
import { draftTicket, type TicketDraft } from '../../core/handoff/ticket.ts';
import type { Ticket, TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import { rowText } from '../rowText.ts';
import { tellAdded, tellExisting } from './announcing.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import type { Outcome } from './outcome.ts';
import { closingRows, previewRow } from './previewRows.ts';
import { previewTitle, thousands } from './previewText.ts';
import { askRow, type Row } from './prompts.ts';
import { askRedaction, redactedText, redactionText, showWhatLeaves } from './redactionQuestion.ts';
import { underProgress } from './sending.ts';

const way = 'jira';

/**
 * A ticket of the event is there, so no second one is filed: what is handed off can go below it, with its own preview and yes (H-04). A report that
 * does not was declined; a case has its ticket all the same.
 * @param meant the user asked for this ticket, so only the preview asks
 */
export async function handOffToExisting(
  ticket: Ticket,
  handed: Handed,
  door: TicketDoor,
  { redact, meant }: { readonly redact: readonly RedactionClass[]; readonly meant: boolean },
  ports: HandOffTools,
): Promise<Outcome> {
  // Nothing is previewed that can not be sent: that fails at once, with the way out.
  if (meant && door.comment === undefined) return addComment(ticket, commentOf(ticket, handed, redact), handed, door, ports);
  const draft =
    meant || (await askWhether(ticket, handed, door, ports)) ? await previewComment(ticket, handed, door, redact, ports) : undefined;
  if (draft === undefined) {
    if (handed.of.kind === 'report') return { status: 'declined', way };
    tellExisting(ticket, handed, ports);
    return { status: 'arrived', way, ticket };
  }
  return addComment(ticket, draft, handed, door, ports);
}

async function askWhether({ key }: Ticket, { of }: Handed, { comment }: TicketDoor, { questions }: HandOffTools): Promise<boolean> {
  if (comment === undefined) return false;
  const name = rowText(key);
  const add =
    of.kind === 'report'
      ? vscode.l10n.t('Add this report as a comment to {0}…', name)
      : vscode.l10n.t('Add this case as a comment to {0}…', name);
  const rows: readonly Row<boolean>[] = [
    { label: add, choice: true },
    { label: vscode.l10n.t('Leave {0} as it is', name), choice: false },
  ];
  return (await askRow(questions, rows, { title: vscode.l10n.t('{0} was filed for this event before', name) })) === true;
}

type Action = 'body' | 'attachment' | 'redact' | 'leaves' | 'fixed' | 'submit' | 'cancel';

/** Undefined where the user did not submit it. */
async function previewComment(
  ticket: Ticket,
  handed: Handed,
  door: TicketDoor,
  given: readonly RedactionClass[],
  ports: HandOffTools,
): Promise<TicketDraft | undefined> {
  let redact = given;
  for (;;) {
    const draft = commentOf(ticket, handed, redact);
    const action = await askRow<Action>(ports.questions, rowsOf(ticket, draft, door), {
      title: previewTitle(door.product, door.name, handed),
      placeHolder: vscode.l10n.t('Pick a row to look at it or to change it. Only Submit sends.'),
    });
    if (action === undefined || action === 'cancel') return undefined;
    if (action === 'submit') return draft;
    if (action === 'redact') redact = (await askRedaction(handed, ports, redact)) ?? redact;
    else await show(action, draft, handed, redact, ports);
  }
}

function commentOf({ key, site }: Ticket, { of }: Handed, redact: readonly RedactionClass[]): TicketDraft {
  return draftTicket(of, { projectKey: key.replace(/-\d+$/, ''), redact, ...(site !== undefined && { site }) });
}

function rowsOf({ key }: Ticket, draft: TicketDraft, { attach }: TicketDoor): readonly Row<Action>[] {
  return [
    previewRow(vscode.l10n.t('Comment on'), key, 'fixed'),
    previewRow(vscode.l10n.t('Body'), vscode.l10n.t('{0} characters', thousands(describeDraft(draft).markdown.length)), 'body'),
    ...(attach === undefined || draft.attachment === undefined
      ? []
      : [previewRow<Action>(vscode.l10n.t('Attachment'), draft.attachment.name, 'attachment')]),
    previewRow(vscode.l10n.t('Redacted'), redactedText(draft), 'redact'),
    previewRow(vscode.l10n.t('Show what leaves'), '', 'leaves'),
    ...closingRows(),
  ];
}

async function show(action: Action, draft: TicketDraft, handed: Handed, redact: readonly RedactionClass[], ports: HandOffTools) {
  if (action === 'body') await ports.texts.open('comment.md', describeDraft(draft).markdown);
  if (action === 'attachment' && draft.attachment !== undefined) await ports.texts.open('attachment.md', draft.attachment.text);
  if (action === 'leaves') await showWhatLeaves(handed, redact, ports);
}

async function addComment(ticket: Ticket, draft: TicketDraft, handed: Handed, door: TicketDoor, ports: HandOffTools): Promise<Outcome> {
  const noted = { event: draft.eventId, ticket: ticket.key, redacted: redactionText(draft.removed) ?? 'nothing' };
  try {
    const name = rowText(ticket.key);
    const title = draft.kind === 'report' ? vscode.l10n.t('Adding the report to {0}', name) : vscode.l10n.t('Adding the case to {0}', name);
    const added = await underProgress(title, (signal) => addToTicket(door, ticket, draft, signal));
    ports.log.write('info', 'hand off as a comment', { ...noted, status: added.status });
    if (added.status === 'unclear') return { status: 'unclear', way, ticket, failure: added.failure };
    tellAdded(ticket, added.attached, handed, ports);
    return { status: 'arrived', way, ticket };
  } catch (error) {
    if (Failure.is(error)) return { status: 'failed', way, ticket, failure: error };
    if (!isAbort(error)) throw error;
    ports.log.write('info', 'hand off as a comment: cancelled while it was sent', noted);
    const why = vscode.l10n.t('It was cancelled while it was being sent');
    return { status: 'unclear', way, ticket, failure: uncertainComment(ticket, draft, why) };
  }
}
