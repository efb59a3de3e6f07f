import { join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { type Deed, deedOf } from '../chain/action.ts';
import { kubeRequestOf } from '../facts/k8sRequest.ts';
import { inPlace } from '../place.ts';

/** Deeds of one actor in one place, told in one breath. */
type Breath = { readonly actor: Phrase; readonly where: Phrase; readonly dids: Phrase[] };

/** Events as one sentence without its full stop: who did what, oldest first; the place where it changes, the time of the first. */
export function retell(events: readonly SecurityEvent[]): Phrase {
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
  const clauses = told.map(({ actor, where, dids }, index) => {
    const moved = index > 0 && !same(where, told[index - 1]?.where);
    const placed = moved && where.length > 0 ? phrase`${trimmed(where)}, ` : [];
    return phrase`${placed}${actor} ${join(once(dids).map(repeated), ', ', ' and ')}`;
  });
  return join(clauses, '; ', '; then ');
}

function add(told: Breath[], { actor }: Deed, { where, did }: { where: Phrase; did: Phrase }): void {
  const last = told.at(-1);
  if (last !== undefined && same(last.actor, actor) && same(last.where, where)) last.dids.push(did);
  else told.push({ actor, where, dids: [did] });
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

/** " in x" at the head of a clause. */
function trimmed([first, ...rest]: Phrase): Phrase {
  return first === undefined ? [] : [typeof first === 'string' ? first.trimStart() : first, ...rest];
}

function same(a: Phrase | undefined, b: Phrase | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
