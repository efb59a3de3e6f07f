import { cloudCallOf } from '../facts/cloudCall.ts';
import type { Sighting } from '../ledger.ts';
import type { Reading } from './reading.ts';

/**
 * Instance credentials in use outside their instance (T1552.005): the role session of an instance calls from an address from which
 * another identity calls too. One event alone can not show it, so it is read over all of them.
 */
export function stolenSessions(events: readonly Sighting[]): (event: Sighting) => Reading | undefined {
  const callers = new Map<string, Set<string>>();
  for (const event of events) {
    const call = cloudCallOf(event.value);
    if (call?.address === undefined || call.arn === undefined) continue;
    callers.set(call.address, (callers.get(call.address) ?? new Set()).add(call.arn));
  }
  return (event) => {
    const call = cloudCallOf(event.value);
    const others = call?.address === undefined ? undefined : callers.get(call.address);
    if (call?.sessionInstance === undefined || call.address === undefined || others === undefined || others.size < 2) return undefined;
    return { tactic: 'credential_access', technique: 'T1552.005', origin: 'api', confidence: 4, because: [call.sessionInstance] };
  };
}
