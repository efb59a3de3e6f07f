import { phrase, text } from '../../model/phrase.ts';
import { absent, all, type Filter } from '../../tools/filter.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { placeName } from '../place.ts';
import { plural } from '../plural.ts';
import { hostFilter, resourceFilter } from '../scopeFilter.ts';
import { windowedEvents } from '../windowedEvents.ts';
import { before, noTime } from './look.ts';

/** I-10: a week back on the resource, and for a workload also what happened on its node outside any pod, where escapes show. */
export const priorEvents: readonly Pivot[] = [
  {
    name: 'prior events',
    part: 'resource',
    asked: (lead) => `events on ${placeName(lead.scope) ?? 'the resource'} in the ${before(lead)} before`,
    run: (lead) => look(lead, resourceFilter(lead.scope), placeName(lead.scope)),
  },
  {
    name: 'host events',
    part: 'resource',
    asked: (lead) => `host-level events on ${lead.scope.host ?? 'the node'} in the ${before(lead)} before`,
    async run(lead) {
      if (lead.scope.workload === undefined) return { skipped: 'the resource is no Kubernetes workload', inapplicable: true };
      const node = hostFilter(lead.scope);
      return look(lead, node && all(node, absent('kubernetes.workload.name')), lead.scope.host);
    },
  },
];

async function look(lead: Lead, filter: Filter | undefined, place: string | undefined): Promise<Found | Skipped> {
  if (filter === undefined || place === undefined) return { skipped: 'the trigger names no workload and no host' };
  if (lead.at === undefined) return noTime;
  const answer = await windowedEvents(lead.ledger, lead.now, { filter, window: { from: lead.at - lead.reach.before, to: lead.at } });
  if ('skipped' in answer) return answer;
  const earlier = answer.rows.filter((row) => row.value.id !== lead.trigger.event?.value.id);
  return {
    ...answer,
    sightings: earlier,
    seen: { when: 'before', place: phrase`${[place === lead.scope.host ? 'on host ' : 'on ']}${text(place)}` },
    says: `${plural(earlier.length, 'earlier event')} on ${place}.`,
  };
}
