import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { isEarlierText, mergeCase } from '../../../src/extension/core/report/mergeCase.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { sealedUnits } from '../../../src/extension/core/report/verify/seal.ts';
import { bareGroupCase } from '../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { laterCase, renumbered } from './laterCase.ts';

const old = renderCase(storefrontCase);
const fresh = renderCase(laterCase);
const mark = '**Edited before the refresh:**';

/** The old case with one place of it changed, which must be there. */
function edited(place: string | RegExp, by: string | ((found: string) => string)): string {
  const text = old.replace(place, (found) => (typeof by === 'string' ? by : by(found)));
  if (text === old) throw new Error(`the case has no ${place}`);
  return text;
}

function footerOf(text: string) {
  const parsed = parseCaseFooter(text);
  if (parsed.status !== 'ok') throw new Error(parsed.reason);
  return parsed.footer;
}

/** What a merged text has beside today's, line by line. */
function added(merged: string): readonly string[] {
  const told = new Set(fresh.split('\n'));
  return merged.split('\n').filter((line) => !told.has(line));
}

describe('[I-04] [K-12] a refresh of a case', () => {
  it('gives the text of today where nobody wrote in the file', () => {
    expect(mergeCase(old, fresh)).toBe(fresh);
    expect(mergeCase(fresh, fresh)).toBe(fresh);
  });

  it('keeps a note between two bullets where it stood', () => {
    const merged = mergeCase(edited('- The node belongs', '- My own finding.\n- The node belongs'), fresh);
    expect(merged).toMatch(/node ip-10-0-3-17 \[E\d+\]\[E\d+\]\.\n- My own finding\.\n- The node belongs/);
    expect(added(merged)).toEqual(['- My own finding.']);
  });

  it('keeps a paragraph with its blank lines', () => {
    const merged = mergeCase(edited('### Attack flow', 'A thought.\n\n### Attack flow'), fresh);
    expect(merged).toContain('\n\nA thought.\n\n### Attack flow\n');
  });

  it('keeps a row of a table in the table', () => {
    const merged = mergeCase(edited('| S4 |', '| – | later | mine | I pulled the plug | – | [E9] |\n| S4 |'), fresh);
    expect(merged).toMatch(/\| S3 .*\n\| – \| later \| mine \| I pulled the plug \| – \| \[E2\] \|\n\| S4 /);
  });

  it('keeps a sentence of a person within a line of the investigation', () => {
    const merged = mergeCase(edited('[E3]. It fired', '[E3]. I saw it too. It fired'), fresh);
    expect(merged).toMatch(/`kdevtmpfsi` \[E7\]\. I saw it too\. It fired 5 times within 70 s \[E10\]\.\n/);
  });

  it("keeps a person's words in place of a sentence that is told as before", () => {
    const merged = mergeCase(edited('2. Deactivate the access key of backup-admin', '2. Asked Jo about the key'), fresh);
    expect(merged).toContain('2. Asked Jo about the key [E3].\n');
    expect(merged).not.toContain('Deactivate the access key');
    expect(merged).not.toContain(mark);
  });

  it('marks them, beside the new wording, where it is told otherwise', () => {
    const merged = mergeCase(edited('It fired 3 times within 40 s', 'It fired all the time'), fresh);
    expect(merged).toContain(`${mark} It fired all the time [E10]. It fired 5 times within 70 s [E10].`);
  });

  it('marks a whole line of theirs after its list mark', () => {
    const merged = mergeCase(
      edited(/3\. Start org-trail again and read what was done/, '3. We started the trail; read what was done'),
      fresh,
    );
    expect(merged).toContain(`\n3. ${mark} We started the trail; read what was done while it was stopped [E3].\n`);
  });

  it('does not mark a hypothesis, which says itself what it is', () => {
    const merged = mergeCase(edited('It fired 3 times within 40 s [E6]', '**Hypothesis:** It fires by a timer'), fresh);
    expect(merged).toContain('**Hypothesis:** It fires by a timer.');
    expect(merged).not.toContain(mark);
  });

  it('leaves out what a person took out, as long as it is told the same', () => {
    const merged = mergeCase(edited(/- The node belongs.*\n/, ''), fresh);
    expect(merged).not.toContain('The node belongs');
    expect(added(merged)).toEqual([]);
    const retold = mergeCase(edited(/ It fired 3 times within 40 s \[E6\]\./, ''), fresh);
    expect(retold).toContain('It fired 5 times within 70 s');
  });

  it('keeps checks ticked off', () => {
    expect(mergeCase(edited('1. Isolate', '1. [x] Isolate'), fresh)).toContain('\n1. [x] Isolate shop/storefront');
  });

  it('keeps a section of a person behind all of the section before it', () => {
    const merged = mergeCase(edited('### Limitations', '### What we did\n\n- Called Jo.\n\n### Limitations'), fresh);
    expect(merged).toMatch(/3\. Ask who runs pool\\?\.example \[E7\]\.\n\n### What we did\n\n- Called Jo\.\n\n### Limitations/);
  });

  it('brings what was written below the Audit to the notes, where it is read with the case', () => {
    const merged = mergeCase(`${old}\nClosed as RUNTIME-12 [E9].\n`, fresh);
    expect(merged).toContain('\n\n### Notes\n\nClosed as RUNTIME-12 [E2].\n\n### Limitations');
    const again = mergeCase(`${merged}\nAnd opened again.\n`, fresh);
    expect(again).toContain('\n\n### Notes\n\nClosed as RUNTIME-12 [E2].\n\nAnd opened again.\n\n### Limitations');
  });

  it('brings to the notes what stood in a section that is no more', () => {
    const withoutChecks = renderCase({ ...laterCase, nextChecks: [] }).replace('### Recommended next checks', '### Next steps');
    const merged = mergeCase(edited('3. Start org-trail', 'Jo is on it.\n3. Start org-trail'), withoutChecks);
    expect(merged).toContain('\n\n### Notes\n\nJo is on it.\n\n### Limitations');
  });

  it('keeps a drawing that a person changed: in place of one told as before, else below the new one', () => {
    const drawn = edited(/ {2}S5 -->.*\n/, (line) => `${line}  S6 --> S9["my guess"]\n`);
    const same = mergeCase(drawn, renderCase(renumbered(storefrontCase, 3)));
    expect(same.match(/```mermaid/g)).toHaveLength(1);
    expect(same).toContain('S6 --> S9["my guess"]');
    const { flow } = laterCase;
    if (flow.status !== 'done') throw new Error('it should have a flow');
    const steps = flow.value.steps.slice(0, 5);
    const other = renderCase({
      ...laterCase,
      flow: { ...flow, value: { ...flow.value, steps, links: flow.value.links.slice(0, 4) } },
    });
    const both = mergeCase(drawn, other);
    expect(both.match(/```mermaid/g)).toHaveLength(2);
    expect(both).toMatch(/```\n\n\*\*Edited before the refresh:\*\*\n```mermaid\n(?:.*\n)*? {2}S6 --> S9\["my guess"\]/);
  });

  it("gives a person's citations the numbers of today, and none to what was not read again", () => {
    const evidence = storefrontCase.evidence.filter(({ id }) => id !== 'E5');
    const without = renderCase(renumbered({ ...storefrontCase, evidence }, 2));
    const merged = mergeCase(edited('### Limitations', 'Compare [E9] with [E5], `[E5]` and [E77].\n\n### Limitations'), without);
    const today = footerOf(without).sources.find(({ source }) => JSON.stringify(source).includes('18bc3a28eb1a00004df811d3543b5a99'));
    expect(merged).toContain(`Compare [${today?.id}] with [was E5], \`[E5]\` and [E77].`);
  });

  it('keeps the line ends of the file', () => {
    const merged = mergeCase(edited('### Limitations', 'A note.\n\n### Limitations').replaceAll('\n', '\r\n'), fresh);
    expect(merged.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(merged.replaceAll('\r\n', '\n')).toContain('\nA note.\n');
  });

  it('[X-01] leaves the seal of today, so that the hand of a person is still seen', () => {
    const merged = mergeCase(edited('2. Deactivate the access key of backup-admin', '2. Asked Jo'), fresh);
    expect(footerOf(merged)).toEqual(footerOf(fresh));
    const own = sealedUnits(merged).units.filter(({ standing }) => standing !== 'sealed');
    expect(own.map(({ unit, standing }) => [unit.words, standing])).toEqual([['Asked Jo', 'changed']]);
  });

  it('refuses a text whose footer was changed, and knows a case of another event', () => {
    expect(() => mergeCase(old.replace('- Format:', '- Frmat:'), fresh)).toThrow(/Sources or Audit section was changed/);
    expect(isEarlierText(old, fresh)).toBe(true);
    expect(isEarlierText(`${old}\nA note.\n`, fresh)).toBe(true);
    expect(isEarlierText(renderCase({ ...bareGroupCase, trigger: { ...bareGroupCase.trigger, id: 'g', groupId: 'g' } }), fresh)).toBe(
      false,
    );
    expect(isEarlierText('# notes', fresh)).toBe(false);
  });
});

/** What people write, each with a word that nothing else has. */
const shapes: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `- ${word} is mine [E3].`,
  (word) => `1. ${word}`,
  (word) => `   indented ${word}`,
  (word) => `| ${word} | a | b |`,
  (word) => `### ${word}`,
  (word) => `> ${word}`,
  (word) => `<!-- ${word} -->`,
  (word) => `**Hypothesis:** ${word} did it.`,
  (word) => `\n${word}\n\n- and more. Of it [E9]; and more [E2].\n`,
  (word) => `\`\`\`text\n${word}\n\n  end\n\`\`\``,
  (word) => `\`\`\`\n${word}`,
  (word) => `~~~\n${word}`,
  (word) => `---\n${word}`,
  (word) => `\`${word}\` \\[E9] [E99] \`\``,
];

type Edit = { readonly at: number; readonly kind: 'line' | 'words' | 'removed'; readonly shape: number };

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom<Edit['kind']>('line', 'line', 'words', 'removed'),
  shape: fc.nat(shapes.length - 1),
});

/** The text with edits above its Sources, and the words that were written. */
function withEdits(text: string, edits: readonly Edit[]): { readonly text: string; readonly written: readonly string[] } {
  const [body = '', ...end] = text.split(/^(?=### Sources$)/m);
  const lines = body.trimEnd().split('\n');
  const written: string[] = [];
  edits.forEach(({ at, kind, shape }, index) => {
    const line = at % lines.length;
    const word = `word${'abcdefghij'[index]}x`;
    const [first = ''] = shapes[shape]?.(word).split('\n') ?? [];
    if (kind === 'removed') lines.splice(line, 1);
    else if (kind === 'line') lines.splice(line, 0, shapes[shape]?.(word) ?? word);
    else lines[line] = `${(lines[line] ?? '').replace(/(?<=[a-z]) (?=[a-z])/, ` ${first.replaceAll('|', ' ')} `)} ${word}.`;
    written.push(...(kind === 'removed' ? [] : [word]));
  });
  const now = [...lines, '', ...end].join('\n');
  // One edit may take out what another wrote.
  return { text: now, written: written.filter((word) => now.includes(word)) };
}

const cases: readonly (readonly [string, Case, Case])[] = [
  ['much changed', storefrontCase, laterCase],
  ['little changed', storefrontCase, renumbered(storefrontCase, 5)],
  [
    'the flow is gone',
    storefrontCase,
    {
      ...laterCase,
      flow: { status: 'skipped', reason: 'one group and one domain' },
      incident: { status: 'failed', reason: 'the tenant answered 500' },
    },
  ],
  ['almost nothing is told any more', storefrontCase, { ...bareGroupCase, trigger: storefrontCase.trigger }],
];

describe.each(cases)('[K-12] whatever a person does, when %s', (_name, before, after) => {
  const [told, today] = [renderCase(before), renderCase(after)];
  const footer = footerOf(today);

  it('nothing that they wrote is lost, the footer is the one of today, and merging once more changes nothing', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const { text, written } = withEdits(told, edits);
        const merged = mergeCase(text, today);
        expect(written.filter((word) => !merged.includes(word))).toEqual([]);
        expect(footerOf(merged)).toEqual(footer);
        expect(mergeCase(merged, today)).toBe(merged);
      }),
      { numRuns: 250, seed: 4 },
    );
  });
});
