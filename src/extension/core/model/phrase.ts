/**
 * How a piece of data stands in a sentence, which decides how each renderer escapes and shows it:
 * text a name or title · code a process, path, command line, API or rule · time an instant (text is ISO UTC) · indicator an address, domain or URL
 * (defanged in text) · hash · id · count a number that we counted or read.
 */
export type DatumKind = 'text' | 'code' | 'time' | 'indicator' | 'hash' | 'id' | 'count';

export type Datum = { readonly kind: DatumKind; readonly text: string };

/**
 * A sentence as our own words (strings) and the tenant's data (datums), kept apart until a renderer joins them:
 * no attacker-controlled text can reach an output without passing its escape function, and a verifier sees which parts are identifiers.
 */
export type Phrase = readonly (string | Datum)[];

const datum =
  (kind: DatumKind) =>
  (text: string | number): Datum => ({ kind, text: String(text) });

export const text = datum('text');
export const code = datum('code');
export const indicator = datum('indicator');
export const hash = datum('hash');
export const id = datum('id');
export const count = datum('count');

/** @param ms milliseconds since the epoch */
export function time(ms: number): Datum {
  return { kind: 'time', text: new Date(ms).toISOString() };
}

/** phrase`${code(name)} ran in ${text(pod)}`: only datums and phrases go in, so a bare tenant string does not compile. */
export function phrase(words: TemplateStringsArray, ...data: readonly (Datum | Phrase)[]): Phrase {
  const parts: (string | Datum)[] = [];
  words.forEach((word, index) => {
    if (word !== '') parts.push(word);
    const item = data[index];
    if (item !== undefined) parts.push(...(isPhrase(item) ? item : [item]));
  });
  return parts;
}

/** Joins phrases with our own separator: "a, b and c" with `last` given. */
export function join(phrases: readonly (Datum | Phrase)[], separator: string, last = separator): Phrase {
  return phrases.flatMap((item, index) => {
    const parts = isPhrase(item) ? item : [item];
    if (index === 0) return parts;
    return [index === phrases.length - 1 ? last : separator, ...parts];
  });
}

function isPhrase(item: Datum | Phrase): item is Phrase {
  return Array.isArray(item);
}
