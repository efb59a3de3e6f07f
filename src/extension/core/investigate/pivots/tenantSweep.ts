import { type Claim, claim, type Evidence } from '../../model/evidence.ts';
import { code, phrase, time } from '../../model/phrase.ts';
import { oneOf } from '../../tools/filter.ts';
import { marksOf } from '../incident/marks.ts';
import { sameMark } from '../incident/relation.ts';
import { type Mark, sharedMark } from '../incident/sharedMark.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { inPlace } from '../place.ts';
import { counted, plural } from '../plural.ts';
import { lateGroups } from './lateGroups.ts';
import { around, noTime, others, windowAround } from './look.ts';

/** Hits that are told one by one; the rest is counted. */
const mostTold = 8;

/**
 * I-09: everything of severity 0 to 3 in the whole tenant, once. It sees what no filter by place does: code hosts, identity providers, another
 * cluster that runs the same image. Hits of the same image organisation, repository or actor are told; the chain takes what is causally linked.
 */
export const tenantSweep: Pivot = {
  name: 'tenant sweep',
  part: 'resource',
  asked: (lead) => `severity 0 to 3 across the whole tenant, ${around(lead)}`,
  run,
};

async function run(lead: Lead): Promise<Found | Skipped> {
  if (lead.at === undefined) return noTime;
  const answer = await others(lead, { filter: oneOf('severity', ['0', '1', '2', '3']), window: windowAround(lead.at, lead) });
  if ('skipped' in answer) return answer;
  const tied = lead.trigger.events.flatMap((event) => marksOf(event.value).map((mark) => ({ mark, event })));
  const marks = tied.map(({ mark }) => mark);
  const hits = answer.sightings
    .filter((hit) => isElsewhere(hit, lead))
    .flatMap((hit) => {
      const mark = sharedMark(marks, marksOf(hit.value));
      const own = tied.find((one) => one.mark.key === mark?.key)?.event;
      return mark === undefined || own === undefined ? [] : [{ hit, mark, own }];
    });
  return {
    ...answer,
    claims: tell(hits),
    // By now the groups were listed a while ago, and what the sweep saw may have become one.
    signals: [lateGroups],
    says: `${plural(answer.sightings.length, 'other event')} of severity 0 to 3 in the tenant, ${hits.length} by the same actor or of the same origin.`,
  };
}

/** What happened in the trigger's own workload, or on its own host outside any other workload, belongs to it anyway. */
function isElsewhere({ value: { scope } }: Sighting, { scope: own }: Lead): boolean {
  const sameWorkload =
    own.workload !== undefined && scope.workload === own.workload && scope.namespace === own.namespace && scope.cluster === own.cluster;
  return !sameWorkload && !(own.host !== undefined && scope.host === own.host && scope.workload === undefined);
}

type Hit = { readonly hit: Sighting; readonly mark: Mark; readonly own: Evidence };

function tell(hits: readonly Hit[]): readonly Claim[] {
  const told = hits.slice(0, mostTold).map(({ hit, mark, own }) => {
    const { rule, policy, at, scope } = hit.value;
    const name = rule ?? policy;
    const what = name === undefined ? phrase`An event` : phrase`${code(name)}`;
    return claim(phrase`${what} at ${time(at)}${inPlace(scope)}: ${sameMark(mark)}.`, hit, own);
  });
  const [first, ...rest] = hits.slice(mostTold).map(({ hit }) => hit);
  if (first === undefined) return told;
  return [...told, claim(phrase`${counted(rest.length + 1, 'more event')} by the same actor or of the same origin.`, first, ...rest)];
}
