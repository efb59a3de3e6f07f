import type { ToldCase } from '../../model/case.ts';
import { type Indicator, indicatorsOf } from '../indicators.ts';
import { plainSentence } from '../plainText.ts';

const columns = ['kind', 'value', 'range', 'roles', 'first_seen', 'last_seen', 'known_elsewhere', 'steps', 'evidence'] as const;

/**
 * The indicators of a case as CSV (X-14; RFC 4180, UTF-8, one header line): `kind` ipv4, ipv6, domain, url, email, sha256, sha1 or md5 · `value`
 * not defanged · `range` public, private or documentation, empty for a file · `roles` with `; ` between them · `first_seen`, `last_seen` ISO in
 * UTC, empty where no step names it · `known_elsewhere` sentences · `steps` and `evidence` ids of the case, with spaces between them.
 */
export function indicatorsCsv(of: ToldCase): string {
  return [columns, ...indicatorsOf(of).map(row)].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** One value a line, not defanged: for the clipboard, on request only. */
export function indicatorsAsText(of: ToldCase): string {
  return indicatorsOf(of)
    .map(({ value }) => value)
    .join('\n');
}

function row({ kind, value, range, roles, firstSeen, lastSeen, known, steps, cites }: Indicator): readonly string[] {
  return [
    kind,
    value,
    range ?? '',
    roles.join('; '),
    instant(firstSeen),
    instant(lastSeen),
    known.map(plainSentence).join(' '),
    steps.join(' '),
    cites.join(' '),
  ];
}

function instant(ms: number | undefined): string {
  return ms === undefined ? '' : new Date(ms).toISOString();
}

/** A spreadsheet would run a cell that begins like a formula; an apostrophe before it makes it text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
