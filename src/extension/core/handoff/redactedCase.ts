import { plainText } from '../report/plainText.ts';
import type { HandoffCase } from './handoffCase.ts';
import type { RedactionClass } from './redactableValues.ts';
import { findRedactable, type Redactable, redact } from './redaction.ts';

/** `texts` are the further ones that were given, in their order. */
export type RedactedCase = {
  readonly title: string;
  readonly markdown: string;
  /** the file's name */
  readonly name: string;
  readonly texts: readonly string[];
  readonly removed: readonly Redactable[];
};

/** The case as it leaves: everything that goes along is redacted alike, and its text says below the title what was taken out. */
export function redactedCase(of: HandoffCase, classes: readonly RedactionClass[], more: readonly string[] = []): RedactedCase {
  const { texts, removed } = redact([...leaving(of), ...more], classes, [of.eventId], of.known);
  const [title = '', markdown = '', name = '', ...rest] = texts;
  return { title, markdown: noted(markdown, removed), name, texts: rest, removed };
}

/** What could be taken out of it. */
export function redactableIn(of: HandoffCase): readonly Redactable[] {
  return findRedactable(leaving(of), [of.eventId], of.known);
}

function leaving({ title, markdown, file }: HandoffCase): readonly string[] {
  return [plainText(title), markdown, fileName(file)];
}

/** The name alone leaves: a path tells of the machine and its user. */
function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** Whoever opens the copy finds sentences that are not as they were written; this says why. */
function noted(markdown: string, removed: readonly Redactable[]): string {
  if (removed.length === 0) return markdown;
  const [first = '', ...rest] = markdown.split('\n');
  return [first, '', `> **Redacted before it was handed off:** ${removed.map(counted).join(', ')}.`, ...rest].join('\n');
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
