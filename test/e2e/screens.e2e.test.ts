import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from './host.ts';
import {
  answer,
  closeNotifications,
  editorTab,
  openThreats,
  pick,
  runCommand,
  screenshot,
  sidebar,
  threatRow,
  threatRows,
  webviewWith,
} from './workbench.ts';

/** For people to look at: each main screen in each kind of theme, in test-results/screens. */
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern', contrast: 'Default High Contrast' };

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost();
  page = await host.open();
  await openThreats(page);
});
afterAll(() => host?.stop());

async function inEachTheme(screen: string): Promise<void> {
  for (const [name, theme] of Object.entries(themes)) {
    await runCommand(page, 'Preferences: Color Theme');
    await answer(page, theme);
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await screenshot(page, `${screen}-${name}`);
  }
}

describe('each main screen can be looked at', () => {
  it('welcome', async () => {
    await sidebar(page).getByRole('button').first().waitFor();
    await inEachTheme('welcome');
  });

  it('threats, expanded', async () => {
    await runCommand(page, 'Threats: Use Sample Tenant');
    await threatRows(page).first().waitFor();
    await threatRows(page).first().press('ArrowRight');
    await threatRow(page, /^Latest events/).waitFor();
    await inEachTheme('threats');
  });

  it('a case and its attack flow, and the sidebar when it is narrow', async () => {
    await runCommand(page, 'Threats: Investigate…');
    await pick(page, /./);
    await editorTab(page, /^sysdig-runtime-investigate-/).waitFor();
    await webviewWith(page, 'svg');
    await closeNotifications(page);
    await inEachTheme('case');
    await page.setViewportSize({ width: 700, height: 900 });
    await inEachTheme('narrow');
    expect(host.errors()).toEqual([]);
  });
});
