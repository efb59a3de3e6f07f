import { type Entry, entriesOf, type Term } from './entry.ts';
import { aims } from './vocabulary/aims.ts';
import { families } from './vocabulary/families.ts';
import type { Family } from './vocabulary/family.ts';

/** An entry found in a text, and the places of the words that say it. */
export type Found = { readonly entry: Entry; readonly at: readonly number[]; readonly weight: number };

/** Words of one entry stand this close together; further apart they speak of different things. */
const reach = 4;

/** Words that part no others: `build operation on a node` is three words long. */
const fillers: ReadonlySet<string> = new Set(
  'a an the of on in to from for by with via and or is was are has have had been be as at it its this that using through into within'.split(
    ' ',
  ),
);

/** Entries by the first word of each row of their first term: a text is held against those few only. */
type Index = ReadonlyMap<string, readonly Entry[]>;

const deeds = indexed(families);
const deedsAndAims = indexed([...families, ...aims]);

function indexed(of: readonly Family[]): Index {
  const index = new Map<string, Entry[]>();
  for (const entry of of.flatMap(entriesOf)) {
    for (const word of entry.terms[0]?.keys() ?? []) index.set(word, [...(index.get(word) ?? []), entry]);
  }
  return index;
}

/** A text made ready: its words, and how many of those that count stand before each. */
type Places = { readonly words: readonly string[]; readonly before: readonly number[] };

function placesOf(words: readonly string[]): Places {
  const before: number[] = [];
  for (const place of words.keys()) before.push((before.at(-1) ?? 0) + (fillers.has(words[place - 1] ?? '') ? 0 : 1));
  return { words, before };
}

/**
 * Everything of the vocabulary that the words say, without what a longer entry says as well.
 * @param kind prose also tells what a step is for, which names do not
 */
export function findEntries(words: readonly string[], kind: 'name' | 'prose'): readonly Found[] {
  const places = placesOf(words);
  const index = kind === 'name' ? deeds : deedsAndAims;
  const candidates = new Set(words.flatMap((word) => index.get(word) ?? []));
  const found = [...candidates].flatMap((entry) => {
    const at = nearest(entry, places);
    if (at === undefined || spansOf(entry.without, places).length > 0) return [];
    return [{ entry, at, weight: entry.weight ?? 0.5 + 1.5 * at.length }];
  });
  return found.filter((one) => !found.some((other) => says(other, one)));
}

/** A longer and heavier entry over the same words explains them: `disable log` leaves nothing of `log`. */
function says(longer: Found, shorter: Found): boolean {
  return longer.at.length > shorter.at.length && longer.weight >= shorter.weight && shorter.at.every((at) => longer.at.includes(at));
}

/** The places of one occurrence of every term, close together and none twice. */
function nearest({ terms }: Entry, places: Places): readonly number[] | undefined {
  if (!terms.every((term) => places.words.some((word) => term.has(word)))) return undefined;
  const [first = [], ...others] = terms.map((term) => spansOf(term, places));
  const apart = (a: number, b: number): number => Math.abs((places.before[a] ?? 0) - (places.before[b] ?? 0));
  for (const start of first) {
    let taken = start;
    const whole = others.every((spans) => {
      const near = spans.find((span) => span.every((at) => !taken.includes(at) && apart(at, start[0] ?? at) <= reach));
      if (near !== undefined) taken = [...taken, ...near];
      return near !== undefined;
    });
    if (whole) return taken;
  }
  return undefined;
}

/** Each place where the text says the term. */
function spansOf(term: Term, { words }: Places): readonly (readonly number[])[] {
  return words.flatMap((word, place) =>
    (term.get(word) ?? [])
      .filter((row) => row.every((part, index) => words[place + index] === part))
      .map((row) => row.map((_, index) => place + index)),
  );
}
