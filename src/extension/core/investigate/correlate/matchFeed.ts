import type { Claim } from '../../model/evidence.ts';
import type { FeedEntry, Indicator } from '../../model/intelligence.ts';
import { type Datum, hash, id, indicator, join, phrase, text } from '../../model/phrase.ts';
import { counted } from '../plural.ts';
import { type Cited, type SeenIndicator, together } from './material.ts';
import { keyOf } from './seenIndicators.ts';

/** Titles that are told of an indicator; the rest is counted. */
const mostTitles = 3;

/** I-17: each indicator of the case that the feed names, and where; in the indicators' order. */
export function matchFeed(entries: readonly Cited<FeedEntry>[], seen: readonly SeenIndicator[]): readonly Claim[] {
  const naming = new Map<string, Cited<FeedEntry>[]>();
  for (const entry of entries) {
    for (const key of entry.value.indicators.map(keyOf)) naming.set(key, [...(naming.get(key) ?? []), entry]);
  }
  return seen.flatMap(({ value, cites }) => {
    const [first, ...rest] = naming.get(keyOf(value)) ?? [];
    if (first === undefined) return [];
    const named = phrase`The threat-intelligence feed names ${datumOf(value)}${tellEntries([first, ...rest])}.`;
    return [{ phrase: named, cites: together(cites, first.cites, ...rest.map((entry) => entry.cites)) }];
  });
}

function tellEntries(entries: readonly Cited<FeedEntry>[]) {
  const newest = entries.toSorted((a, b) => (b.value.published ?? 0) - (a.value.published ?? 0) || (titleOf(a) < titleOf(b) ? -1 : 1));
  const titles = [...new Set(newest.map(titleOf))].filter((title) => title !== '');
  if (titles.length === 0) return phrase``;
  const told = titles.slice(0, mostTitles).map((title) => phrase`“${text(title)}”`);
  const more = titles.length - told.length;
  return phrase`: ${join(told, ', ')}${more === 0 ? [] : phrase` and ${counted(more, 'more', 'more')}`}`;
}

function titleOf({ value }: Cited<FeedEntry>): string {
  return value.title ?? '';
}

function datumOf({ kind, value }: Indicator): Datum {
  if (kind === 'hash') return hash(value);
  return kind === 'cve' ? id(value) : indicator(value);
}
