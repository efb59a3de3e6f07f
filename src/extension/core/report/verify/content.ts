import type { CaseUnit } from './caseText.ts';
import { countDoubts } from './counts.ts';
import type { Doubt } from './doubt.ts';
import type { Evidence } from './evidence.ts';
import { type Identifier, identifiersOf } from './identifiers.ts';
import { orderDoubts } from './order.ts';
import { samenessDoubts } from './sameness.ts';
import { isSpelledThere, isSupported } from './supported.ts';
import { togetherDoubts } from './together.ts';

/** Everything that a unit names must be in the evidence that it cites itself. @param lenient the investigation's own words, see below */
export function contentDoubts(unit: CaseUnit, evidence: Evidence, lenient: boolean): readonly Doubt[] {
  const cited = unit.cites.flatMap((id) => evidence.text(id) ?? []);
  if (unit.cites.length === 0) return [];
  return identifiersOf(unit)
    .filter((identifier) => !isSupported(identifier, cited) && !(lenient && isSpelledThere(identifier, cited)))
    .filter((identifier) => !isElsewhere(identifier, unit, evidence, lenient))
    .map(({ shown }) => ({
      code: 'notInEvidence',
      severity: 'error',
      message: `${shown} is not in ${unit.cites.join(', ')}: the evidence that this cites does not hold it.`,
    }));
}

/**
 * Three kinds of words rest on evidence that they do not cite: what was skipped or failed cites why, a group of the incident cites its tie and not itself, and
 * the place of a step in the timeline is told from all of its neighbours. Somewhere in the case they must be even so.
 */
function isElsewhere(identifier: Identifier, { kind, words }: CaseUnit, evidence: Evidence, lenient: boolean): boolean {
  const skipped = /\b(?:skipped|failed|pending|in progress|not begun|not finished)\b/i.test(words);
  if (!skipped && !(lenient && (isGroupHead(identifier, words) || isPlace(identifier, kind, words)))) return false;
  // Where not everything is at hand, the investigation's own words have the benefit of the doubt; a person's have not.
  return (lenient && !evidence.isComplete()) || isSupported(identifier, evidence.all());
}

function isGroupHead({ shown }: Identifier, words: string): boolean {
  const head = /^\*\*.+?\*\* \(.*?group `[^`]+`\)(?=:)/.exec(words)?.[0];
  return head?.replace(/\[([.@])\]/g, '$1').includes(shown) ?? false;
}

function isPlace({ shown }: Identifier, kind: CaseUnit['kind'], words: string): boolean {
  return kind === 'row' && /^S\d+ \| [^|]+ \| ([^|]+)/.exec(words)?.[1]?.includes(shown) === true;
}

/** What a person wrote also says how things relate; the evidence must show that as well. */
export function relationDoubts(unit: CaseUnit, evidence: Evidence): readonly Doubt[] {
  const cited = unit.cites.flatMap((id) => evidence.text(id) ?? []);
  const rows = unit.cites.flatMap((id) => evidence.row(id) ?? []);
  if (cited.length === 0 || unit.kind !== 'sentence') return [];
  return [...orderDoubts(unit, cited), ...samenessDoubts(unit, cited), ...countDoubts(unit, cited, rows), ...togetherDoubts(unit, cited)];
}
