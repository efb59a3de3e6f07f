import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { openDrawnCase, startBrowser } from './casePage.ts';
import { largeFlow, viewOf } from './largeFlow.ts';
import { storefrontChanges, storefrontView } from './storefrontView.ts';
import { themes } from './theme.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const drawn = (view: CaseView = storefrontView, size?: { width: number; height: number }) => openDrawnCase(browser, address, view, size);

describe('how the case panel looks', () => {
  it('[V-15] fits 320 pixels: diagram above timeline, nothing wider than the panel', async () => {
    const title = `${'a very long title '.repeat(20)}${'x'.repeat(300)}`;
    const { page } = await drawn({ ...storefrontView, title }, { width: 320, height: 900 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
    const [canvas, timeline] = await Promise.all([page.locator('.canvas').boundingBox(), page.locator('.timeline').boundingBox()]);
    expect(timeline?.y).toBeGreaterThanOrEqual((canvas?.y ?? 0) + (canvas?.height ?? 0));
  });

  it.each(Object.keys(themes) as (keyof typeof themes)[])('[V-15] axe finds nothing to object to in %s', async (theme) => {
    const { flow } = viewOf(largeFlow(26));
    const opened = await drawn({ ...storefrontView, flow, selected: flow.steps[2]?.id, changes: storefrontChanges });
    await opened.theme(theme);
    for (const section of await opened.page.locator('details > summary').all()) await section.click();
    await opened.page.locator('button.unfold').first().click();
    await opened.page.evaluate(axe);
    const violations = await opened.page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  });

  it('[K-03] is arranged anew when the panel becomes much narrower: still whole, and its words can be read', async () => {
    const { page } = await drawn(storefrontView, { width: 1400, height: 900 });
    const before = await page.locator('.stage svg').getAttribute('viewBox');
    await page.setViewportSize({ width: 620, height: 900 });
    await expect.poll(() => page.locator('.stage svg').getAttribute('viewBox')).not.toBe(before);
    const [canvas, svg] = await Promise.all([page.locator('.canvas').boundingBox(), page.locator('.stage svg').boundingBox()]);
    expect(svg?.width).toBeLessThanOrEqual(canvas?.width ?? 0);
    expect(svg?.height).toBeLessThanOrEqual(canvas?.height ?? 0);
    const zoom = await page.locator('.stage').evaluate(({ style }: HTMLElement) => Number(/scale\((.*)\)/.exec(style.transform)?.[1]));
    expect(zoom).toBeGreaterThanOrEqual(0.8);
  });

  it('[V-15] entry, malicious, cloud and outside are told apart without their colours: by a sign on the node, in the row and in the legend', async () => {
    const { page } = await drawn();
    const signs = (step: string) => page.locator(`g.node[data-step="${step}"] .sign`).allTextContents();
    expect(await signs('S1')).toEqual(['▶', '↗']);
    expect(await signs('S6')).toEqual(['!', '☁']);
    expect(await signs('S2')).toEqual([]);
    expect(await page.locator('.legend .sample').allTextContents()).toEqual(['▶', '!', '☁', '↗', '']);
    const dash = (of: string) =>
      page
        .locator(of)
        .first()
        .evaluate((shape) => getComputedStyle(shape).strokeDasharray);
    expect(await dash('g.node[data-step="S1"] .label-container')).not.toBe('none');
    expect(await dash('g.node[data-step="S6"] .label-container')).toBe('none');
    expect(await dash('.edge-pattern-dotted')).not.toBe('none');
  });

  it('[K-03] the legend tells of what occurs, in the panel and in the copied drawing, and of nothing else', async () => {
    const { flow } = viewOf({ ...largeFlow(6), links: largeFlow(6).links.map((link) => ({ ...link, inferred: false })) });
    const plain = { ...flow, mermaid: flow.status === 'done' ? flow.mermaid.replace(/^ {2}class \S+ (?:cloud|external)\n/gm, '') : '' };
    const { page, post, intents } = await drawn({ ...storefrontView, flow: plain as typeof flow });
    const words = (await page.locator('.legend li').allTextContents()).map((one) => one.replace(/^\W/, ''));
    expect(words).toEqual(['way in', 'malicious', 'trust boundary', 'leads to, UTC']);
    await post({ type: 'requestDrawing', request: 1 });
    await expect.poll(async () => (await intents()).at(-1)?.['request']).toBe(1);
    const svg = String((await intents()).at(-1)?.['svg']);
    expect([svg.includes('way in'), svg.includes('cloud or identity'), svg.includes('inferred')]).toEqual([true, false, false]);
  });

  it('[K-03] no sign stands on a word, and no line of a title is wider than its frame', async () => {
    for (const size of [
      { width: 400, height: 900 },
      { width: 1100, height: 760 },
    ]) {
      const { page } = await drawn(viewOf(largeFlow(40)), size);
      const covered = await page.evaluate(() => {
        const boxes = (of: string) => [...document.querySelectorAll(`.stage ${of}`)].map((one) => one.getBoundingClientRect());
        const words = [...boxes('g.node .label tspan.row'), ...boxes('.cluster-label .title')];
        return boxes('.flag').filter((flag) =>
          words.some(
            (word) =>
              word.left < flag.right - 1 && flag.left < word.right - 1 && word.top < flag.bottom - 0.5 && flag.top < word.bottom - 0.5,
          ),
        ).length;
      });
      expect(covered).toBe(0);
      const wide = await page.evaluate(() => {
        const frames = [...document.querySelectorAll('.stage g.cluster > rect')].map((one) => one.getBoundingClientRect());
        return [...document.querySelectorAll('.stage .cluster-label .title')].filter((title) => {
          const box = title.getBoundingClientRect();
          return !frames.some(
            (frame) => frame.left <= box.left && box.right <= frame.right && frame.top <= box.top && box.bottom <= frame.bottom,
          );
        }).length;
      });
      expect(wide).toBe(0);
      await page.close();
    }
  });

  it.each([400, 700, 1100])(
    '[K-03] the titles of frames are told in full at %i pixels, however long a host or a pod is named',
    async (width) => {
      const flow = largeFlow(12);
      const names = [
        'ip-172-31-18-204.us-west-2.compute.internal',
        'container e17b0c94d2a6 · lon-platform-2/billing/invoice-render',
        'prod-eu-1',
      ];
      const boundaries = flow.boundaries.map((one, index) => ({ ...one, label: names[index % names.length] ?? '' }));
      const { page } = await drawn(viewOf({ ...flow, boundaries }), { width, height: 800 });
      const titles = await page
        .locator('.cluster-label')
        .evaluateAll((labels) =>
          labels.map((label) => [
            label.querySelector('title')?.textContent,
            [...label.querySelectorAll('tspan')].map((line) => line.textContent).join(''),
          ]),
        );
      expect(titles.length).toBeGreaterThan(2);
      for (const [whole = '', written = ''] of titles) expect(written?.replaceAll(' ', '')).toBe(whole?.replaceAll(' ', ''));
    },
  );

  it('[V-15] a row of the timeline is heard with what its sign means, in the words that the node has', async () => {
    const { page } = await drawn();
    expect(await page.getByRole('button', { name: '09:12:31 the way in Tomcat receives', exact: false }).count()).toBe(1);
    expect(await page.locator('g.node[data-step="S1"]').getAttribute('aria-label')).toContain('the way in');
    expect(await page.getByRole('button', { name: '09:20:11 malicious iam', exact: false }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '09:20:11 malicious cloudtrail', exact: false }).count()).toBe(1);
  });

  it('[V-15] follows a change of theme without being drawn again', async () => {
    const { page, theme } = await drawn();
    const fill = () => page.locator('.stage svg').evaluate((svg) => getComputedStyle(svg).fill);
    const dark = await fill();
    await theme('light');
    expect(await fill()).not.toBe(dark);
  });
});
