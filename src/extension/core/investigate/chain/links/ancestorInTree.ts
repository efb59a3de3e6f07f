import { leadsOn } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import type { Cites } from '../../../model/evidence.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { ProcessNode, ProcessTree, SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** A process tree with what shows it. */
export type ShownTree = { readonly tree: ProcessTree; readonly cites: Cites };

/**
 * The cause's process stands above the effect's in the trigger's process tree, which also knows processes that raised no event. The tree counts
 * process ids as the trigger's event does: they mean the same on its host, in its containers and outside them, and without a host in its container.
 */
export function ancestorInTree(trigger: SecurityEvent, { tree, cites }: ShownTree): CausalLink {
  const above = new Map(tree.roots.flatMap((root) => lineages(root, [])));
  const isNear = ({ scope }: SecurityEvent): boolean =>
    trigger.scope.host === undefined ? scope.container === trigger.scope.container : scope.host === trigger.scope.host;
  const aboveParent = (event: SecurityEvent): readonly string[] => {
    const { pid, ppid } = processOf(event) ?? {};
    return above.get(ppid ?? '') ?? above.get(pid ?? '')?.slice(1) ?? [];
  };
  return {
    name: 'ancestor in the tree',
    inferred: false,
    within: 24 * hour,
    causes: (event) => {
      const { pid } = processOf(event) ?? {};
      return pid === undefined || !isNear(event) || !leadsOn(event) ? [] : [pid];
    },
    effects: (event) => (isNear(event) ? aboveParent(event) : []),
    prefers: (cause, effect) => processOf(cause)?.pid === aboveParent(effect)[0],
    reason: (cause) => {
      const process = processOf(cause);
      return phrase`${code(process?.name ?? process?.exe ?? 'it')} (process ${code(process?.pid ?? '')}) stands above it in the process tree`;
    },
    shownBy: cites.map((id) => ({ id })),
  };
}

/** Each process of a tree with the ids above it, nearest first. Process 0 and 1 are everybody's ancestors. */
function lineages(node: ProcessNode, above: readonly string[]): readonly (readonly [pid: string, above: readonly string[]])[] {
  const pid = node.pid === undefined ? undefined : String(node.pid);
  const below = pid === undefined || Number(pid) <= 1 ? above : [pid, ...above];
  const own = pid === undefined ? [] : [[pid, above] as const];
  return [...own, ...node.children.flatMap((child) => lineages(child, below))];
}
