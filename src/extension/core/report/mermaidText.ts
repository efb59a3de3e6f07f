import { shorten } from './datumText.ts';

/**
 * The one road from text to a Mermaid label, a quoted string. Quoted, Mermaid's grammar stops at `"` alone; what its other passes look for
 * (entities, directives, tags, formulas, Markdown strings, icons, `\n`) becomes a look-alike character. Mermaid's own `#34;` form is no choice:
 * with `htmlLabels: false`, which our panel needs, it is drawn as "&#34;". The exact text stands in the timeline beside the drawing.
 * @param when our own words, put in front as they are
 */
export function mermaidLabel(text: string, when?: string): string {
  const words = shorten(text.trim(), longestLabel).replace(risky, lookAlike);
  return `"${when === undefined ? words || 'unnamed' : `${when} ${words}`}"`;
}

const longestLabel = 160;

const risky = /["#&<>%`\\$*]|[\uFB02\u00B6]|:(?=fa-)|\p{Cc}|\p{Zl}|\p{Zp}/gu;

/** ﬂ and ¶ are how Mermaid marks its own entities on the way to the drawing; `:fa-` would become an icon. */
function lookAlike(character: string): string {
  if (character === '"') return '”';
  if (character === '`') return 'ˋ';
  if (character === '\uFB02') return 'fl';
  if (character === '\u00B6') return '⁋';
  // The full-width forms of ASCII lie 0xFEE0 above it; whatever is not printable has none.
  return /[!-~]/.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : ' ';
}
