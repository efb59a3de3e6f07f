import type { SysqlRow, SysqlValue } from '../../model/inventory.ts';
import { sysqlText } from '../sysql.ts';

/** Rows that one query asks for; the server's own default where none is named (contract §3.8). */
export const mostRows = 50;

/** The fields that name a place, under both spellings that tenants have (contract, trap 21), the likelier first. */
export const placeFields = [
  { namespace: 'namespaceName', cluster: 'clusterName' },
  { namespace: 'namespace', cluster: 'cluster' },
] as const;

/** The conditions of a query; what the scope does not name is no condition. */
export function where(...conditions: readonly (readonly [field: string, value: string | undefined])[]): string {
  const given = conditions.flatMap(([field, value]) => (value === undefined ? [] : [`${field} = ${sysqlText(value)}`]));
  return given.length === 0 ? '' : ` WHERE ${given.join(' AND ')}`;
}

/** A column's text; undefined where the row has none. */
export function textIn(row: SysqlRow, column: string): string | undefined {
  const value: SysqlValue | undefined = row[column];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
