/** I-22: looks that one signal leads to, by hop: what a fixed direction found counts for more than what came of it. */
export const looksPerSignal = { first: 4, second: 2 } as const;

/** What one signal may lead to over both hops: its own looks, and what each of them leads to. */
export const mostLooksPerSignal: number = looksPerSignal.first * (1 + looksPerSignal.second);

export function looksAt(hop: number): number {
  if (hop <= 1) return looksPerSignal.first;
  return hop === 2 ? looksPerSignal.second : 0;
}
