import type { Evidence } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import type { SysqlAnswer } from '../model/inventory.ts';
import type { Ledger } from './ledger.ts';

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
