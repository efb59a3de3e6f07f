import fc from 'fast-check';
import { lexer, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { type DatumKind, phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { datumText } from '../../../src/extension/core/report/datumText.ts';
import { codeBlock, markdownPhrase, markdownSentence, table, tablePhrase } from '../../../src/extension/core/report/markdown.ts';
import { hostile } from './hostile.ts';

const kinds: readonly DatumKind[] = ['text', 'code', 'time', 'indicator', 'hash', 'id', 'count'];

function tokensOf(markdown: string): Token[] {
  return lexer(markdown).flatMap(withInner);
}

function withInner(token: Token): Token[] {
  const inner = [...('tokens' in token ? (token.tokens ?? []) : []), ...('items' in token ? token.items : [])];
  return [token, ...inner.flatMap(withInner)];
}

/** What a reader sees: the leaves' text. */
function shownText(markdown: string): string {
  return tokensOf(markdown)
    .filter((token) => ['text', 'escape', 'codespan'].includes(token.type) && !('tokens' in token && token.tokens))
    .map((token) => ('text' in token ? String(token.text) : ''))
    .join('');
}

const typesOf = (markdown: string) => [...new Set(tokensOf(markdown).map((token) => token.type))].sort();
/** A name of blanks shows as two quotes. */
const named = (value: string) => datumText(text(value)) || '""';
const squeezed = (value: string) => value.replace(/\s+/g, ' ').trim();

describe('hostile data in Markdown', () => {
  for (const kind of kinds) {
    it(`[K-07] shows ${kind} data as text wherever it stands, and adds no markup`, () => {
      for (const value of hostile) {
        const datum = { kind, text: value };
        const shown = markdownPhrase([datum]);
        const expected = squeezed(datumText(datum)) || '""';
        for (const [before, allowed] of [
          ['', ['codespan', 'escape', 'paragraph', 'text']],
          ['- ', ['codespan', 'escape', 'list', 'list_item', 'text']],
          ['## ', ['codespan', 'escape', 'heading', 'text']],
        ] as const) {
          expect(
            typesOf(`${before}${shown}`).filter((type) => !allowed.some((known) => known === type)),
            `${kind}: ${value.slice(0, 60)}`,
          ).toEqual([]);
          expect(squeezed(shownText(`${before}${shown}`))).toBe(expected);
        }
      }
    });

    it(`[K-07] keeps ${kind} data inside its table cell`, () => {
      for (const value of hostile) {
        const datum = { kind, text: value };
        const [token] = lexer(table(['A', 'B'], [[tablePhrase([datum]), 'last']]));
        if (token?.type !== 'table') throw new Error(`no table for ${value.slice(0, 60)}`);
        const cells = token.rows[0];
        expect(cells.map((cell: { text: string }) => cell.text).at(-1), value.slice(0, 60)).toBe('last');
        const types = cells[0].tokens.flatMap(withInner).map((one: Token) => one.type);
        expect(
          types.filter((type: string) => !['codespan', 'escape', 'text'].includes(type)),
          value.slice(0, 60),
        ).toEqual([]);
      }
    });
  }

  it('[K-07] holds for arbitrary text beside our own words', () => {
    const awkward = fc.stringMatching(/^[\\`*_[\]()<>!#&|~@:./ahtpw1-]{0,20}$/);
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string({ unit: 'grapheme' })), awkward, (first, second) => {
        const shown = markdownPhrase(phrase`${text(first)} ran ${text(second)}`);
        expect(typesOf(`- ${shown}`).filter((type) => !['escape', 'list', 'list_item', 'text'].includes(type))).toEqual([]);
        expect(squeezed(shownText(`- ${shown}`))).toBe(squeezed(`${named(first)} ran ${named(second)}`));
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('[K-07] a name of nothing but blanks leaves no bare marks', () => {
    expect(tokensOf(`**${markdownPhrase([text(' \n ')])}**`).map(({ type }) => type)).toEqual(['paragraph', 'strong', 'text']);
  });

  it('[K-07] keeps a code block closed around lines of backticks', () => {
    const block = codeBlock('text', ['```', '````', '# not a heading']);
    expect(lexer(`${block}\n\nafter`).map((token) => token.type)).toEqual(['code', 'space', 'paragraph']);
  });

  it('[I-26] puts the citations before the full stop, once', () => {
    const cites = ['E7', 'E9'] as never;
    expect(markdownSentence({ phrase: phrase`${text('kdevtmpfsi')} ran.`, cites })).toBe('kdevtmpfsi ran [E7][E9].');
  });
});
