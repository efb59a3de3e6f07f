import type { Evidence } from '../../core/model/evidence.ts';
import type { SecurityEvent } from '../../core/model/threat.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { showEvidence } from './probeEvidence.ts';
import type { ShownRequests } from './shownRequests.ts';

/** Asks the tenant for one event. Throws Failure. */
export type ReadEvent = (eventId: string) => Promise<Evidence<SecurityEvent>>;

/** An event as the tenant has it: one that the checklist rests on as it was read, one that fired again asked for now. */
export async function showEvent(
  eventId: string,
  { threat }: RemediationState,
  { requests, readEvent }: { readonly requests: ShownRequests; readonly readEvent: ReadEvent },
): Promise<void> {
  const known = threat?.events.find(({ value }) => value.id === eventId);
  await showEvidence(`Event ${eventId}`, known ?? (await readEvent(eventId)), requests);
}
