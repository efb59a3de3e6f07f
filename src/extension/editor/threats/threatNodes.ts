/** What a group unfolds into, in this order. */
export const parts = ['threats', 'resources', 'events'] as const;
export type Part = (typeof parts)[number];

/**
 * A row of the tree: ids only, never the model, so a row can not grow stale and a command that gets one gets an id to resolve.
 * Exactly one of groupId, threatId and eventId stands on what can be investigated; `of` is the group that a row hangs under.
 */
export type ThreatNode =
  | { readonly kind: 'bucket'; readonly bucket: string }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'part'; readonly of: string; readonly part: Part }
  | { readonly kind: 'threat'; readonly of: string; readonly threatId: string }
  | { readonly kind: 'resource'; readonly of: string; readonly index: number }
  | { readonly kind: 'event'; readonly of: string; readonly eventId: string }
  | { readonly kind: 'note' | 'loading' | 'failure'; readonly of: string; readonly part: Part }
  | { readonly kind: 'rootLoading' }
  | { readonly kind: 'rootFailure' }
  | { readonly kind: 'more' };

/** Unique in the tree and the same after a refresh: VS Code keeps selection and expansion by it. An event may hang under two groups. */
export function nodeKey(node: ThreatNode): string {
  switch (node.kind) {
    case 'bucket':
      return JSON.stringify([node.kind, node.bucket]);
    case 'group':
      return JSON.stringify([node.kind, node.groupId]);
    case 'threat':
      return JSON.stringify([node.kind, node.of, node.threatId]);
    case 'resource':
      return JSON.stringify([node.kind, node.of, node.index]);
    case 'event':
      return JSON.stringify([node.kind, node.of, node.eventId]);
    case 'part':
    case 'note':
    case 'loading':
    case 'failure':
      return JSON.stringify([node.kind, node.of, node.part]);
    case 'rootLoading':
    case 'rootFailure':
    case 'more':
      return node.kind;
  }
}

/** The group that a row belongs to; undefined for rows above groups. */
export function groupOf(node: ThreatNode): string | undefined {
  if (node.kind === 'group') return node.groupId;
  return 'of' in node ? node.of : undefined;
}

/**
 * VS Code redraws a row only for the very object that it was given, so each row that unfolds is made once. Rows below parts are drawn with
 * their part, and rows of groups that are no longer loaded go: kept, they would make the table grow with the tenant's history.
 */
export class NodeTable {
  readonly #nodes = new Map<string, ThreatNode>();

  get size(): number {
    return this.#nodes.size;
  }

  one(node: ThreatNode): ThreatNode {
    if (node.kind !== 'bucket' && node.kind !== 'group' && node.kind !== 'part') return node;
    const key = nodeKey(node);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    this.#nodes.set(key, node);
    return node;
  }

  prune(isLoaded: (groupId: string) => boolean): void {
    for (const [key, node] of this.#nodes) {
      const group = groupOf(node);
      if (group !== undefined && !isLoaded(group)) this.#nodes.delete(key);
    }
  }
}
