import type { HandoffDocument } from '../../core/handoff/handoffDocument.ts';
import { keyName } from '../../core/handoff/handoffKey.ts';

/** The hand-offs of this window that are not done yet, by documentKey. */
export type UnderWay = Map<string, Promise<void>>;

/** Begins when the hand-off of the same document before it is done: their questions must not alternate. What that one throws is its own caller's. */
export async function inTurn(key: string, underWay: UnderWay, work: () => Promise<void>): Promise<void> {
  const now = (underWay.get(key) ?? Promise.resolve()).then(work, work);
  underWay.set(key, now);
  try {
    await now;
  } finally {
    if (underWay.get(key) === now) underWay.delete(key);
  }
}

/** A case goes by its file, of which an event may have several; anything else by what its ticket is found by. */
export function documentKey(of: HandoffDocument): string {
  return of.kind === 'case' && of.file !== undefined ? of.file : `${of.kind} ${keyName(of)}`;
}
