import { visible } from '../datumText.ts';

/** Comparable texts to look in, one by one and as one text with a line each; `seconds` are the instants in them, since the epoch. */
export type Searchable = { readonly texts: readonly string[]; readonly all: string; readonly seconds: ReadonlySet<number> };

/** A text as it can be compared with another that went through a renderer: no defanging, no case, one kind of space, invisible signs told. */
export function comparable(text: string): string {
  // Most values of an answer are plain; only the others are worth the slow way.
  const seen = /^[ -~]*$/.test(text) ? text : visible(text);
  const whole = /hxxp|\[[.@:]\]/i.test(seen) ? seen.replace(/hxxp(?=s?:)/gi, 'http').replace(/\[([.@:])\]/g, '$1') : seen;
  return (/^ | $| {2}/.test(whole) ? whole.replace(/ +/g, ' ').trim() : whole).toLowerCase();
}

/** What is left of a text where a renderer masked a secret or cut out the middle: pieces that must all stand in one text, in this order. */
export function piecesOf(shown: string): readonly string[] {
  return shown
    .replaceAll('‹masked› private key', '‹masked›')
    .split(/‹masked›| … \([\d,]+ more\) … /)
    .map(comparable)
    .filter((piece) => piece !== '');
}

/** Whether a comparable text holds another as a word of its own: `203.0.113.7` is not in `203.0.113.77`. */
export function holds(text: string, sought: string): boolean {
  return placeOf(text, sought, 0) >= 0;
}

/** Whether it holds all pieces, in order. */
export function holdsAll(text: string, pieces: readonly string[]): boolean {
  let at = 0;
  for (const piece of pieces) {
    const place = text.indexOf(piece, at);
    if (place < 0) return false;
    at = place + piece.length;
  }
  return true;
}

function placeOf(text: string, sought: string, from: number): number {
  for (let at = text.indexOf(sought, from); at >= 0; at = text.indexOf(sought, at + 1)) {
    if (standsAlone(text, at, sought)) return at;
  }
  return -1;
}

const inWord = /[\p{L}\p{N}]/u;

function standsAlone(text: string, at: number, sought: string): boolean {
  const end = at + sought.length;
  const first = sought.charAt(0);
  const last = sought.charAt(sought.length - 1);
  if (inWord.test(first) && goesOn(text.charAt(at - 1), text.charAt(at - 2), first)) return false;
  return !(inWord.test(last) && goesOn(text.charAt(end), text.charAt(end + 1), last));
}

/** A letter or digit goes on; so does a name through a hyphen, and a number or an address through a dot. */
function goesOn(next: string, afterNext: string, edge: string): boolean {
  if (next === '') return false;
  if (inWord.test(next)) return true;
  if (next === '.') return /\d/.test(edge) && /\d/.test(afterNext);
  return next === '-' && inWord.test(afterNext);
}
