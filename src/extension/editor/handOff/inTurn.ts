/** The hand-offs of this window that are not done yet, by the case's file. */
export type UnderWay = Map<string, Promise<void>>;

/** Begins when the hand-off of the same case before it is done: their questions must not alternate. What that one throws is its own caller's. */
export async function inTurn(file: string, underWay: UnderWay, work: () => Promise<void>): Promise<void> {
  const now = (underWay.get(file) ?? Promise.resolve()).then(work, work);
  underWay.set(file, now);
  try {
    await now;
  } finally {
    if (underWay.get(file) === now) underWay.delete(file);
  }
}
