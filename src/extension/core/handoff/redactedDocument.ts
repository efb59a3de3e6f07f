import { plainText } from '../report/plainText.ts';
import { fileName } from './fileName.ts';
import type { HandoffDocument } from './handoffDocument.ts';
import type { RedactionClass } from './redactableValues.ts';
import { findRedactable, type Redactable, redact } from './redaction.ts';

/** `texts` are the further ones that were given, in their order. */
export type RedactedDocument = {
  readonly title: string;
  readonly markdown: string;
  /** the case file's name */
  readonly name?: string;
  /** what a person is to run is not in the text as it would have to be pasted */
  readonly incomplete: boolean;
  readonly texts: readonly string[];
  readonly removed: readonly Redactable[];
};

/** A document as it leaves: everything that goes along is redacted alike, and its text says below the title what was taken out. */
export function redactedDocument(of: HandoffDocument, classes: readonly RedactionClass[], more: readonly string[] = []): RedactedDocument {
  const { texts, removed } = redact([...leaving(of), ...more], classes, [of.eventId], of.known);
  const [title = '', markdown = '', name = '', ...rest] = texts;
  const cut = of.toRun !== undefined && !markdown.includes(of.toRun.text);
  return {
    title,
    markdown: noted(markdown, removed, cut),
    ...(name !== '' && { name }),
    incomplete: cut || of.toRun?.whole === false,
    texts: rest,
    removed,
  };
}

/** What could be taken out of it. */
export function redactableIn(of: HandoffDocument): readonly Redactable[] {
  return findRedactable(leaving(of), [of.eventId], of.known);
}

function leaving({ title, markdown, file = '' }: HandoffDocument): readonly string[] {
  return [plainText(title), markdown, fileName(file)];
}

/** Whoever opens the copy finds sentences that are not as they were written; this says why. */
function noted(markdown: string, removed: readonly Redactable[], cut: boolean): string {
  if (removed.length === 0) return markdown;
  const [first = '', ...rest] = markdown.split('\n');
  const missing = cut ? ' What to run is not complete: put in what was taken out.' : '';
  return [first, '', `> **Redacted before it was handed off:** ${removed.map(counted).join(', ')}.${missing}`, ...rest].join('\n');
}

function counted({ class: of, count, values }: Redactable): string {
  const number = of === 'secrets' ? count : values.length;
  return `${number} ${words[of]}${number === 1 ? '' : of === 'emails' || of === 'addresses' ? 'es' : 's'}`;
}

const words = {
  emails: 'e-mail address',
  accounts: 'account ID',
  addresses: 'public address',
  hosts: 'host name',
  secrets: 'secret',
} as const;
