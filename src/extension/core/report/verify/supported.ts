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
  return cited.some(({ seconds }) => [...seconds].some((one) => utc(one).includes(digits)));
}

/** `2026-06-10 09:12:43`, so that a day, a minute or a time of day is a part of it. */
function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A place or an image is put together from its parts: `prod-eu-1/shop/storefront`, `acme/storefront:2.14.1`. */
function holdsName(shown: string, cited: readonly Searchable[]): boolean {
  const pieces = piecesOf(shown);
  if (pieces.length === 0 || cited.some((one) => holdsPieces(one, pieces))) return true;
  if (/\s/.test(shown)) return false;
  const [whole = ''] = pieces;
  const tag = whole.lastIndexOf(':');
  if (tag > 0 && cited.some(({ all }) => holds(all, whole.slice(0, tag)) && holds(all, whole.slice(tag + 1)))) return true;
  const parts = whole.split('/').filter((part) => part !== '');
  return parts.length > 1 && !whole.startsWith('/') && cited.some(({ all }) => parts.every((part) => holds(all, part)));
}

function holdsPieces({ all, texts }: Searchable, pieces: readonly string[]): boolean {
  const [first = ''] = pieces;
  if (pieces.length === 1) return holds(all, first);
  return all.includes(first) && texts.some((text) => holdsAll(text, pieces));
}
