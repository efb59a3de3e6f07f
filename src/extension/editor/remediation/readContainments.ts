import { Failure } from '../../core/model/failure.ts';
import { ofTenant } from '../../core/remediate/journal/attempt.ts';
import { type Containment, containments } from '../../core/remediate/journal/ledger.ts';
import { createResponseTools } from '../../core/tools/responseTools.ts';
import type { RemediationPorts } from './remediation.ts';

/** What is still contained on the connected tenant, by the journal and by what the tenant lists. @param window whose own are told from those of others */
export async function readContainments(
  { session, journal, clock, log }: Pick<RemediationPorts, 'session' | 'journal' | 'clock' | 'log'>,
  window: string,
): Promise<readonly Containment[]> {
  const tenant = await session.tenant();
  const records = ofTenant(await (await journal()).all(), tenant.label);
  try {
    const { value } = await createResponseTools(tenant.connection, clock, log).executions(tenant.ended);
    return containments(records, value, window);
  } catch (error) {
    // A tenant without response actions, or a token without their permission, leaves what the journal knows.
    if (!Failure.is(error)) throw error;
    log.write('warn', 'the executions could not be read', { reason: error.reason });
    return containments(records, undefined, window);
  }
}
