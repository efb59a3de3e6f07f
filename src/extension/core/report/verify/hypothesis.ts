import type { CaseUnit } from './caseText.ts';

/** What a person supposes stands behind this mark, and needs no evidence. */
export const hypothesisMark = '**Hypothesis:**';

/** A row's first cell names it, so the mark may stand in any of its cells. */
export function isHypothesis({ kind, words }: CaseUnit): boolean {
  return kind === 'row' ? words.split(' | ').some((cell) => cell.startsWith(hypothesisMark)) : words.startsWith(hypothesisMark);
}
