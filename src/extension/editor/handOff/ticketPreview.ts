import * as vscode from 'vscode';
import { describeDraft } from '../../core/handoff/description.ts';
import { draftTicket, type TicketDraft, type TicketProblem, ticketProblems, withEdits } from '../../core/handoff/ticket.ts';
import type { TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { rowText } from '../rowText.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { closingRows, previewRow } from './previewRows.ts';
import { previewTitle, thousands } from './previewText.ts';
import { askRow, type Row } from './prompts.ts';
import { redactedText } from './redactionQuestion.ts';
import { changeField, type Field, type TicketPlan } from './ticketFields.ts';

type Action = Field | 'submit' | 'cancel';

/** The plan as it stands after the preview; without `draft` the user did not submit it. */
export type Previewed = { readonly plan: TicketPlan; readonly draft?: TicketDraft };

/** H-04: everything that the ticket will say. Picking a row changes it; nothing but Submit sends. */
export async function previewTicket(handed: Handed, door: TicketDoor, given: TicketPlan, ports: HandOffTools): Promise<Previewed> {
  let plan = given;
  for (;;) {
    const draft = draftOf(handed, plan);
    const action = await askRow<Action>(ports.questions, rowsOf(draft, door), {
      title: previewTitle(door.product, door.name, handed),
      placeHolder: vscode.l10n.t('Pick a row to look at it or to change it. Only Submit sends.'),
    });
    if (action === undefined || action === 'cancel') return { plan };
    if (action === 'submit' && ticketProblems(draft).length === 0) return { plan, draft };
    // What can not be submitted yet leads to the field that is in the way.
    const field = action === 'submit' ? fieldOf(ticketProblems(draft)[0]) : action;
    plan = (await changeField(field, { plan, draft, handed, door }, ports)) ?? plan;
  }
}

function draftOf({ of }: Handed, { project, redact: classes, edits }: TicketPlan): TicketDraft {
  const target = { projectKey: project.key, redact: classes, ...(project.site !== undefined && { site: project.site }) };
  return withEdits(draftTicket(of, target), edits);
}

function rowsOf(draft: TicketDraft, door: TicketDoor): readonly Row<Action>[] {
  const [problem] = ticketProblems(draft);
  const { markdown, whole } = describeDraft(draft);
  const size = vscode.l10n.t('{0} characters', thousands(markdown.length));
  const rest = draft.attachment === undefined ? vscode.l10n.t('not all of it fits') : vscode.l10n.t('the rest is in the case file');
  return [
    previewRow(vscode.l10n.t('Project'), draft.projectKey, 'project'),
    previewRow(vscode.l10n.t('Summary'), draft.summary, 'summary'),
    ...(door.product === 'Jira' ? jiraRows(draft) : []),
    previewRow(vscode.l10n.t('Body'), whole ? size : dotted(size, rest), 'body'),
    ...attachmentRows(draft, door),
    previewRow(vscode.l10n.t('Redacted'), redactedText(draft), 'redact'),
    previewRow(vscode.l10n.t('Show what leaves'), '', 'leaves'),
    ...closingRows(problem?.problem),
  ];
}

function attachmentRows({ attachment }: TicketDraft, { attach }: TicketDoor): readonly Row<Action>[] {
  if (attachment === undefined) return [];
  const stays = vscode.l10n.t('stays on this machine: {0}', rowText(attachment.file));
  return [previewRow(vscode.l10n.t('Attachment'), attach === undefined ? stays : rowText(attachment.name), 'attachment')];
}

/** Linear has none of these, so nothing of the kind is sent there. */
function jiraRows(draft: TicketDraft): readonly Row<Action>[] {
  return [
    previewRow(vscode.l10n.t('Issue type'), draft.issueType, 'issueType'),
    previewRow(vscode.l10n.t('Severity'), draft.severity ?? vscode.l10n.t('unknown'), 'severity'),
    previewRow(vscode.l10n.t('Labels'), draft.labels.join(' '), 'labels'),
  ];
}

function fieldOf(problem: TicketProblem | undefined): Field {
  if (problem?.field === 'projectKey' || problem?.field === 'site') return 'project';
  return problem?.field ?? 'fixed';
}
