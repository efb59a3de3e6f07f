import { describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { unitsOf } from '../../../../src/extension/core/report/verify/caseText.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const said = (markdown: string) => unitsOf(markdown).map(({ words, cites }) => `${words} <${cites.join()}>`);

describe('what a case file says', () => {
  it('[X-01] takes sentences apart at their citations and stops', () => {
    expect(said('- **Trigger:** `a. B` fired at 4 min. 30 s [E1][E2]. It ran. `sh` did [E3].')).toEqual([
      '**Trigger:** `a. B` fired at 4 min. 30 s <E1,E2>',
      'It ran <>',
      '`sh` did <E3>',
    ]);
  });

  it('[X-01] takes clauses apart where each has its own citation, and only there', () => {
    expect(said('**Not covered:** a; b: skipped [E7]; c: failed, d [E3].')).toEqual([
      '**Not covered:** a; b: skipped <E7>',
      'c: failed, d <E3>',
    ]);
  });

  it('[X-01] takes no citation from a code span or from behind a backslash', () => {
    expect(said('`x [E9] y` and \\[E8] and ``a ` [E7].`` were there [E1].')).toEqual([
      '`x [E9] y` and \\[E8] and ``a ` [E7].`` were there <E1>',
    ]);
  });

  it('[X-01] reads rows, headings, numbered checks and quotes, and no rule or blank line', () => {
    const markdown =
      '## Title\n\n> Quoted [E1].\n\n| A | B |\n| --- | :---: |\n| `x \\| y` | b | [E2] |\n\n---\n\n1. Check it [E3].\n<!-- aside -->\n';
    expect(unitsOf(markdown).map(({ kind, line, words }) => [kind, line, words])).toEqual([
      ['heading', 0, 'Title'],
      ['sentence', 2, 'Quoted'],
      ['row', 4, 'A | B'],
      ['row', 6, '`x \\| y` | b'],
      ['sentence', 10, 'Check it'],
    ]);
  });

  it('[X-01] lets the lines of a block cite what the line before it does, and a drawing nothing', () => {
    const markdown =
      '- **Process tree** [E4]:\n  ```text\n  sh (pid 1)\n  └─ id [E9]\n  ```\n\n```mermaid\nflowchart LR\n```\n\nAfter it [E5].';
    expect(unitsOf(markdown).map(({ kind, words, cites }) => [kind, words, cites.join()])).toEqual([
      ['sentence', '**Process tree**:', 'E4'],
      ['block', 'sh (pid 1)', 'E4'],
      ['block', '└─ id [E9]', 'E4'],
      ['block', 'flowchart LR', ''],
      ['sentence', 'After it', 'E5'],
    ]);
  });

  it('[X-01] says exactly where each unit stands, also with Windows line ends', () => {
    const markdown = renderCase(storefrontCase);
    for (const text of [markdown, markdown.replaceAll('\n', '\r\n')]) {
      const lines = text.split('\n');
      const units = unitsOf(text);
      expect(units.map(({ words }) => words)).toEqual(unitsOf(markdown).map(({ words }) => words));
      for (const { line, from, to, words } of units) {
        const shown = lines[line]?.slice(from, to) ?? '';
        expect(shown).toBe(shown.trim());
        expect(shown.startsWith(words.slice(0, 3)) || shown.startsWith('|')).toBe(true);
      }
      expect(Math.max(...units.map(({ line }) => line))).toBeLessThan(lines.findIndex((one) => one.trim() === '### Sources'));
    }
  });

  it('[X-01] takes 100 kB of marks apart at once', () => {
    for (const mark of ['`', '[E1]', '\\', '| ', '. A', '**', '`` ` '])
      expect(unitsOf(`x ${mark.repeat(100_000 / mark.length)}`).length).toBeGreaterThan(0);
  });
});
