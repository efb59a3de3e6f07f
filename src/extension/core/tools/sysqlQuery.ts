import { Failure } from '../model/failure.ts';
import type { SysqlRow, SysqlValue } from '../model/inventory.ts';
import { isQuotable } from './filter.ts';

/** Rows that one query asks for; the server's own default where none is named (contract §3.8). */
export const mostRows = 50;

/** The fields that name a place, under both spellings that tenants have (contract, trap 21), the likelier first. */
export const placeFields = [
  { namespace: 'namespaceName', cluster: 'clusterName' },
  { namespace: 'namespace', cluster: 'cluster' },
] as const;

/** A text literal of SysQL. Its values come from whoever names a workload: a line break or control character is refused (contract, trap 22). */
export function sysqlText(value: string): string {
  if (!isQuotable(value) || /[\p{Zl}\p{Zp}]/u.test(value)) {
    throw new Failure('refused', {
      what: 'A label of the threat was not used in a query.',
      why: 'It holds a line break or another control character, or is longer than any name.',
      fix: 'Look at the raw evidence: a name like this is worth a question of its own.',
    });
  }
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

export type Condition = readonly [field: string, value: string | undefined];

/** The conditions of a query; what is not known is no condition. Throws Failure 'refused' for a name that no query can hold. */
export function where(...conditions: readonly Condition[]): string {
  const given = conditions.flatMap(([field, value]) => (value === undefined ? [] : [`${field} = ${sysqlText(value)}`]));
  return given.length === 0 ? '' : ` WHERE ${given.join(' AND ')}`;
}

/** A column's text; undefined where the row has none. */
export function textIn(row: SysqlRow, column: string): string | undefined {
  const value: SysqlValue | undefined = row[column];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
