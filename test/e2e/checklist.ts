import type { Frame, Locator, Page } from 'playwright-core';
import type { Host } from './host.ts';
import { pick, webviewWith } from './workbench.ts';

/** The checklist of a remediation, as its panel shows it, and the dialogs that its actions ask with. */

/** The panel, once the tenant's actions are listed in it. */
export function checklist(page: Page): Promise<Frame> {
  return webviewWith(page, '[data-action]', 60_000);
}

/** Opens the checklist of a threat that has no case, on what its event alone tells. */
export async function remediateRow(page: Page, row: Locator): Promise<Frame> {
  await row.hover();
  await row.getByRole('button', { name: /^Remediate/ }).click();
  await pick(page, /^Lightweight/);
  return checklist(page);
}

/** The row of an action by its name as the surface has it and, where there are several, what it acts on. */
export function actionRow(panel: Frame, name: string, on: string | RegExp = ''): Locator {
  return panel.locator('[data-action]').filter({ hasText: name }).filter({ hasText: on }).first();
}

/** The open dialog, which is the editor's own. */
export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

/** The text of the open dialog, with plain blanks. */
export async function dialogText(page: Page): Promise<string> {
  await dialog(page).waitFor();
  return ((await dialog(page).locator('.dialog-message-container').textContent()) ?? '').replaceAll('\u00a0', ' ');
}

export async function answerDialog(page: Page, button: string | RegExp): Promise<void> {
  await dialog(page).getByRole('button', { name: button }).click();
  await dialog(page).waitFor({ state: 'hidden' });
}

/** How often that tool was called, by the extension's own log. */
export function calls(host: Pick<Host, 'extensionLog'>, tool: string): number {
  return host.extensionLog().split(`${tool} {"ms"`).length - 1;
}
