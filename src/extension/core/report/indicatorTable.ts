import type { ToldCase } from '../model/case.ts';
import type { Claim, EvidenceId } from '../model/evidence.ts';
import { type Datum, hash, indicator, type Phrase, time } from '../model/phrase.ts';
import { type Indicator, indicatorsOf } from './indicators.ts';
import type { IndicatorKind } from './indicatorsIn.ts';
import { bullets, cite, markdownSentence, table, tablePhrase } from './markdown.ts';
import { withoutStop } from './plainText.ts';

/** Rows that a reader still takes in; the export has all. */
const mostRows = 25;

/**
 * What the case names and what is known of it elsewhere, defanged: a row an indicator, and a sentence of its own for what is known of
 * anything else and of what has no row.
 */
export function renderIndicators(of: ToldCase): string {
  const all = indicatorsOf(of);
  const rows = all.slice(0, mostRows);
  return [
    '**Indicators:**',
    rows.length === 0
      ? 'No signal: the case names no address, domain, URL or file.'
      : table(['Kind', 'Indicator', 'Seen (UTC)', 'Role', 'Known elsewhere', 'Evidence'], rows.map(row)),
    ...(all.length > rows.length ? [`${all.length - rows.length} more are in the CSV.`] : []),
    ...elsewhere(of, rows),
  ].join('\n\n');
}

function row(one: Indicator): readonly string[] {
  const { kind, value, seen, role, known, cites } = indicatorRow(one, tablePhrase);
  return [kind, value, seen, role, known, cite(cites)];
}

/** An indicator in words, defanged. */
export type IndicatorRow = Readonly<Record<'kind' | 'value' | 'seen' | 'role' | 'known', string>> & {
  readonly cites: readonly EvidenceId[];
};

/** The cells of its row, the same wherever it is listed. @param written how the text around them writes a phrase, which escapes it */
export function indicatorRow(one: Indicator, written: (phrase: Phrase) => string): IndicatorRow {
  return {
    kind: kindWords(one),
    value: written([datumOf(one)]),
    seen: seen(one, written),
    role: one.roles.join(', ') || '–',
    known: one.known.map(({ phrase }) => withoutStop(written(phrase))).join('; ') || '–',
    cites: [...new Set([...one.cites, ...one.known.flatMap(({ cites }) => cites)])],
  };
}

const kinds: Readonly<Record<IndicatorKind, string>> = {
  ipv4: 'address',
  ipv6: 'address',
  domain: 'domain',
  url: 'URL',
  email: 'e-mail address',
  sha256: 'file hash',
  sha1: 'file hash',
  md5: 'file hash',
};

/** "address", "private address", "URL reserved for examples". */
function kindWords({ kind, range }: Indicator): string {
  if (range === 'documentation') return `${kinds[kind]} reserved for examples`;
  return range === undefined || range === 'public' ? kinds[kind] : `${range} ${kinds[kind]}`;
}

function datumOf({ kind, value }: Indicator): Datum {
  return kind === 'sha256' || kind === 'sha1' || kind === 'md5' ? hash(value) : indicator(value);
}

function seen({ firstSeen, lastSeen }: Indicator, written: (phrase: Phrase) => string): string {
  if (firstSeen === undefined || lastSeen === undefined) return '–';
  const first = written([time(firstSeen)]);
  return firstSeen === lastSeen ? first : `${first} to ${written([time(lastSeen)])}`;
}

function elsewhere({ indicators }: ToldCase, rows: readonly Indicator[]): readonly string[] {
  if (indicators.status !== 'done') return [];
  const told = new Set<Claim>(rows.flatMap(({ known }) => known));
  const others = indicators.value.filter((one) => !told.has(one));
  if (indicators.value.length === 0) return ['No signal: no address, file or domain of it is known elsewhere.'];
  return others.length === 0 ? [] : [bullets(others.map(markdownSentence))];
}
