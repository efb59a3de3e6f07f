import { Failure } from '../../model/failure.ts';
import { escapeHtml } from './htmlText.ts';
import {
  drawingElements,
  idListAttributes,
  localReference,
  markerAttributes,
  ownId,
  plainAttributes,
  wordAttributes,
  wordElements,
} from './safeSvgList.ts';

export type CheckedSvg = { readonly ok: true; readonly svg: string } | { readonly ok: false; readonly why: string };

const mostBytes = 1024 * 1024;
const deepest = 64;

/** Before every id of a drawing, so that none is an anchor of the page that holds it. */
const prefix = 'flow-';

/**
 * A drawing as it came from a webview, checked token by token and written anew. Only the listed elements and attributes with plain values pass;
 * anything else refuses the whole drawing: what was repaired would be a guess. Parsed as XML or as HTML, the result means the same.
 */
export function safeSvg(svg: string): CheckedSvg {
  if (svg.length > mostBytes || new TextEncoder().encode(svg).length > mostBytes) return { ok: false, why: 'it is larger than 1 MB' };
  try {
    return { ok: true, svg: rewritten(svg.trim()) };
  } catch (error) {
    if (Failure.is(error)) return { ok: false, why: error.why };
    throw error;
  }
}

function rewritten(svg: string): string {
  const open: string[] = [];
  const written: string[] = [];
  let at = 0;
  while (at < svg.length) {
    const token = tokenAt(svg, at);
    written.push(token.kind === 'text' ? words(token.text, open.at(-1)) : tag(token, open, written.length));
    at = token.end;
    if (open.length === 0 && at < svg.length) refuse('something follows its end');
  }
  if (open.length > 0 || written.length === 0) refuse('it is not complete');
  return written.join('');
}

type Tag = {
  readonly kind: 'open' | 'empty' | 'close';
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly end: number;
};
type Token = Tag | { readonly kind: 'text'; readonly text: string; readonly end: number };

function tokenAt(svg: string, at: number): Token {
  if (svg[at] !== '<') {
    const next = svg.indexOf('<', at);
    const end = next < 0 ? svg.length : next;
    return { kind: 'text', text: decoded(svg.slice(at, end)), end };
  }
  const closing = match(/<\/([A-Za-z]+)\s*>/y, svg, at);
  if (closing !== undefined) return { kind: 'close', name: closing[1] ?? '', attributes: [], end: at + closing[0].length };
  const opening = match(/<([A-Za-z]+)(?=[\s/>])/y, svg, at);
  if (opening === undefined) refuse('it holds something that is neither an element nor text');
  const { attributes, end } = attributesAt(svg, at + opening[0].length);
  const close = match(/\s*(\/?)>/y, svg, end);
  if (close === undefined) refuse('a tag is not well-formed');
  return { kind: close[1] === '/' ? 'empty' : 'open', name: opening[1] ?? '', attributes, end: end + close[0].length };
}

function attributesAt(svg: string, from: number): Pick<Tag, 'attributes' | 'end'> {
  const attributes: (readonly [string, string])[] = [];
  let end = from;
  for (;;) {
    const found = match(/\s+([A-Za-z][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y, svg, end);
    if (found === undefined) return { attributes, end };
    attributes.push([found[1] ?? '', decoded(found[2] ?? found[3] ?? '')]);
    end += found[0].length;
  }
}

function match(sticky: RegExp, text: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

function tag({ kind, name, attributes }: Tag, open: string[], position: number): string {
  if (kind === 'close') {
    if (open.pop() !== name) refuse('its elements are not properly nested');
    return `</${name}>`;
  }
  const parent = open.at(-1);
  if (!drawingElements.has(name)) refuse(`it has an element ${name}`);
  if ((name === 'svg') !== (position === 0)) refuse('it is not one svg element');
  if (parent === 'title' || parent === 'desc') refuse(`its ${parent} holds more than words`);
  if (kind === 'open') open.push(name);
  if (open.length > deepest) refuse(`its elements are nested deeper than ${deepest}`);
  if (new Set(attributes.map(([key]) => key)).size < attributes.length) refuse('an attribute is given twice');
  const shown = attributes.map(([key, value]) => ` ${key}="${escapeHtml(checked(key, value))}"`).join('');
  return `<${name}${shown}${kind === 'empty' ? '/' : ''}>`;
}

function checked(name: string, value: string): string {
  if (name === 'id' && ownId.test(value)) return prefix + value;
  if (wordAttributes.has(name)) return value;
  if (idListAttributes.has(name)) return value.split(/\s+/).map(prefixed).join(' ');
  if (markerAttributes.has(name)) return value === 'none' ? value : `url(#${prefixed(localReference.exec(value)?.[1] ?? '')})`;
  if (plainAttributes.get(name)?.test(value)) return value;
  refuse(`its attribute ${name} is none that a drawing needs, or has such a value`);
}

function prefixed(id: string): string {
  if (!ownId.test(id)) refuse('it refers to something outside itself');
  return prefix + id;
}

function words(text: string, parent: string | undefined): string {
  if (text.trim() !== '' && (parent === undefined || !wordElements.has(parent))) refuse('it has words outside its labels');
  return escapeHtml(text);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text without its entities. What the case would never draw (controls, changes of direction, halves of characters) is refused. */
function decoded(source: string): string {
  const text = source.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));|&/gi, (_all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? refuse('it holds an entity that is unknown');
    const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : refuse('it holds an entity that is unknown');
  });
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}|\p{Bidi_Control}/u.test(text)) refuse('it holds a character that can not be seen');
  return text;
}

/** @param why a clause for a person: "it has an element a" */
function refuse(why: string): never {
  throw new Failure('refused', { what: 'The drawing was refused.', why, fix: 'Export without it.' });
}
