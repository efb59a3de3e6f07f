import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { parseCaseFooter } from '../../../../src/extension/core/report/parseCaseFooter.ts';
import { alignment } from '../../../../src/extension/core/report/verify/alignment.ts';
import { sealedUnits, sealOf } from '../../../../src/extension/core/report/verify/seal.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const markdown = renderCase(storefrontCase);
const standings = (text: string) =>
  sealedUnits(text)
    .units.filter(({ standing }) => standing !== 'sealed')
    .map(({ unit, standing }) => `${standing}: ${unit.words.slice(0, 40)}`);

describe('the seal of a case', () => {
  it('[X-01] stands in the last line of the audit, on one line, a digest a unit', () => {
    const parsed = parseCaseFooter(markdown);
    const last = markdown.trimEnd().split('\n').at(-1);
    expect(last).toMatch(/^- Seal: `(?:[0-9a-f]{8})+`$/);
    expect(parsed.status === 'ok' && parsed.footer.seal).toEqual(sealOf(markdown));
  });

  it('[X-01] knows every unit that the investigation wrote', () => {
    expect(standings(markdown)).toEqual([]);
    expect(sealedUnits(markdown).removed).toEqual([]);
  });

  it.each([
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['aligned tables', (text: string) => text.replaceAll(' | ', '      | ').replaceAll('| --- ', '|:----------')],
    ['escapes that a formatter drops', (text: string) => text.replaceAll('\\@', '@')],
    ['prose that is broken at 40 columns', (text: string) => text.replace(/^(?:- |\d\. |[A-Z*]).*$/gm, wrapped)],
    ['other bullets', (text: string) => text.replace(/^- (?=.*\[E\d+\])/gm, '* ')],
  ])('[X-01] does not mind %s', (_title, change) => {
    expect(standings(change(markdown))).toEqual([]);
  });

  it('[X-01] tells a changed, an added and a removed sentence apart', () => {
    expect(standings(markdown.replace('fired 3 times', 'fired 4 times'))).toEqual(['changed: It fired 4 times within 40 s']);
    expect(standings(markdown.replace('### Resource context\n', '### Resource context\n\n- It was me [E1].\n'))).toEqual([
      'added: It was me',
    ]);
    const removed = markdown.replace(/^- Deployment .*\n/m, '');
    expect(standings(removed)).toEqual([]);
    expect(sealedUnits(removed).removed).toHaveLength(1);
  });

  it('[X-01] stands for nothing below the Audit: what was moved there is no part of the case any more', () => {
    const [, line = ''] = /^- (Deployment .*)\n/m.exec(markdown) ?? [];
    const moved = `${markdown.replace(`- ${line}\n`, '')}\n${line}\n`;
    expect(standings(moved)).toEqual([`added: ${line.slice(0, 40)}`]);
    expect(sealedUnits(moved).removed).toHaveLength(1);
  });

  it('[X-01] calls a sentence changed when only its citation is another', () => {
    expect(standings(markdown.replace('within 40 s [E6]', 'within 40 s [E5]'))).toEqual(['changed: It fired 3 times within 40 s']);
  });

  it.each([
    ['an argument of a source', (text: string) => text.replace('"limit":50', '"limit":51')],
    ['the digest of an answer', (text: string) => text.replace('0303', '0304')],
    ['the event of the audit', (text: string) => text.replace('- Threat: `0197a3c2', '- Threat: `0197a3c3')],
    ['the seal itself', (text: string) => text.replace(/- Seal: `.{8}/, '- Seal: `')],
    ['a seal that is no digest', (text: string) => text.replace(/- Seal: `.{8}/, '- Seal: `zzzzzzzz')],
  ])('[K-10] refuses a footer with another %s', (_title, change) => {
    expect(parseCaseFooter(change(markdown)).status).toBe('malformed');
  });

  it('[X-01] aligns as long as the textbook does', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        const pairs = alignment(left, right);
        expect(pairs.map((pair) => left[pair.left])).toEqual(pairs.map((pair) => right[pair.right]));
        expect(
          pairs.every(({ left: l, right: r }, at) => at === 0 || (l > (pairs[at - 1]?.left ?? l) && r > (pairs[at - 1]?.right ?? r))),
        ).toBe(true);
        expect(pairs).toHaveLength(longest(left, right));
      }),
    );
  });
});

/** As a formatter breaks a line: between words, and neither in code nor in what stands below the Sources. */
function wrapped(line: string, at: number): string {
  if (at > markdown.indexOf('### Sources')) return line;
  const words = line.match(/(?:`[^`]*`|\S)+/g) ?? [];
  return words.reduce((text, word) => {
    const width = text.length - text.lastIndexOf('\n') + word.length;
    return text === '' ? word : `${text}${width > 40 ? '\n  ' : ' '}${word}`;
  }, '');
}

/** By the definition: slow, and plain to see. */
function longest([a, ...left]: readonly string[], [b, ...right]: readonly string[]): number {
  const rows = [b, ...right].filter((one) => one !== undefined);
  let before = rows.map(() => 0);
  for (const one of [a, ...left].filter((item) => item !== undefined)) {
    const next: number[] = [];
    for (const [at, other] of rows.entries())
      next.push(one === other ? (before[at - 1] ?? 0) + 1 : Math.max(before[at] ?? 0, next[at - 1] ?? 0));
    before = next;
  }
  return before.at(-1) ?? 0;
}
