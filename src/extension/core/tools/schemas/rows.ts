import type { Truncation } from '../../model/evidence.ts';
import { malformed } from '../unwrap.ts';

/** A read result: `rows` as answered, `skipped` those that could not be read, which then stand in `truncated` too. */
export type Parsed<T> = { readonly value: T; readonly truncated?: Truncation; readonly rows?: number; readonly skipped?: number };

export type ParsedRows<T> = {
  readonly value: readonly T[];
  readonly truncated?: Truncation;
  readonly rows: number;
  readonly skipped: number;
};

/** Reads each row by itself, so that a bad one costs itself only. Throws Failure 'malformed' when there are rows and none can be read. */
export function parseRows<T>(tool: string, rows: readonly unknown[], parse: (row: unknown) => T | undefined): ParsedRows<T> {
  const value = rows.map(parse).filter((row): row is T & {} => row !== undefined && row !== null);
  const skipped = rows.length - value.length;
  if (value.length === 0 && skipped > 0) throw malformed(tool, `none of its ${skipped} rows has the fields that are needed`);
  return { value, rows: rows.length, skipped, ...(skipped > 0 && { truncated: { shown: value.length, total: rows.length } }) };
}
