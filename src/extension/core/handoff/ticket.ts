import { type SeverityWord, severityWords } from '../model/severity.ts';
import { maskSecrets } from '../report/secrets.ts';
import { markdownAudit } from './auditLine.ts';
import { type HandoffDocument, type HandoffKind, whereItIs } from './handoffDocument.ts';
import { type HandoffKey, keyLabels } from './handoffKey.ts';
import type { RedactionClass } from './redactableValues.ts';
import { redactedDocument } from './redactedDocument.ts';
import type { Redactable } from './redaction.ts';

/** The case file that goes along with a ticket, redacted as the ticket is. `file` is where it is on this machine: for messages, never sent. */
export type Attachment = { readonly name: string; readonly text: string; readonly file: string };

/** A ticket before it is filed. What a person may change of it is in TicketEdits. */
export type TicketDraft = HandoffKey & {
  readonly kind: HandoffKind;
  readonly projectKey: string;
  /** the site's id, where the tools know more than one (Project.site) */
  readonly site?: string;
  readonly issueType: string;
  readonly summary: string;
  readonly labels: readonly string[];
  readonly severity?: SeverityWord;
  /** Markdown, ends in `audit` */
  readonly body: string;
  /** the line with the event id that no edit takes away */
  readonly audit: string;
  /** of a case: anything else stands whole in the body */
  readonly attachment?: Attachment;
  readonly removed: readonly Redactable[];
  /** as in RedactedDocument */
  readonly incomplete: boolean;
  /** where it can be read on this machine: for messages, never sent */
  readonly kept: string;
};

export type TicketEdits = Partial<Pick<TicketDraft, 'projectKey' | 'site' | 'issueType' | 'summary' | 'severity' | 'labels' | 'body'>>;

/** One reason why a draft can not be filed as it is, for the input box of its field. */
export type TicketProblem = { readonly field: keyof TicketEdits; readonly problem: string };

export type TicketTarget = { readonly projectKey: string; readonly site?: string; readonly redact: readonly RedactionClass[] };

const longestSummary = 200;
const longestLabel = 255;
const ourLabel = 'sysdig-runtime-investigation';

/** The ticket of H-02: Task unless the case is an incident, "[Sysdig Runtime] <name>", labels, the text with its audit line. */
export function draftTicket(of: HandoffDocument, { projectKey, site, redact: classes }: TicketTarget): TicketDraft {
  const { title, markdown, name, removed, incomplete } = redactedDocument(of, classes);
  const audit = markdownAudit(of, removed);
  const { kind, file } = of;
  return {
    kind,
    eventId: of.eventId,
    ...(of.actionId !== undefined && { actionId: of.actionId }),
    projectKey,
    ...(site === undefined ? {} : { site }),
    issueType: of.isIncident ? 'Incident' : 'Task',
    summary: cutOnWord(`[Sysdig Runtime] ${title}`, longestSummary),
    labels: [
      ...(kind === 'action' ? [] : [ourLabel]),
      ...(of.tactic === undefined ? [] : [of.tactic.replaceAll('_', '-')]),
      ...severityLabel(of.severity),
      ...keyLabels(of),
    ],
    ...(of.severity === undefined ? {} : { severity: of.severity }),
    body: `${markdown.trimEnd()}\n\n${audit}\n`,
    audit,
    ...(kind === 'case' && file !== undefined && name !== undefined && { attachment: { name, text: markdown, file } }),
    removed,
    incomplete,
    kept: whereItIs(of),
  };
}

/** The draft with a person's changes. Secrets are masked again; the severity's label, those it is found by and the audit line come back if they were taken out (H-07). */
export function withEdits(draft: TicketDraft, edits: TicketEdits): TicketDraft {
  const edited = { ...draft, ...edits };
  const body = maskSecrets(edited.body).trimEnd();
  return {
    ...edited,
    summary: maskSecrets(edited.summary.replace(/\s+/g, ' ').trim()),
    labels: labelsOf(edited),
    body: body.endsWith(draft.audit) ? `${body}\n` : `${body.replace(draft.audit, '').trim()}\n\n${draft.audit}\n`,
  };
}

/** Empty when the draft can be filed as far as can be told before asking. */
export function ticketProblems(draft: TicketDraft): readonly TicketProblem[] {
  const { projectKey, issueType, summary, labels } = draft;
  const bad = labels.find((label) => label === '' || /\s/.test(label) || label.length > longestLabel);
  return [
    ...(/^[\w-]{1,255}$/.test(projectKey) ? [] : [problem('projectKey', 'A project key has letters and digits only')]),
    ...(issueType.trim() === '' ? [problem('issueType', 'A ticket has a type')] : []),
    ...(summary.trim() === '' ? [problem('summary', 'A ticket has a summary')] : []),
    ...(summary.length > longestSummary ? [problem('summary', `At most ${longestSummary} characters, these are ${summary.length}`)] : []),
    ...(bad === undefined ? [] : [problem('labels', `A label has 1 to ${longestLabel} characters and no space: "${bad.slice(0, 40)}"`)]),
  ];
}

/** A person's own labels with those that say the severity and what the ticket is found by. */
function labelsOf(draft: TicketDraft): readonly string[] {
  const found = keyLabels(draft);
  const own = draft.labels.filter((label) => !severityLabels.includes(label) && !found.includes(label));
  return [...own, ...severityLabel(draft.severity), ...found];
}

/** Not every project has a field for it, and Jira refuses a field that the project does not show. */
function severityLabel(severity: SeverityWord | undefined): readonly string[] {
  return severity === undefined ? [] : [`severity-${severity}`];
}

const severityLabels = severityWords.flatMap(severityLabel);

function problem(field: TicketProblem['field'], text: string): TicketProblem {
  return { field, problem: text };
}

/** At most `limit` characters, ended between two words where there is one. */
export function cutOnWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = head.lastIndexOf(' ');
  return `${(space > limit / 2 ? head.slice(0, space) : head).trimEnd()}…`;
}
