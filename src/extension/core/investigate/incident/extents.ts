import { type Cites, citing, type Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { Threat, ThreatGroup } from '../../model/threat.ts';
import { fetchEvents } from '../fetchEvents.ts';
import type { Sighting } from '../ledger.ts';
import type { Lead } from '../pivot.ts';
import { triggerSpan } from '../trigger.ts';
import type { Listed, Shown } from './foldGroups.ts';
import { marksOf } from './marks.ts';
import type { Extent } from './relation.ts';

/** Events of a group that are read to see whether one of them names a place, an actor or a repository that its listing leaves out. */
const mostRead = 3;

/** Where and when the trigger was, and what marks its events carry. */
export function originExtent(lead: Lead): Extent {
  const marks = lead.trigger.events.flatMap((event) => marksOf(event.value));
  return { scope: lead.scope, ...triggerSpan(lead.trigger), marks };
}

/** What was read of a listed group; where that failed, why, and the call. */
export type Reading = { readonly listed: Listed; readonly cites: Cites | undefined; readonly failed?: string };

/**
 * Its threats and the first of their events, or its threats alone: one group that can not be read does not keep the others from being compared.
 */
export async function readBeyond(lead: Lead, listed: Listed, most = mostRead): Promise<Reading> {
  try {
    const threats = await lead.ledger.read('list_threats_engine_threats_by_group', { groupId: listed.group.id });
    const eventIds = eventIdsOf(threats.value);
    const events = await fetchEvents(eventIds.slice(0, most), lead.ledger);
    const beyond = shownBy(listed.group, threats, events);
    return { listed: { ...listed, beyond, events, eventIds }, cites: citing(threats, ...events) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { listed, cites: lead.ledger.failedCall(error), failed: error.why };
  }
}

/** The events of threats, in turns, so that the first few are of as many threats as there are. */
export function eventIdsOf(threats: readonly Threat[]): readonly string[] {
  const sorted = byAge(threats);
  const longest = Math.max(0, ...sorted.map((threat) => threat.eventIds.length));
  const turns = Array.from({ length: longest }, (_, turn) => sorted.flatMap((threat) => threat.eventIds.slice(turn, turn + 1)));
  return [...new Set(turns.flat())];
}

/** The tenant lists them in no order that it promises. */
function byAge(threats: readonly Threat[]): readonly Threat[] {
  return threats.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.id < b.id ? -1 : 1));
}

function shownBy(group: ThreatGroup, threats: Evidence<readonly Threat[]>, events: readonly Sighting[]): readonly Shown[] {
  const span = {
    ...(group.start !== undefined && { start: group.start }),
    ...(group.lastSignal !== undefined && { lastSignal: group.lastSignal }),
  };
  return [
    ...byAge(threats.value).map(({ scope }) => ({ extent: { scope, ...span }, page: threats })),
    ...events.map((event) => ({ extent: { scope: event.value.scope, ...span, marks: marksOf(event.value) }, page: event })),
  ];
}
