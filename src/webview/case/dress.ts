import type { Arrangement, Box } from './arrangement.ts';
import { type Title, titleLine } from './gutters.ts';
import { marks } from './legend.ts';
import { titleIndent } from './titles.ts';

const names = ['malicious', 'entry', 'cloud', 'external'] as const;
const flag = 18;

/** A flag with a sign for each of its classes, a card behind what was folded, and a time that stands out. */
export function dressNode(node: SVGGElement, folded: boolean): void {
  for (const shape of node.querySelectorAll('[style]')) shape.removeAttribute('style');
  const shape = node.querySelector('.label-container');
  if (folded) shape?.before(element('rect', { class: 'behind', rx: '3' }));
  const time = node.querySelector('tspan.text-inner-tspan');
  if (/^\d\d:\d\d:\d\d$/.test(time?.textContent ?? '')) time?.classList.add('when');
  const flags = element('g', { class: 'flags', 'aria-hidden': 'true' });
  names
    .filter((name) => node.classList.contains(name))
    .forEach((name, index) => {
      const x = index * (flag + 3);
      const sign = element('text', { class: `sign ${name}`, x: String(x + flag / 2), y: '13.5' });
      sign.textContent = marks[name];
      flags.append(element('rect', { class: `flag ${name}`, x: String(x), width: String(flag), height: String(flag), rx: '3' }), sign);
    });
  node.append(flags);
}

/** Titles stand before the edges that go down through them. */
export function raiseTitles(svg: SVGSVGElement): void {
  for (const frame of svg.querySelectorAll<SVGGElement>('g.cluster')) {
    const title = frame.querySelector<SVGGElement>('.cluster-label');
    if (title === null) continue;
    title.dataset['frame'] = frame.id;
    svg.querySelector('g.edgePaths')?.after(title);
  }
}

/** Puts the drawing's parts where they are to stand; a part that has no place there goes. */
export function lay(svg: SVGSVGElement, nodes: ReadonlyMap<string, SVGGElement>, arrangement: Arrangement): void {
  const { width, height } = arrangement.size;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.style.maxWidth = '';
  for (const [id, node] of nodes) {
    const box = arrangement.nodes.get(id);
    if (box !== undefined) layNode(node, box);
  }
  const titles = [...svg.querySelectorAll<SVGGElement>('.cluster-label')];
  for (const frame of svg.querySelectorAll<SVGGElement>('g.cluster')) {
    const box = arrangement.frames.get(frame.id.replace(/^flow-/, ''));
    if (box === undefined) frame.remove();
    else layFrame(frame, titles, box);
  }
  for (const path of svg.querySelectorAll<SVGPathElement>('path.flowchart-link')) layEdge(svg, path, arrangement);
}

function layNode(node: SVGGElement, { x, y, width, height }: Box): void {
  node.setAttribute('transform', `translate(${x + width / 2}, ${y + height / 2})`);
  const size = { width: String(width), height: String(height) };
  set(node.querySelector('.label-container'), { x: String(-width / 2), y: String(-height / 2), ...size });
  set(node.querySelector('.behind'), { x: String(-width / 2 + 6), y: String(-height / 2 + 6), ...size });
  set(node.querySelector('.flags'), { transform: `translate(${-width / 2 - 6}, ${-height / 2 - 12})` });
}

function layFrame(
  frame: SVGGElement,
  titles: readonly SVGGElement[],
  { x, y, width, height, title }: Box & { readonly title: Title },
): void {
  set(frame.querySelector('rect'), { x: String(x), y: String(y), width: String(width), height: String(height) });
  const label = titles.find((one) => one.dataset['frame'] === frame.id);
  if (label === undefined) return;
  // What the title says in full is kept, since another arrangement may have room for more of it.
  label.dataset['title'] ??= (label.textContent ?? '').trim();
  const text = element('text', { class: 'title' });
  const whole = element('title', {});
  whole.textContent = label.dataset['title'];
  label.setAttribute('transform', `translate(${x + titleIndent}, ${y + 4})`);
  label.replaceChildren(whole, text);
  writeLines(text, label.dataset['title'], title);
}

/** Broken between words, and within one that is longer than a line; the last line is cut where the rest does not fit. */
function writeLines(text: SVGElement, words: string, { room, lines }: Title): void {
  let rest = words.split(/(?<= )/);
  for (let index = 0; index < lines && rest.length > 0; index += 1) {
    const span = line(text, index);
    const [first = '', ...others] = rest;
    if (!fits(span, first, room)) rest = [...first.split(/(?<=[/.-])/), ...others];
    const taken = index === lines - 1 ? rest.length : partsThatFit(span, rest, room);
    span.textContent = rest.slice(0, taken).join('').trimEnd();
    cut(span, room);
    rest = rest.slice(taken);
  }
}

/** At least one. */
function partsThatFit(span: SVGTextContentElement, parts: readonly string[], room: number): number {
  let count = 1;
  while (count < parts.length && fits(span, parts.slice(0, count + 1).join(''), room)) count += 1;
  return count;
}

function fits(span: SVGTextContentElement, text: string, room: number): boolean {
  span.textContent = text.trimEnd();
  return span.getComputedTextLength() <= room;
}

function line(text: SVGElement, index: number): SVGTextContentElement {
  const span = element('tspan', { x: '0', y: String(13 + index * titleLine) });
  text.append(span);
  return span;
}

/** Halves what is left until it fits: a title may be as long as an attacker likes. */
function cut(span: SVGTextContentElement, room: number): void {
  const letters = [...(span.textContent ?? '')];
  if (span.getComputedTextLength() <= room) return;
  let [enough, tooLong] = [0, letters.length];
  while (tooLong - enough > 1) {
    const half = Math.floor((enough + tooLong) / 2);
    if (fits(span, `${letters.slice(0, half).join('')}…`, room)) enough = half;
    else tooLong = half;
  }
  span.textContent = `${letters.slice(0, enough).join('')}…`;
}

function layEdge(svg: SVGSVGElement, path: SVGPathElement, { edges }: Arrangement): void {
  const { id = '' } = path.dataset;
  const edge = edges.get(id);
  const label = [...svg.querySelectorAll<SVGGElement>('g.edgeLabel')].find(
    (one) => one.querySelector<SVGGElement>('.label')?.dataset['id'] === id,
  );
  if (edge === undefined) {
    path.remove();
    label?.remove();
    return;
  }
  path.setAttribute('d', rounded(edge.points));
  label?.setAttribute('display', edge.time === undefined ? 'none' : 'inline');
  if (edge.time !== undefined) label?.setAttribute('transform', `translate(${edge.time.join(', ')})`);
}

const bend = 5;

/** A path along the points whose corners are round. */
function rounded(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${x},${y}`;
      if (after === undefined) return `L${x},${y}`;
      return `L${toward([x, y], before).join()}Q${x},${y} ${toward([x, y], after).join()}`;
    })
    .join('');
}

/** The point that lies a bend from the corner, on the way to the other; half way where they are close. */
function toward([x, y]: readonly [number, number], [otherX, otherY]: readonly [number, number]): readonly [number, number] {
  const length = Math.hypot(otherX - x, otherY - y);
  const share = length === 0 ? 0 : Math.min(bend, length / 2) / length;
  return [x + (otherX - x) * share, y + (otherY - y) * share];
}

function element<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  set(made, attributes);
  return made;
}

function set(target: Element | null, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) target?.setAttribute(name, value);
}
