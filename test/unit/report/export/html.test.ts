import { describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { toHtml } from '../../../../src/extension/core/report/export/html.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { drawing } from './drawing.ts';

const markdown = renderCase(storefrontCase);
const bare = renderCase(bareGroupCase);
const noted = (note: string) => markdown.replace('### What happened', `${note}\n\n### What happened`);

/** The page without its style and its head's fixed lines. */
const bodyOf = (html: string) => html.slice(html.indexOf('<body>'));
const elementsOf = (html: string) => new Set([...bodyOf(html).matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name?.toLowerCase()));
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
const linksOf = (html: string) => [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href ?? '');

describe('the HTML report', () => {
  it('[K-06] names nothing outside itself, and its own policy would refuse it', () => {
    const html = toHtml({ markdown, drawing });
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:`);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|\ssrc=|@import|url\((?!#)|<(?:script|link|iframe|img|object|base)\b/i,
    );
    expect(linksOf(html).filter((href) => !href.startsWith('#'))).toEqual([]);
  });

  it.each([
    ['a complete case', markdown],
    ['a bare case', bare],
  ])('[K-06] has every section of %s in order, each in the contents', (_title, file) => {
    const html = toHtml({ markdown: file });
    const sections = [...file.matchAll(/^### (.*)$/gm)].map(([, name]) => name?.replace('&', '&amp;'));
    expect([...html.matchAll(/<h2 id="[^"]*">(.*)<\/h2>/g)].map(([, name]) => name)).toEqual(sections);
    expect([...html.matchAll(/<li><a href="#s-[^"]*">(.*)<\/a>/g)].map(([, name]) => name)).toEqual(sections);
  });

  it('[I-26] every citation leads to its row of the Sources table, and the row back; no anchor is missing or there twice', () => {
    const html = toHtml({ markdown, drawing });
    const ids = idsOf(html);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(linksOf(html).filter((href) => !ids.includes(href.slice(1)))).toEqual([]);
    const cited = new Set([...(markdown.split('### Sources')[0]?.matchAll(/\[(E\d+)\]/g) ?? [])].map(([, id]) => `#${id}`));
    expect(cited.size).toBeGreaterThan(5);
    for (const id of cited) expect(linksOf(html)).toContain(id);
    expect(html).toMatch(/<tr id="E3"><th scope="row">E3 <a class="back" href="#cites-E3"/);
  });

  it('[I-26] a citation leads to its source whatever else the file says of it', () => {
    const twice = markdown.replace(/^(\| E3 .*)$/m, '$1\n$1');
    expect(idsOf(toHtml({ markdown: twice })).filter((id) => id === 'E3')).toHaveLength(1);
    const defined = toHtml({ markdown: noted('[E3]: https://evil.example\n\nSeen [E3].') });
    expect(defined).toContain('Seen <span class="cites">[<a href="#E3">E3</a>]</span>.');
  });

  it('[I-26] a citation of evidence that the case has not is no link', () => {
    const html = toHtml({ markdown: noted('It was done at night [E3][E99].') });
    expect(html).toContain('It was done at night [E3][E99].');
  });

  it('[K-06] holds the drawing with the timeline below and the text that it was drawn from', () => {
    const html = toHtml({ markdown, drawing });
    expect(html).toMatch(/<figure [\s\S]*<svg [\s\S]*<\/figure>\n<details>[\s\S]*flowchart LR[\s\S]*class="timeline"/);
  });

  it('[K-06] without a drawing shows its text and the timeline, and says so', () => {
    const html = toHtml({ markdown });
    expect(html).not.toContain('<svg');
    expect(html).toMatch(/The attack flow was not drawn for this report\.[\s\S]*<details open>[\s\S]*flowchart LR[\s\S]*class="timeline"/);
  });

  it('[K-07] leaves out a drawing that it does not trust, and says why', () => {
    const html = toHtml({ markdown, drawing: drawing.replace('<desc>', '<script>alert(1)</script><desc>') });
    expect(html).not.toContain('<svg');
    expect(html).toContain('The drawing of the attack flow was left out: it has an element script.');
  });

  it("[K-06] keeps the user's own notes, with a link to the web", () => {
    const html = toHtml({
      markdown: noted(
        '**Checked** with [the owner](https://wiki.example/a?b=1&c=2), see https://wiki.example/d.\n\n#### Later\n\n- [x] done',
      ),
    });
    expect(html).toContain('<a href="https://wiki.example/a?b=1&amp;c=2" rel="noreferrer noopener">the owner</a>');
    expect(html).toContain('<a href="https://wiki.example/d" rel="noreferrer noopener">');
    expect(html).toContain('<h3>Later</h3>');
    expect(html).toContain('☑ ');
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<!-- hidden --><div onclick="x">',
    '<details><summary>x</summary>\n\n**y**\n\n</details>',
    '[x](javascript:alert(1)) [y](command:evil) [z](data:text/html,x) [w](//evil.example) [v](#E1) <vscode://x>',
    '![pixel](https://evil.example/p.png) ![x][y]',
    '[E3]: https://x.example "x"\n\n[E3] [E3][E4]',
    '[a](https://x.example "\\" onmouseover=\\"x") [a](https://x.example/"onmouseover="x)',
    '```"><script>alert(1)</script>\nx\n```',
    '```mermaid\n</code></pre><script>alert(1)</script>\n```',
    '| <b>x</b> |\n| --- |\n| <script>x</script> |',
    '# <b>x</b> {#E3 onclick=x}',
    '&lt;script&gt; &#60;script&#62; &amp;lt;',
  ])('[K-07] markup that somebody pasted into the file is text: %j', (note) => {
    const plain = elementsOf(toHtml({ markdown, drawing }));
    const html = toHtml({ markdown: noted(note), drawing });
    expect([...elementsOf(html)].filter((name) => !plain.has(name))).toEqual([]);
    expect(bodyOf(html).replace(/>[^<]*</g, '><')).not.toMatch(/<[^>]*\s(?:on\w+|style="(?!--drawn))/i);
    expect(linksOf(html).filter((href) => !/^#|^https:\/\/x\.example/.test(href))).toEqual([]);
    expect(idsOf(html).filter((id) => id === 'E3')).toHaveLength(1);
  });

  it('[C-06] bears the marks of a sample and of a partial case, even if they were deleted from the file', () => {
    expect(toHtml({ markdown })).toContain('<strong>Sample tenant.</strong> None of this happened; the data comes with the extension.');
    expect(toHtml({ markdown: markdown.replace(/^> .*$/m, '') })).toContain('<strong>Sample tenant.</strong> None of this happened.');
    expect(toHtml({ markdown: bare.replace(/^> .*$/m, '') })).toContain('<strong>Partial.</strong> Not everything was read.');
    expect(toHtml({ markdown: bare }).match(/Partial\./g)).toHaveLength(1);
  });

  it('[K-06] begins with the name, the tactic, how sure, whose tenant and when', () => {
    const head = toHtml({ markdown }).split('<main')[0];
    for (const part of [
      '<title>Cryptominer dropped through storefront web shell — Execution (TA0002, T1059.004)</title>',
      '<h1>Cryptominer dropped through storefront web shell</h1>',
      '<p class="tactic">Execution (TA0002, T1059.004)</p>',
      '5 of 5</dd>',
      `<dt>Tenant</dt><dd>${storefrontCase.tenant.name}`,
      `<time datetime="${storefrontCase.startedAt}">`,
    ])
      expect(head).toContain(part);
  });

  it('[K-06] gives sections of one name anchors of their own', () => {
    const ids = idsOf(toHtml({ markdown: noted('### Note\n\na\n\n### Note 2\n\nb\n\n### Note\n\nc\n\n### 日本\n\nd\n\n### 中国\n\ne') }));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(['s-note', 's-note-2', 's-note-2-2']));
  });

  it("[K-06] knows the case's own tables by their headers", () => {
    const kinds = [...toHtml({ markdown }).matchAll(/<table(?: class="(\w+)")?>/g)].map(([, kind]) => kind);
    expect(kinds).toEqual(['timeline', 'indicators', 'coverage', 'sources']);
  });

  it('[K-06] finds the title below a note', () => {
    expect(toHtml({ markdown: `Read by A. B.\n\n${markdown}` })).toContain('<h1>Cryptominer dropped through storefront web shell</h1>');
  });

  it('[K-06] takes from the case as it was told what the file no longer says', () => {
    const cut =
      markdown
        .split('### Sources')[0]
        ?.replace(/\*\*Why 5\/5:\*\*/, 'Why:')
        .replace(/^## .*$/m, '## Renamed') ?? '';
    const head = (html: string) => html.split('<main')[0];
    expect(head(toHtml({ markdown: cut }))).not.toContain('<dl');
    const told = head(toHtml({ markdown: cut, told: storefrontCase }));
    expect(told).toContain('<h1>Renamed</h1>\n<p class="tactic">Execution</p>');
    expect(told).toContain(`<dt>Evidence</dt><dd>${storefrontCase.evidence.length} sources</dd>`);
  });

  it('[K-06] says what is wrong with a file that is nested deeper than a stack holds', () => {
    const deep = (depth: number) => toHtml({ markdown: `## Case\n\n${'> '.repeat(depth)}x` });
    expect(deep(20)).toContain('<blockquote>');
    expect(() => deep(20_000)).toThrow(expect.objectContaining({ name: 'Failure', why: expect.stringContaining('nested') }));
  });

  it('[K-06] is a report of whatever text it is given', () => {
    for (const text of ['', 'words', '\n\n### \n', '## \n\n> x', '\u0000\u001b[31m']) {
      const html = toHtml({ markdown: text });
      expect(html).toMatch(/^<!DOCTYPE html>[\s\S]*<h1>.+<\/h1>[\s\S]*<\/html>\n$/);
      expect(html).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
    }
  });
});
