import { Failure } from '../../model/failure.ts';
import type { SysqlAnswer } from '../../model/inventory.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { type Condition, where } from '../../tools/sysqlQuery.ts';
import { type Answered, unknown } from './answered.ts';

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

/** A Kubernetes name has 253 characters at most; no name of an inventory has more than these. */
const longestName = 500;

/** The conditions of a query for names. Throws Failure 'refused' for one that no query can hold. */
export function whereNamed(...conditions: readonly Condition[]): string {
  if (conditions.some(([, value = '']) => value.length > longestName)) {
    throw new Failure('refused', {
      what: 'A name of the threat was not used in a query',
      why: 'it is longer than any name',
      fix: 'Look at the raw evidence: a name like this is worth a question of its own',
    });
  }
  return where(...conditions);
}
