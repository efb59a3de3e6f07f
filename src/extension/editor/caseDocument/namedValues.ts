import { stretchesOf } from '../../core/report/verify/inlineText.ts';

/** A stretch of a text: zero-based line and columns, `to` exclusive. */
export type Found = { readonly line: number; readonly from: number; readonly to: number };

/**
 * The identifiers of a sentence, as an answer spells them: what stands in code spans, then words with a digit, a slash or a dot, in its order, with
 * the renderer's defanging and shortening undone. Instants come last: every row of the timeline begins with one, and it tells least.
 */
export function namedValues(words: string): readonly string[] {
  const stretches = stretchesOf(words);
  const code = stretches.filter(({ kind }) => kind === 'code').map(({ text }) => text);
  const prose = stretches.map(({ kind, text }) => (kind === 'code' ? ' ' : text)).join('');
  const shown = [...code, ...(prose.match(identifier) ?? [])];
  const named = [...shown.filter((one) => !instant.test(one)), ...shown.filter((one) => instant.test(one))].flatMap(spellings);
  return [...new Set(named)].filter((value) => value.length >= shortest);
}

/** The first of the values that the text holds from `offset` on, and where. */
export function findNamed(text: string, values: readonly string[], offset = 0): Found | undefined {
  for (const value of values) {
    const whole = JSON.stringify(value);
    const literal = whole.slice(1, -1);
    // A value that is just this says more than a text that has it in it.
    const exact = text.indexOf(whole, offset);
    const index = exact < 0 ? text.indexOf(literal, offset) : exact + 1;
    if (index < 0) continue;
    const line = text.slice(0, index).split('\n').length - 1;
    const from = index - (text.lastIndexOf('\n', index - 1) + 1);
    return { line, from, to: from + literal.length };
  }
  return undefined;
}

/** Shorter ones are found in everything. */
const shortest = 3;
const identifier = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ|[\p{L}\p{N}_][\p{L}\p{N}_.[\]:/@+-]*[\d./@_-][\p{L}\p{N}_.[\]:/@+-]*[\p{L}\p{N}_]/gu;

const instant = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)Z$/;

function spellings(shown: string): readonly string[] {
  const [, day, clock] = instant.exec(shown) ?? [];
  // Tenants write instants as ISO or count from the epoch in seconds, milliseconds or nanoseconds: the seconds are in all of them.
  if (day !== undefined && clock !== undefined) return [`${day}T${clock}`, String(Date.parse(`${day}T${clock}Z`) / 1000)];
  const whole = fanged(shown.replace(/ … \([\d,]+ more\) … .*$/, ''));
  return [whole, ...(whole.includes('/') && !whole.startsWith('/') ? whole.split('/').toReversed() : [])];
}

function fanged(shown: string): string {
  return shown
    .replaceAll(/\[([.@:])\]/g, '$1')
    .replaceAll(/\bhxxp(?=s?:)/g, 'http')
    .replaceAll(/(?<=\d),(?=\d{3}\b)/g, '');
}
