import type { SecurityEvent } from '../../model/threat.ts';
import type { Sighting } from '../ledger.ts';
import type { CausalLink } from './causalLink.ts';

/** One event and what led to it. */
export type Tie = { readonly cause: Sighting; readonly effect: Sighting; readonly link: CausalLink };

/** A link with what it needs to know of all events: where its causes stand, by key, and when each habit was first seen. */
type Indexed = {
  readonly link: CausalLink;
  readonly causes: ReadonlyMap<string, readonly number[]>;
  readonly since: ReadonlyMap<string, number>;
};

/** Each event is tied to one cause at most, by the strongest link that applies. @param events oldest first @param table the strongest link first */
export function linkEvents(events: readonly Sighting[], table: readonly CausalLink[]): readonly Tie[] {
  const links = table.map((link) => indexed(link, events));
  return events.flatMap((effect, at) => {
    for (const one of links) {
      const position = choose(one, events, at);
      const cause = position === undefined ? undefined : events[position];
      if (cause !== undefined) return [{ cause, effect, link: one.link }];
    }
    return [];
  });
}

function indexed(link: CausalLink, events: readonly Sighting[]): Indexed {
  const causes = new Map<string, number[]>();
  const since = new Map<string, number>();
  for (const [at, { value }] of events.entries()) {
    for (const key of new Set(link.causes(value))) {
      const there = causes.get(key);
      if (there === undefined) causes.set(key, [at]);
      else there.push(at);
    }
    const habit = link.habit?.(value);
    if (habit !== undefined && !since.has(habit)) since.set(habit, value.at);
  }
  return { link, causes, since };
}

/** Position of the latest cause in reach, or of the latest of the preferred kind. */
function choose({ link, causes, since }: Indexed, events: readonly Sighting[], at: number): number | undefined {
  const effect = events[at]?.value;
  if (effect === undefined) return undefined;
  const span = { before: at, from: effect.at - link.within, to: since.get(link.habit?.(effect) ?? '') ?? effect.at };
  const found = link.effects(effect).map((key) => latest(link, effect, backwards(causes.get(key) ?? [], events, span)));
  const preferred = Math.max(-1, ...found.map((one) => one.preferred));
  const best = preferred >= 0 ? preferred : Math.max(-1, ...found.map((one) => one.any));
  return best >= 0 ? best : undefined;
}

/** Causes that are weighed against each other: who repeats one a thousand times does not make the chain take minutes. */
const mostWeighed = 200;

/** Positions of the latest cause and of the latest preferred one; -1 where there is none. */
function latest(
  link: CausalLink,
  effect: SecurityEvent,
  causes: Iterable<Positioned>,
): { readonly any: number; readonly preferred: number } {
  let any = -1;
  let weighed = 0;
  for (const [position, cause] of causes) {
    any = Math.max(any, position);
    weighed += 1;
    if (link.prefers?.(cause, effect) === true) return { any, preferred: position };
    if (link.prefers === undefined || weighed === mostWeighed) break;
  }
  return { any, preferred: -1 };
}

type Positioned = readonly [position: number, cause: SecurityEvent];
type Span = { readonly before: number; readonly from: number; readonly to: number };

/** Causes in reach with their positions, the latest first. */
function* backwards(positions: readonly number[], events: readonly Sighting[], span: Span): Iterable<Positioned> {
  for (let n = countBefore(positions, span.before) - 1; n >= 0; n -= 1) {
    const position = positions[n] ?? -1;
    const cause = events[position]?.value;
    if (cause === undefined || cause.at < span.from) return;
    if (cause.at <= span.to) yield [position, cause];
  }
}

/** How many of the ascending positions lie before one: found by halving, since a busy container has thousands. */
function countBefore(positions: readonly number[], at: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everything that the ties join to the trigger, in either direction: the chain. Without a tie it is the trigger alone. */
export function chainOf(trigger: Sighting, ties: readonly Tie[]): ReadonlySet<string> {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string): void => {
    const there = neighbours.get(a);
    if (there === undefined) neighbours.set(a, [b]);
    else there.push(b);
  };
  for (const { cause, effect } of ties) {
    join(cause.value.id, effect.value.id);
    join(effect.value.id, cause.value.id);
  }
  const chain = new Set([trigger.value.id]);
  for (const id of chain) for (const next of neighbours.get(id) ?? []) chain.add(next);
  return chain;
}
