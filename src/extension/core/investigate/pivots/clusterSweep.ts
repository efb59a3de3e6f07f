import { phrase, text } from '../../model/phrase.ts';
import { all, equals, oneOf } from '../../tools/filter.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { clusterFilter } from '../scopeFilter.ts';
import { sources } from '../sources.ts';
import { around, noTime, others, windowAround } from './look.ts';

const swept = [
  { label: 'syscall', spellings: sources.syscall },
  { label: 'k8s_audit', spellings: sources.k8sAudit },
  { label: 'cloudtrail', spellings: [...sources.cloudTrail, ...sources.awsLogins] },
] as const;

/** I-11: the rest of the cluster round the trigger, each source a direction of its own, so that one that fails does not take the others along. */
export const clusterSweep: readonly Pivot[] = swept.map(({ label, spellings }) => ({
  name: `${label} events of the cluster`,
  part: 'resource',
  asked: (lead) =>
    `${label} events ${lead.scope.cluster === undefined ? 'of its cluster' : `in cluster ${lead.scope.cluster}`}, ${around(lead)}`,
  run: (lead) => sweep(lead, label, spellings),
}));

async function sweep(lead: Lead, label: string, spellings: readonly string[]): Promise<Found | Skipped> {
  const cluster = clusterFilter(lead.scope);
  if (cluster === undefined) return { skipped: 'the resource is in no Kubernetes cluster', inapplicable: true };
  if (lead.at === undefined) return noTime;
  const answer = await others(lead, { filter: all(cluster, oneOf('source', spellings)), window: windowAround(lead.at, lead) });
  if ('skipped' in answer) return answer;
  const place = lead.scope.cluster ?? '';
  return {
    ...answer,
    seen: { when: 'around', source: label, place: phrase`in cluster ${text(place)}` },
    says: `${plural(answer.sightings.length, `other ${label} event`)} in ${place}.`,
  };
}

/** Another cluster that a folded group is in, its sources in one look (I-13). */
export function otherCluster(cluster: string): Pivot {
  return {
    name: `events in cluster ${cluster}`,
    key: `cluster ${cluster}`,
    part: 'resource',
    asked: (lead) => `events in cluster ${cluster}, ${around(lead)}`,
    run: async (lead) => {
      if (lead.at === undefined) return noTime;
      const spellings = swept.flatMap((one) => one.spellings);
      const filter = all(equals('kubernetes.cluster.name', cluster), oneOf('source', spellings));
      const answer = await others(lead, { filter, window: windowAround(lead.at, lead) });
      if ('skipped' in answer) return answer;
      return {
        ...answer,
        seen: { when: 'around', place: phrase`in cluster ${text(cluster)}` },
        says: `${plural(answer.sightings.length, 'event')} in cluster ${cluster}.`,
      };
    },
  };
}
