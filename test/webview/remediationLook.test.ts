import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemediationView } from '../../src/webview/protocol/remediationPanel.ts';
import { hostile } from '../unit/report/hostile.ts';
import { startBrowser } from './casePage.ts';
import { changed, checklist, finished, isolate, loading, mismatch, running } from './remediationExample.ts';
import { openChecklist, withText } from './remediationPage.ts';
import { themes } from './theme.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

/** Everything that a checklist can show at once. */
const full: RemediationView = changed(
  {
    ...finished,
    banner: 'Started without an investigation: consequences are best effort.',
    parts: loading.parts,
    stopped: { what: 'The list of actions can not be read', why: 'The token may not list response actions', fix: 'Add the permission' },
    guard: [...checklist.guard, ...mismatch.guard],
    reading: { words: 'x', understood: [{ id: isolate.id, text: 'ISOLATE_NETWORK' }], unclear: ['"tidy up"'] },
    watch: { ...finished.watch!, refires: ['18b3ffff'] },
  },
  { id: 'a-scale', blocked: 'kubectl points at staging-eu-1' },
);

async function openUnfolded(view: RemediationView, size?: { width: number; height: number }) {
  const opened = await openChecklist(browser, address, view, size);
  for (const unfold of await opened.page.locator(':is(summary, .expander)').all()) await unfold.click();
  return opened;
}

/** What stands out of the page on the right, by its class or name; what scrolls by itself holds its own. */
const overflowing = () =>
  [...document.querySelectorAll('#root *')]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5 && !one.closest('pre, .heard'))
    .map((one) => one.className || one.localName);

describe('how the checklist looks', () => {
  const long = `${'nameofoneword'.repeat(23)}x`;

  it.each([
    ['as it is', full],
    ['with names of 300 characters', withText(full, long)],
    [
      'with nothing in it',
      { ...checklist, guard: [], known: [], missing: [], radius: [], permissions: [], others: [], stages: [], parts: [] },
    ],
  ] satisfies [string, RemediationView][])('[V-15] [R-11] fits 400 pixels %s: nothing is wider than the panel', async (_how, view) => {
    expect(long.length).toBe(300);
    const { page } = await openUnfolded(view, { width: 400, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
    expect(await page.evaluate(overflowing)).toEqual([]);
  });

  it('[R-11] at 1000 pixels an action is one line, with the same columns in every stage', async () => {
    const { page } = await openChecklist(browser, address);
    const lefts = async (part: string) =>
      new Set(await page.locator(`.line > ${part}`).evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left))));
    for (const part of ['.name', '.availability', '.reversibility', '.expander']) expect((await lefts(part)).size, part).toBe(1);
    const heights = await page.locator('.line').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(52);
  });

  it.each(Object.keys(themes) as (keyof typeof themes)[])('[V-15] axe finds nothing to object to in %s', async (theme) => {
    const opened = await openUnfolded(full);
    await opened.theme(theme);
    await opened.page.evaluate(axe);
    const violations = await opened.page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  });

  it.each([
    ['loading', loading],
    ['running', running],
    ['everything', full],
  ] satisfies [string, RemediationView][])(
    '[V-15] works under the policy of the host while %s: nothing is refused, nothing remote is asked for',
    async (_what, view) => {
      const { faults } = await openUnfolded(view);
      expect(faults).toEqual([]);
    },
  );

  it('[V-15] follows a change of theme', async () => {
    const { page, theme } = await openChecklist(browser, address);
    const colours = () =>
      page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.querySelector('input')!).borderColor]);
    const dark = await colours();
    await theme('high-contrast-light');
    const other = await colours();
    for (const [index, colour] of dark.entries()) expect(other[index]).not.toBe(colour);
  });

  it('[R-26] [V-15] a status, an availability and a match are told by their word and a sign, whatever the colours', async () => {
    const { page } = await openUnfolded(full);
    const bare = await page
      .locator(':is(.became, .availability, .stand, .may, .state, .parts li)')
      .evaluateAll((all) =>
        all.filter((one) => one.querySelector('.codicon') === null || (one.textContent ?? '').trim() === '').map((one) => one.outerHTML),
      );
    expect(bare).toEqual([]);
    const icon = (status: string) => page.locator(`.action.${status} > .below .became > .codicon`).first().getAttribute('class');
    expect(new Set([await icon('done'), await icon('failed'), await icon('skipped')]).size).toBe(3);
  });
});

describe("attacker's text in the checklist", () => {
  it('[K-07] shows it as text in every field: no element, link, load or script comes of it', async () => {
    const opened = await openUnfolded(withText(full, 'harmless'));
    const { page, faults, show } = opened;
    const shape = () => page.evaluate(() => [...document.querySelectorAll('#root *')].map(({ localName }) => localName).join(' '));
    const before = await shape();
    for (const text of hostile.filter((one) => one.trim() !== '')) {
      await show(withText(full, text));
      await page.waitForFunction((title) => document.querySelector('h1')?.textContent === title, `Remediate · ${text}`);
      expect(await shape(), text).toBe(before);
      expect(await page.locator('pre').first().textContent()).toBe(text);
      expect(await page.locator('.name .on').first().textContent()).toBe(text);
    }
    expect(await page.evaluate(() => 'owned' in window)).toBe(false);
    expect(faults).toEqual([]);
  });
});
