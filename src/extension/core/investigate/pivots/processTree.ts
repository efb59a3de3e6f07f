import { citing } from '../../model/evidence.ts';
import type { ProcessNode } from '../../model/threat.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';

/** I-07. The tree is shown as answered; an empty one is a skip, and process evidence stands beside it (I-08). */
export const processTree: Pivot = {
  name: 'process tree',
  part: 'processTree',
  asked: () => 'the process tree of the trigger, to see who started what',
  run,
};

async function run(lead: Lead): Promise<Found | Skipped> {
  const { event } = lead.trigger;
  if (event === undefined) return { skipped: 'the trigger names no event' };
  const answer = await lead.ledger.read('get_event_process_tree', { eventId: event.value.id });
  const { roots } = answer.value;
  if (roots.length === 0) return { skipped: 'the tenant has no process tree for this event', cites: citing(answer) };
  return { cites: citing(answer), tree: answer.value, says: `Process tree: ${lineage(roots).join(' → ')}.` };
}

/** Names from a root down to the trigger; without a marked trigger, along the first children. */
function lineage(roots: readonly ProcessNode[]): readonly string[] {
  const path = roots.map(pathToTrigger).find((one) => one !== undefined) ?? firstPath(roots);
  return path.map((node) => node.name ?? node.exe ?? `pid ${node.pid ?? 'unknown'}`);
}

function pathToTrigger(node: ProcessNode): readonly ProcessNode[] | undefined {
  if (node.trigger) return [node];
  const below = node.children.map(pathToTrigger).find((path) => path !== undefined);
  return below && [node, ...below];
}

function firstPath(nodes: readonly ProcessNode[]): readonly ProcessNode[] {
  const [node] = nodes;
  return node === undefined ? [] : [node, ...firstPath(node.children)];
}
