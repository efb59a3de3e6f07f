import { processOf } from '../../facts/processOf.ts';
import type { Phrase } from '../../model/phrase.ts';
import type { Sighting } from '../ledger.ts';
import { processSpace } from './causalLink.ts';
import { wayIn } from './entry.ts';
import type { Tie } from './linkEvents.ts';

export type Entry = { readonly event: Sighting; readonly way: Phrase };

/**
 * Where the chain came in: what its oldest event shows, which nothing in it caused; else what the oldest event shows that proven links join to it in
 * the same container or on the same host. Undefined where none shows a way in. A server that was started in the chain let nobody in.
 * @param events of the chain, oldest first
 */
export function findEntry(events: readonly Sighting[], ties: readonly Tie[]): Entry | undefined {
  const [root] = events;
  if (root === undefined) return undefined;
  const space = processSpace(root.value);
  const near = new Set([root.value.id]);
  for (const event of events) {
    const proven = ties.find(({ effect, link }) => effect.value.id === event.value.id && !link.inferred);
    const isNear = space !== undefined && processSpace(event.value) === space && near.has(proven?.cause.value.id ?? '');
    if (isNear) near.add(event.value.id);
    const way = near.has(event.value.id) && !startedByChain(event, ties) ? wayIn(event.value) : undefined;
    if (way !== undefined) return { event, way };
  }
  return undefined;
}

/** Whether the process that started this one had itself been started by a process of the chain. */
function startedByChain(event: Sighting, ties: readonly Tie[]): boolean {
  const causeOf = ({ value: { id } }: Sighting) => ties.find(({ effect, link }) => effect.value.id === id && !link.inferred)?.cause;
  const parent = processOf(event.value)?.ppid;
  let above = causeOf(event);
  while (above !== undefined && parent !== undefined && processOf(above.value)?.pid === parent) {
    const cause = causeOf(above);
    const starter = processOf(above.value)?.ppid;
    if (cause !== undefined && starter !== undefined && processOf(cause.value)?.pid === starter) return true;
    above = cause;
  }
  return false;
}
