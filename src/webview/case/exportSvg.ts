import { marks, type Occurring } from './legend.ts';

/** Light colours on white, so that it prints; what a colour says is said by a sign or a pattern as well. */
const ink = { text: '#1f1f1f', quiet: '#595959', paper: '#ffffff', fill: '#f8f8f8' } as const;
const strokes = { malicious: '#b3261e', entry: '#005fb8', cloud: '#8a5d00', external: '#595959' } as const;
type Role = keyof typeof strokes;
const roles = ['malicious', 'entry', 'cloud', 'external'] as const;

/** Words stand before the lines that they cross. */
const halo = { stroke: ink.paper, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } as const;

const margin = 16;
const legendHeight = 34;
const legendWidth = 670;

type Attributes = Readonly<Record<string, string | number>>;

/**
 * The drawing as an SVG that needs nothing beside it: no stylesheet, script, link or font of its own, only shapes and text with presentation
 * attributes. It is made anew from where the drawn parts stand, so nothing of Mermaid's output goes along but words.
 */
export function exportSvg(drawn: SVGSVGElement, title: string, occurring: Occurring): string {
  const [, , width = 0, height = 0] = (drawn.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  const size = { width: Math.ceil(Math.max(width, legendWidth)) + 2 * margin, height: Math.ceil(height) + 2 * margin + legendHeight };
  const svg = element('svg', {
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    role: 'img',
    'font-family': 'sans-serif',
    'font-size': 13,
    fill: ink.text,
  });
  const whole = element('g', { transform: `translate(${margin}, ${margin})` });
  whole.append(
    ...[...drawn.querySelectorAll<SVGGElement>('g.cluster')].map(frame),
    ...[...drawn.querySelectorAll<SVGPathElement>('path.flowchart-link')].map(edge),
    ...[...drawn.querySelectorAll<SVGGElement>('.cluster-label')].map(frameTitle),
    ...[...drawn.querySelectorAll<SVGGElement>('g.edgeLabel')].flatMap(edgeTime),
    ...[...drawn.querySelectorAll<SVGGElement>('g.node')].map(node),
  );
  svg.append(
    written('title', {}, `Attack flow: ${title}`),
    written('desc', {}, [...drawn.querySelectorAll('g.node')].map((one) => one.getAttribute('aria-label') ?? '').join('\n')),
    arrowHead(),
    element('rect', { ...size, fill: ink.paper }),
    whole,
    legend(size.height - legendHeight / 2 - 6, occurring),
  );
  return new XMLSerializer().serializeToString(svg);
}

function arrowHead(): SVGElement {
  const marker = element('marker', {
    ...{
      id: 'arrow',
      viewBox: '0 0 10 10',
      refX: 5,
      refY: 5,
      markerUnits: 'userSpaceOnUse',
      markerWidth: 8,
      markerHeight: 8,
      orient: 'auto',
    },
  });
  marker.append(element('path', { d: 'M0,0L10,5L0,10z', fill: ink.quiet }));
  const defs = element('defs', {});
  defs.append(marker);
  return defs;
}

function frame(cluster: SVGGElement): SVGElement {
  return element('rect', { ...boxOf(cluster.querySelector('rect')), rx: 4, fill: 'none', stroke: ink.quiet });
}

function frameTitle(label: SVGGElement): SVGElement {
  const text = element('text', { transform: label.getAttribute('transform') ?? '', 'font-weight': 600, fill: ink.quiet, ...halo });
  text.append(
    ...[...label.querySelectorAll('tspan')].map((span) => written('tspan', { x: 0, y: span.getAttribute('y') ?? '0' }, span.textContent)),
  );
  return text;
}

function edge(path: SVGPathElement): SVGElement {
  const dotted = path.classList.contains('edge-pattern-dotted') ? { 'stroke-dasharray': '2 4' } : {};
  return element('path', {
    ...{ d: path.getAttribute('d') ?? '', fill: 'none', stroke: ink.quiet, 'stroke-width': 1.5, 'marker-end': 'url(#arrow)' },
    ...dotted,
  });
}

function edgeTime(label: SVGGElement): readonly SVGElement[] {
  if (label.getAttribute('display') === 'none') return [];
  const transform = label.getAttribute('transform') ?? '';
  const attributes = { transform, y: 4, 'text-anchor': 'middle', 'font-size': 11, fill: ink.quiet, ...halo };
  return [written('text', attributes, (label.textContent ?? '').trim())];
}

function node(drawn: SVGGElement): SVGElement {
  const held = roles.filter((role) => drawn.classList.contains(role));
  const [strongest] = held;
  const shape = boxOf(drawn.querySelector('.label-container'));
  const outline = { stroke: strongest === undefined ? ink.quiet : strokes[strongest], 'stroke-width': strongest === undefined ? 1 : 2.5 };
  const dashes = held.includes('external') ? { 'stroke-dasharray': '5 4' } : {};
  const group = element('g', { transform: drawn.getAttribute('transform') ?? '' });
  const behind = drawn.querySelector('.behind');
  if (behind !== null) group.append(element('rect', { ...boxOf(behind), rx: 3, fill: ink.fill, stroke: ink.quiet }));
  group.append(element('rect', { ...shape, rx: held.includes('entry') ? 12 : 3, fill: ink.fill, ...outline, ...dashes }), words(drawn));
  const flags = element('g', { transform: drawn.querySelector('.flags')?.getAttribute('transform') ?? '' });
  held.forEach((role, index) => {
    flags.append(...sign(role, index * 21, 0));
  });
  group.append(flags);
  return group;
}

/** Mermaid's lines, each where it stands; the first begins with the time. */
function words(drawn: SVGGElement): SVGElement {
  const rows = [...drawn.querySelectorAll('.label tspan.row')];
  const lineHeight = 14.3;
  const text = element('text', { 'text-anchor': 'middle' });
  rows.forEach((row, index) => {
    const line = element('tspan', { x: 0, y: ((index - (rows.length - 1) / 2) * lineHeight + 4.5).toFixed(1) });
    const time = row.querySelector('.when')?.textContent ?? '';
    if (time !== '') line.append(written('tspan', { 'font-weight': 700 }, time));
    line.append(printable((row.textContent ?? '').trim().slice(time.length)));
    text.append(line);
  });
  return text;
}

function sign(role: Role, x: number, y: number): readonly SVGElement[] {
  return [
    element('rect', { x, y, width: 18, height: 18, rx: 3, fill: strokes[role] }),
    written('text', { x: x + 9, y: y + 13.5, 'text-anchor': 'middle', 'font-weight': 700, fill: ink.paper }, marks[role]),
  ];
}

function legend(y: number, { signs, inferred }: Occurring): SVGElement {
  const group = element('g', { transform: `translate(${margin}, ${y})`, 'font-size': 11, fill: ink.quiet });
  signs.forEach(([role, meaning], index) => {
    const x = index * 126;
    group.append(...sign(role, x, 0), written('text', { x: x + 24, y: 13 }, meaning));
  });
  const x = signs.length * 126;
  const line = { stroke: ink.quiet, 'stroke-width': 1.5, 'stroke-dasharray': '2 4' };
  if (inferred) group.append(element('path', { d: `M${x},9H${x + 26}`, ...line }));
  group.append(written('text', { x: inferred ? x + 32 : x, y: 13 }, inferred ? 'inferred · times in UTC' : 'times in UTC'));
  return group;
}

function boxOf(shape: Element | null): Attributes {
  return Object.fromEntries(['x', 'y', 'width', 'height'].map((name) => [name, shape?.getAttribute(name) ?? '0']));
}

function element(name: string, attributes: Attributes): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function written(name: string, attributes: Attributes, text: string | null): SVGElement {
  const made = element(name, attributes);
  made.textContent = printable(text ?? '');
  return made;
}

/** XML has no place for control characters and halves of others, and a picture none for what turns its text round, whatever a label holds. */
function printable(text: string): string {
  return text.replace(/(?!\n)\p{Cc}|\p{Cs}|\p{Bidi_Control}/gu, ' ');
}
