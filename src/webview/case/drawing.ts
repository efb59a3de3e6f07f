import DOMPurify from 'dompurify';
import { type Arrangement, arrange, type Pieces, type Size } from './arrangement.ts';
import { dressNode, lay, raiseTitles } from './dress.ts';
import type { Edge } from './routes.ts';
import { describeStep } from './spoken.ts';
import type { Flow } from './step.ts';

/** A drawn flow. `nodes` maps the ids of the drawn steps to their groups in the SVG. */
export type Drawing = {
  readonly svg: SVGSVGElement;
  readonly nodes: ReadonlyMap<string, SVGGElement>;
  /** Moves everything to where it is largest in that room, without asking Mermaid again. */
  arrange(room: Size): Arrangement;
};

/** What a directive in the text may not change: Mermaid's own list, and all that we set or that could load something. */
const secure = [
  ...['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'suppressErrorRendering', 'maxEdges'],
  ...['htmlLabels', 'layout', 'look', 'theme', 'themeCSS', 'themeVariables', 'fontFamily', 'flowchart', 'dompurifyConfig'],
];

/** Everything else that SVG can hold stays; these could navigate, load, or restyle the page. */
const safeSvg = {
  USE_PROFILES: { svg: true, svgFilters: true },
  FORBID_TAGS: ['a', 'image', 'style'],
  RETURN_DOM_FRAGMENT: true as const,
};

/**
 * Draws the flow with Mermaid, which is loaded on first use: it is most of the bundle. It sanitises what it draws, and we do once more. Its
 * nodes, words and edges are kept; where they stand is ours, since its layouts draw a chain as one long strip, and so are the colours, which
 * give way to our stylesheet, so a drawing follows theme and panel without being redrawn. Throws what Mermaid throws when it can not read the text.
 */
export async function drawFlow(flow: Flow): Promise<Drawing> {
  const { default: mermaid } = await import('mermaid');
  const fontFamily = getComputedStyle(document.body).fontFamily;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    secure,
    htmlLabels: false,
    suppressErrorRendering: true,
    deterministicIds: true,
    look: 'classic',
    // The default, elk, is a chunk of 1.5 MB that takes longer to load than to lay out.
    layout: 'dagre',
    theme: 'base',
    themeVariables: { fontFamily, fontSize: '13px' },
    flowchart: { useMaxWidth: false, padding: 8, wrappingWidth: 190 },
  });
  const { svg: source } = await mermaid.render('flow', flow.mermaid);
  const svg = DOMPurify.sanitize(source, safeSvg).querySelector('svg');
  if (svg === null) throw new Error('Mermaid drew nothing');
  const nodes = adopt(svg, flow);
  const pieces = piecesOf(svg, flow, nodes, `600 13px ${fontFamily}`);
  raiseTitles(svg);
  return {
    svg,
    nodes,
    arrange: (room) => {
      const arrangement = arrange(pieces, room);
      lay(svg, nodes, arrangement);
      return arrangement;
    },
  };
}

/** Makes the drawn nodes ours: found by step, reachable by keyboard, coloured by our stylesheet, marked by a sign. What is no step goes. */
function adopt(svg: SVGSVGElement, { steps, mermaid }: Flow): ReadonlyMap<string, SVGGElement> {
  const drawn = [...svg.querySelectorAll<SVGGElement>('g.node')];
  const nodes = new Map<string, SVGGElement>();
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', `Attack flow, ${steps.length} steps in order of time`);
  svg.removeAttribute('aria-roledescription');
  for (const step of steps) {
    const node = drawn.find((one) => one.id.includes(`flowchart-${step.id}-`));
    if (node === undefined) continue;
    nodes.set(step.id, node);
    node.dataset['step'] = step.id;
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', `${drawnWords(node, labelOf(step.id, mermaid))}. ${describeStep(steps, step)}`);
    dressNode(node, step.members.length > 0);
  }
  const known = new Set(nodes.values());
  for (const node of drawn) if (!known.has(node)) node.remove();
  // The walk by keyboard follows document order, and that is to be the order of time.
  for (const node of nodes.values()) node.parentElement?.append(node);
  return nodes;
}

/** The label that the text gives a node. */
function labelOf(id: string, mermaid: string): string {
  const line = mermaid.split('\n').find((one) => one.trimStart().startsWith(`${id}["`)) ?? '';
  return line.slice(line.indexOf('"') + 1, line.lastIndexOf('"'));
}

/**
 * The words as drawn, which is what somebody who speaks to the screen would say. Mermaid breaks lines between words and within them, and leaves no
 * space either way, so the label tells where one was.
 */
function drawnWords(node: SVGGElement, label: string): string {
  let at = 0;
  for (const row of node.querySelectorAll('tspan.row')) {
    const words = (row.textContent ?? '').trim();
    const found = label.indexOf(words, at);
    if (found >= 0) at = found + words.length;
    if (found < 0 || /\s/.test(label[at] ?? '')) row.append(' ');
  }
  return (node.querySelector('g.label')?.textContent ?? '').trim();
}

function piecesOf(svg: SVGSVGElement, { steps }: Flow, nodes: ReadonlyMap<string, SVGGElement>, titleFont: string): Pieces {
  const frames = [...svg.querySelectorAll<SVGGElement>('g.cluster')].map((frame) => ({
    id: frame.id.replace(/^flow-/, ''),
    titleWidth: textWidth(frame.querySelector('.cluster-label')?.textContent ?? '', titleFont),
  }));
  const framed = new Set(frames.map(({ id }) => id));
  return {
    frames,
    nodes: steps.flatMap(({ id, place }) => {
      const shape = nodes.get(id)?.querySelector('.label-container');
      if (shape === null || shape === undefined) return [];
      const size = { width: numberOf(shape, 'width'), height: numberOf(shape, 'height') };
      return [framed.has(place) ? { id, ...size, frame: place } : { id, ...size }];
    }),
    edges: [...svg.querySelectorAll<SVGPathElement>('path.flowchart-link')].flatMap((path) => edgeOf(svg, path)),
  };
}

function edgeOf(svg: SVGSVGElement, path: SVGPathElement): readonly Edge[] {
  const { id = '' } = path.dataset;
  const [, from, to] = /^L_(S\d+)_(S\d+)_\d+$/.exec(id) ?? [];
  if (from === undefined || to === undefined) return [];
  const time = svg.querySelector(`.edgeLabel [data-id="${id}"]`)?.textContent?.trim() ?? '';
  return [{ id, from, to, inferred: path.classList.contains('edge-pattern-dotted'), time }];
}

function textWidth(text: string, font: string): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return 0;
  pen.font = font;
  return pen.measureText(text).width;
}

function numberOf(shape: Element, attribute: string): number {
  return Number(shape.getAttribute(attribute) ?? 0);
}
