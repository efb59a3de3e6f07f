import type { SysqlAnswer, SysqlRow, SysqlValue } from '../../model/inventory.ts';
import { isRecord, rowsOf } from '../unwrap.ts';
import { type Parsed, parseRows } from './rows.ts';

// What the server takes where a query names no LIMIT (contract §3.8).
const defaultLimit = 50;

/** Rows under `items`, `data.items`, `results` or `rows`; a summary is not needed. As many rows as the query's LIMIT may not be all. */
export function parseSysql(tool: string, value: unknown, query: string): Parsed<SysqlAnswer> {
  const body = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  const { value: columns, rows, skipped, truncated } = parseRows(tool, rowsOf(tool, body, 'rows'), columnsOf);
  const limit = Number(/\bLIMIT\s+(\d+)(?:\s+OFFSET\s+\d+)?\s*;?\s*$/i.exec(query)?.[1] ?? defaultLimit);
  const cut = truncated ?? (rows >= limit ? { shown: rows } : undefined);
  return { value: { rows: withShortNames(columns) }, rows, skipped, ...(cut && { truncated: cut }) };
}

/** Each scalar of a row under its dotted path: an entity is nested, a field is flat or has a dotted key. Lists are left to the raw answer. */
function columnsOf(row: unknown): SysqlRow | undefined {
  return isRecord(row) ? Object.fromEntries(scalars(row)) : undefined;
}

function scalars(record: Readonly<Record<string, unknown>>, path = ''): readonly (readonly [string, SysqlValue])[] {
  return Object.entries(record).flatMap(([key, value]) => {
    if (isRecord(value)) return scalars(value, `${path}${key}.`);
    return isScalar(value) ? [[`${path}${key}`, value] as const] : [];
  });
}

function isScalar(value: unknown): value is SysqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Adds `name` for `wl.name` where, over all rows, no other column ends like that: else a row would decide whose name it is. */
function withShortNames(rows: readonly SysqlRow[]): readonly SysqlRow[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shared = new Set(columns.map(shortName).filter((name, index, names) => names.indexOf(name) !== index));
  const isPlain = (column: string) => !shared.has(shortName(column));
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(Object.entries(row).flatMap(([column, value]) => (isPlain(column) ? [[shortName(column), value] as const] : []))),
  }));
}

function shortName(column: string): string {
  return column.slice(column.lastIndexOf('.') + 1);
}
