import { describe, expect, it } from 'vitest';
import { parseSysql } from '../../../src/extension/core/tools/schemas/sysql.ts';

const malformed = expect.objectContaining({ reason: 'malformed' });
const rowsOf = (value: unknown) => parseSysql('run_sysql', value, 'MATCH KubeWorkload RETURN KubeWorkload LIMIT 9;').value.rows;

describe('SysQL answers', () => {
  const row = { n: 'storefront' };
  it.each([
    ['items', { id: '7b', entities: {}, items: [row], summary: { total_time: 19 } }],
    ['items without summary', { items: [row] }],
    ['data.items', { data: { items: [row] } }],
    ['data', { data: [row] }],
    ['results', { results: [row] }],
    ['rows', { rows: [row] }],
    ['no wrapper', [row]],
  ])('reads rows under %s', (_name, value) => {
    expect(rowsOf(value)).toEqual([row]);
  });

  it.each([
    ['a nested entity', { wl: { name: 'storefront', isExposed: true } }, { name: 'storefront', isExposed: true }],
    ['an alias', { name: 'storefront' }, { name: 'storefront' }],
    ['a dotted key', { 'KubeWorkload.name': 'storefront' }, { name: 'storefront' }],
    ['an entity with properties inside', { wl: { properties: { name: 'storefront' } } }, { name: 'storefront' }],
  ])('gives a column of %s by its own name', (_name, row, columns) => {
    expect(rowsOf([row])).toEqual([expect.objectContaining(columns)]);
  });

  it('gives a nested column by its full name too', () => {
    expect(rowsOf([{ wl: { name: 'storefront' } }])).toEqual([{ 'wl.name': 'storefront', name: 'storefront' }]);
  });

  it('gives no short name where two columns of the answer would share it, in whichever rows they are', () => {
    expect(rowsOf([{ img: { name: 'a', tag: '1' } }, { vuln: { name: 'b' } }])).toEqual([
      { 'img.name': 'a', 'img.tag': '1', tag: '1' },
      { 'vuln.name': 'b' },
    ]);
    expect(rowsOf([{ name: 'alias', wl: { name: 'nested' } }])).toEqual([{ name: 'alias', 'wl.name': 'nested' }]);
  });

  it('keeps null, numbers and flags as they are, and lists out', () => {
    expect(rowsOf([{ cvss: 9.8, inUse: false, fix: null, tags: ['a'] }])).toEqual([{ cvss: 9.8, inUse: false, fix: null }]);
  });

  it('takes null items for none', () => {
    expect(rowsOf({ id: '7b', items: null })).toEqual([]);
  });

  it.each([
    ['MATCH A RETURN A LIMIT 2;', 2, { shown: 2 }],
    ['MATCH A RETURN A LIMIT 2 OFFSET 4', 2, { shown: 2 }],
    ['MATCH A RETURN A LIMIT 3;', 2, undefined],
    ["MATCH A WHERE A.name = ' LIMIT 1' RETURN A", 49, undefined],
    ['MATCH A RETURN A', 50, { shown: 50 }],
  ])('says that there may be more when %s gives %i rows', (query, rows, truncated) => {
    expect(parseSysql('t', Array(rows).fill(row), query).truncated).toEqual(truncated);
  });

  it('skips and counts a row that is no record, and fails when none is one', () => {
    expect(parseSysql('t', [row, 7], 'q')).toMatchObject({ skipped: 1, truncated: { shown: 1, total: 2 } });
    expect(() => rowsOf([7])).toThrow(malformed);
  });

  it.each([{ data: { unexpected: true } }, { id: '7b' }, 'text', 7])('fails on %j', (value) => {
    expect(() => rowsOf(value)).toThrow(malformed);
  });
});
