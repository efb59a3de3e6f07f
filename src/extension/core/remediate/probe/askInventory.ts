import { Failure } from '../../model/failure.ts';
import type { SysqlAnswer, SysqlRow } from '../../model/inventory.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { type Answered, unknown } from './answered.ts';

/** Rows that one query asks for. */
export const mostRows = 50;

/** The fields that name a place, under both spellings that tenants have (contract, trap 21), the likelier first. */
export const placeFields = [
  { namespace: 'namespaceName', cluster: 'clusterName' },
  { namespace: 'namespace', cluster: 'cluster' },
] as const;

export type AskInventory = (build: () => readonly string[]) => Promise<Answered<SysqlAnswer & { readonly all: boolean }>>;

/** Asks the inventory by the first query that the tenant's schema takes. Only an abort rejects. */
export function inventoryOf(sysql: ReadTools | undefined, signal: AbortSignal): AskInventory {
  if (sysql === undefined) return async () => unknown('the tenant was not asked');
  return async (build) => {
    let why = 'schema mismatch';
    try {
      for (const query of build()) {
        const answer = await firstTaken(sysql, query, signal);
        if (answer !== undefined) {
          return { kind: 'answered', value: { rows: answer.value.rows, all: answer.truncated === undefined }, sources: [answer] };
        }
      }
    } catch (error) {
      if (!Failure.is(error)) throw error;
      why = error.why;
    }
    return unknown(why);
  };
}

/** Undefined where the schema does not know what the query names. */
async function firstTaken(sysql: ReadTools, query: string, signal: AbortSignal): Promise<Awaited<ReturnType<typeof run>> | undefined> {
  try {
    return await run(sysql, query, signal);
  } catch (error) {
    if (Failure.is(error, 'invalid')) return undefined;
    throw error;
  }
}

function run(sysql: ReadTools, query: string, signal: AbortSignal) {
  return sysql.read('run_sysql', { query }, signal);
}

/** The conditions of a query; what is not known is no condition. Throws Failure for a name that no query can hold. */
export function where(...conditions: readonly (readonly [field: string, value: string | undefined])[]): string {
  const given = conditions.flatMap(([field, value]) => (value === undefined ? [] : [`${field} = ${quoted(value)}`]));
  return given.length === 0 ? '' : ` WHERE ${given.join(' AND ')}`;
}

/** A text of SysQL. Names come from whoever names a workload: a line break or control character is refused (contract, trap 22). */
function quoted(value: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) || value.length > 500) {
    throw new Failure('refused', {
      what: 'A name of the threat was not used in a query',
      why: 'it holds a control character, or is longer than any name',
      fix: 'Look at the raw evidence: a name like this is worth a question of its own',
    });
  }
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A column's text; undefined where the row has none. */
export function textIn(row: SysqlRow, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
