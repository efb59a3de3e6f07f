import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeSvg } from '../../src/extension/core/report/export/safeSvg.ts';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { type CasePage, openCasePage, openDrawnCase, startBrowser } from './casePage.ts';
import { largeFlow, viewOf } from './largeFlow.ts';
import { storefrontView } from './storefrontView.ts';

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const drawn = (view: CaseView): Promise<CasePage> => openDrawnCase(browser, address, view);

/** What the panel answers when the host asks for its drawing. */
async function askDrawing({ post, intents, page }: CasePage): Promise<string> {
  await post({ type: 'requestDrawing', request: 7 });
  await page.waitForFunction(() => (window as unknown as { intents: { type: string }[] }).intents.some(({ type }) => type === 'drawing'));
  const answer = (await intents()).find(({ type }) => type === 'drawing');
  expect(answer?.['request']).toBe(7);
  return String(answer?.['svg']);
}

describe('the drawing as SVG', () => {
  it('[K-06] is the answer to a host that asked for it before there is one, as it does when it has just opened the panel', async () => {
    const opened = await openCasePage(browser, address);
    await opened.post({ type: 'requestDrawing', request: 7 });
    await opened.show(storefrontView);
    await opened.page.waitForFunction(() =>
      (window as unknown as { intents: { type: string }[] }).intents.some(({ type }) => type === 'drawing'),
    );
    const answer = (await opened.intents()).find(({ type }) => type === 'drawing');
    expect(answer).toMatchObject({ request: 7, svg: expect.stringContaining('kdevtmpfsi') });
  });

  it.each([
    ['the sample incident', storefrontView],
    ['a flow of 120 steps', viewOf(largeFlow(120))],
  ])('[V-15] of %s is taken by the check of the host and needs nothing beside itself', async (_name, view) => {
    const checked = safeSvg(await askDrawing(await drawn(view)));
    expect(checked).toMatchObject({ ok: true });
    const svg = checked.ok ? checked.svg : '';
    expect(svg).not.toMatch(/<style|\bstyle=|href|foreignObject|<script|https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
    expect(svg).not.toContain('var(--');
  });

  it('[K-03] says what the panel shows: every word, frame, time, sign and dotted line', async () => {
    const opened = await drawn(storefrontView);
    const svg = await askDrawing(opened);
    const page = await browser.newPage();
    await page.setContent(svg);
    const words = (await page.locator('svg text').allTextContents()).join(' ').replaceAll(/\s+/g, '');
    for (const label of await opened.page
      .locator('.stage :is(g.node .label, .edgeLabel:not([display="none"]), .cluster-label text)')
      .allTextContents()) {
      expect(words).toContain(label.replaceAll(/\s+/g, ''));
    }
    expect(await page.locator('path[stroke-dasharray="2 4"][marker-end]').count()).toBe(2);
    expect(await page.locator('svg > title').textContent()).toBe(`Attack flow: ${storefrontView.title}`);
    const outside = await page.locator('svg').evaluate((svgElement) => {
      const { left, top, right, bottom } = svgElement.getBoundingClientRect();
      const boxes = [...svgElement.querySelectorAll(':is(rect, text, path):not(defs *)')].map((one) => one.getBoundingClientRect());
      return boxes.filter((box) => box.left < left || box.top < top || box.right > right + 1 || box.bottom > bottom + 1).length;
    });
    expect(outside).toBe(0);
  });

  it('is asked for where nothing is drawn: the answer comes, without a drawing', async () => {
    const opened = await openCasePage(browser, address);
    await opened.show({ ...storefrontView, flow: { status: 'none', reason: 'one domain', steps: [] } });
    await opened.page.waitForSelector('.empty');
    expect(await askDrawing(opened)).toBe('undefined');
  });
});

describe('copies', () => {
  it('asks the host for Mermaid and SVG, and shows what it says', async () => {
    const { page, post, intents } = await drawn(storefrontView);
    await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
    await page.getByRole('button', { name: 'Copy as SVG' }).click();
    expect((await intents()).slice(-2)).toEqual([{ type: 'copyDiagram' }, { type: 'copySvg' }]);
    await post({ type: 'notice', text: 'Copied as <b>SVG</b>.' });
    await expect.poll(() => page.locator('.notice').textContent()).toBe('Copied as <b>SVG</b>.');
  });

  it('puts a picture of twice the size onto the clipboard', async () => {
    const { page, faults } = await drawn(storefrontView);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Copy as PNG' }).click();
    await expect.poll(() => page.locator('.notice').textContent(), { timeout: 15_000 }).toBe('Copied as PNG.');
    const [picture, drawing] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
      const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      pen?.drawImage(bitmap, 0, 0);
      const pixels = new Set(new Uint32Array(pen?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer(0)));
      return [{ width: bitmap.width, colours: pixels.size }, document.querySelector('.stage svg')?.getAttribute('viewBox')] as const;
    });
    expect(picture.width).toBeGreaterThanOrEqual(2 * Number(drawing?.split(' ')[2]));
    expect(picture.colours).toBeGreaterThan(20);
    expect(faults).toEqual([]);
  });

  it('says so where the clipboard refuses, and what to use instead', async () => {
    const { page, faults } = await drawn(storefrontView);
    await page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
    });
    await page.getByRole('button', { name: 'Copy as PNG' }).click();
    await expect
      .poll(() => page.locator('.notice').textContent(), { timeout: 15_000 })
      .toBe('Not copied as PNG: Write permission denied. Use Copy as SVG instead.');
    expect(faults).toEqual([]);
  });
});
