import { type Claim, claim } from '../../model/evidence.ts';
import { code, phrase, text } from '../../model/phrase.ts';
import { all, oneOf } from '../filter.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { placeName } from '../place.ts';
import { counted, plural } from '../plural.ts';
import { clusterFilter } from '../scopeFilter.ts';
import { nearby, type WindowedEvents, windowedEvents } from '../windowedEvents.ts';

/** The tenant spells its CloudTrail source in several ways (contract, trap 5). */
const sources = [
  { label: 'syscall', spellings: ['syscall'] },
  { label: 'k8s_audit', spellings: ['k8s_audit'] },
  { label: 'cloudtrail', spellings: ['cloudtrail', 'awscloudtrail', 'aws_cloudtrail', 'agentless-aws-ml'] },
] as const;

/** I-11: the rest of the cluster round the trigger, each source a direction of its own, so that one that fails does not take the others along. */
export const clusterSweep: readonly Pivot[] = sources.map(({ label, spellings }) => ({
  name: `cluster sweep, ${label}`,
  part: 'resource',
  asked: (lead) => `${label} events in cluster ${lead.scope.cluster ?? '(none)'}, ±2 h`,
  run: (lead) => sweep(lead, label, spellings),
}));

async function sweep(lead: Lead, label: string, spellings: readonly string[]): Promise<Found | { skipped: string }> {
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
    claims: tell({ ...answer, rows: others }, label, lead),
    says: `${plural(others.length, `other ${label} event`)} in ${place}.`,
  };
}

/** Other places where something fired, the busiest first; the trigger's own place is told by its prior events. */
function tell(answer: WindowedEvents, label: string, lead: Lead): readonly Claim[] {
  const { rows } = answer;
  const place = lead.scope.cluster ?? '';
  const here = placeName(lead.scope);
  const elsewhere = new Map<string, Sighting[]>();
  for (const row of rows) {
    const name = placeName(row.value.scope);
    if (name !== undefined && name !== here) elsewhere.set(name, [...(elsewhere.get(name) ?? []), row]);
  }
  if (rows.length === 0)
    return [{ phrase: phrase`No other ${text(label)} event in cluster ${text(place)} within 2 hours.`, cites: answer.cites }];
  const busiest = [...elsewhere].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).slice(0, 3);
  return busiest.flatMap(([name, fired]) => {
    const [first, ...rest] = fired;
    if (first === undefined) return [];
    const rule = first.value.rule ?? first.value.policy;
    const what = rule === undefined ? [] : phrase`, first ${code(rule)}`;
    return [
      claim(phrase`Within 2 hours also ${counted(fired.length, `${label} event`)} in ${text(name)}${what}.`, first, ...rest.slice(0, 4)),
    ];
  });
}
