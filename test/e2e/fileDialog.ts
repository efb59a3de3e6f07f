import { basename } from 'node:path';
import { errors, type Locator, type Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { editorTab, runCommand } from './workbench.ts';

/** VS Code's own file dialogs, which a window in a browser has instead of the system's: a path above the list of its folder. */

const opensFile = 3;

/**
 * Opens a file as "File: Open File…" asks for it. A list that is drawn anew under the click only moves its highlight, and an editor that just closed takes
 * the focus and the dialog with it: then it is opened once more.
 */
export async function openFile(page: Page, path: string): Promise<void> {
  const tab = editorTab(page, new RegExp(`^${RegExp.escape(basename(path))}`)).first();
  for (let left = opensFile; ; left -= 1) {
    try {
      return await openOnce(page, path, tab);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || left === 1) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

async function openOnce(page: Page, path: string, tab: Locator): Promise<void> {
  await runCommand(page, 'File: Open File...');
  await fillPath(page, path, /^\/.*\/$/);
  await dialog(page)
    .getByRole('option', { name: new RegExp(`^${RegExp.escape(basename(path))}`) })
    .first()
    .click({ timeout: 10_000 });
  await tab.waitFor({ timeout: 10_000 });
}

/** Answers an open save dialog. */
export async function saveTo(page: Page, path: string): Promise<void> {
  await fillPath(page, path, /^\/.*[^/]$/);
  await dialog(page).getByRole('button', { name: 'OK', exact: true }).click();
}

/** The dialog first reads the folder that it begins with, and writes its own path over what was typed before: `settled` is how that ends. */
async function fillPath(page: Page, path: string, settled: RegExp): Promise<void> {
  const input = dialog(page).locator('input').first();
  await eventually(() => input.inputValue()).toMatch(settled);
  await input.fill(path);
}

const dialog = (page: Page) => page.locator('.quick-input-widget');
