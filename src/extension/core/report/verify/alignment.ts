/** Where two lists agree, in order: pairs of indices of a longest common subsequence. */
export type Pair = { readonly left: number; readonly right: number };

/**
 * A longest common subsequence by Hunt and Szymanski: quick where most items are unlike, as the sentences of a case are. What both lists begin and
 * end with is taken off first.
 */
export function alignment(left: readonly string[], right: readonly string[]): readonly Pair[] {
  const head = commonHead(left, right);
  const tail = commonTail(left, right, head);
  const middle = longestCommon(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  return [
    ...Array.from({ length: head }, (_, at) => ({ left: at, right: at })),
    ...middle.map((pair) => ({ left: pair.left + head, right: pair.right + head })),
    ...Array.from({ length: tail }, (_, at) => ({ left: left.length - tail + at, right: right.length - tail + at })),
  ];
}

function commonHead(left: readonly string[], right: readonly string[]): number {
  const differs = left.findIndex((item, at) => item !== right[at]);
  return differs < 0 ? left.length : differs;
}

function commonTail(left: readonly string[], right: readonly string[], head: number): number {
  const most = Math.min(left.length, right.length) - head;
  let tail = 0;
  while (tail < most && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  return tail;
}

/** A chain of pairs, from the last one back. */
type Chain = Pair & { readonly before: Chain | undefined };

function longestCommon(left: readonly string[], right: readonly string[]): readonly Pair[] {
  const places = new Map<string, number[]>();
  for (let at = right.length - 1; at >= 0; at -= 1) {
    const item = right[at] ?? '';
    places.set(item, [...(places.get(item) ?? []), at]);
  }
  // shortest[n] is the chain of n + 1 pairs that ends earliest on the right.
  const shortest: Chain[] = [];
  for (const [at, item] of left.entries()) {
    for (const place of places.get(item) ?? []) {
      const length = firstAtLeast(shortest, place);
      shortest[length] = { left: at, right: place, before: shortest[length - 1] };
    }
  }
  const pairs: Pair[] = [];
  for (let chain = shortest.at(-1); chain !== undefined; chain = chain.before) pairs.push(chain);
  return pairs.reverse();
}

function firstAtLeast(chains: readonly Chain[], place: number): number {
  let low = 0;
  let high = chains.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chains[middle]?.right ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
