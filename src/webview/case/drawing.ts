import DOMPurify from 'dompurify';
import { marks } from './legend.ts';
import type { Flow, FlowStep } from './step.ts';

/** A drawn flow. `nodes` maps the ids of the drawn steps to their groups in the SVG. */
export type Drawing = {
  readonly svg: SVGSVGElement;
  readonly nodes: ReadonlyMap<string, SVGGElement>;
  readonly size: { width: number; height: number };
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

const classes = ['external', 'cloud', 'entry', 'malicious'] as const;

/**
 * Draws the flow with Mermaid, which is loaded on first use: it is most of the bundle. It sanitises what it draws, and we do once more. Only
 * its layout is kept: the colours that it would bake in give way to our stylesheet, so a drawing follows the theme without being redrawn.
 * Throws what Mermaid throws when it can not read the text.
 */
export async function drawFlow(flow: Flow): Promise<Drawing> {
  const { default: mermaid } = await import('mermaid');
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
    themeVariables: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: '13px' },
    flowchart: { useMaxWidth: false, nodeSpacing: 32, rankSpacing: 36, padding: 14, wrappingWidth: 200 },
  });
  const { svg: source } = await mermaid.render('flow', flow.mermaid);
  const svg = DOMPurify.sanitize(source, safeSvg).querySelector('svg');
  if (svg === null) throw new Error('Mermaid drew nothing');
  return { svg, nodes: adopt(svg, flow.steps), size: sizeOf(svg) };
}

/** Makes the drawn nodes ours: found by step, reachable by keyboard, coloured by our stylesheet, marked by a sign. */
function adopt(svg: SVGSVGElement, steps: readonly FlowStep[]): ReadonlyMap<string, SVGGElement> {
  const nodes = new Map<string, SVGGElement>();
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', `Attack flow, ${steps.length} steps in order of time`);
  svg.removeAttribute('aria-roledescription');
  for (const step of steps) {
    const node = [...svg.querySelectorAll<SVGGElement>('g.node')].find((one) => one.id.includes(`flowchart-${step.id}-`));
    if (node === undefined) continue;
    nodes.set(step.id, node);
    node.dataset['step'] = step.id;
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', `${drawnWords(node)} (${step.boundary})`);
    for (const shape of node.querySelectorAll('[style]')) shape.removeAttribute('style');
    sign(node);
  }
  // The walk by keyboard follows document order, and that is to be the order of time.
  for (const node of nodes.values()) node.parentElement?.append(node);
  return nodes;
}

/** The words as drawn, which is what somebody who speaks to the screen would say; Mermaid leaves no space where it breaks a line. */
function drawnWords(node: SVGGElement): string {
  for (const row of node.querySelectorAll('tspan.row')) row.append(' ');
  return (node.querySelector('g.label')?.textContent ?? '').trim();
}

function sign(node: SVGGElement): void {
  const names = classes.filter((name) => node.classList.contains(name));
  const shape = node.querySelector<SVGGraphicsElement>('rect, polygon, path');
  const strongest = names.at(-1);
  if (shape === null || strongest === undefined) return;
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  text.setAttribute('class', `sign ${strongest}`);
  text.setAttribute('x', shape.getAttribute('x') ?? '0');
  text.setAttribute('y', shape.getAttribute('y') ?? '0');
  text.setAttribute('aria-hidden', 'true');
  text.textContent = marks[strongest];
  node.append(text);
}

function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.style.maxWidth = '';
  return { width, height };
}
