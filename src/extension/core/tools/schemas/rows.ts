import type { Truncation } from '../../model/evidence.ts';
import { isRecord, malformed } from '../unwrap.ts';
import { readCount, readText } from './lenient.ts';

/** A read result: `rows` as answered, `skipped` those that could not be read, which then stand in `truncated` too. */
export type Parsed<T> = { readonly value: T; readonly truncated?: Truncation; readonly rows?: number; readonly skipped?: number };

export type ParsedRows<T> = {
  readonly value: readonly T[];
  readonly truncated?: Truncation;
  readonly rows: number;
  readonly skipped: number;
};

/** Reads each row by itself, so that a bad one costs itself only. Throws Failure 'malformed' when there are rows and none can be read. */
export function parseRows<T, R = unknown>(tool: string, rows: readonly R[], parse: (row: R) => T | undefined): ParsedRows<T> {
  const value = rows.map(parse).filter((row): row is T & {} => row !== undefined && row !== null);
  const skipped = rows.length - value.length;
  if (value.length === 0 && skipped > 0) throw malformed(tool, `none of its ${skipped} rows has the fields that are needed`);
  return { value, rows: rows.length, skipped, ...(skipped > 0 && { truncated: { shown: value.length, total: rows.length } }) };
}

/** What a page of `shown` rows left out, undefined if nothing: by its total, else by a next page or by as many rows as were asked for. */
export function pageCut(value: unknown, shown: number, limit: number): Truncation | undefined {
  const page = isRecord(value) && isRecord(value['page']) ? value['page'] : {};
  const total = readCount(page['total']);
  if (total !== undefined) return total > shown ? { shown, total } : undefined;
  return readText(page['next']) !== undefined || shown >= limit ? { shown } : undefined;
}
