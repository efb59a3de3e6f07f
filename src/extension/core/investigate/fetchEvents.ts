import { ifFound } from './ifFound.ts';
import type { Ledger, Sighting } from './ledger.ts';

/** Events by their ids, at once and in the order of the ids; one that is gone is left out. */
export async function fetchEvents(ids: readonly string[], ledger: Ledger): Promise<readonly Sighting[]> {
  const events = await Promise.all(ids.map((eventId) => ifFound(ledger.read('get_event_info', { eventId }))));
  return events.filter((event) => event !== undefined);
}
