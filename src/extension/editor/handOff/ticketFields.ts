import * as vscode from 'vscode';
import { describeDraft } from '../../core/handoff/description.ts';
import type { RedactionClass } from '../../core/handoff/redactableValues.ts';
import { type TicketDraft, type TicketEdits, type TicketProblem, ticketProblems, withEdits } from '../../core/handoff/ticket.ts';
import type { TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { severityWords } from '../../core/model/severity.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { type ChosenProject, pickProject } from './projectQuestion.ts';
import { askRow, askText, type Row } from './prompts.ts';
import { askRedaction, showWhatLeaves, withoutClasses } from './redactionQuestion.ts';

/** What the user settled on so far; a retry begins with it. */
export type TicketPlan = {
  readonly project: ChosenProject;
  readonly redact: readonly RedactionClass[];
  readonly edits: TicketEdits;
};

/** A row of the preview: something to change or to look at, or `fixed`. */
export type Field = 'project' | 'issueType' | 'summary' | 'severity' | 'labels' | 'body' | 'attachment' | 'redact' | 'leaves' | 'fixed';

type At = { readonly plan: TicketPlan; readonly draft: TicketDraft; readonly handed: Handed; readonly door: TicketDoor };

/** The plan with that field looked at or changed; undefined leaves it as it is. */
export async function changeField(field: Field, { plan, draft, handed, door }: At, ports: HandOffTools): Promise<TicketPlan | undefined> {
  const edited = (edits: TicketEdits | undefined) => edits && { ...plan, edits: { ...plan.edits, ...edits } };
  switch (field) {
    case 'project': {
      const project = await pickProject(door, ports);
      return project && { ...plan, project };
    }
    case 'issueType':
      return edited(await askIssueType(ports));
    case 'summary':
      return edited(await askField('summary', vscode.l10n.t('Summary'), draft.summary, (summary) => ({ summary }), draft, ports));
    case 'severity':
      return edited(await askSeverity(ports));
    case 'labels':
      return edited(await askField('labels', vscode.l10n.t('Labels, with spaces between'), draft.labels.join(' '), toLabels, draft, ports));
    case 'redact': {
      const classes = await askRedaction(handed, ports, plan.redact);
      return classes && withRedaction(plan, classes, handed);
    }
    case 'body':
      await ports.texts.open('ticket.md', describeDraft(draft).markdown);
      return undefined;
    case 'attachment':
      if (draft.attachment !== undefined) await ports.texts.open('attachment.md', draft.attachment.text);
      return undefined;
    case 'leaves':
      await showWhatLeaves(handed, plan.redact, ports);
      return undefined;
    default:
      return undefined;
  }
}

/** A summary that was typed before may name what is taken out now. */
function withRedaction(plan: TicketPlan, classes: readonly RedactionClass[], { of }: Handed): TicketPlan {
  const { summary } = plan.edits;
  const edits = summary === undefined ? plan.edits : { ...plan.edits, summary: withoutClasses(summary, classes, of) };
  return { ...plan, redact: classes, edits };
}

async function askField(
  field: TicketProblem['field'],
  title: string,
  value: string,
  toEdits: (typed: string) => TicketEdits,
  draft: TicketDraft,
  { questions }: HandOffTools,
): Promise<TicketEdits | undefined> {
  const problem = (typed: string) => ticketProblems(withEdits(draft, toEdits(typed))).find((one) => one.field === field)?.problem;
  const typed = await askText(questions, { title, value, problem });
  return typed === undefined ? undefined : toEdits(typed);
}

/** It goes along as a label. */
async function askSeverity({ questions }: HandOffTools): Promise<TicketEdits | undefined> {
  const rows = severityWords.map((severity) => ({ label: severity, choice: { severity } }));
  return askRow(questions, rows, { title: vscode.l10n.t('Severity') });
}

async function askIssueType({ questions }: HandOffTools): Promise<TicketEdits | undefined> {
  const rows = ['Task', 'Incident'].map((issueType) => ({ label: issueType, choice: { issueType } }));
  const other: Row<TicketEdits | 'other'> = { label: vscode.l10n.t('Another…'), choice: 'other' };
  const choice = await askRow<TicketEdits | 'other'>(questions, [...rows, other], { title: vscode.l10n.t('Issue type') });
  if (choice !== 'other') return choice;
  const problem = (value: string) => (value === '' || value.length > 60 ? vscode.l10n.t('As the project calls it') : undefined);
  const issueType = await askText(questions, { title: vscode.l10n.t('Issue type'), problem });
  return issueType === undefined ? undefined : { issueType };
}

function toLabels(typed: string): TicketEdits {
  return { labels: typed.split(/\s+/).filter((label) => label !== '') };
}
