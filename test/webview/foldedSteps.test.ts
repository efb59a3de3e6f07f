import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { type CasePage, openDrawnCase, startBrowser } from './casePage.ts';
import { largeFlow, viewOf } from './largeFlow.ts';

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const drawn = (view: CaseView): Promise<CasePage> => openDrawnCase(browser, address, view, { width: 1200, height: 900 });

/** The first step of the view that was folded, and an action in it that is not its first. */
function foldedOf({ flow }: CaseView) {
  const step = flow.steps.find(({ members }) => members.length > 1);
  const inner = step?.members[1];
  if (step === undefined || inner === undefined) throw new Error('nothing was folded');
  return { step, inner };
}

describe('steps beyond the cap', () => {
  it.each([26, 40, 120])('[K-03] of %i steps none is lost: at most 25 nodes, and every action listed in its own', async (count) => {
    const view = viewOf(largeFlow(count));
    const { page, faults } = await drawn(view);
    const nodes = await page.locator('.stage g.node[data-step]').count();
    expect(nodes).toBe(view.flow.steps.length);
    expect(nodes).toBeLessThanOrEqual(25);
    for (const unfold of await page.locator('button.unfold').all()) await unfold.click();
    const rows = page.locator('.timeline button.row');
    const single = view.flow.steps.filter(({ members }) => members.length === 0).length;
    expect(single + (await page.locator('.members button.row').count())).toBe(count);
    expect(await rows.count()).toBe(nodes + count - single);
    expect(faults).toEqual([]);
  });

  it('[K-03] a folded node opens by keyboard into rows with the time and the citation of each action', async () => {
    const view = viewOf(largeFlow(26));
    const { step } = foldedOf(view);
    const { page } = await drawn(view);
    await page.locator(`button.row[data-step="${step.id}"]`).focus();
    const toggle = page.locator(`button.unfold[aria-controls="actions-of-${step.id}"]`);
    await toggle.focus();
    await page.keyboard.press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    const told = await page.locator(`#actions-of-${step.id} > li`).evaluateAll((rows) =>
      rows.map((row) => ({
        time: row.querySelector('time')?.textContent,
        cites: [...row.querySelectorAll('.cite')].map(({ textContent }) => textContent),
      })),
    );
    expect(told).toEqual(step.members.map(({ at, cites }) => ({ time: at.slice(11, 19), cites })));
  });

  it('[K-04] a line of the case file that tells a folded action selects its node and its row', async () => {
    const view = viewOf(largeFlow(26));
    const { step, inner } = foldedOf(view);
    const { page, post } = await drawn(view);
    await post({ type: 'select', step: inner.id });
    await page.waitForSelector(`g.node.selected[data-step="${step.id}"]`);
    const pressed = await page
      .locator('.timeline [aria-pressed="true"]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-step')));
    expect(pressed).toEqual([step.id, `in ${inner.id}`]);
  });

  it('[K-04] selecting a folded action marks its node and asks the host for that action', async () => {
    const view = viewOf(largeFlow(40));
    const { step, inner } = foldedOf(view);
    const { page, intents } = await drawn(view);
    await page.locator(`button.unfold[aria-controls="actions-of-${step.id}"]`).click();
    await page.locator(`button.row[data-step="in ${inner.id}"]`).click();
    await page.waitForSelector(`g.node.selected[data-step="${step.id}"]`);
    expect((await intents()).at(-1)).toEqual({ type: 'selectStep', step: inner.id });
  });

  it('[V-15] what was unfolded stays so over a reload; folding a selected action away selects its node', async () => {
    const view = viewOf(largeFlow(26));
    const { step, inner } = foldedOf(view);
    const { page, show } = await drawn(view);
    const toggle = page.locator(`button.unfold[aria-controls="actions-of-${step.id}"]`);
    await toggle.click();
    await page.reload();
    await page.waitForFunction(() => (window as unknown as { intents: unknown[] }).intents.length > 0);
    await show({ ...view, selected: inner.id });
    await page.waitForSelector(`button.row[data-step="in ${inner.id}"][aria-pressed="true"]`);
    await toggle.click();
    expect(await toggle.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('.timeline [aria-pressed="true"]').getAttribute('data-step')).toBe(step.id);
  });
});
