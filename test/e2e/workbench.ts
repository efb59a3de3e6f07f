import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { root } from '../../scripts/bootstrap.mjs';

/** What a user does in the window, by role and name, so that a test fails where a screen reader would. */

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget');

/** Opens the palette, types the title and takes the row of exactly that name. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openPalette(page, title);
  await quickInput(page)
    .getByRole('option', { name: new RegExp(`^${escapeForRegExp(title)}(,|$)`) })
    .first()
    .click();
}

/** The titles that the palette offers for what was typed, without their key bindings. */
export async function commandsMatching(page: Page, typed: string): Promise<readonly string[]> {
  await openPalette(page, typed);
  const rows = quickInput(page).getByRole('option');
  await rows.first().waitFor();
  const titles = await rows.locator('.quick-input-list-label .label-name').allTextContents();
  await page.keyboard.press('Escape');
  return titles;
}

async function openPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = quickInput(page).getByRole('combobox').or(quickInput(page).locator('input')).first();
  await input.waitFor();
  await input.fill(`>${typed}`);
}

/** Takes a row of an open pick list by the beginning of its name. */
export async function pick(page: Page, name: string | RegExp): Promise<void> {
  await quickInput(page).getByRole('option', { name }).first().click();
}

/** Answers an open input box. */
export async function answer(page: Page, text: string): Promise<void> {
  await quickInput(page).locator('input').first().fill(text);
  await page.keyboard.press('Enter');
}

/** Shows the Threats container. */
export async function openThreats(page: Page): Promise<void> {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Threats/ })
    .click();
  await sidebar(page).waitFor();
}

export function sidebar(page: Page): Locator {
  return page.locator('.part.sidebar');
}

/** The rows at the top of the tree that are drawn now: the groups, in a list that is not grouped. */
export function threatRows(page: Page): Locator {
  return sidebar(page).locator('[role="treeitem"][aria-level="1"]');
}

/** Rows of the tree at any level, by their accessible name. */
export function threatRow(page: Page, name: RegExp): Locator {
  return sidebar(page).getByRole('treeitem', { name });
}

export function editorTab(page: Page, name: RegExp): Locator {
  return page.locator('.tabs-container').getByRole('tab', { name });
}

export async function expandRow(row: Locator): Promise<void> {
  await row.click();
  await row.press('ArrowRight');
}

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
}

export async function closeNotifications(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
}

/** Webviews are frames inside frames, and the inner one comes late: looks for the one that has the element. */
export async function webviewWith(page: Page, selector: string, timeout = 30_000): Promise<Frame> {
  const until = Date.now() + timeout;
  while (Date.now() < until) {
    for (const frame of page.frames()) {
      // A frame may go away between the list and the question; the next round sees its successor.
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(
    `No webview shows ${selector}; frames: ${page
      .frames()
      .map((frame) => frame.url())
      .join(' ')}`,
  );
}

/** Saves the window as `test-results/screens/<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(root, 'test-results', 'screens');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
