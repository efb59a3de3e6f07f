import { readFileSync, rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { caseFile } from './caseInEditor.ts';
import { type Host, startHost } from './host.ts';
import {
  answerFormat,
  caseName,
  caseRow,
  chooseFromMenu,
  closeNotifications,
  contextMenu,
  editorTab,
  investigateRow,
  notification,
  runCommand,
  sidebar,
  threatRow,
  useSampleTenant,
  webviewWith,
} from './workbench.ts';

const cryptominer = /^Cryptominer dropped through storefront web shell/;

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost();
  page = await host.open();
  await useSampleTenant(page);
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

it('[V-13] without a case the view says so, and how to come to one', async () => {
  await sidebar(page).getByText('No case yet. Investigate a threat to make one.').waitFor();
  await sidebar(page)
    .getByRole('region', { name: 'Welcome' })
    .getByRole('button', { name: /^Investigate/ })
    .waitFor();
});

it('[V-13] lists a case as soon as it is told: its title, tactic, confidence and age', async () => {
  await investigateRow(page, threatRow(page, /Cryptominer/));
  await caseRow(page, /^Cryptominer dropped through storefront web shell, execution, 5\/5, (just now|1 min ago)$/).waitFor();
  await closeNotifications(page);
});

it('[V-13] a click opens the case and its attack flow', async () => {
  await runCommand(page, 'View: Close All Editors');
  await caseRow(page, cryptominer).click();
  await editorTab(page, caseName).waitFor();
  await webviewWith(page, '.stage g.node[data-step]');
});

it('[V-13] the menu of a row offers what can be done with its case', async () => {
  const entries = await contextMenu(page, caseRow(page, cryptominer));
  const names = (await entries.allInnerTexts()).map((one) => one.trim());
  for (const entry of [/^Open Case/, /^Refresh Case/, /^Export Case/, /^Hand Off Case/])
    expect(names).toContainEqual(expect.stringMatching(entry));
  await page.keyboard.press('Escape');
});

it('[V-13] refreshes the case in its own file', async () => {
  const file = caseFile(host);
  const before = readFileSync(file, 'utf8');
  await chooseFromMenu(page, caseRow(page, cryptominer), 'Refresh Case');
  await answerFormat(page);
  await notification(page, /since \d\d:\d\d UTC|than at \d\d:\d\d UTC/).waitFor({ timeout: 60_000 });
  expect(caseFile(host)).toBe(file);
  expect(readFileSync(file, 'utf8')).not.toBe(before);
  await closeNotifications(page);
});

it('[V-13] marks a case whose file is gone, which can be investigated again and nothing else', async () => {
  const file = caseFile(host);
  await runCommand(page, 'View: Close All Editors');
  rmSync(file);
  // The buttons of a view show while the pointer is over it.
  await caseRow(page, cryptominer).hover();
  await sidebar(page)
    .getByRole('button', { name: /^Refresh Cases/ })
    .click();
  const gone = caseRow(page, /, file gone, /);
  await gone.waitFor();
  const names = (await (await contextMenu(page, gone)).allInnerTexts()).map((one) => one.trim());
  expect(names).not.toContainEqual(expect.stringMatching(/^(Open|Export|Hand Off)/));
  await page.keyboard.press('Escape');
  await chooseFromMenu(page, gone, 'Refresh Case');
  await answerFormat(page);
  await editorTab(page, caseName).waitFor({ timeout: 60_000 });
  await caseRow(page, /, execution, 5\/5, (just now|1 min ago)$/).waitFor();
  expect(readFileSync(caseFile(host), 'utf8')).toContain('kdevtmpfsi');
});
