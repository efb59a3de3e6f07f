import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeSvg } from '../../../../src/extension/core/report/export/safeSvg.ts';
import { hostile } from '../hostile.ts';
import { drawing } from './drawing.ts';

const start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">';
const inside = (markup: string) => safeSvg(`${start}${markup}</svg>`);
const attribute = (markup: string) => inside(`<path d="M0 0" ${markup}/>`);

function whyNot(svg: string): string {
  const checked = safeSvg(svg);
  return checked.ok ? 'passed' : checked.why;
}

/** Names of elements and of attributes, read without the code under test. */
const elementsOf = (svg: string) => [...svg.matchAll(/<\/?([^\s/>]+)/g)].map(([, name]) => name);
const attributesOf = (svg: string) => [...svg.matchAll(/\s([^\s=<>"]+)="/g)].map(([, name]) => name);

describe('the check of a drawing', () => {
  it('[K-07] takes a drawing of the panel as it is, but for its ids', () => {
    const checked = safeSvg(drawing);
    if (!checked.ok) throw new Error(checked.why);
    expect(checked.svg.replaceAll('flow-arrow', 'arrow')).toBe(drawing);
    expect(checked.svg).toContain('<marker id="flow-arrow"');
    expect(checked.svg).toContain('marker-end="url(#flow-arrow)"');
  });

  it('[K-07] takes what a browser writes: entities, single quotes, empty elements with an end', () => {
    const checked = inside(`<text x='1'>a &#38; b &#x3C; &quot;c&quot;&nbsp;d</text><path d="M0 0"></path>`);
    expect(checked).toEqual({
      ok: true,
      svg: `${start}<text x="1">a &amp; b &lt; &quot;c&quot;\u00a0d</text><path d="M0 0"></path></svg>`,
    });
  });

  it.each([
    ...['script', 'style', 'foreignObject', 'a', 'image', 'use', 'animate', 'set', 'iframe', 'SCRIPT', 'switch', 'filter', 'pattern', 'p'],
  ])('[K-07] refuses an element %s', (name) => {
    expect(inside(`<${name}></${name}>`)).toEqual({ ok: false, why: `it has an element ${name}` });
    expect(inside(`<g><${name}/></g>`).ok).toBe(false);
  });

  it.each([
    ...['onclick="x"', 'onload="alert(1)"', 'style="fill:red"', 'href="#x"', 'xlink:href="#x"', 'src="x"', 'data-x="y"', 'tabindex="0"'],
    ...['fill="url(#g)"', 'fill="url(https://attacker.example)"', 'marker-end="url(https://attacker.example/#a)"', 'filter="url(#f)"'],
    ...['id="a b"', 'id=""', 'role="button"', 'x="expression(1)"', 'd="javascript:1"', 'transform="url(x)"', 'fill="var(--x)"', 'd=M0'],
    ...['xmlns="http://www.w3.org/1999/xhtml"', 'x="1" x="2"', 'disabled', 'X="1"', 'aria-labelledby="a #b"', 'font-family="x;y:url(z)"'],
  ])('[K-07] refuses the attribute %s', (markup) => {
    expect(attribute(markup).ok).toBe(false);
  });

  it.each([
    ['a comment', `${start}<!-- c --></svg>`],
    ['an instruction', `${start}<?xml version="1.0"?></svg>`],
    ['raw character data', `${start}<text><![CDATA[<script>]]></text></svg>`],
    ['a doctype', `<!DOCTYPE svg>${start}</svg>`],
    ['an entity of its own', `${start}<text>&x;</text></svg>`],
    ['a bare ampersand', `${start}<text>a & b</text></svg>`],
    ['a null by its number', `${start}<text>&#0;</text></svg>`],
    ['half a character', `${start}<text>&#xD800;</text></svg>`],
    ['a change of direction', `${start}<text>abc\u202Egnp.exe</text></svg>`],
    ['crossed elements', `${start}<g><text></g></text></svg>`],
    ['an element left open', `${start}<g></svg>`],
    ['an end without its beginning', `${start}</g></svg>`],
    ['a second root', `${start}</svg>${start}</svg>`],
    ['markup after its end', `${start}</svg><path d="M0 0"/>`],
    ['words before it', `x${start}</svg>`],
    ['words outside a label', `${start}<g>words</g></svg>`],
    ['an svg within', `${start}<svg></svg></svg>`],
    ['another root', '<g></g>'],
    ['elements within a title, which HTML reads as HTML', `${start}<title><text>x</text></title></svg>`],
    ['a depth that nothing drawn has', `${start}${'<g>'.repeat(80)}${'</g>'.repeat(80)}</svg>`],
    ['nothing', ''],
    ['no markup', 'words'],
    ['more than 1 MB', `${start}<text>${'€'.repeat(360_000)}</text></svg>`],
  ])('[K-07] refuses %s', (_title, svg) => {
    expect(safeSvg(svg).ok).toBe(false);
  });

  it('says why in words', () => {
    expect(whyNot(`${start}<a/></svg>`)).toBe('it has an element a');
    expect(whyNot(drawing.replace('<rect ', '<rect onclick="x" '))).toContain('attribute onclick');
    expect(whyNot(`${start}${' '.repeat(1_100_000)}</svg>`)).toBe('it is larger than 1 MB');
  });

  it("[K-07] an attacker's label is text, or the drawing is refused", () => {
    for (const value of hostile) {
      const label = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const checked = inside(`<text>${label}</text>`);
      if (checked.ok) expect(new Set(elementsOf(checked.svg)), value.slice(0, 60)).toEqual(new Set(['svg', 'text']));
    }
  });

  it('[K-07] whatever is put into a drawing anywhere, only listed elements and attributes come out, and the same when checked again', () => {
    const listed = new Set(elementsOf(drawing));
    const pieces = [
      '<script>x</script>',
      '"',
      "'",
      '<',
      '>',
      '/>',
      ' onload="x"',
      '<a href="javascript:x">',
      '&lt;',
      '<!--',
      '-->',
      '</svg>',
    ];
    const piece = fc.oneof(fc.constantFrom(...pieces, ...hostile.filter(({ length }) => length < 300)), fc.string());
    let passed = 0;
    fc.assert(
      fc.property(piece, fc.nat(drawing.length), fc.nat(20), (what, at, removed) => {
        const checked = safeSvg(drawing.slice(0, at) + what + drawing.slice(at + removed));
        if (!checked.ok) return;
        passed += 1;
        expect(elementsOf(checked.svg).filter((name) => name === undefined || !listed.has(name))).toEqual([]);
        expect(attributesOf(checked.svg.replace(/>[^<]*</g, '><')).filter((name) => /^on|href|style|src/.test(name ?? ''))).toEqual([]);
        expect(safeSvg(checked.svg).ok).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(passed).toBeGreaterThan(20);
  });

  it('[K-07] takes time in proportion to what it reads', () => {
    const wide = (count: number) => `${start}<path ${'d="M0 0" '.repeat(count)}/></svg>`;
    const before = performance.now();
    expect(whyNot(wide(100_000))).toBe('an attribute is given twice');
    expect(whyNot(`${start}<path ${' '.repeat(900_000)}!`)).toBe('a tag is not well-formed');
    expect(whyNot(`${start}<path d="${'M'.repeat(900_000)}!"/></svg>`)).toContain('attribute d');
    expect(whyNot(`${start}<path transform="${'translate(1) '.repeat(70_000)}!"/></svg>`)).toContain('attribute transform');
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
