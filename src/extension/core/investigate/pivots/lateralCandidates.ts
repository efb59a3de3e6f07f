import { type Cites, type Claim, claim } from '../../model/evidence.ts';
import { count, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { Scope } from '../../model/threat.ts';
import { equals } from '../../tools/filter.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { placeName } from '../place.ts';
import { counted, plural } from '../plural.ts';
import { before, noTime, others } from './look.ts';

/** Places that are told one by one; the rest is counted. */
const mostPlaces = 5;

/** I-20: where else the trigger's rule fired in the week. A rule that fires everywhere is noise; one that fired in two places may be one attack. */
export const lateralCandidates: Pivot = {
  name: 'lateral candidates',
  part: 'resource',
  asked: (lead) => `${lead.trigger.event?.value.rule ?? 'the same rule'} elsewhere in ${before(lead)}`,
  run,
};

async function run(lead: Lead): Promise<Found | Skipped> {
  const { event } = lead.trigger;
  const rule = event?.value.rule;
  if (event === undefined || rule === undefined) return { skipped: 'the trigger names no rule' };
  if (lead.at === undefined) return noTime;
  const window = { from: lead.at - lead.reach.before, to: lead.at + lead.reach.around };
  const answer = await others(lead, { filter: equals('ruleName', rule), window });
  if ('skipped' in answer) return answer;
  const own = placeOf(event.value.scope);
  const elsewhere = answer.sightings.filter((hit) => placeOf(hit.value.scope) !== own);
  const places = byPlace(elsewhere);
  return {
    ...answer,
    sightings: elsewhere,
    claims: places.length === 0 ? [nowhere(lead, [event.id, ...answer.cites])] : tell(places),
    says: elsewhere.length === 0 ? `${rule} fired nowhere else.` : `${rule} also fired in ${plural(places.length, 'other place')}.`,
  };
}

/** The workload rather than its pods, which come and go; undefined where the event names no place. */
function placeOf({ pod, ...scope }: Scope): string | undefined {
  return placeName(scope.workload === undefined && pod !== undefined ? { ...scope, pod } : scope);
}

type Place = { readonly name: string | undefined; readonly hits: readonly [Sighting, ...Sighting[]] };

/** The latest first: what fired last is nearest to the trigger. */
function byPlace(elsewhere: readonly Sighting[]): readonly Place[] {
  const places = new Map<string | undefined, [Sighting, ...Sighting[]]>();
  for (const hit of elsewhere) {
    const name = placeOf(hit.value.scope);
    const there = places.get(name);
    if (there === undefined) places.set(name, [hit]);
    else there.push(hit);
  }
  const newest = (place: Place): number => place.hits.at(-1)?.value.at ?? 0;
  const named = [...places].map(([name, hits]) => ({ name, hits }));
  return named.sort((a, b) => newest(b) - newest(a) || ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

/** Without the rule's name, which the trigger's facts give. */
function nowhere(lead: Lead, cites: Cites): Claim {
  return { phrase: phrase`The trigger's rule fired nowhere else in ${[before(lead)]}.`, cites };
}

function tell(places: readonly Place[]): readonly Claim[] {
  const shown = places.slice(0, mostPlaces);
  const [first, ...rest] = shown.flatMap(({ hits }) => hits.slice(-1));
  if (first === undefined) return [];
  const told = shown.map(({ name, hits }): Phrase => {
    const times = hits.length === 1 ? [] : phrase`${count(hits.length)} times, last `;
    return phrase`${name === undefined ? ['in a place that is not named'] : phrase`in ${text(name)}`}, ${times}at ${time(hits.at(-1)?.value.at ?? 0)}`;
  });
  const others = places.length - shown.length;
  const more = others === 0 ? [] : phrase`; and in ${counted(others, 'more place')}`;
  return [claim(phrase`The trigger's rule also fired ${join(told, '; ')}${more}.`, first, ...rest)];
}
