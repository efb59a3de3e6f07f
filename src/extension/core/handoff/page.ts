import type { SeverityWord } from '../model/severity.ts';
import { plainText } from '../report/plainText.ts';
import { maskSecrets } from '../report/secrets.ts';
import { auditLine } from './auditLine.ts';
import { type HandoffDocument, whereItIs } from './handoffDocument.ts';
import { dedupKeyOf } from './handoffKey.ts';
import type { RedactionClass } from './redactableValues.ts';
import { redactedDocument } from './redactedDocument.ts';
import type { Redactable } from './redaction.ts';
import { cutOnWord } from './ticket.ts';

export const pageSeverities = ['critical', 'error', 'warning', 'info'] as const;
export type PageSeverity = (typeof pageSeverities)[number];

/** A page before it is sent. The routing key is not in it, so that it may be shown and logged; `keyEnd` is its last four characters. */
export type PageDraft = {
  readonly eventId: string;
  readonly keyEnd: string;
  readonly dedupKey: string;
  readonly summary: string;
  readonly severity: PageSeverity;
  readonly source: string;
  /** the tactic */
  readonly group?: string;
  readonly class?: string;
  /** ISO, UTC */
  readonly timestamp: string;
  readonly details: Readonly<Record<string, string | boolean>>;
  readonly removed: readonly Redactable[];
  /** as in RedactedDocument */
  readonly incomplete: boolean;
  /** where it can be read on this machine: for messages, never sent */
  readonly kept: string;
};

export type PageEdits = Partial<Pick<PageDraft, 'summary' | 'severity' | 'source'>>;
export type PageProblem = { readonly field: keyof PageEdits; readonly problem: string };

const longestSummary = 1024;
const longestSource = 255;
/** About 30 KB of a text (H-03); PagerDuty takes 512 KB in all. */
const mostTextBytes = 30_000;

/** The one map from our severities (H-03). Somebody chose to page: without a severity it is an error, as for high. */
const severities: Readonly<Record<SeverityWord, PageSeverity>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
};

export function draftPage(
  of: HandoffDocument,
  given: { readonly routingKey: string; readonly redact: readonly RedactionClass[] },
): PageDraft {
  const further = [of.resource, of.firstSentence].map(plainText);
  const { title, markdown, name, texts, removed, incomplete } = redactedDocument(of, given.redact, further);
  const [resource = '', sentence = ''] = texts;
  const whole = of.kind === 'action' || name === undefined ? '' : `; the whole ${of.kind} is in ${name}`;
  const { text, truncated } = cutAtLine(markdown, mostTextBytes);
  return {
    eventId: of.eventId,
    keyEnd: given.routingKey.slice(-4),
    dedupKey: dedupKeyOf(of),
    summary: cutOnWord(`[Sysdig Runtime] ${title}`, longestSummary),
    severity: of.severity === undefined ? 'error' : severities[of.severity],
    source: cutOnWord(resource === '' ? 'Sysdig' : resource, longestSource),
    ...(of.tactic === undefined ? {} : { group: of.tactic.replaceAll('_', '-') }),
    ...(of.type === undefined ? {} : { class: plainText(of.type) }),
    timestamp: of.completedAt,
    details: {
      event_id: of.eventId,
      ...(of.actionId !== undefined && { action_id: of.actionId }),
      summary: sentence,
      ...(name !== undefined && { case_file: name }),
      ...(of.verified !== undefined && { verified: of.verified }),
      audit: auditLine(of, removed),
      ...(truncated === undefined ? {} : { [`${of.kind}_truncated`]: `${truncated}${whole}` }),
      [of.kind]: text,
    },
    removed,
    incomplete,
    kept: whereItIs(of),
  };
}

/** The draft with a person's changes; secrets are masked again. */
export function withPageEdits(draft: PageDraft, edits: PageEdits): PageDraft {
  const edited = { ...draft, ...edits };
  const line = (text: string) => maskSecrets(text.replace(/\s+/g, ' ').trim());
  return { ...edited, summary: line(edited.summary), source: line(edited.source) };
}

/** Empty when the draft can be sent as far as can be told before. */
export function pageProblems({ summary, source }: PageDraft): readonly PageProblem[] {
  const tooLong = (field: 'summary' | 'source', text: string, limit: number): readonly PageProblem[] =>
    text.length <= limit ? [] : [{ field, problem: `At most ${limit} characters, these are ${text.length}` }];
  return [
    ...(summary === '' ? [{ field: 'summary', problem: 'A page has a summary' } as const] : []),
    ...tooLong('summary', summary, longestSummary),
    ...(source === '' ? [{ field: 'source', problem: 'A page has a source' } as const] : []),
    ...tooLong('source', source, longestSource),
  ];
}

/** Bytes of the draft as it is sent, for the preview. */
export function pageSize(draft: PageDraft): number {
  return bytes(pageBody(draft, 'x'.repeat(32)));
}

/** What is sent, for whoever looks before it is: the key is its last four characters. */
export function pageText(draft: PageDraft): string {
  return JSON.stringify(JSON.parse(pageBody(draft, `…${draft.keyEnd}`)), undefined, 2);
}

/** The event of Events API v2 as JSON; the only place where a routing key and a draft meet. */
export function pageBody(draft: PageDraft, routingKey: string): string {
  const { dedupKey, summary, severity, source, group, class: kind, timestamp, details } = draft;
  const payload = {
    summary,
    severity,
    source,
    component: 'sysdig-runtime-investigate',
    group,
    class: kind,
    timestamp,
    custom_details: details,
  };
  return JSON.stringify({
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key: dedupKey,
    client: 'Runtime Threats for Sysdig',
    payload,
  });
}

/** As many whole lines as fit; `truncated` says how much of how much. */
function cutAtLine(text: string, most: number): { readonly text: string; readonly truncated?: string } {
  const all = bytes(text);
  if (all <= most) return { text };
  const kept: string[] = [];
  let room = most;
  for (const line of text.split('\n')) {
    room -= bytes(line) + 1;
    if (room < 0) break;
    kept.push(line);
  }
  const cut = kept.join('\n');
  return { text: cut, truncated: `shows ${bytes(cut)} of ${all} bytes` };
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
