import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RemediationView, remediationIntent } from '../../src/webview/protocol/remediationPanel.ts';
import { startBrowser } from './casePage.ts';
import { changed, checklist, finished, isolate, kill, mismatch, running, scale } from './remediationExample.ts';
import { openChecklist, rowOf } from './remediationPage.ts';

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const open = (view?: RemediationView) => openChecklist(browser, address, view);

const reading: NonNullable<RemediationView['reading']> = {
  words: 'cut it off, scale it down and then tidy up',
  understood: [
    { id: isolate.id, text: 'ISOLATE_NETWORK shop/storefront' },
    { id: scale.id, text: 'kubectl scale deployment shop/storefront to 0' },
  ],
  unclear: ['"and then tidy up" is no action of the list'],
};

describe('choosing from the checklist', () => {
  it('[R-12] a box, or the name beside it, selects an action by its id, and the next view has the last word', async () => {
    const opened = await open();
    const box = opened.page.getByRole('checkbox', { name: 'KILL_CONTAINER 3f2a9c81d7be' });
    await box.click();
    expect((await opened.intents()).at(-1)).toEqual({ type: 'select', action: kill.id, on: true });
    await rowOf(opened, isolate.id).locator('.on').click();
    expect((await opened.intents()).at(-1)).toEqual({ type: 'select', action: isolate.id, on: false });
    await opened.show(changed(checklist, { id: scale.id, selected: true }));
    await opened.page.getByText('2 actions selected').waitFor();
    expect(await box.isChecked()).toBe(false);
    expect(await opened.page.getByRole('checkbox', { name: 'ISOLATE_NETWORK' }).isChecked()).toBe(true);
  });

  it('[R-12] words are posted to be read, come back as a selection, and only a confirmation of that selects', async () => {
    const { page, show, intents } = await open();
    const box = page.getByRole('textbox', { name: 'Describe what you would prefer' });
    await box.fill(`  ${reading.words} `);
    await page.getByRole('button', { name: 'Read it back' }).click();
    await show({ ...checklist, reading });
    const read = page.getByRole('region', { name: 'Understood as this selection' });
    expect(await read.locator('ol li').allTextContents()).toEqual(reading.understood.map(({ text }) => text));
    expect((await read.locator('.gap').textContent())?.trim()).toBe(reading.unclear[0]);
    expect(await page.getByRole('checkbox', { name: 'kubectl scale' }).isChecked()).toBe(false);
    await read.getByRole('button', { name: 'Confirm selection' }).click();
    expect((await intents()).slice(1)).toEqual([{ type: 'describe', words: reading.words }, { type: 'acceptReading' }]);
    expect(await box.inputValue()).toBe('');
  });

  it('[R-12] a reading is dropped with the words kept, and one that found nothing can not be confirmed', async () => {
    const { page, show, intents } = await open();
    await page.getByRole('textbox').fill('do it');
    await page.keyboard.press('Enter');
    await show({ ...checklist, reading: { words: 'do it', understood: [], unclear: ['"do it" is no action of the list'] } });
    await page.getByRole('button', { name: 'Confirm selection' }).click({ force: true });
    await page.getByRole('button', { name: 'Discard' }).click();
    expect((await intents()).slice(1)).toEqual([{ type: 'describe', words: 'do it' }, { type: 'dropReading' }]);
    expect(await page.getByRole('textbox').inputValue()).toBe('do it');
  });

  it('[R-12] no words are no question', async () => {
    const { page, intents } = await open();
    await page.getByRole('textbox').fill('   ');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Read it back' }).click({ force: true });
    expect((await intents()).map(({ type }) => type)).toEqual(['ready']);
  });

  it('[R-12] runs the selected only where there are some, and offers to cancel while something runs or waits', async () => {
    const { page, show, intents } = await open(changed(checklist, { id: isolate.id, selected: false }));
    const run = page.getByRole('button', { name: 'Run selected, one at a time…' });
    await run.click({ force: true });
    expect(await page.locator('.running').textContent()).toContain('Nothing is selected');
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await show(checklist);
    await page.getByText('1 action selected').waitFor();
    await run.click();
    await show(running);
    await page.getByText('1 left in the queue').waitFor();
    await run.click({ force: true });
    await page.locator('.running').getByRole('button', { name: 'Cancel' }).click();
    expect((await intents()).slice(1)).toEqual([{ type: 'runSelected' }, { type: 'cancel' }]);
  });

  it('[X-12] read-only is a switch that says its state, and while it is on the selected are not run', async () => {
    const { page, show, intents } = await open();
    const readOnly = page.getByRole('switch', { name: 'Read-only' });
    expect(await readOnly.getAttribute('aria-checked')).toBe('false');
    await readOnly.click();
    await show({ ...checklist, readOnly: true });
    await page.getByText('Read-only is on').waitFor();
    expect(await readOnly.getAttribute('aria-checked')).toBe('true');
    await page.getByRole('button', { name: 'Run selected' }).click({ force: true });
    await readOnly.click();
    expect((await intents()).slice(1)).toEqual([
      { type: 'setReadOnly', on: true },
      { type: 'setReadOnly', on: false },
    ]);
  });

  it('[X-12] grants are revoked by one button, which is there as long as there are some', async () => {
    const { page, show, intents } = await open({ ...checklist, grants: ['kubectl', 'aws'] });
    await page.getByRole('button', { name: 'Revoke grants (2)' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'revokeGrants' });
    await show({ ...checklist, grants: [] });
    await page.getByRole('button', { name: 'Revoke grants' }).waitFor({ state: 'detached' });
  });

  it.each([
    ['before', { ...checklist, reading }],
    ['with a tool that points elsewhere', mismatch],
    ['while it runs', running],
    ['afterwards', { ...finished, watch: { ...finished.watch!, refires: ['18b3ffff'] } }],
  ] satisfies [string, RemediationView][])(
    '[R-11] whatever is clicked %s, the host gets ids of what it has shown, and never a request',
    async (_when, view) => {
      const { page, intents } = await open(view);
      for (const unfold of await page.locator(':is(summary, .expander)').all()) await unfold.click();
      await page.getByRole('textbox').fill('words');
      for (const one of await page.locator('#root :is(button:not(.expander), input)').all()) await one.click({ force: true });
      const posted = await intents();
      const shown = JSON.stringify(view);
      expect(posted.length).toBeGreaterThan(15);
      for (const intent of posted) {
        expect(remediationIntent.safeParse(intent).success).toBe(true);
        const { type, words: _ours, ...rest } = intent;
        for (const value of Object.values(rest))
          expect(typeof value === 'boolean' || shown.includes(JSON.stringify(value)), type as string).toBe(true);
      }
      expect(JSON.stringify(posted)).not.toMatch(/actionType|--context|update-access-key/);
    },
  );
});
