import { secondsIn } from './answerText.ts';
import type { Identifier } from './identifiers.ts';
import { holds, holdsAll, piecesOf, type Searchable } from './shownText.ts';

/** Whether a piece of the evidence holds what a sentence names, whatever the renderer did to it. */
export function isSupported(identifier: Identifier, cited: readonly Searchable[]): boolean {
  const { kind, shown } = identifier;
  if (kind === 'name') return holdsName(shown, cited);
  const [at] = secondsIn(shown);
  if (kind === 'instant') return cited.some(({ seconds }) => at !== undefined && seconds.has(at));
  const digits = /\d[\d :T-]*\d/.exec(shown)?.[0].replace('T', ' ') ?? shown;
  // A date without a time of day is no instant: a public record's is held as it stands.
  return cited.some(({ all, seconds }) => holds(all, digits) || [...seconds].some((one) => utc(one).includes(digits)));
}

/**
 * The same letters and digits in the same order: names that a hostile tenant fills with markup are told apart from our own signs by nobody. Good
 * enough for the investigation's own words alone, and for no address or number.
 */
export function isSpelledThere({ kind, shown }: Identifier, cited: readonly Searchable[]): boolean {
  const parts = shown.split('/').map(lettersOf);
  if (kind !== 'name' || !parts.some((part) => /\p{L}/u.test(part))) return false;
  return cited.some(({ all }) => {
    const letters = lettersOf(all);
    return parts.every((part) => letters.includes(part));
  });
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** `2026-06-10 09:12:43`, so that a day, a minute or a time of day is a part of it. */
function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A place or an image is put together from its parts: `prod-eu-1/shop/storefront`, `acme/storefront:2.14.1`. */
function holdsName(shown: string, cited: readonly Searchable[]): boolean {
  const pieces = piecesOf(shown);
  if (pieces.length === 0 || cited.some((one) => holdsPieces(one, pieces))) return true;
  const [whole = ''] = pieces;
  // A command line is put together by nobody but its caller; a name may hold spaces, but not before its first slash.
  if (/\s/.test(shown) && !/^[^\s/]+\//.test(whole)) return false;
  const tag = whole.lastIndexOf(':');
  if (tag > 0 && cited.some(({ all }) => holds(all, whole.slice(0, tag)) && holds(all, whole.slice(tag + 1)))) return true;
  const parts = whole.split('/').filter((part) => part !== '');
  // "/shop" is what is left of a place whose first part ends in a sign.
  const isPath = whole.startsWith('/') && parts.length > 1;
  return parts.length > 0 && !isPath && cited.some(({ all }) => parts.every((part) => holds(all, part)));
}

function holdsPieces({ all, texts }: Searchable, pieces: readonly string[]): boolean {
  const [first = ''] = pieces;
  if (pieces.length === 1) return holds(all, first);
  return all.includes(first) && texts.some((text) => holdsAll(text, pieces));
}
