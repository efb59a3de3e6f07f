import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adfOf, markdownBlocks } from '../../../src/extension/core/handoff/adf.ts';
import { describeDraft } from '../../../src/extension/core/handoff/description.ts';
import type { EvidenceId } from '../../../src/extension/core/model/evidence.ts';
import { code, id, indicator, type Phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { datumText } from '../../../src/extension/core/report/datumText.ts';
import { bullets, markdownSentence, table, tablePhrase } from '../../../src/extension/core/report/markdown.ts';
import { adfProblems, adfText } from '../../fakes/adfRules.ts';
import { hostile } from '../report/hostile.ts';
import { draft, eventId, goldenMarkdown, goldenNames, handoffCase } from './cases.ts';

const documentOf = (markdown: string) => adfOf(markdownBlocks(markdown));

describe('Markdown as Jira reads it', () => {
  it('[H-02] keeps headings, emphasis, lists, tables, code and quotes', () => {
    expect(documentOf('### A `b`\n\n1. x **y `z`** [E1]\n   - deep\n\n> **Note.** q\n\n---\n\none\\\ntwo').content).toEqual([
      {
        type: 'heading',
        attrs: { level: 3 },
        content: [
          { type: 'text', text: 'A ' },
          { type: 'text', text: 'b', marks: [{ type: 'code' }] },
        ],
      },
      {
        type: 'orderedList',
        attrs: { order: 1 },
        content: [
          {
            type: 'listItem',
            content: [
              {
                type: 'paragraph',
                content: [
                  { type: 'text', text: 'x ' },
                  { type: 'text', text: 'y ', marks: [{ type: 'strong' }] },
                  { type: 'text', text: 'z', marks: [{ type: 'code' }] },
                  { type: 'text', text: ' [E1]' },
                ],
              },
              {
                type: 'bulletList',
                content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'deep' }] }] }],
              },
            ],
          },
        ],
      },
      {
        type: 'blockquote',
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'Note.', marks: [{ type: 'strong' }] },
              { type: 'text', text: ' q' },
            ],
          },
        ],
      },
      { type: 'rule' },
      { type: 'paragraph', content: [{ type: 'text', text: 'one' }, { type: 'hardBreak' }, { type: 'text', text: 'two' }] },
    ]);
  });

  it('[H-02] keeps an empty cell, a code block with its language, and an item that begins with a list or is empty', () => {
    const document = documentOf('| a | b |\n| --- | --- |\n| x |  |\n\n```text\nl1\nl2\n```\n\n- - x\n-\n');
    expect(adfProblems(document)).toEqual([]);
    expect(document.content[1]).toEqual({ type: 'codeBlock', attrs: { language: 'text' }, content: [{ type: 'text', text: 'l1\nl2' }] });
    expect(adfText(document)).toBe('a\nb\nx\n\nl1\nl2\n\nx\n\n');
  });

  it('[H-02] what a person may add nests as Jira allows it', () => {
    const added = [
      '> > deep\n>\n> # heading\n>\n> | a |\n> | --- |\n> | b |',
      '- # heading\n- > quote\n-     code\n- | a |\n  | --- |\n  | b |\n- ---',
      '- [ ] open\n- [x] done',
      '<details><summary>x</summary>\n\n**y**\n\n</details>',
      '![picture](https://evil.example/p.png) [words](https://evil.example) <https://evil.example> https://evil.example',
      '[x]: https://evil.example\n\n[x]',
      '***both*** **_x_ `c`** ~~gone~~ **a **b** c**',
      '# \n\n```\n```\n\n>\n',
    ];
    for (const markdown of added) {
      const document = documentOf(markdown);
      expect([markdown, adfProblems(document)]).toEqual([markdown, []]);
      expect(JSON.stringify(document)).not.toContain('"link"');
    }
  });

  it('[H-02] whatever is written is a document that Jira takes', () => {
    const piece = fc.constantFrom(
      '# ',
      '- ',
      '1. ',
      '> ',
      '```',
      '`',
      '**',
      '_',
      '~~',
      '| a | b |\n| --- | --- |\n',
      '|',
      '\n',
      '\n\n',
      '    ',
      '[',
      '](x)',
      '<b>',
      'word',
      '\\',
      '---',
      '\u0000',
      '\ud800',
      '[ ] ',
      '&amp;',
    );
    void fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(adfProblems(documentOf(pieces.join('')))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the hostile corpus in a ticket', () => {
  const said = (phrase: Phrase) => ({ phrase, cites: ['E1' as EvidenceId] });

  it.each(hostile.map((value) => [value.slice(0, 40), value] as const))('[H-02] %j through every kind of datum is text', (_name, value) => {
    const datums = [text(value), code(value), indicator(value), id(value)];
    const sentences = datums.map((datum) => markdownSentence(said(['It ran ', datum, ' there'])));
    const markdown = [
      bullets(sentences),
      table(
        ['A'],
        datums.map((datum) => [tablePhrase([datum])]),
      ),
    ].join('\n\n');
    const document = documentOf(markdown);
    expect(adfProblems(document)).toEqual([]);
    expect(JSON.stringify(document)).not.toMatch(/"type":"(?:link|blockquote|heading|rule|codeBlock|strike|strong|em)"/);
    const lines = adfText(document)
      .split('\n')
      .map((line) => line.trim());
    for (const datum of datums) {
      const shown = datumText(datum).trim() || '""';
      expect(lines).toContain(`It ran ${shown} there [E1].`.replace(/ {2,}/g, (run) => run));
    }
  });

  it.each(hostile.map((value) => [value.slice(0, 40), value] as const))(
    '[H-02] %j as a title and as a line that a person wrote is taken',
    (_name, value) => {
      const of = draft({ title: value, markdown: handoffCase().markdown.replace('### Limitations', `${value}\n\n### Limitations`) });
      const { adf, length } = describeDraft(of);
      expect(adfProblems(adf)).toEqual([]);
      expect(JSON.stringify(adf)).not.toContain('"type":"link"');
      expect(length).toBeLessThanOrEqual(32_767);
      expect(adfText(adf)).toContain(eventId);
      expect(of.summary.length).toBeLessThanOrEqual(200);
      expect(of.summary).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    },
  );
});

describe('a case of any length in a ticket', () => {
  it.each(goldenNames)('[H-02] [H-07] %s: fits, ends in the audit line, and says where the whole is', (name) => {
    const of = draft({ markdown: goldenMarkdown(name) });
    const { adf, markdown, whole, length } = describeDraft(of);
    expect(adfProblems(adf)).toEqual([]);
    expect(length).toBe(JSON.stringify(adf).length);
    expect(length).toBeLessThanOrEqual(32_767);
    expect(adfText(adf).trimEnd().split('\n').at(-1)).toBe(of.audit.replaceAll('`', ''));
    expect(markdown).toContain(of.audit);
    expect(markdown.includes(`The whole case is in the file \`${of.attachment?.name}\``)).toBe(!whole);
    for (const heading of [
      '### Summary',
      '### What happened',
      '### Correlation & confidence',
      '### Recommended next checks',
      '### Limitations',
    ]) {
      expect(markdown).toContain(heading);
    }
  });

  it('[H-02] a short case goes whole, a long one without its sources first', () => {
    const short = describeDraft(draft({ markdown: goldenMarkdown('bare-group') }));
    expect(short).toMatchObject({ whole: true });
    expect(short.markdown.split('audit: event_id=')).toHaveLength(2);
    const { markdown } = describeDraft(draft());
    expect(markdown).not.toContain('### Sources');
    expect(markdown).toContain('| S1 | 2026-06-10 09:12:31Z |');
    expect(markdown).not.toContain('flowchart LR');
  });

  it('[H-02] what a person added goes along where the engine’s look-up tables do not', () => {
    const markdown = goldenMarkdown('sample-web-shell').replace(
      '### Limitations',
      '### My notes\n\nSeen before in May.\n\n### Limitations',
    );
    expect(describeDraft(draft({ markdown })).markdown).toContain('Seen before in May.');
  });

  it('[H-02] [H-07] blocks that are too long are left out one by one; a fence that is left open takes nothing with it', () => {
    const huge = handoffCase().markdown.replace(
      '### Limitations',
      `${'long '.repeat(20_000)}\n\n### Limitations\n\n\`\`\`text\n${'x\n'.repeat(40_000)}`,
    );
    const { adf, markdown, whole, length } = describeDraft(draft({ markdown: huge }));
    expect([whole, length <= 32_767, adfProblems(adf)]).toEqual([false, true, []]);
    expect(markdown).toContain('### Recommended next checks');
    expect(adfText(adf)).toContain(`event_id=${eventId}`);
  });
});
