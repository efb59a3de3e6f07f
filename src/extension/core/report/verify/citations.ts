import type { CaseUnit } from './caseText.ts';
import type { Doubt } from './doubt.ts';
import type { Evidence } from './evidence.ts';
import { identifiersOf } from './identifiers.ts';

/** Each citation is in the Sources table, and was answered, unless the sentence is about a call that was not. */
export function citationDoubts({ kind, cites, words }: CaseUnit, evidence: Evidence): readonly Doubt[] {
  // A block cites what the line above it does, where it is said already.
  if (kind === 'block') return [];
  return cites.flatMap((id): readonly Doubt[] => {
    const row = evidence.row(id);
    if (row === undefined)
      return [{ code: 'citationUnknown', severity: 'error', message: `${id} is not in the Sources table of this case.` }];
    if (row.failure === undefined || tellsOfFailure.test(words)) return [];
    return [{ code: 'citationFailed', severity: 'error', message: `The call behind ${id} failed, so it shows nothing of this.` }];
  });
}

const tellsOfFailure =
  /\b(?:fail\w*|refus\w*|error\w*|could not|cannot|can not|not read|not done|not answered|answered|skipped|unknown|unreachable)\b/i;

/** What says something must cite; headings and labels that name nothing only lead to what does. */
export function uncitedDoubts(unit: CaseUnit): readonly Doubt[] {
  const { kind, words, cites } = unit;
  if (cites.length > 0) return [];
  const says = kind === 'sentence' ? !/:\**$/.test(words) : false;
  if (!says && identifiersOf(unit).length === 0) return [];
  if (kind === 'block')
    return [{ code: 'citationMissing', severity: 'warning', message: 'No evidence is cited for this line of a block.' }];
  return [
    { code: 'citationMissing', severity: 'error', message: 'No evidence is cited for this. Cite it, mark it as hypothesis, or remove it.' },
  ];
}

/** Sentences that the investigation itself leaves without citation: that there is nothing to say, and what leads to what does. */
export function isKnownUncited({ kind, words }: CaseUnit): boolean {
  return kind === 'heading' || kind === 'block' || known.test(words);
}

const known =
  /^(?:\*\*[^*]+\*\* )?(?:No signal\b|Skipped\b|Failed\b|Not begun\b|Not finished\b|was not read$|Nothing speaks for it$|\((?:favoured|possible|unlikely)\)$)|^\*\*(?:Sample tenant|Partial)\.\*\*|^\*\*Confidence \d\/5\.\*\*$|[:|] ?(?:skipped|failed|not begun|not finished|pending|in progress)\b/;
