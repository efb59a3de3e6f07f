import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lenses, showCaseText } from './caseInEditor.ts';
import { actionRow, answerDialog, checklist, dialog, dialogText } from './checklist.ts';
import { eventually } from './eventually.ts';
import { type Host, startHost } from './host.ts';
import { setTheme, themeNames, themeSettings } from './themes.ts';
import { closeNotifications, goTo, investigateRow, runCommand, screenshot, statusBar, threatRow, useSampleTenant } from './workbench.ts';

let host: Host;
let page: Page;
let panel: Frame;
beforeAll(async () => {
  host = await startHost({ settings: { ...themeSettings, 'workbench.reduceMotion': 'on' } });
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, /Cryptominer/));
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

it('[V-09] [V-12] the lens of a case opens its checklist, which fills in by itself', async () => {
  await closeNotifications(page);
  await showCaseText(page);
  await goTo(page, { line: 1 });
  await eventually(() => lenses(page)).toContain('Remediate');
  // The tooltip of the tab that was just clicked would cover the lens.
  await page.mouse.move(700, 500);
  await page.locator('.codelens-decoration').getByText('Remediate').first().click();
  panel = await checklist(page);
  await actionRow(panel, 'ISOLATE_NETWORK').waitFor();
  for (const theme of themeNames) {
    await setTheme(page, theme);
    await screenshot(page, `checklist-${theme}`);
  }
});

describe('one action', () => {
  it('[R-13] its dialog names the exact request, and Enter does not run it', async () => {
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row.getByRole('button', { name: /^Consequences/ }).click();
    await row.getByRole('button', { name: /^Run/ }).scrollIntoViewIfNeeded();
    await screenshot(page, 'checklist-detail');
    await row
      .getByRole('button', { name: /Isolate network/ })
      .first()
      .click();
    const told = await dialogText(page);
    await screenshot(page, 'checklist-dialog');
    expect(told).toContain('"kubernetes.workload.name":"storefront"');
    expect(told).toContain('Breaks:');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    await row.getByText('declined').first().waitFor();
    expect(host.extensionLog()).not.toContain('submit_response_action');
  });

  it('[R-13] [R-16] [R-20] after its yes it is submitted once, ends done, and the watcher begins', async () => {
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row
      .getByRole('button', { name: /Isolate network/ })
      .first()
      .click();
    await answerDialog(page, /^Isolate network/);
    await row.getByText('done', { exact: false }).first().waitFor();
    await panel.getByText(/Watch/).first().waitFor();
    await eventually(() => statusBar(page).textContent()).toContain('1 contained');
    expect(host.extensionLog().match(/submit_response_action/g)?.length).toBe(1);
    await screenshot(page, 'checklist-done');
  });

  it('[R-22] is taken back by its own dialog', async () => {
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row.getByRole('button', { name: /^Undo/ }).click();
    expect(await dialogText(page)).toContain('undo_response_action');
    await answerDialog(page, /^Take back/);
    await row
      .getByText(/taken back|undone/i)
      .first()
      .waitFor();
    await screenshot(page, 'checklist-undone');
    await eventually(() => statusBar(page).textContent()).not.toContain('contained');
  });
});

it('[R-21] the log is appended to the case', async () => {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await panel
    .getByRole('button', { name: /case|report/i })
    .last()
    .click();
  await eventually(async () => (await page.locator('.editor-instance').first().textContent())?.includes('Remediation log') ?? false).toBe(
    true,
  );
  await screenshot(page, 'checklist-report');
});
