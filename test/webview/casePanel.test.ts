import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { type CasePage, openCasePage, startBrowser } from './casePage.ts';
import { storefrontView } from './storefrontView.ts';
import { themes } from './theme.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const flow = (view: CaseView) => {
  if (view.flow.status !== 'done') throw new Error('the view has no flow');
  return view.flow;
};

async function open(view: CaseView = storefrontView, size?: { width: number; height: number }): Promise<CasePage> {
  const opened = await openCasePage(browser, address, size);
  await opened.show(view);
  return opened;
}

async function drawn(view?: CaseView, size?: { width: number; height: number }): Promise<CasePage> {
  const opened = await open(view, size);
  await opened.page.waitForSelector('.stage g.node[data-step]');
  return opened;
}

describe('the case panel', () => {
  it('[K-03] draws a node for each step, a frame for each boundary with two or more, and inferred links dotted', async () => {
    const { page, faults } = await drawn();
    expect(await page.locator('.stage g.node[data-step]').count()).toBe(7);
    expect(await page.locator('.stage g.cluster').count()).toBe(2);
    expect(await page.locator('.stage .edge-pattern-dotted').count()).toBe(2);
    expect(faults).toEqual([]);
  });

  it('[V-15] works under the policy of the host: no script, style or load is refused, nothing remote is asked for', async () => {
    const { page, faults } = await drawn();
    await page.getByText('What was not looked at').click();
    await page.getByRole('button', { name: 'Zoom in (+)' }).click();
    expect(faults).toEqual([]);
  });

  it('[K-04] selecting a row marks the node and posts the id of the step and nothing else', async () => {
    const { page, intents } = await drawn();
    await page.locator('button.row[data-step="S4"]').click();
    await page.waitForSelector('g.node.selected[data-step="S4"]');
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: 'S4' });
  });

  it('[K-04] selecting a node marks the row', async () => {
    const { page, intents } = await drawn();
    await page.locator('g.node[data-step="S2"]').click();
    await page.waitForSelector('li.selected button[data-step="S2"]');
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: 'S2' });
  });

  it('[K-04] obeys a selection that comes from the case file, without posting it back', async () => {
    const { page, post, intents } = await drawn();
    await post({ type: 'select', step: 'S6' });
    await page.waitForSelector('g.node.selected[data-step="S6"]');
    expect(await page.locator('li.selected time').textContent()).toBe('09:20:11');
    expect((await intents()).map(({ type }) => type)).toEqual(['ready']);
  });

  it('[K-04] the keyboard alone walks the nodes in order of time and selects one', async () => {
    const { page, intents } = await drawn();
    await page.locator('g.node[data-step="S1"]').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'End', 'ArrowLeft']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.waitForSelector('g.node.selected[data-step="S6"]');
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: 'S6' });
  });

  it('[K-04] a drag that begins on a node pans and selects nothing', async () => {
    const { page, intents } = await drawn();
    const stage = page.locator('.stage');
    const before = await stage.evaluate(({ style }: HTMLElement) => style.transform);
    const { x, y } = (await page.locator('g.node[data-step="S2"]').boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 20, y + 10);
    await page.mouse.down();
    await page.mouse.move(x + 80, y + 30, { steps: 4 });
    await page.mouse.up();
    expect(await stage.evaluate(({ style }: HTMLElement) => style.transform)).not.toBe(before);
    expect((await intents()).map(({ type }) => type)).toEqual(['ready']);
  });

  it('[K-04] zooms by button and key, pans by key, and fits', async () => {
    const { page } = await drawn();
    const transform = () => page.locator('.stage').evaluate((stage) => (stage as HTMLElement).style.transform);
    const before = await transform();
    await page.getByRole('button', { name: 'Zoom in (+)' }).click();
    const zoomed = await transform();
    expect(zoomed).not.toBe(before);
    await page.locator('.canvas').focus();
    await page.keyboard.press('ArrowRight');
    const panned = await transform();
    expect(panned).not.toBe(zoomed);
    await page.keyboard.press('0');
    const [canvas, svg] = await Promise.all([page.locator('.canvas').boundingBox(), page.locator('.stage svg').boundingBox()]);
    expect(svg?.width).toBeLessThanOrEqual(canvas?.width ?? 0);
  });

  it('[V-15] a screen reader hears time, place and action of each node', async () => {
    const { page } = await drawn();
    expect(await page.locator('g.node[data-step="S3"]').getAttribute('aria-label')).toBe(
      '09:12:43 kdevtmpfsi runs from /dev/shm, 3 times (storefront (3f2a9c81d7be))',
    );
  });

  it('[V-15] zoom, selection by the host and open sections survive a reload', async () => {
    const { page, show } = await drawn();
    await page.getByText('What was not looked at').click();
    await page.getByRole('button', { name: 'Zoom out (-)' }).click();
    const before = await page.locator('.stage').evaluate((stage) => (stage as HTMLElement).style.transform);
    await page.reload();
    await page.waitForFunction(() => (window as unknown as { intents: unknown[] }).intents.length > 0);
    await show({ ...storefrontView, selected: 'S3' });
    await page.waitForSelector('g.node.selected[data-step="S3"]');
    expect(await page.locator('details.gaps').first().getAttribute('open')).not.toBeNull();
    expect(await page.locator('details.gaps').last().getAttribute('open')).toBeNull();
    expect(await page.locator('.stage').evaluate((stage) => (stage as HTMLElement).style.transform)).toContain(before.split(' ').at(-1));
  });

  it('[X-10] lists every direction with its outcome, and one click asks to look wider', async () => {
    const { page, show, intents } = await drawn();
    await page.getByText('What was looked at (2), 2 h round it and 7 days back').click();
    const rows = await page.locator('details.gaps').last().locator('li .words').allTextContents();
    expect(rows).toEqual(storefrontView.lookedAt.map(({ markdown }) => markdown));
    await page.getByRole('button', { name: 'Look wider' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'lookWider' });
    const { wider: _furthest, ...narrowest } = storefrontView;
    await show(narrowest);
    await page.getByRole('button', { name: 'Look wider' }).waitFor({ state: 'detached' });
  });

  it('[K-04] a citation asks the host for the evidence by its id', async () => {
    const { page, intents } = await drawn();
    await page.getByRole('button', { name: 'Evidence E9' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'openEvidence', evidence: 'E9' });
  });

  it('[V-15] ignores a message that is not exactly of the protocol, and reports it', async () => {
    const { page, post, faults } = await drawn();
    await post({ type: 'view', view: { ...storefrontView, title: 'forged', extra: true } });
    await expect.poll(() => faults.length).toBe(1);
    expect(await page.locator('h1').textContent()).toBe(storefrontView.title);
  });

  it('[K-05] says why there is no flow', async () => {
    const { page, faults } = await open({
      ...storefrontView,
      flow: { status: 'none', reason: 'one group, one tactic, one domain', steps: [] },
    });
    expect(await page.locator('.empty').textContent()).toContain('No attack flow: one group, one tactic, one domain.');
    expect(await page.locator('.timeline').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('[K-04] without a flow, what is linked all the same stands as a timeline that leads to the case', async () => {
    const { steps } = flow(storefrontView);
    const { page, intents } = await open({ ...storefrontView, flow: { status: 'none', reason: 'one domain', steps } });
    expect(await page.locator('.timeline li').count()).toBe(steps.length);
    expect(await page.locator('.canvas').count()).toBe(0);
    await page.locator('.timeline button.row').nth(1).click();
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: steps[1]?.id });
  });

  it('[K-04] a diagram that can not be drawn leaves the timeline, says so, and tells the host', async () => {
    const { page, intents } = await open({ ...storefrontView, flow: { ...flow(storefrontView), mermaid: 'flowchart LR\n  S1[' } });
    await page.waitForSelector('[role="alert"]');
    expect(await page.locator('button.row').count()).toBe(7);
    expect((await intents()).at(-1)).toMatchObject({ type: 'drawFailed' });
  });

  it('[K-04] says so again when the same broken diagram comes again, and shows no older one', async () => {
    const { page, show } = await drawn();
    const broken = { ...storefrontView, flow: { ...flow(storefrontView), mermaid: 'flowchart LR\n  S1[' } };
    for (const title of ['once', 'twice']) {
      await show({ ...broken, title });
      await page.waitForFunction((shown) => document.querySelector('h1')?.textContent === shown, title);
      await page.waitForSelector('[role="alert"]');
    }
    expect(await page.locator('.stage g.node').count()).toBe(0);
  });

  it('[V-15] fits 320 pixels: diagram above timeline, nothing wider than the panel', async () => {
    const { page } = await drawn(storefrontView, { width: 320, height: 900 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
    const [canvas, timeline] = await Promise.all([page.locator('.canvas').boundingBox(), page.locator('.timeline').boundingBox()]);
    expect(timeline?.y).toBeGreaterThanOrEqual((canvas?.y ?? 0) + (canvas?.height ?? 0));
  });

  it.each(Object.keys(themes) as (keyof typeof themes)[])('[V-15] axe finds nothing to object to in %s', async (theme) => {
    const opened = await drawn({ ...storefrontView, selected: 'S3' });
    await opened.theme(theme);
    await opened.page.getByText('What was not looked at').click();
    await opened.page.evaluate(axe);
    const violations = await opened.page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  });

  it('[V-15] follows a change of theme without being drawn again', async () => {
    const { page, theme } = await drawn();
    const fill = () => page.locator('.stage svg').evaluate((svg) => getComputedStyle(svg).fill);
    const dark = await fill();
    await theme('light');
    expect(await fill()).not.toBe(dark);
  });
});
