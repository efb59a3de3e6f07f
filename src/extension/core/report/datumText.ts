import type { Datum } from '../model/phrase.ts';
import { maskSecrets } from './secrets.ts';

const longest = { text: 240, code: 240, indicator: 240, hash: 130, id: 240 } as const;

/**
 * What every renderer shows of a datum before its own escaping: secrets masked, shortened in the middle (the whole is in the evidence),
 * invisible characters made visible, addresses and URLs defanged, instants as `2026-06-10 09:12:43Z`, counts with thousands separators.
 */
export function datumText(datum: Datum): string {
  switch (datum.kind) {
    case 'time':
      return instant(datum.text) ?? name(datum.text);
    case 'count':
      return /^\d{1,24}$/.test(datum.text) ? grouped(datum.text) : name(datum.text);
    case 'id':
    case 'hash':
      return plain(datum.text, longest[datum.kind]);
    case 'indicator':
      return defangName(defang(plain(maskSecrets(datum.text), longest.indicator)));
    case 'text':
      return name(datum.text);
    case 'code':
      return defang(plain(maskSecrets(datum.text), longest.code));
  }
}

/** A name or title is one line; anything that a time or count turns out not to be is treated as one. */
function name(text: string): string {
  return defang(plain(maskSecrets(text.replace(/\s+/g, ' ').trim()), longest.text));
}

function plain(text: string, limit: number): string {
  return visible(shorten(text, limit));
}

/** `2026-06-10 09:12:43Z` from an ISO instant in UTC; undefined for anything else. */
function instant(iso: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso);
  return match ? `${match[1]} ${match[2]}Z` : undefined;
}

/** "3,112" from "3112". */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Keeps head and tail, cut between characters, and says how much is missing. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor((limit - 30) / 2);
  const head = text.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  const tail = text.slice(-half).replace(/^[\uDC00-\uDFFF]/, '');
  return `${head} … (${grouped(String(text.length - head.length - tail.length))} more) … ${tail}`;
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Control, bidirectional, zero-width and unpaired characters as visible signs (␛, ⟨U+202E⟩); every other space as a plain space. */
export function visible(text: string): string {
  return text.replace(invisible, sign).replace(/\p{Zs}/gu, ' ');
}

function sign(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point === 0x09) return ' ';
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  if (point === 0x7f) return '␡';
  return `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** `hxxp://198[.]51[.]100[.]23/i.sh`, `pool[.]example:3333`: no dotted quad, URL or host with a port can be followed; the path stays readable. */
function defang(text: string): string {
  return text
    .replace(/http(?=s?:\/\/)/gi, 'hxxp')
    .replace(/(?<=file):(?=\/\/)/gi, '[:]')
    .replace(/(?<=:\/\/)[\w.-]{1,253}/g, bracketDots)
    .replace(/(?<![\w./-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}(?=:\d{2,5}(?![\w/.]))/gi, bracketDots)
    .replace(/(?<![\w.[])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\.\d)(?!\w)/g, bracketDots);
}

/** A bare domain or mail address; IPv6 has no form that anything would follow, so it stays. */
function defangName(text: string): string {
  return /^[\w.@-]+(?::\d+)?$/.test(text) ? bracketDots(text).replace('@', '[@]') : text;
}

function bracketDots(host: string): string {
  return host.replace(/(?<=\w)\.(?=\w)/g, '[.]');
}
