import type { Cites, Claim } from '../model/evidence.ts';
import { join, type Phrase } from '../model/phrase.ts';

/**
 * Claims that rest on the same evidence as one sentence: "its severity is critical, an exploit for it is known and `spring-beans` is in use", to be read
 * on after a colon. A claim that has such clauses of its own stays a sentence.
 */
export function inOneBreath(claims: readonly Claim[]): readonly Claim[] {
  const told = new Map<string, { readonly clauses: Phrase[]; readonly cites: Cites }>();
  for (const [index, { phrase, cites }] of claims.entries()) {
    const key = hasClauses(phrase) ? String(index) : cites.join();
    const there = told.get(key);
    if (there === undefined) told.set(key, { clauses: [withoutFullStop(phrase)], cites });
    else there.clauses.push(inMidSentence(withoutFullStop(phrase)));
  }
  return [...told.values()].map(({ clauses, cites }) => {
    const isLong = clauses.some((clause) => clause.some((part) => typeof part === 'string' && part.includes(',')));
    return { phrase: isLong ? join(clauses, '; ') : join(clauses, ', ', ' and '), cites };
  });
}

/** The first sentence begins in the middle of one, after a colon. */
export function afterColon(claims: readonly Claim[]): readonly Claim[] {
  const [first, ...rest] = claims;
  return first === undefined ? [] : [{ ...first, phrase: inMidSentence(first.phrase) }, ...rest];
}

function hasClauses(phrase: Phrase): boolean {
  return phrase.some((part) => typeof part === 'string' && /[;:]/.test(part));
}

/** Our own first word without its capital; what the tenant's data begins stays. */
function inMidSentence([first, ...rest]: Phrase): Phrase {
  if (first === undefined) return [];
  return [
    typeof first === 'string' ? first.replace(/^(?:An?|Its?|The|No|Nothing|Several|What)\b/, (word) => word.toLowerCase()) : first,
    ...rest,
  ];
}

export function withoutFullStop(phrase: Phrase): Phrase {
  const last = phrase.at(-1);
  return typeof last === 'string' ? [...phrase.slice(0, -1), last.replace(/\.$/, '')] : phrase;
}
