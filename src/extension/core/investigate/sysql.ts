import type { Evidence } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import type { SysqlAnswer } from '../model/inventory.ts';
import { isQuotable } from '../tools/filter.ts';
import type { Ledger } from './ledger.ts';

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

/**
 * The answer to the first of the queries that the tenant's schema takes: entities, relations and fields differ by tenant (contract, trap 21).
 * Throws Failure 'refused' when it takes none, which cites the first of the refused calls; any other failure ends it at once.
 */
export async function firstAccepted(ledger: Ledger, shapes: readonly [string, ...string[]]): Promise<Evidence<SysqlAnswer>> {
  const refusals: Failure[] = [];
  for (const query of shapes) {
    try {
      return await ledger.read('run_sysql', { query });
    } catch (error) {
      if (!Failure.is(error, 'invalid')) throw error;
      refusals.push(error);
    }
  }
  throw new Failure('refused', {
    what: 'The inventory could not be queried.',
    why: 'schema mismatch',
    fix: 'Report the refused queries: this tenant has another schema.',
    cause: refusals[0],
  });
}
