import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const drawn = (view: CaseView = storefrontView, size?: { width: number; height: number }) => openDrawnCase(browser, address, view, size);

const flow = (view: CaseView) => {
  if (view.flow.status !== 'done') throw new Error('the view has no flow');
  return view.flow;
};

async function open(view: CaseView): Promise<CasePage> {
  const opened = await openCasePage(browser, address);
  await opened.show(view);
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

  it('[K-04] brings what the case file selects into sight: the row in its list, and in a narrow panel the node on the page', async () => {
    const view = viewOf(largeFlow(40));
    const last = flow(view).steps.at(-1)?.id ?? '';
    for (const [size, of] of [
      [{ width: 1200, height: 700 }, `button.row[data-step="${last}"]`],
      [{ width: 700, height: 700 }, `g.node[data-step="${last}"]`],
    ] as const) {
      const { page, post } = await drawn(view, size);
      await post({ type: 'select', step: last });
      await expect
        .poll(() =>
          page.locator(of).evaluate((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top >= 0 && bottom <= window.innerHeight + 1;
          }),
        )
        .toBe(true);
    }
  });

  it('[K-04] the keyboard alone walks the nodes in order of time and selects one', async () => {
    const { page, intents } = await drawn();
    await page.locator('g.node[data-step="S1"]').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'End', 'ArrowLeft']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.waitForSelector('g.node.selected[data-step="S6"]');
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: 'S6' });
  });

  it('[V-15] the keyboard alone reaches every part: from the head over the toolbar and the drawing to the timeline', async () => {
    const { page, intents } = await drawn();
    const reached: string[] = [];
    for (let presses = 0; presses < 40 && !reached.includes('row'); presses += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const focused = document.activeElement;
          return focused?.getAttribute('class')?.split(' ')[0] ?? focused?.localName ?? '';
        }),
      );
    }
    const parts = reached.filter((part, index) => part !== '' && reached.indexOf(part) === index);
    expect(parts).toEqual(['vscode-button', 'cite', 'summary', 'canvas', 'node', 'row']);
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('g.node.selected[data-step="S3"]');
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: 'S3' });
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

  it('[K-04] the wheel scrolls the page where the whole flow is seen, and pans it where it is not', async () => {
    const { page } = await drawn(storefrontView, { width: 700, height: 700 });
    const transform = () => page.locator('.stage').evaluate((stage) => (stage as HTMLElement).style.transform);
    await page.locator('.canvas').hover();
    const before = await transform();
    await page.mouse.wheel(0, 80);
    await expect.poll(() => page.evaluate(() => document.scrollingElement?.scrollTop)).toBeGreaterThan(0);
    expect(await transform()).toBe(before);
    for (let times = 0; times < 4; times += 1) await page.getByRole('button', { name: 'Zoom in (+)' }).click();
    const zoomed = await transform();
    await page.locator('.canvas').hover();
    await page.mouse.wheel(0, 80);
    await expect.poll(transform).not.toBe(zoomed);
  });

  it('[V-15] a screen reader hears time, place and action of each node', async () => {
    const { page } = await drawn();
    expect(await page.locator('g.node[data-step="S3"]').getAttribute('aria-label')).toBe(
      '09:12:43 kdevtmpfsi runs from /dev/shm, 3 times. Step 3 of 7, in storefront (3f2a9c81d7be), malicious. After step 2: started by bash',
    );
    expect(await page.locator('g.node[data-step="S2"]').getAttribute('aria-label')).toContain('After step 1 (inferred): same process');
  });

  it('[V-15] a screen reader hears which step a line of the case file selected, and not what it selected itself', async () => {
    const { page, post } = await drawn();
    await post({ type: 'select', step: 'S6' });
    await expect
      .poll(() => page.locator('.heard').textContent())
      .toBe('Selected step 6 of 7: 09:20:11 cloudtrail:StopLogging on org-trail');
    await page.locator('button.row[data-step="S2"]').click();
    expect(await page.locator('.heard').textContent()).toBe('');
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
    expect(await page.locator('details.gaps').getAttribute('open')).not.toBeNull();
    expect(await page.locator('details.looked').getAttribute('open')).toBeNull();
    expect(await page.locator('.stage').evaluate((stage) => (stage as HTMLElement).style.transform)).toContain(before.split(' ').at(-1));
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
});
