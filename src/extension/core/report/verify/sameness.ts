import type { CaseUnit } from './caseText.ts';
import { contradicted, type Doubt, notProven } from './doubt.ts';
import type { EvidenceText } from './evidenceText.ts';
import { identifiersOf } from './identifiers.ts';
import { maskedLine } from './inlineText.ts';
import { isSupported } from './supported.ts';

const same = /\b(?:(?:the )?same|both|one and the same|identical)\b/gi;

/** "Same account 123456789012": each piece of evidence that a sentence cites must hold what the sentence says they have in common. */
export function samenessDoubts({ words, cites }: CaseUnit, cited: readonly EvidenceText[]): readonly Doubt[] {
  const masked = maskedLine(words);
  return [...masked.matchAll(same)].flatMap((found) => {
    const after = words.slice(found.index);
    const clause = /^[^;:,—–]*/.exec(maskedLine(after))?.[0].length ?? after.length;
    const [shared] = [...namesIn(after.slice(0, clause)), ...namesIn(words)];
    if (shared === undefined || cites.length < 2)
      return [notProven(`“${found[0]}” is not proven: it names nothing that two pieces of evidence could share.`)];
    const without = cited.filter((one) => !isSupported(shared, [one]));
    if (without.length === 0) return [];
    if (/^\S+(?: \S+){0,3} as\b/.test(masked.slice(found.index)))
      return [notProven(`“${found[0]}” is not proven: no evidence says that the two are one.`)];
    return [
      contradicted('samenessContradicted', `“${found[0]}”, but ${shared.shown} is not in ${without.map(({ id }) => id).join(', ')}.`),
    ];
  });
}

function namesIn(words: string) {
  return identifiersOf({ kind: 'sentence', words }).filter(({ kind }) => kind === 'name');
}
