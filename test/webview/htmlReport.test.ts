import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, findChromium } from '../../scripts/codeServer.mjs';
import type { Case } from '../../src/extension/core/model/case.ts';
import { renderCase } from '../../src/extension/core/report/caseFile.ts';
import { toHtml } from '../../src/extension/core/report/export/html.ts';
import { bareGroupCase } from '../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../fixtures/cases/storefront.ts';
import { drawing } from '../unit/report/export/drawing.ts';
import { hostile } from '../unit/report/hostile.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const address = 'http://report.example/';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
});
afterAll(() => browser.close());

type Opened = { readonly page: Page; readonly faults: readonly string[]; show(html: string): Promise<void> };

/** @param bypassCSP as if the file's own policy were not there: what is escaped must not need it */
async function open(bypassCSP = true, viewport = { width: 1200, height: 800 }): Promise<Opened> {
  const context = await browser.newContext({ bypassCSP, viewport });
  const page = await context.newPage();
  const faults: string[] = [];
  let html = '';
  await context.route('**', (route) => {
    if (route.request().url() === address) return route.fulfill({ body: html, contentType: 'text/html' });
    faults.push(route.request().url());
    return route.abort();
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(dialog.message());
    return dialog.dismiss();
  });
  page.on('console', (message) => faults.push(message.text()));
  return {
    page,
    faults,
    show: async (next) => {
      html = next;
      await page.goto(address);
    },
  };
}

/** The same case with everything that comes from the tenant replaced. */
function infected(of: Case, value: string): Case {
  const names = [
    'label',
    'title',
    'rule',
    'type',
    'cmdline',
    'asked',
    'reason',
    'resource',
    'name',
    'pod',
    'technique',
    'failure',
    'region',
  ];
  const replaced = JSON.parse(JSON.stringify(of), (key, inner: unknown) => {
    if (typeof inner === 'string') return names.includes(key) ? value : inner;
    if (typeof inner !== 'object' || inner === null) return inner;
    if ('text' in inner && 'kind' in inner && inner.kind !== 'time') return { ...inner, text: value };
    return 'tool' in inner ? { ...inner, args: { filter: value }, row: value } : inner;
  });
  return replaced as Case;
}

/**
 * Kinds of elements with the names of their attributes, where links lead, and how much there is of what makes up the page: without the rows of
 * the indicators, of which a text may hold some.
 */
function census() {
  const all = [...document.querySelectorAll('*')];
  const kinds = [...new Set(all.map((one) => `${one.localName} ${one.getAttributeNames().sort().join(' ')}`))];
  const links = [...new Set([...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''))].sort();
  for (const table of document.querySelectorAll('table')) if (table.querySelector('th')?.textContent === 'Kind') table.remove();
  const names = ['section', 'h1', 'h2', 'table', 'tr', 'td', 'li', 'p', 'pre', 'a', 'details', 'dd', 'strong'];
  return { kinds, links, counts: Object.fromEntries(names.map((name) => [name, document.querySelectorAll(name).length])) };
}

describe("attacker's text in the HTML report", () => {
  it('[K-07] is text in every field of a case: no element, attribute, link, request or script of its own, even without the policy', async () => {
    const { page, faults, show } = await open();
    await show(toHtml({ markdown: renderCase(infected(storefrontCase, 'harmless')) }));
    const plain = await page.evaluate(census);
    for (const value of hostile) {
      const of = infected(storefrontCase, value);
      await show(toHtml({ markdown: renderCase(of), told: of }));
      const found = await page.evaluate(census);
      const title = value.slice(0, 60);
      expect(
        found.kinds.filter((kind) => !plain.kinds.includes(kind)),
        title,
      ).toEqual([]);
      // Words of blanks alone can be neither bold nor the head of a row.
      if (value.trim() !== '') expect(found.counts, title).toEqual(plain.counts);
      expect(found.links, title).toEqual(plain.links);
      expect(faults, title).toEqual([]);
    }
  });

  it('[K-07] can be read as it was written', async () => {
    const { page, show } = await open();
    await show(
      toHtml({ markdown: renderCase(infected(storefrontCase, '<img src=x onerror=alert(1)> &lt;b&gt; [x](command:y) %%{init}%%')) }),
    );
    expect(await page.locator('h1').textContent()).toBe('<img src=x onerror=alert(1)> &lt;b&gt; [x](command:y) %%{init}%%');
    expect(await page.locator('.timeline tbody').textContent()).toContain(
      '<img src=x onerror=alert(1)> &lt;b&gt; [x](command:y) %%{init}%%',
    );
  });

  it('[K-07] widens the page nowhere, however long it is', async () => {
    const { page, show } = await open(true, { width: 360, height: 740 });
    for (const value of ['x'.repeat(100_000), '[.]'.repeat(3000), '/'.repeat(3000), '\u202e\u200b'.repeat(500)]) {
      await show(toHtml({ markdown: renderCase(infected(storefrontCase, value)), drawing }));
      expect(await page.evaluate(() => document.documentElement.scrollWidth), value.slice(0, 10)).toBeLessThanOrEqual(360);
    }
  });
});

describe('the HTML report in a browser', () => {
  it('[K-06] needs no network and is whole under its own policy', async () => {
    const { page, faults, show } = await open(false);
    await show(toHtml({ markdown: renderCase(storefrontCase), drawing }));
    expect(await page.locator('figure svg rect').count()).toBe(3);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('table') ?? document.body).borderCollapse)).toBe('collapse');
    expect(await page.evaluate(() => document.scripts.length)).toBe(0);
    expect(faults).toEqual([]);
  });

  it('[K-06] a citation leads to its source and back', async () => {
    const { page, show } = await open(false);
    await show(toHtml({ markdown: renderCase(storefrontCase) }));
    await page.locator('#s-summary ~ p a[href="#E9"]').first().click();
    expect(await page.evaluate(() => document.querySelector(':target')?.textContent)).toContain('get_event_info');
    await page.locator('#E9 a.back').click();
    expect(await page.evaluate(() => document.querySelector(':target')?.closest('section')?.getAttribute('aria-labelledby'))).toBe(
      's-summary',
    );
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active', colorScheme: 'dark' }],
    ['more contrast', { contrast: 'more', colorScheme: 'light' }],
  ] as const)('[K-06] axe finds nothing in %s', async (_name, media) => {
    const { page, show } = await open();
    await page.emulateMedia(media);
    for (const [of, drawn] of [
      [storefrontCase, { drawing }],
      [storefrontCase, {}],
      [bareGroupCase, {}],
    ] as const) {
      await show(toHtml({ markdown: renderCase(of), ...drawn }));
      await page.addScriptTag({ content: axe });
      const violations = await page.evaluate(async () => {
        const { run } = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
        return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      expect(violations).toEqual([]);
    }
  });

  it('[K-06] is dark in a dark theme, and its drawing too', async () => {
    const { page, show } = await open();
    const html = toHtml({ markdown: renderCase(storefrontCase), drawing });
    const look = () => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('svg') ?? document.body).filter,
    ];
    await page.emulateMedia({ colorScheme: 'light' });
    await show(html);
    expect(await page.evaluate(look)).toEqual(['rgb(255, 255, 255)', 'none']);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(look)).toEqual(['rgb(21, 24, 28)', expect.stringContaining('invert')]);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await page.evaluate(look)).toEqual(['rgb(255, 255, 255)', 'none']);
  });

  it.each([360, 600, 1200])('[K-06] does not scroll sideways at %i px; tables scroll within themselves', async (width) => {
    const { page, show } = await open(true, { width, height: 740 });
    await show(toHtml({ markdown: renderCase(storefrontCase), drawing }));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const scrolls = await page.locator('.scroll:has(.sources)').evaluate((region) => region.scrollWidth > region.clientWidth);
    expect(scrolls).toBe(width < 900);
  });

  it('[K-06] prints all of it: nothing is cut off at the side, nothing is folded away, the last section is there', async () => {
    const { page, show } = await open();
    await show(toHtml({ markdown: renderCase(storefrontCase), drawing }));
    const text = pdfText(await page.pdf({ preferCSSPageSize: true })).replace(/\s/g, '');
    const { completedAt, evidence } = storefrontCase;
    for (const part of ['Audit', completedAt, 'runtime-threats-case/1', ...evidence.map(({ digest }) => digest)])
      expect(text).toContain(part);
    // The width of the text on A4 with our margins.
    await page.setViewportSize({ width: 680, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => [...document.querySelectorAll('main *')].filter((one) => one.scrollWidth > 681).length)).toBe(0);
    expect(await page.locator('nav').isVisible()).toBe(false);
  });
});

/** The words of a PDF as Chromium writes it: glyph numbers in compressed streams, with a table of their characters for each font. */
function pdfText(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const objects = new Map([...raw.matchAll(/(\d+) 0 obj\b([\s\S]*?)endobj/g)].map(([, id, body]) => [id ?? '', body ?? '']));
  const stream = (id: string) => {
    const body = objects.get(id) ?? '';
    const start = body.indexOf('stream\n') + 'stream\n'.length;
    const bytes = Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1');
    return body.includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1');
  };
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const [id, body] of objects) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (table !== undefined) fonts.set(`F${id}`, characters(stream(table)));
  }
  const pages = [...objects.values()].flatMap((body) =>
    /\/Type \/Page\b/.test(body) ? (/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? []) : [],
  );
  return pages.map((id) => shownText(stream(id), fonts)).join('\n');
}

function shownText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> | undefined;
  let text = '';
  for (const [, name, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([\dA-F]+)> Tj/g)) {
    if (name !== undefined) font = fonts.get(name);
    for (const [glyph] of (glyphs ?? '').matchAll(/.{4}/g)) text += font?.get(Number.parseInt(glyph, 16)) ?? '';
  }
  return text;
}

/** `<0003> <0020>` and `<0010> <0012> <002D>`, each a glyph or a range of them and a character. */
function characters(table: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const hex = (digits: string | undefined) => Number.parseInt(digits ?? '', 16);
  for (const [, glyph, units] of table.matchAll(/^<(\w{4})> <(\w+)>$/gm)) found.set(hex(glyph), utf16(units ?? ''));
  for (const [, first, last, unit] of table.matchAll(/^<(\w{4})> <(\w{4})> <(\w{4})>$/gm)) {
    for (let glyph = hex(first); glyph <= hex(last); glyph += 1) found.set(glyph, String.fromCharCode(hex(unit) + glyph - hex(first)));
  }
  return found;
}

function utf16(units: string): string {
  return [...units.matchAll(/.{4}/g)].map(([unit]) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
