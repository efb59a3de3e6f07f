import { phrase, text } from '../../model/phrase.ts';
import { all, oneOf } from '../filter.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { clusterFilter } from '../scopeFilter.ts';
import { nearby, windowedEvents } from '../windowedEvents.ts';

/** The tenant spells its CloudTrail source in several ways (contract, trap 5). */
const sources = [
  { label: 'syscall', spellings: ['syscall'] },
  { label: 'k8s_audit', spellings: ['k8s_audit'] },
  { label: 'cloudtrail', spellings: ['cloudtrail', 'awscloudtrail', 'aws_cloudtrail', 'agentless-aws-ml'] },
] as const;

/** I-11: the rest of the cluster round the trigger, each source a direction of its own, so that one that fails does not take the others along. */
export const clusterSweep: readonly Pivot[] = sources.map(({ label, spellings }) => ({
  name: `${label} events of the cluster`,
  part: 'resource',
  asked: ({ scope }) => `${label} events ${scope.cluster === undefined ? 'of its cluster' : `in cluster ${scope.cluster}`}, ±2 h`,
  run: (lead) => sweep(lead, label, spellings),
}));

async function sweep(lead: Lead, label: string, spellings: readonly string[]): Promise<Found | Skipped> {
  const cluster = clusterFilter(lead.scope);
  if (cluster === undefined) return { skipped: 'the resource is in no Kubernetes cluster' };
  if (lead.at === undefined) return { skipped: 'the trigger has no time' };
  const window = { from: lead.at - nearby, to: lead.at + nearby };
  const answer = await windowedEvents(lead.ledger, lead.now, { filter: all(cluster, oneOf('source', spellings)), window });
  const own = new Set(lead.trigger.events.map((event) => event.value.id));
  const others = answer.rows.filter((row) => !own.has(row.value.id));
  const place = lead.scope.cluster ?? '';
  return {
    ...answer,
    sightings: others,
    seen: { when: 'around', source: label, place: phrase`in cluster ${text(place)}` },
    says: `${plural(others.length, `other ${label} event`)} in ${place}.`,
  };
}
