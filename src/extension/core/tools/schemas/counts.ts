import type { EventCount } from '../../model/threat.ts';
import { isRecord, malformed, rowsOf } from '../unwrap.ts';
import { readCount, readText } from './lenient.ts';

/** Sums the tenant's categories `{policyEvents: {countBySeverity: {"0": n …}}, …}`; a missing severity is 0 (contract §3.5). */
export function parseCount(tool: string, value: unknown): EventCount {
  if (!isRecord(value)) throw malformed(tool, 'an object of categories was expected');
  const counts = [value, ...(isRecord(value['data']) ? [value['data']] : [])]
    .flatMap((body) => Object.values(body))
    .flatMap((category) => (isRecord(category) && isRecord(category['countBySeverity']) ? [category['countBySeverity']] : []));
  if (counts.length === 0) throw malformed(tool, 'no category has a countBySeverity');
  const bySeverity: Record<string, number> = {};
  for (const [severity, number] of counts.flatMap((one) => Object.entries(one))) {
    const read = readCount(number);
    if (read === undefined) throw malformed(tool, `the count of severity ${severity} is no number`);
    bySeverity[severity] = (bySeverity[severity] ?? 0) + read;
  }
  return { total: Object.values(bySeverity).reduce((sum, one) => sum + one, 0), bySeverity };
}

/** Distinct values of a field, the suggested ones first. Options are strings or `{value, label}` (contract §3.6). */
export function parseFieldValues(tool: string, value: unknown): readonly string[] {
  const options = rowsOf(tool, value, 'options').flatMap((row) =>
    isRecord(row) && Array.isArray(row['options']) ? row['options'] : [row],
  );
  const values = options.map((option) => readText(isRecord(option) ? (option['value'] ?? option['label']) : option));
  return [...new Set(values.filter((one) => one !== undefined))];
}

/** The tenant's settings as they are; which keys there are is not documented (contract §3.14). */
export function parseSettings(tool: string, value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw malformed(tool, 'an object was expected');
  return value;
}
