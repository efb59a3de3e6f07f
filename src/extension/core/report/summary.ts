import type { Case } from '../model/case.ts';
import { plainPhrase, plainSentence, withoutStop } from './plainText.ts';
import { type Note, unfinished } from './unfinished.ts';

/** What the user reads outside the file (K-05): plain text, two paragraphs, no table. The confidence is a sentence of the case's own summary. */
export type CaseSummary = { readonly first: string; readonly happened: string; readonly next: string };

/** @param caseFile where the case was written; absent when it was not */
export function summarise(of: Case, caseFile?: string): CaseSummary {
  return { first: firstSentence(of), happened: happened(of), next: next(of, caseFile) };
}

/** For a notification, without citations: "A shell spawned by Tomcat in shop/storefront fetched and ran a miner." */
export function firstSentence(of: Pick<Case, 'summary' | 'tenant' | 'trigger'>): string {
  const [first] = of.summary;
  const words = first === undefined ? plainPhrase([{ kind: 'text', text: of.trigger.title }]) : plainPhrase(first.phrase);
  return `${of.tenant.sample ? 'Sample: ' : ''}${brief(withoutStop(words))}.`;
}

/** A notification has room for three lines; what is cut off stands in the case and in the panel. */
function brief(words: string): string {
  return words.length <= longestNotice ? words : `${words.slice(0, longestNotice).replace(/\s+\S*$/, '')} …`;
}

const longestNotice = 220;

function happened(of: Case): string {
  const notes = unfinished(of);
  return [
    ...(of.tenant.sample ? ['Sample tenant: none of this happened.'] : []),
    ...of.summary.map(plainSentence),
    ...(of.status === 'partial' ? ['This case is partial.'] : []),
    notes.length === 0 ? 'Nothing was truncated, skipped or failed.' : `Not covered: ${notes.map(plainNote).join('; ')}.`,
  ].join(' ');
}

function next(of: Case, caseFile: string | undefined): string {
  const checks = of.nextChecks.slice(0, 3).map(plainSentence);
  return [
    ...(checks.length === 0
      ? ['No further check is recommended.']
      : ['Check next:', ...checks.map((check, index) => `(${index + 1}) ${check}`)]),
    ...(caseFile === undefined ? [] : [`Case file: ${caseFile}`]),
  ].join(' ');
}

function plainNote(note: Note): string {
  const cites = note.cites.map((id) => `[${id}]`).join('');
  return `${withoutStop(plainPhrase(note.phrase))}${cites === '' ? '' : ` ${cites}`}`;
}
