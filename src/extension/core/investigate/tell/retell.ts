import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { type Deed, deedOf } from '../chain/action.ts';
import { inPlace } from '../place.ts';
import { capital } from '../plural.ts';

/** Deeds of one actor in one place, told in one breath; `moved` where the place is another than the breath's before. */
type Breath = { readonly actor: Phrase; readonly where: Phrase; readonly moved: boolean; readonly dids: Phrase[] };

/** A sentence without its full stop, and how many of the events it tells. */
type Retold = { readonly told: Phrase; readonly events: number };

/** Deeds from which on a story is two sentences, where its place changes. */
const leastForTwo = 4;

/** Events as one sentence or two: who did what, oldest first; the place where it changes, the time of the first. */
export function retell(events: readonly SecurityEvent[]): readonly Retold[] {
  const told: Breath[] = [];
  let address: Phrase | undefined;
  for (const event of events) {
    const deed = deedOf(event, 'short');
    const where = whereOf(event, events);
    const opening = told.length === 0 ? phrase`${where} at ${time(event.at)}` : [];
    const from = same(deed.from, address) ? [] : (deed.from ?? []);
    address = deed.from ?? address;
    add(told, deed, { where, did: phrase`${deed.did}${from}${opening}` });
  }
  return sentences(told).map((breaths) => ({ told: sentence(breaths), events: deeds(breaths) }));
}

function add(told: Breath[], { actor }: Deed, { where, did }: { where: Phrase; did: Phrase }): void {
  const last = told.at(-1);
  const stays = last !== undefined && same(last.where, where);
  if (stays && same(last.actor, actor)) last.dids.push(did);
  else told.push({ actor, where, moved: told.length > 0 && !stays && where.length > 0, dids: [did] });
}

/** A new sentence begins in a new place, there where the two become most alike in length. */
function sentences(told: readonly Breath[]): readonly (readonly Breath[])[] {
  const turns = told.flatMap(({ moved }, index) => (moved ? [index] : []));
  const uneven = (turn: number) => Math.abs(deeds(told.slice(0, turn)) - deeds(told.slice(turn)));
  const [turn] = turns.toSorted((a, b) => uneven(a) - uneven(b));
  if (turn === undefined || deeds(told) < leastForTwo) return [told];
  return [told.slice(0, turn), told.slice(turn)];
}

function deeds(breaths: readonly Breath[]): number {
  return breaths.reduce((sum, { dids }) => sum + dids.length, 0);
}

/** "a did x in p at t, b did y; in q, c did z, then d did w". */
function sentence(breaths: readonly Breath[]): Phrase {
  return breaths.flatMap(({ actor, where, moved, dids }, index): Phrase => {
    const place = moved ? phrase`${trimmed(where, index === 0)}, ` : [];
    const clause = phrase`${place}${actor} ${join(once(dids).map(repeated), ', ', ' and ')}`;
    if (index === 0) return clause;
    return [`${moved ? ';' : ','}${index === breaths.length - 1 ? ' then ' : ' '}`, ...clause];
  });
}

/** What is done again in the same words is told once. */
function once(dids: readonly Phrase[]): readonly Phrase[] {
  return dids.filter((did, index) => dids.findIndex((one) => same(one, did)) === index);
}

/** "called A and called B" says the verb once. */
function repeated(did: Phrase, index: number, dids: readonly Phrase[]): Phrase {
  const [verb, ...rest] = did;
  return index > 0 && typeof verb === 'string' && verb === 'called ' && dids[0]?.[0] === verb ? rest : did;
}

/** A request to a cluster names its object itself: only the cluster is the place. A container is where its best-described event puts it. */
function whereOf(event: SecurityEvent, events: readonly SecurityEvent[]): Phrase {
  const { scope } = event;
  if (kubeRequestOf(event) !== undefined) {
    return scope.cluster === undefined ? [] : phrase` in cluster ${text(scope.cluster)}`;
  }
  const described = events.find((one) => one.scope.container === scope.container && one.scope.workload !== undefined);
  return inPlace(scope.container === undefined ? scope : (described?.scope ?? scope));
}

/** " in x" at the head of a clause, or of a sentence. */
function trimmed([first, ...rest]: Phrase, heads: boolean): Phrase {
  if (typeof first !== 'string') return first === undefined ? [] : [first, ...rest];
  return [heads ? capital(first.trimStart()) : first.trimStart(), ...rest];
}

function same(a: Phrase | undefined, b: Phrase | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
