import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { runCommand } from './workbench.ts';

/** VS Code's own file dialogs, which a window in a browser has instead of the system's: a path above the list of its folder. */

/** Opens a file as "File: Open File…" asks for it. */
export async function openFile(page: Page, path: string): Promise<void> {
  await runCommand(page, 'File: Open File...');
  await fillPath(page, path, /^\/.*\/$/);
  await dialog(page)
    .getByRole('option', { name: new RegExp(`^${RegExp.escape(basename(path))}`) })
    .first()
    .click();
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
