import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { errors, type Frame, type Locator, type Page } from 'playwright-core';
import { root } from '../../scripts/bootstrap.mjs';

/** What a user does in the window, by role and name, so that a test fails where a screen reader would. */

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget');

/** Opens the palette, types the title and takes the row of exactly that name. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = quickInput(page)
    .getByRole('option', { name: new RegExp(`^${escapeForRegExp(title)}(,|$)`) })
    .first();
  await opened(async () => {
    await typeInto(page, 'F1', `>${title}`);
    await row.click({ timeout: 5000 });
  });
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
  await typeInto(page, 'F1', `>${typed}`);
}

async function typeInto(page: Page, key: string, text: string): Promise<void> {
  const input = quickInput(page).getByRole('combobox').or(quickInput(page).locator('input')).first();
  await opened(async () => {
    await page.keyboard.press(key);
    await input.fill(text, { timeout: 3000 });
  });
}

const opensInput = 5;

/** Something that still takes the focus, such as an editor that just opened, closes the input again: then it is opened once more. */
async function opened(open: () => Promise<void>): Promise<void> {
  for (let left = opensInput; ; left -= 1) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || left === 1) throw error;
    }
  }
}

/** Takes a row of an open pick list by the beginning of its name. */
export async function pick(page: Page, name: string | RegExp): Promise<void> {
  await quickInput(page).getByRole('option', { name }).first().click();
}

/** Answers the open prompt of that title: VS Code shows one after the other in the same widget. */
export async function answer(page: Page, title: string | RegExp, text: string): Promise<void> {
  await prompt(page, title).waitFor();
  await quickInput(page).locator('input').first().fill(text);
  await page.keyboard.press('Enter');
  await prompt(page, title).waitFor({ state: 'hidden' });
}

/** The open prompt, as long as it has that title. */
export function prompt(page: Page, title: string | RegExp): Locator {
  return quickInput(page).locator('.quick-input-title:visible').filter({ hasText: title });
}

/** Connects over HTTP as a user does: by command, URL, token and a name. */
export async function connectTo(page: Page, url: string, token: string): Promise<void> {
  await runCommand(page, 'Threats: Connect…');
  await pick(page, /Enter a URL/);
  await answer(page, 'URL of the MCP server', url);
  await answer(page, 'Sysdig Secure API token', token);
  await answer(page, 'Name of the connection', 'acme');
}

export async function useSampleTenant(page: Page): Promise<void> {
  await openThreats(page);
  await runCommand(page, 'Threats: Use Sample Tenant');
  await threatRows(page).first().waitFor();
}

export type ReportFormat = 'Markdown' | 'HTML' | 'Both';

/** By the icon on the row; resolves when the case stands in the editor and its panel beside it. */
export async function investigateRow(page: Page, row: Locator, format: ReportFormat = 'Markdown'): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: /^Investigate/ }).click();
  await answerFormat(page, format);
  await editorTab(page, caseName).waitFor({ timeout: 60_000 });
}

const formatQuestion = 'In which format do you want the report?';

/** The question that each investigation asks while it runs (K-06). */
export async function answerFormat(page: Page, format: ReportFormat = 'Markdown'): Promise<void> {
  await prompt(page, formatQuestion).waitFor({ timeout: 60_000 });
  await pick(page, new RegExp(`^${format}(,|$)`));
}

/** The text of the case as far as it is drawn. Monaco draws blanks as no-break spaces. */
export function caseEditor(page: Page): Locator {
  return page.locator('.editor-group-container').first().locator('.editor-instance .view-lines');
}

/** Counted from 1, as the editor counts. */
export type Place = { readonly line: number; readonly column?: number };

/** Moves the cursor of the editor that has the focus. */
export async function goTo(page: Page, { line, column = 1 }: Place): Promise<void> {
  await typeInto(page, 'Control+G', `:${line}:${column}`);
  await page.keyboard.press('Enter');
  await statusBar(page)
    .getByRole('button', { name: `Ln ${line}, Col ${column}`, exact: true })
    .waitFor();
}

export const caseName = /^sysdig-runtime-investigate-/;

/** Shows the Threats container; a click on the tab of the one that shows would hide it. */
export async function openThreats(page: Page): Promise<void> {
  const shown = sidebar(page).getByRole('heading', { name: /^Threats/ });
  if ((await shown.count()) > 0) return;
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Threats/ })
    .click();
  await shown.first().waitFor();
}

export function sidebar(page: Page): Locator {
  return page.locator('.part.sidebar');
}

export function statusBar(page: Page): Locator {
  return page.locator('.part.statusbar');
}

/** Drags the edge of the sidebar. */
export async function widenSidebar(page: Page, width: number): Promise<void> {
  const box = await sidebar(page).boundingBox();
  if (box === null) throw new Error('the sidebar is hidden');
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 5 });
  await page.mouse.up();
}

/** The tree of threats, which has the name of its tenant, above the one of the cases. */
function threatsTree(page: Page): Locator {
  return sidebar(page).locator('[role="tree"]:not([aria-label="Cases"])');
}

/** The rows at the top of the tree that are drawn now: the groups, in a list that is not grouped. */
export function threatRows(page: Page): Locator {
  return threatsTree(page).locator('[role="treeitem"][aria-level="1"]');
}

/** Rows of the tree at any level, by their accessible name. */
export function threatRow(page: Page, name: RegExp): Locator {
  return threatsTree(page).getByRole('treeitem', { name });
}

/** Rows of the Cases view. */
export function caseRow(page: Page, name: RegExp): Locator {
  return sidebar(page).getByRole('tree', { name: 'Cases' }).getByRole('treeitem', { name });
}

export function editorTab(page: Page, name: RegExp): Locator {
  return page.locator('.tabs-container').getByRole('tab', { name });
}

/** Unfolds a row that is folded. */
export async function expandRow(row: Locator): Promise<void> {
  await row.click();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.press('ArrowRight');
}

/** The entries of the menu that a right click on the row opens. */
export async function contextMenu(page: Page, row: Locator): Promise<Locator> {
  await row.click({ button: 'right' });
  const entries = page.locator('.context-view .monaco-menu').getByRole('menuitem');
  await entries.first().waitFor();
  return entries;
}

/**
 * Takes an entry of a row's context menu. By Enter: for 100 ms after it opened a menu takes no mouse button, so that the click that opened it
 * chooses nothing.
 */
export async function chooseFromMenu(page: Page, row: Locator, name: string | RegExp): Promise<void> {
  await (await contextMenu(page, row)).filter({ hasText: name }).hover();
  await page.keyboard.press('Enter');
}

/** As a user reloads a window: the editor keeps what was just remembered before it goes, which a browser's own reload can outrun. */
export async function reloadWindow(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
}

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
}

/** The button of the notification that tells that a case is ready. */
export function caseTold(page: Page): Locator {
  return page.locator('.notifications-toasts').getByRole('button', { name: 'Open Case' });
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
