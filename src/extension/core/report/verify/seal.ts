import { hash } from 'node:crypto';
import { parseCaseFooter } from '../parseCaseFooter.ts';
import { alignment, type Pair } from './alignment.ts';
import { type CaseText, type CaseUnit, caseTextOf } from './caseText.ts';
import { stretchesOf } from './inlineText.ts';

/** `sealed` as the investigation wrote it · `changed` in the place of something that it wrote · `added` to it. */
export type SealedUnit = { readonly unit: CaseUnit; readonly standing: 'sealed' | 'changed' | 'added' };

/** `removed` has, for each run of what is gone, the line (zero-based) that now stands in its place. */
export type SealedCase = { readonly units: readonly SealedUnit[]; readonly removed: readonly number[] };

/**
 * A short digest of each unit of a case's text, in reading order: 8 hex digits. It tells a person's hand from the investigation's; it is no
 * signature, since whoever rewrites the file can seal it again. Spacing and escapes do not count: formatters change them.
 */
export function sealOf(body: string): readonly string[] {
  return digestsOf(caseTextOf(body).told);
}

export function digestsOf(units: readonly CaseUnit[]): readonly string[] {
  return units.map(digestOf);
}

function digestOf({ kind, words, cites }: CaseUnit): string {
  // A line of a block has no Markdown in it, and its citations are those of the line above.
  const shown = kind === 'block' ? words : `${stretchesOf(words).map(marked).join('')} ${cites.join()}`;
  const normal = `${kind} ${shown.replace(/\s+/g, ' ').trim()}`;
  return hash('sha256', normal).slice(0, 8);
}

function marked({ kind, text }: ReturnType<typeof stretchesOf>[number]): string {
  return kind === 'code' ? `\`${text}\`` : text;
}

/** Which units of a case file are as the investigation wrote them. Without a readable footer nothing is sealed. */
export function sealedUnits(markdown: string): SealedCase {
  const parsed = parseCaseFooter(markdown);
  return againstSeal(caseTextOf(markdown), parsed.status === 'ok' ? parsed.footer.seal : []);
}

/** Where a sealed unit is missing, whatever stands in its place is changed: two sentences for one are no two additions. */
export function againstSeal({ told, afterword }: CaseText, seal: readonly string[]): SealedCase {
  const units = unwrapped(told, new Set(seal));
  const pairs = alignment(digestsOf(units), seal);
  const found: SealedUnit[] = [];
  const removed: number[] = [];
  let last: Pair = { left: -1, right: -1 };
  for (const pair of [...pairs, { left: units.length, right: seal.length }]) {
    const between = units.slice(last.left + 1, pair.left);
    const missing = pair.right - last.right - 1;
    found.push(...between.map((unit) => ({ unit, standing: missing > 0 ? ('changed' as const) : ('added' as const) })));
    const unit = units[pair.left];
    if (missing > between.length) removed.push(unit?.line ?? units.at(-1)?.line ?? 0);
    if (unit !== undefined) found.push({ unit, standing: 'sealed' });
    last = pair;
  }
  const below = afterword.map((unit) => ({ unit, standing: 'added' as const }));
  return { units: [...found, ...below], removed };
}

/** Sentences that a formatter broke over several lines, as the one that was sealed: the words are the same, and so is the paragraph. */
function unwrapped(units: readonly CaseUnit[], seal: ReadonlySet<string>): readonly CaseUnit[] {
  const whole: CaseUnit[] = [];
  for (let at = 0; at < units.length; ) {
    const [joined, count] = joinedFrom(units, at, seal);
    if (joined !== undefined) whole.push(joined);
    at += count;
  }
  return whole;
}

/** What a broken sentence takes at most; it bounds the work on a text that is wholly a person's. */
const mostLines = 30;

/** The sealed sentence that begins with a unit, and of how many units it is made; the unit itself where there is none. */
function joinedFrom(units: readonly CaseUnit[], at: number, seal: ReadonlySet<string>): readonly [CaseUnit | undefined, count: number] {
  const first = units[at];
  if (first?.kind !== 'sentence' || seal.has(digestOf(first))) return [first, 1];
  let joined = first;
  for (let count = 1; count < mostLines; count += 1) {
    const next = units[at + count];
    if (next?.kind !== 'sentence' || next.line !== first.line + count) break;
    joined = { ...joined, words: `${joined.words} ${next.words}`, cites: [...new Set([...joined.cites, ...next.cites])] };
    if (seal.has(digestOf(joined))) return [joined, count + 1];
  }
  return [first, 1];
}
