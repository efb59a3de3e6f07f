import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from './host.ts';
import { setTheme, themeNames, themeSettings } from './themes.ts';
import {
  caseEditor,
  closeNotifications,
  expandRow,
  investigateRow,
  openThreats,
  prompt,
  runCommand,
  screenshot,
  sidebar,
  threatRow,
  useSampleTenant,
  webviewWith,
  widenSidebar,
} from './workbench.ts';

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost({ settings: themeSettings });
  page = await host.open();
  await openThreats(page);
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

/** For people to look at, in test-results/screens; takes the picture only where the screen's main element is seen. */
async function inEachTheme(screen: string, main: Locator): Promise<void> {
  for (const theme of themeNames) {
    await setTheme(page, theme);
    await main.waitFor();
    await screenshot(page, `${screen}-${theme}`);
  }
}

describe('in each theme one sees', () => {
  it('[V-06] the welcome view', async () => {
    await inEachTheme('welcome', sidebar(page).getByRole('button', { name: /sample tenant/i }));
  });

  it('[V-02] the threats, unfolded', async () => {
    await useSampleTenant(page);
    await widenSidebar(page, 380);
    await expandRow(threatRow(page, /Cryptominer/));
    await expandRow(threatRow(page, /^Latest events/));
    await inEachTheme('threats', threatRow(page, /at \d\d:\d\d:\d\d UTC/).first());
  });

  it('[V-07] the choice of a threat to investigate', async () => {
    await runCommand(page, 'Threats: Investigate…');
    await inEachTheme('pick', prompt(page, 'Which threat?'));
    await page.keyboard.press('Escape');
  });

  it('[V-08] the case and its attack flow', async () => {
    await widenSidebar(page, 290);
    // Nothing is to cover the picture.
    await closeNotifications(page);
    await runCommand(page, 'Notifications: Toggle Do Not Disturb Mode');
    await investigateRow(page, threatRow(page, /Cryptominer/));
    const flow = await webviewWith(page, '.stage g.node[data-step]');
    await flow.locator('.timeline li').first().locator('button.row').click();
    await caseEditor(page).waitFor();
    await inEachTheme('case', flow.locator('g.node.selected'));
  });

  it('[V-01] the threats in a narrow sidebar', async () => {
    await widenSidebar(page, 180);
    await inEachTheme('narrow', threatRow(page, /Cryptominer/));
  });
});
