import { cloudCallOf } from '../../facts/cloudCall.ts';
import type { SecurityEvent } from '../../model/threat.ts';

/** From where an identity calls: an address that it called from before is its own place, and not that of somebody who got at its credentials. */
export function cloudHabit(event: SecurityEvent): string | undefined {
  const call = cloudCallOf(event);
  return call?.principal === undefined || call.address === undefined ? undefined : `${call.principal} ${call.address}`;
}
