import type { AttackFlow, Boundary, BoundaryKind } from '../model/case.ts';
import { tactics } from '../model/tactic.ts';
import { type FlowNode, flowEdges, flowNodes } from './flowNodes.ts';
import { mermaidLabel } from './mermaidText.ts';
import { plainPhrase, plainText } from './plainText.ts';

type NodeClass = 'entry' | 'malicious' | 'cloud' | 'external';

// Strokes only, so that a light and a dark theme keep their own fill and text colour. No line may end in `;` (see mermaidLabel).
const styles: Readonly<Record<NodeClass, string>> = {
  cloud: 'stroke:#bf8803,stroke-width:2px',
  external: 'stroke:#717171,stroke-width:2px,stroke-dasharray:4 3',
  entry: 'stroke:#1a85ff,stroke-width:3px',
  malicious: 'stroke:#e51400,stroke-width:3px',
};

const classOfKind: Readonly<Record<BoundaryKind, NodeClass | undefined>> = {
  external: 'external',
  cloud: 'cloud',
  identity: 'cloud',
  code: 'cloud',
  container: undefined,
  host: undefined,
  cluster: undefined,
};

/**
 * The attack flow as a Mermaid `flowchart LR` (K-03): one node an action with its time, a frame for each trust boundary that holds two or more,
 * edges labelled with the time of the step they lead to. Node ids are the case's step ids, so a view can map a drawn node back to its step.
 */
export function renderFlow(flow: AttackFlow): string {
  const nodes = flowNodes(flow);
  const frames = flow.boundaries.filter((boundary) => nodes.filter((node) => node.boundary === boundary.id).length >= 2);
  const framed = new Set(frames.map((boundary) => boundary.id));
  return [
    'flowchart LR',
    ...frames.flatMap((boundary) => frame(boundary, nodes)),
    ...nodes.filter((node) => !framed.has(node.boundary)).map((node) => `  ${drawNode(node, boundaryOf(flow, node))}`),
    ...flowEdges(flow, nodes).map((edge) => `  ${edge.from} ${edge.inferred ? '-.->' : '-->'}|"${clock(edge.at)}"| ${edge.to}`),
    ...classLines(flow, nodes),
    '',
  ].join('\n');
}

function frame(boundary: Boundary, nodes: readonly FlowNode[]): string[] {
  return [
    `  subgraph ${boundary.id}[${mermaidLabel(plainText(boundary.label))}]`,
    ...nodes.filter((node) => node.boundary === boundary.id).map((node) => `    ${drawNode(node)}`),
    '  end',
  ];
}

/** The place stands in the label only where no frame shows it. */
function drawNode(node: FlowNode, place?: Boundary): string {
  const where = place === undefined ? '' : `${[...plainText(place.label)].slice(0, 60).join('')} - `;
  return `${node.id}[${mermaidLabel(`${where}${nodeWords(node)}`, nodeTime(node))}]`;
}

function nodeTime(node: FlowNode): string {
  const times = node.steps.map((step) => step.at);
  const first = clock(Math.min(...times));
  const last = clock(Math.max(...times));
  return first === last ? first : `${first} to ${last}`;
}

function nodeWords(node: FlowNode): string {
  const [first, ...rest] = node.steps;
  const action = plainPhrase(first.action);
  if (rest.length === 0) return first.times > 1 ? `${action}, ${first.times} times` : action;
  const alike = first.tactic !== undefined && rest.every((step) => step.tactic === first.tactic);
  const kind = alike && first.tactic !== undefined ? `${tactics[first.tactic].name}, ` : '';
  return `${kind}${node.steps.length} actions, first ${action}`;
}

function boundaryOf(flow: AttackFlow, node: FlowNode): Boundary | undefined {
  return flow.boundaries.find((boundary) => boundary.id === node.boundary);
}

function classLines(flow: AttackFlow, nodes: readonly FlowNode[]): string[] {
  const members = new Map<NodeClass, string[]>();
  for (const node of nodes) {
    for (const name of classesOf(node, boundaryOf(flow, node))) members.set(name, [...(members.get(name) ?? []), node.id]);
  }
  const used = (Object.keys(styles) as NodeClass[]).filter((name) => members.has(name));
  return [
    ...used.map((name) => `  classDef ${name} ${styles[name]}`),
    ...used.map((name) => `  class ${members.get(name)?.join(',')} ${name}`),
  ];
}

function classesOf(node: FlowNode, boundary: Boundary | undefined): NodeClass[] {
  const ofKind = boundary && classOfKind[boundary.kind];
  const roles = new Set(node.steps.map((step) => step.role));
  return [
    ...(ofKind ? [ofKind] : []),
    ...(roles.has('entry') ? (['entry'] as const) : []),
    ...(roles.has('malicious') ? (['malicious'] as const) : []),
  ];
}

/** HH:MM:SS, UTC. */
function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
