import { severityRank } from '../model/severity.ts';
import type { Sighting } from './ledger.ts';
import { readEvent } from './tactic/classify.ts';
import { bySpecificity } from './tactic/reading.ts';
import { stolenSessions } from './tactic/stolenSession.ts';

/** The event that tells most: the most severe, among equals the one with the most specific tactic, then the tenant's own order. */
export function telling(events: readonly Sighting[]): Sighting | undefined {
  const stolen = stolenSessions(events);
  const ranked = events.map((event) => ({ event, tactic: (stolen(event) ?? readEvent(event.value))?.tactic }));
  const [first] = ranked.toSorted(
    (a, b) => severityRank(a.event.value.severity) - severityRank(b.event.value.severity) || bySpecificity(a.tactic, b.tactic),
  );
  return first?.event;
}
