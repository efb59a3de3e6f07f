/** What a drawing may consist of: shapes, words and arrow heads. Everything else could load, link, run or restyle. */
export const drawingElements: ReadonlySet<string> = new Set([
  ...['svg', 'g', 'defs', 'marker', 'title', 'desc'],
  ...['path', 'rect', 'circle', 'ellipse', 'polygon', 'polyline', 'line'],
  ...['text', 'tspan'],
]);

/** Only these may hold words; elsewhere text is layout and must be blank. A title is parsed as HTML within HTML, so it may hold words alone. */
export const wordElements: ReadonlySet<string> = new Set(['text', 'tspan', 'title', 'desc']);

const number = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:px|em|ex|pt|%)?\s*$/i;
const numbers = /^[-+\d.,e\s%pxmt]*$/i;
const path = /^[-+\d.,\seMZLHVCSQTA]*$/i;
const transform = /^\s*(?:(?:translate|scale|rotate|matrix|skewX|skewY)\([-+\d.,e\s]*\)[\s,]*)*$/;
const colour = /^\s*(?:[a-z]+|#[\da-f]{3,8}|(?:rgb|hsl)a?\([-\d.,%\s/]+\))\s*$/i;
const keyword = /^[\w-]*$/;
const names = /^[\w\s-]*$/;
const fonts = /^[\w\s,'"-]*$/;

/** An id, or a reference to one: both are given our prefix. */
export const ownId = /^[A-Za-z_][\w.:-]*$/;
export const localReference = /^url\(\s*#([A-Za-z_][\w.:-]*)\s*\)$/;

function alike(pattern: RegExp, ...attributes: readonly string[]): readonly (readonly [string, RegExp])[] {
  return attributes.map((name) => [name, pattern] as const);
}

/** What the value of an attribute must look like. Names are case-sensitive, as in XML; a style attribute is not among them. */
export const plainAttributes: ReadonlyMap<string, RegExp> = new Map([
  ...alike(number, 'width', 'height', 'cx', 'cy', 'r', 'rx', 'ry', 'x1', 'x2', 'y1', 'y2', 'refX', 'refY', 'markerWidth', 'markerHeight'),
  ...alike(number, 'stroke-width', 'stroke-miterlimit', 'stroke-opacity', 'fill-opacity', 'opacity', 'font-size', 'letter-spacing'),
  ...alike(numbers, 'x', 'y', 'dx', 'dy', 'viewBox', 'points', 'stroke-dasharray', 'stroke-dashoffset'),
  ...alike(path, 'd'),
  ...alike(transform, 'transform'),
  ...alike(colour, 'fill', 'stroke', 'color'),
  ...alike(
    keyword,
    'text-anchor',
    'dominant-baseline',
    'alignment-baseline',
    'font-style',
    'font-weight',
    'stroke-linecap',
    'stroke-linejoin',
  ),
  ...alike(keyword, 'fill-rule', 'markerUnits', 'orient', 'vector-effect', 'overflow', 'version'),
  ...alike(names, 'class', 'paint-order', 'preserveAspectRatio'),
  ...alike(fonts, 'font-family'),
  ...alike(/^(?:img|group|presentation|none|graphics-(?:document|object|symbol))$/, 'role'),
  ...alike(/^(?:true|false)$/, 'aria-hidden'),
  ...alike(/^http:\/\/www\.w3\.org\/2000\/svg$/, 'xmlns'),
  ...alike(/^(?:preserve|default)$/, 'xml:space'),
]);

/** Words for a screen reader: any text, escaped anew. */
export const wordAttributes: ReadonlySet<string> = new Set(['aria-label', 'aria-roledescription']);

/** Lists of ids of the same drawing. */
export const idListAttributes: ReadonlySet<string> = new Set(['aria-labelledby', 'aria-describedby']);

export const markerAttributes: ReadonlySet<string> = new Set(['marker-start', 'marker-mid', 'marker-end']);
