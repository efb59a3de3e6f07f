import type { CaseUnit } from './caseText.ts';
import { type Doubt, notProven } from './doubt.ts';
import type { EvidenceText } from './evidenceText.ts';
import { identifiersOf } from './identifiers.ts';
import { maskedLine } from './inlineText.ts';
import { isSupported } from './supported.ts';

/** What one clause says of several things, one piece of evidence must hold together: else the sentence joins what the evidence does not. */
export function togetherDoubts({ words }: CaseUnit, cited: readonly EvidenceText[]): readonly Doubt[] {
  if (cited.length < 2) return [];
  return clausesOf(words).flatMap((clause) => {
    const named = identifiersOf({ kind: 'sentence', words: clause });
    if (named.length < 2 || cited.some((one) => named.every((identifier) => isSupported(identifier, [one])))) return [];
    return [notProven(`No single piece of the cited evidence holds ${named.map(({ shown }) => shown).join(' and ')} together.`)];
  });
}

const joints = /[;,:—–]\s|\s(?:and|but|then|before|after|since|until|while|when|which|whose|where)\s/gi;

function clausesOf(words: string): readonly string[] {
  const clauses: string[] = [];
  let done = 0;
  for (const joint of maskedLine(words).matchAll(joints)) {
    clauses.push(words.slice(done, joint.index));
    done = joint.index + joint[0].length;
  }
  return [...clauses, words.slice(done)];
}
