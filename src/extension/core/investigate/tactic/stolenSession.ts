import { cloudCallOf } from '../../facts/cloudCall.ts';
import type { Sighting } from '../ledger.ts';
import type { Reading } from './reading.ts';

/**
 * Instance credentials in use outside their instance (T1552.005): the role session of an instance calls from an address from which somebody
 * calls who is no instance. Two instances share the gateway of their network; a person's own identity does not go out through it. One event alone
 * can not show it, so it is read over all of them.
 */
export function stolenSessions(events: readonly Sighting[]): (event: Sighting) => Reading | undefined {
  const outside = new Set<string>();
  for (const { value } of events) {
    const call = cloudCallOf(value);
    if (call?.address !== undefined && call.arn !== undefined && call.sessionInstance === undefined) outside.add(call.address);
  }
  return (event) => {
    const call = cloudCallOf(event.value);
    if (call?.sessionInstance === undefined || call.address === undefined || !outside.has(call.address)) return undefined;
    return { tactic: 'credential_access', technique: 'T1552.005', origin: 'api', confidence: 4, because: [call.sessionInstance] };
  };
}
