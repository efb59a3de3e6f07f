import { type Claim, citing, claim } from '../../model/evidence.ts';
import { code, count, join, type Phrase, phrase, time } from '../../model/phrase.ts';
import { hour } from '../hours.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Seen } from '../pivot.ts';
import { before } from '../pivots/look.ts';
import { inPlace } from '../place.ts';
import { capital, counted } from '../plural.ts';
import type { Story } from './story.ts';

/** The rules that fired most tell the background; the rest is in the evidence. */
const mostRules = 4;

type Looked = Found & { readonly seen: Seen };

/** What else fired on the resource and round it, without the events of the chain: a sentence a direction, and one for all that were quiet (I-10, I-11). */
export function tellBackground({ outcomes, chain, lead }: Story): readonly Claim[] {
  const told = new Set([...chain.members.map(({ event }) => event.value.id), ...lead.trigger.events.map((event) => event.value.id)]);
  const looked = outcomes.flatMap(({ found }) => (found?.seen === undefined ? [] : [{ ...found, seen: found.seen }]));
  const others = looked.map((one) => ({ one, rows: (one.sightings ?? []).filter((row) => !told.has(row.value.id)) }));
  const busy = others.flatMap(({ one, rows }) => tellRows(one.seen, rows, lead));
  return [
    ...busy,
    ...tellQuiet(
      others.filter(({ rows }) => rows.length === 0).map(({ one }) => one),
      lead,
    ),
  ];
}

function windowsOf(lead: Lead): Readonly<Record<Seen['when'], string>> {
  return { before: `in the ${before(lead)} before`, around: `within ${lead.reach.around / hour} hours` };
}

function tellRows({ when, place }: Seen, rows: readonly Sighting[], lead: Lead): readonly Claim[] {
  const byRule = new Map<string | undefined, Sighting[]>();
  for (const row of rows) {
    const rule = row.value.rule ?? row.value.policy;
    byRule.set(rule, [...(byRule.get(rule) ?? []), row]);
  }
  const often = [...byRule].sort(([a, x], [b, y]) => y.length - x.length || ((a ?? '') < (b ?? '') ? -1 : 1)).slice(0, mostRules);
  const [first, ...rest] = often.flatMap(([, fired]) => fired.slice(-1));
  if (first === undefined) return [];
  const rules = often.map(
    ([rule, fired]) => phrase`${tellRule(rule, fired)}${when === 'around' ? inPlace(fired.at(-1)?.value.scope ?? {}) : []}`,
  );
  const others = byRule.size - often.length;
  const more = others === 0 ? [] : phrase`, and ${counted(others, 'more rule')}`;
  return [claim(phrase`${[capital(windowsOf(lead)[when])]}, ${place}, ${join(rules, ', ', ' and ')}${more}.`, first, ...rest)];
}

function tellRule(rule: string | undefined, fired: readonly Sighting[]): Phrase {
  const last = fired.at(-1);
  const when = last === undefined ? [] : phrase`${[fired.length === 1 ? ' at ' : ', last at ']}${time(last.value.at)}`;
  return phrase`${rule === undefined ? ['an event without a rule'] : code(rule)} fired ${times(fired.length)}${when}`;
}

function times(number: number): Phrase {
  if (number === 1) return ['once'];
  return number === 2 ? ['twice'] : phrase`${count(number)} times`;
}

/** All directions in which nothing else was seen, as one sentence. */
function tellQuiet(quiet: readonly Looked[], lead: Lead): readonly Claim[] {
  const [first, ...rest] = quiet;
  if (first === undefined) return [];
  const parts = (['before', 'around'] as const).flatMap((when) => {
    const seen = quiet.map((one) => one.seen).filter((one) => one.when === when);
    return seen.length === 0 ? [] : [phrase`no other ${silence(seen)} ${[windowsOf(lead)[when]]}`];
  });
  const cites = citing(...asEvidence(first), ...rest.flatMap(asEvidence));
  return [{ phrase: phrase`There was ${join(parts, ', ', ' and ')}.`, cites }];
}

/** "syscall or cloudtrail event in cluster prod-eu-1", "event on vm-12". */
function silence(seen: readonly Seen[]): Phrase {
  const sources = seen.flatMap(({ source }) => (source === undefined ? [] : [[source]]));
  const places = new Map(seen.map(({ place }) => [JSON.stringify(place), place]));
  return phrase`${join(sources, ', ', ' or ')}${[sources.length === 0 ? '' : ' ']}event ${join([...places.values()], ', ', ' or ')}`;
}

function asEvidence({ cites }: Looked): [{ id: Looked['cites'][0] }, ...{ id: Looked['cites'][0] }[]] {
  const [first, ...rest] = cites;
  return [{ id: first }, ...rest.map((id) => ({ id }))];
}
