import type { AttackFlow, Link, Step } from '../model/case.ts';

/** One node of the drawing: a step, or several that were folded into it. `id` is the first step's. */
export type FlowNode = { readonly id: string; readonly boundary: string; readonly steps: readonly [Step, ...Step[]] };

/** `at` is when the later node began. A drawn edge is dotted only where nothing but inference joins the two. */
export type FlowEdge = { readonly from: string; readonly to: string; readonly at: number; readonly inferred: boolean };

const soft = 15;
const hard = 25;

/**
 * The nodes to draw (K-03), in order of time. Beyond 15, consecutive steps of one tactic in one place fold; while more than 25 are left, ever
 * coarser: consecutive in one place, one tactic in one place, one place, and at last everything after the 24th. No step is dropped.
 */
export function flowNodes(flow: AttackFlow): readonly FlowNode[] {
  const ordered = [...flow.steps].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  let nodes: readonly FlowNode[] = ordered.map(single);
  if (nodes.length > soft) nodes = foldRuns(nodes, (step) => `${step.boundary} ${step.tactic ?? ''}`);
  if (nodes.length > hard) nodes = foldRuns(nodes, (step) => step.boundary);
  if (nodes.length > hard) nodes = foldAll(ordered.map(single), (step) => `${step.boundary} ${step.tactic ?? ''}`);
  if (nodes.length > hard) nodes = foldAll(nodes, (step) => step.boundary);
  if (nodes.length > hard) nodes = [...nodes.slice(0, hard - 1), ...foldAll(nodes.slice(hard - 1), () => '')];
  return nodes;
}

export function flowEdges(flow: AttackFlow, nodes: readonly FlowNode[]): readonly FlowEdge[] {
  const holder = new Map(nodes.flatMap((node) => node.steps.map((step) => [step.id, node] as const)));
  const startOf = new Map(flow.steps.map((step) => [step.id, step.at]));
  const edges = new Map<string, FlowEdge>();
  for (const link of flow.links) {
    const edge = drawn(link, holder, startOf);
    if (edge === undefined) continue;
    const key = `${edge.from} ${edge.to}`;
    const known = edges.get(key);
    edges.set(key, known === undefined ? edge : merged(known, edge));
  }
  return [...edges.values()];
}

function drawn(link: Link, holder: ReadonlyMap<string, FlowNode>, startOf: ReadonlyMap<string, number>): FlowEdge | undefined {
  const from = holder.get(link.from);
  const to = holder.get(link.to);
  const at = startOf.get(link.to);
  if (from === undefined || to === undefined || at === undefined || from === to) return undefined;
  return { from: from.id, to: to.id, at, inferred: link.inferred };
}

function merged(a: FlowEdge, b: FlowEdge): FlowEdge {
  return { ...a, at: Math.min(a.at, b.at), inferred: a.inferred && b.inferred };
}

function single(step: Step): FlowNode {
  return { id: step.id, boundary: step.boundary, steps: [step] };
}

function foldRuns(nodes: readonly FlowNode[], key: (step: Step) => string): readonly FlowNode[] {
  const folded: FlowNode[] = [];
  for (const node of nodes) {
    const last = folded.at(-1);
    if (last !== undefined && key(last.steps[0]) === key(node.steps[0])) folded[folded.length - 1] = together(last, node);
    else folded.push(node);
  }
  return folded;
}

function foldAll(nodes: readonly FlowNode[], key: (step: Step) => string): readonly FlowNode[] {
  const folded = new Map<string, FlowNode>();
  for (const node of nodes) {
    const name = key(node.steps[0]);
    const known = folded.get(name);
    folded.set(name, known === undefined ? node : together(known, node));
  }
  return [...folded.values()];
}

function together(a: FlowNode, b: FlowNode): FlowNode {
  return { ...a, steps: [...a.steps, ...b.steps] };
}
