import { lexer } from 'marked';
import { describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { Finding } from '../../../../src/extension/core/report/verify/finding.ts';
import { asHypothesis, type CaseEdit, withoutUnit } from '../../../../src/extension/core/report/verify/fixes.ts';
import { verifyCase } from '../../../../src/extension/core/report/verify/verifyCase.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const markdown = renderCase(storefrontCase);

/** What an editor does with edits, the last one first. */
function applied(text: string, edits: readonly CaseEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = (line: number, column: number) => (starts[line] ?? text.length) + column;
  return [...edits]
    .sort((a, b) => at(b.line, b.from) - at(a.line, a.from))
    .reduce(
      (done, edit) => `${done.slice(0, at(edit.line, edit.from))}${edit.text}${done.slice(at(edit.toLine ?? edit.line, edit.to))}`,
      text,
    );
}

const grave = (text: string) => verifyCase(text).findings.filter(({ severity }) => severity !== 'information');

/** One wrong sentence of each shape that a case file has. */
const wrong = [
  ['a bullet', markdown.replace('on node ip-10-0-3-17 [E2][E5].', 'on node ip-10-0-3-18 [E2][E5].')],
  ['a sentence between others', markdown.replace('The node role was then used', 'The node role was never used')],
  ['the first sentence of a line', markdown.replace('A shell spawned by Tomcat', 'A shell spawned by cron')],
  ['the last sentence of a line', markdown.replace('It fired 3 times', 'It fired 4 times')],
  ['a clause between others', markdown.replace('Posture and Identity: skipped', 'Posture: skipped')],
  ['the last clause', markdown.replace('; Indicators: skipped, this version', '; Indicators: skipped, that version')],
  ['a row', markdown.replace('| S5 | 2026-06-10 09:19:05Z |', '| S5 | 2026-06-10 09:19:06Z |')],
  ['a row with a pipe in it', markdown.replace('i.sh \\| bash"` | Execution', 'j.sh \\| bash"` | Execution')],
  ['a row of the coverage', markdown.replace('| 214 of 3,112 read |', '| 3,112 of 3,112 read |')],
  ['a numbered check', markdown.replace('2. Deactivate', '2. Keep')],
  ['a title', markdown.replace('## Cryptominer dropped', '## Cryptominer not dropped')],
  ['an added paragraph', markdown.replace('### Incident scope\n', '### Incident scope\n\nMallory did it.\n')],
  ['the line that introduces a block', markdown.replace('**Process tree** [E4]', '**Process tree** [E5]')],
] as const;

const blocks = [
  ['a line of the process tree', markdown.replace('bash -c "curl', 'zsh -c "curl')],
  ['a line of the drawing', markdown.replace('S2["09:12:38', 'S2["09:13:38')],
] as const;

function first(text: string): Finding {
  const [finding] = grave(text);
  if (finding === undefined) throw new Error('nothing is wrong');
  return finding;
}

describe.each([
  ['', (text: string) => text],
  [' with Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
] as const)('quick fixes%s', (_ends, ended) => {
  it.each(wrong)('[X-01] mark as hypothesis: %s', (_title, text) => {
    const before = ended(text);
    const after = applied(before, asHypothesis(before, first(before)) ?? []);
    expect(after).not.toBe(before);
    expect(verifyCase(after).findings.map(({ code, severity }) => `${severity} ${code}`)).toContain('information hypothesis');
    expect(grave(after)).toEqual([]);
  });

  it.each([...wrong, ...blocks])('[X-01] remove: %s', (_title, text) => {
    const before = ended(text);
    const after = applied(before, withoutUnit(before, first(before)) ?? []);
    expect(after.length).toBeLessThan(before.length);
    expect(grave(after)).toEqual([]);
    expect(unended(after)).toEqual(unended(before));
    expect(after).not.toMatch(/^\s*(?:[-*]|\d+\.)\s*$|;\s*$|\.\.$/m);
    expect(shapeOf(after)).toEqual(shapeOf(before.replace(/Mallory did it\.\r?\n/, '')));
  });
});

/** Lines that a citation ends, without a full stop. */
function unended(text: string): number {
  return text.match(/\[E\d+\]$/gm)?.length ?? 0;
}

/** Which blocks a text has; a fixed sentence must not make another of them. The title may go. */
function shapeOf(text: string): readonly string[] {
  return lexer(text)
    .filter(({ type, raw }) => type !== 'space' && !raw.startsWith('## '))
    .map(({ type }) => type);
}

describe('quick fixes', () => {
  it.each(blocks)('[X-01] can not mark as hypothesis: %s', (_title, text) => {
    expect(asHypothesis(text, first(text))).toBeUndefined();
  });

  it('[X-01] keep the header of a table, and offer nothing for the whole file', () => {
    const header = markdown.replace('| Node | Time (UTC) |', '| Node | Time (CET) |');
    expect(withoutUnit(header, first(header))).toBeUndefined();
    const footer = markdown.replace('- Status: done', '- Status: fine');
    expect([asHypothesis(footer, first(footer)), withoutUnit(footer, first(footer))]).toEqual([undefined, undefined]);
  });
});
