import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import type { Cites } from '../../../../src/extension/core/model/evidence.ts';
import { indicator, phrase, text } from '../../../../src/extension/core/model/phrase.ts';
import { indicatorsAsText, indicatorsCsv } from '../../../../src/extension/core/report/export/indicatorsCsv.ts';
import { indicatorsOf } from '../../../../src/extension/core/report/indicators.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { hostile } from '../hostile.ts';
import { infected } from './infected.ts';

/** A reader of RFC 4180 that is not ours to write: strict quoting, CRLF, as many cells in each line. */
function parse(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let rest = csv;
  while (rest !== '') {
    const [whole, quoted, bare = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r\n)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`no cell at ${rest.slice(0, 40)}`);
    rows.at(-1)!.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    const isEnd = rest.startsWith('\r\n', whole.length);
    rest = rest.slice(whole.length + (isEnd ? 2 : 1));
    if (isEnd && rest !== '') rows.push([]);
  }
  return rows;
}

function knowing(said: string): Case {
  const claim = { phrase: phrase`${text(said)} of ${indicator('198.51.100.23')}`, cites: ['E3'] as unknown as Cites };
  return { ...storefrontCase, indicators: { status: 'done', value: [claim] } };
}

describe('indicators as CSV', () => {
  it('[X-14] has a line for each, not defanged, that any reader of RFC 4180 reads back', () => {
    const [header, ...rows] = parse(indicatorsCsv(storefrontCase));
    expect(header).toEqual(['kind', 'value', 'range', 'roles', 'first_seen', 'last_seen', 'known_elsewhere', 'steps', 'evidence']);
    expect(rows.map(([kind, value]) => ({ kind, value }))).toEqual(
      indicatorsOf(storefrontCase).map(({ kind, value }) => ({ kind, value })),
    );
    expect(rows[0]?.slice(0, 6)).toEqual([
      ...['ipv4', '198.51.100.23', 'documentation', 'in a command line', '2026-06-10T09:12:31.000Z', '2026-06-10T09:12:38.000Z'],
    ]);
    for (const value of hostile) {
      const read = parse(indicatorsCsv(knowing(value)));
      expect(
        read.every((row) => row.length === header?.length),
        value.slice(0, 60),
      ).toBe(true);
    }
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://evil.example")'])('[K-07] %s is no formula in a spreadsheet', (said) => {
    const cells = parse(indicatorsCsv(knowing(said))).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith(`'${said.slice(0, 4)}`))).toBe(true);
  });

  it('[K-07] has no formula whatever the data', () => {
    for (const value of hostile) {
      const cells = parse(indicatorsCsv(infected(storefrontCase, `=${value}`))).flat();
      expect(
        cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)),
        value.slice(0, 60),
      ).toEqual([]);
    }
  });

  it('[X-14] copies one value a line, not defanged', () => {
    expect(indicatorsAsText(storefrontCase).split('\n')).toEqual(indicatorsOf(storefrontCase).map(({ value }) => value));
    expect(indicatorsAsText(storefrontCase)).toContain('http://198.51.100.23/i.sh');
  });
});
