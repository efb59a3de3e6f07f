import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemediationView } from '../../src/webview/protocol/remediationPanel.ts';
import { startBrowser } from './casePage.ts';
import { changed, checklist, finished, getLogs, isolate, kill, running, scale } from './remediationExample.ts';
import { openChecklist, rowOf } from './remediationPage.ts';

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const open = (view?: RemediationView) => openChecklist(browser, address, view);

/** What has the focus: its label or words, or the id that it is labelled by. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const on = document.activeElement;
    const box = on instanceof HTMLInputElement ? on.labels?.[0] : undefined;
    return (on?.getAttribute('aria-label') ?? (box ?? on)?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  });

async function tabTo(page: Page, name: string): Promise<readonly string[]> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60 && passed.at(-1) !== name; presses += 1) {
    await page.keyboard.press('Tab');
    passed.push(await focused(page));
  }
  expect(passed.at(-1)).toBe(name);
  return passed;
}

describe('the checklist by keyboard and ear', () => {
  it('[V-15] the keyboard alone reaches every part in the order of the eye, selects, unfolds and runs', async () => {
    const { page, intents } = await open();
    const head = await tabTo(page, 'GET_LOGS shop/storefront');
    expect(head).toEqual([
      ...['Read-only', 'Revoke grants (1)', 'Open case', `Event ${checklist.eventId}`, 'Probe again', 'Allow reading with aws…'],
      ...['What is known (3) and missing (2)', 'Blast radius (7 facts, 2 gaps)', 'Permissions (4 yes, 1 no, 2 unknown)'],
      ...['Evidence P9', 'GET_LOGS shop/storefront'],
    ]);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const unfolded = await tabTo(page, 'Run…');
    expect(unfolded).toEqual(['Evidence E1', 'Evidence E3', 'Request of GET_LOGS shop/storefront', 'Run…']);
    await page.keyboard.press('Enter');
    await tabTo(page, 'Run selected, one at a time…');
    await page.keyboard.press('Enter');
    expect((await intents()).slice(1)).toEqual([
      { type: 'select', action: getLogs.id, on: true },
      { type: 'run', action: getLogs.id },
      { type: 'runSelected' },
    ]);
  });

  it('[V-15] a new view takes nobody the focus: not from what stays, not from a button that is turned off', async () => {
    const opened = await open();
    const { page, show } = opened;
    await rowOf(opened, isolate.id).locator('.expander').click();
    await rowOf(opened, isolate.id).getByRole('button', { name: 'Run…' }).focus();
    await show(running);
    await page.getByText('it is running').waitFor();
    expect(await focused(page)).toBe('Run…');
    await page.getByRole('textbox').fill('first');
    await show({ ...running, watch: finished.watch! });
    await page.locator('.watch').waitFor();
    await page.keyboard.type(' second');
    expect(await page.getByRole('textbox').inputValue()).toBe('first second');
  });

  it('[V-15] where a button goes away the focus goes to its action, and where the action goes away to its stage', async () => {
    const opened = await open();
    const { page, show } = opened;
    await rowOf(opened, isolate.id).locator('.expander').click();
    await rowOf(opened, isolate.id).getByRole('button', { name: 'Run…' }).focus();
    await show(finished);
    await page.getByRole('button', { name: 'Undo…' }).waitFor();
    expect(await focused(page)).toBe('Consequences of ISOLATE_NETWORK shop/storefront');
    const fewer = checklist.stages.map(({ stage, actions }) => ({ stage, actions: actions.filter(({ id }) => id !== isolate.id) }));
    await show({ ...checklist, stages: fewer });
    await rowOf(opened, isolate.id).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-labelledby'))).toBe('stage-containment');
  });

  it('[V-15] an action keeps its row, and the focus in it, when the list is put in another order', async () => {
    const opened = await open();
    const { page, show } = opened;
    await rowOf(opened, scale.id).locator('.expander').focus();
    const turned = checklist.stages.map(({ stage, actions }) => ({ stage, actions: actions.toReversed() }));
    await show({ ...checklist, stages: turned });
    await page.waitForFunction(
      (last) => document.querySelectorAll('.stage')[1]?.querySelector('li:last-child')?.getAttribute('data-action') === last,
      isolate.id,
    );
    expect(await focused(page)).toBe('Consequences of kubectl scale deployment shop/storefront to 0');
  });

  it('[V-15] [R-26] what became of an action is said once, by name, and nothing is said of what stayed as it was', async () => {
    const { page, show } = await open();
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const heard = document.querySelector('p.heard')!;
      new MutationObserver(() => said.push(heard.textContent ?? '')).observe(heard, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(await page.locator('p.heard').getAttribute('role')).toBe('status');
    for (const view of [checklist, running, running, { ...running, order: 'another order' }]) await show(view);
    await page.getByText('another order').waitFor();
    expect(await said()).toEqual([
      'GET_LOGS shop/storefront: approved, done, execution a1f0c2d4-8c3e-4f7a-9b1d-2e3f4a5b6c7d. ' +
        'ISOLATE_NETWORK shop/storefront: approved, in_progress, execution 5f3c9d1e-77aa-4b0c-8d2f-1a2b3c4d5e6f.',
    ]);
    const lost = { state: 'unavailable' as const, reason: 'no responder was found', fix: 'install one' };
    await show(changed({ ...running, order: 'a third order' }, { id: kill.id, availability: lost }));
    await page.getByText('a third order').waitFor();
    expect((await said()).at(-1)).toBe('KILL_CONTAINER 3f2a9c81d7be: unavailable, no responder was found.');
  });

  it('[V-15] the boxes, the expanders and the groups of buttons are named by their row', async () => {
    const opened = await open();
    const { page } = opened;
    await rowOf(opened, kill.id).locator('.expander').click();
    expect(await page.getByRole('checkbox', { name: 'KILL_CONTAINER 3f2a9c81d7be', exact: true }).count()).toBe(1);
    expect(await page.getByRole('group', { name: 'Before it runs: KILL_CONTAINER 3f2a9c81d7be', exact: true }).count()).toBe(1);
    const detail = await rowOf(opened, kill.id).locator('.expander').getAttribute('aria-controls');
    expect(await page.locator(`#${detail}`).isVisible()).toBe(true);
    expect(await page.title()).toBe('Remediate · Cryptominer dropped through storefront web shell');
  });

  it('[V-15] what was unfolded and what was typed are there again after the window was reloaded', async () => {
    const { page, show, theme } = await open();
    await page.getByText('Blast radius (').click();
    await page.getByRole('button', { name: 'Consequences of KILL_CONTAINER' }).click();
    await page.getByRole('textbox').fill('keep the logs');
    await page.reload();
    await theme('dark');
    await page.waitForFunction(() => (window as unknown as { intents: unknown[] }).intents.length > 0);
    await show(checklist);
    await page.locator('main').waitFor();
    expect(await page.locator('details[open] > summary').allTextContents()).toEqual(['Blast radius (7 facts, 2 gaps)']);
    expect(await page.locator('.expander[aria-expanded="true"]').evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual([
      'Consequences of KILL_CONTAINER 3f2a9c81d7be',
    ]);
    expect(await page.getByRole('textbox').inputValue()).toBe('keep the logs');
  });

  it('[V-15] a message that does not fit the protocol changes nothing', async () => {
    const { page, post } = await open();
    await post({ type: 'view', view: { ...checklist, title: 7 } });
    await post({ type: 'view', view: { ...checklist, title: 'fits', more: 'than agreed' } });
    await post({ type: 'notice', text: 'Copied.' });
    await page.getByText('Copied.').waitFor();
    expect(await page.locator('h1').textContent()).toBe(`Remediate · ${checklist.title}`);
  });
});
