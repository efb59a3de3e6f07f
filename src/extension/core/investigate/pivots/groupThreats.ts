import { citing, type Evidence } from '../../model/evidence.ts';
import { phrase } from '../../model/phrase.ts';
import type { ThreatGroup } from '../../model/threat.ts';
import { fetchEvents } from '../fetchEvents.ts';
import { type Listed, titleOf, toFoldedGroup } from '../incident/foldGroups.ts';
import { type Extent, relate } from '../incident/relation.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';
import { byTime } from '../windowedEvents.ts';

/** Events of one folded group that are fetched; the sweeps bring more of them. */
const mostEvents = 10;

/** The threats of a folded group and their events, for the chain. */
export function groupThreats(group: ThreatGroup): Pivot {
  return {
    name: `threats of ${titleOf(group)}`,
    part: 'incident',
    asked: () => `the threats and events of ${titleOf(group)}`,
    run: (lead) => readThreats(lead, group),
  };
}

async function readThreats(lead: Lead, group: ThreatGroup): Promise<Found> {
  const threats = await lead.ledger.read('list_threats_engine_threats_by_group', { groupId: group.id });
  const ids = [...new Set(threats.value.flatMap((threat) => threat.eventIds))];
  const events = await fetchEvents(ids.slice(0, mostEvents), lead.ledger);
  return {
    cites: citing(threats, ...events),
    says: `${titleOf(group)}: ${plural(events.length, 'event')}.`,
    sightings: events.toSorted(byTime),
    ...(ids.length > events.length && { truncated: { shown: events.length, total: ids.length } }),
  };
}

/**
 * A group near in time that shares no place by its listing: its threats may run the trigger's image, or one of its events may name the account
 * that its listing leaves out, as a workload's does; then it belongs (I-05).
 */
export function comparedGroup(listed: Listed, origin: Extent): Pivot {
  const title = titleOf(listed.group);
  return {
    name: `comparison with ${title}`,
    part: 'incident',
    asked: () => `a threat of ${title}, for an image or place shared with the trigger`,
    run: (lead) => compare(lead, listed, origin),
  };
}

async function compare(lead: Lead, { group }: Listed, origin: Extent): Promise<Found> {
  const threats = await lead.ledger.read('list_threats_engine_threats_by_group', { groupId: group.id });
  const [first] = threats.value.flatMap((threat) => threat.eventIds);
  const events = first === undefined ? [] : await fetchEvents([first], lead.ledger);
  const places = [
    ...threats.value.map(({ scope }) => ({ scope, page: threats as Evidence })),
    ...events.map((event) => ({ scope: event.value.scope, page: event as Evidence })),
  ];
  const tied = places.map(({ scope, page }) => ({ page, relation: relate(origin, { scope, ...spanOf(group) }) }));
  const tie = tied.find(({ relation }) => relation?.same);
  const cites = citing(threats, ...events);
  if (tie?.relation === undefined) {
    const why = phrase`near in time, but on another cluster, account, host and image`;
    return { cites, says: `${titleOf(group)} is another incident.`, refused: [toFoldedGroup({ group, page: threats }, why)] };
  }
  const folded = [toFoldedGroup({ group, page: tie.page }, tie.relation.why)];
  return { cites, says: `Same incident: ${titleOf(group)}.`, folded, signals: [groupThreats(group)] };
}

function spanOf(group: ThreatGroup): Pick<Extent, 'start' | 'lastSignal'> {
  return {
    ...(group.start !== undefined && { start: group.start }),
    ...(group.lastSignal !== undefined && { lastSignal: group.lastSignal }),
  };
}
