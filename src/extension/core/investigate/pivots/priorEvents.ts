import { type Cites, type Claim, claim } from '../../model/evidence.ts';
import { code, phrase, text, time } from '../../model/phrase.ts';
import { absent, all, type Filter } from '../filter.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { placeName } from '../place.ts';
import { counted, plural } from '../plural.ts';
import { hostFilter, resourceFilter } from '../scopeFilter.ts';
import { hour, windowedEvents } from '../windowedEvents.ts';

const week = 168 * hour;
/** The rules that fired most tell the history; the rest is in the evidence. */
const mostRules = 5;

/** I-10: a week back on the resource, and for a workload also what happened on its node outside any pod, where escapes show. */
export const priorEvents: readonly Pivot[] = [
  {
    name: 'prior events',
    part: 'resource',
    asked: (lead) => `events on ${placeName(lead.scope) ?? 'the resource'} in the 7 days before`,
    run: (lead) => look(lead, resourceFilter(lead.scope), placeName(lead.scope)),
  },
  {
    name: 'host events',
    part: 'resource',
    asked: (lead) => `host-level events on ${lead.scope.host ?? 'the node'} in the 7 days before`,
    async run(lead) {
      if (lead.scope.workload === undefined) return { skipped: 'the resource is no Kubernetes workload' };
      const node = hostFilter(lead.scope);
      return look(lead, node && all(node, absent('kubernetes.workload.name')), lead.scope.host);
    },
  },
];

async function look(lead: Lead, filter: Filter | undefined, place: string | undefined): Promise<Found | { skipped: string }> {
  if (filter === undefined || place === undefined) return { skipped: 'the trigger names no workload and no host' };
  if (lead.at === undefined) return { skipped: 'the trigger has no time' };
  const answer = await windowedEvents(lead.ledger, lead.now, { filter, window: { from: lead.at - week, to: lead.at } });
  const earlier = answer.rows.filter((row) => row.value.id !== lead.trigger.event?.value.id);
  return {
    ...answer,
    sightings: earlier,
    claims: tell(earlier, place, answer.cites),
    says: `${plural(earlier.length, 'earlier event')} on ${place}.`,
  };
}

function tell(rows: readonly Sighting[], place: string, calls: Cites): readonly Claim[] {
  if (rows.length === 0) return [{ phrase: phrase`No other event on ${text(place)} in the 7 days before.`, cites: calls }];
  const byRule = new Map<string, { fired: number; newest: Sighting }>();
  for (const row of rows) {
    const rule = row.value.rule ?? row.value.policy;
    if (rule !== undefined) byRule.set(rule, { fired: (byRule.get(rule)?.fired ?? 0) + 1, newest: row });
  }
  const often = [...byRule].sort(([a, x], [b, y]) => y.fired - x.fired || (a < b ? -1 : 1)).slice(0, mostRules);
  return often.map(([rule, { fired, newest }]) =>
    claim(phrase`${code(rule)} fired ${counted(fired, 'time')} on ${text(place)} before, last at ${time(newest.value.at)}.`, newest),
  );
}
