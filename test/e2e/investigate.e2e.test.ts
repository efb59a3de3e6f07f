import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { type Host, startHost } from './host.ts';
import {
  answerFormat,
  caseEditor,
  caseName,
  caseTold,
  editorTab,
  goTo,
  investigateRow,
  notification,
  openThreats,
  pick,
  prompt,
  runCommand,
  statusBar,
  threatRow,
  threatRows,
  useSampleTenant,
  webviewWith,
} from './workbench.ts';

/** The incident over three groups, which has an attack flow. */
const cryptominer = /Cryptominer/;
const nodes = '.stage g.node[data-step]';
const betaNotice = 'This extension is a Public Beta release';

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost();
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, cryptominer));
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

const flow = (): Promise<Frame> => webviewWith(page, nodes);

it('[C-08] the first work on a machine shows the beta notice with the link to its terms, and leaves the marker', async () => {
  const notice = notification(page, betaNotice);
  await notice.waitFor();
  expect(await notice.getByRole('link', { name: 'Public Beta Terms' }).getAttribute('href')).toContain('#public-beta-terms');
  expect(existsSync(join(host.home, '.config', 'sysdig-bloom', 'disclaimer-shown-v1'))).toBe(true);
});

it('[K-05] tells the first sentence outside the file, with the way back to the case', async () => {
  await caseTold(page).waitFor();
  expect(await notification(page, 'storefront').last().textContent()).toMatch(/java|tomcat|kdevtmpfsi/);
  await runCommand(page, 'File: New Untitled Text File');
  await caseTold(page).click();
  await eventually(() => caseEditor(page).textContent()).toContain('Cryptominer');
  await runCommand(page, 'Notifications: Clear All Notifications');
});

it('[V-08] opens the case as Markdown text and the attack flow beside it', async () => {
  expect(await (await flow()).locator(nodes).count()).toBeGreaterThanOrEqual(7);
  const groups = page.locator('.editor-group-container');
  expect(await groups.count()).toBe(2);
  await groups.first().getByRole('tab', { name: caseName }).waitFor();
  await groups.last().getByRole('tab', { name: cryptominer }).waitFor();
  await statusBar(page).getByRole('button', { name: 'Markdown', exact: true }).waitFor();
});

it('[K-01] writes one case, for the user alone, under the name that says event and time', () => {
  const cases = readdirSync(host.temp).filter((name) => name.endsWith('.md'));
  expect(cases).toEqual([expect.stringMatching(/^sysdig-runtime-investigate-[0-9a-f]{12}-\d{8}-\d{4}\.md$/)]);
  expect(statSync(join(host.temp, cases[0] ?? '')).mode & 0o777).toBe(0o600);
});

it('[C-06] the case and its panel say that the data is the sample', async () => {
  expect(caseText()).toMatch(/Sample tenant/);
  expect(await (await flow()).locator('header .facts').textContent()).toMatch(/sample/);
});

it('[I-04] investigating the same threat again asks first, and Continue opens the saved case', async () => {
  await runCommand(page, 'View: Close All Editors');
  const row = threatRow(page, cryptominer);
  await row.hover();
  await row.getByRole('button', { name: /^Investigate/ }).click();
  await prompt(page, /^You investigated [0-9a-f]{32} /).waitFor();
  const answers = page.locator('.quick-input-widget').getByRole('option');
  const names = await answers.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')?.split(',')[0]));
  expect(names).toEqual(['Continue', 'Refresh', 'Start fresh']);
  await pick(page, /^Continue/);
  await answerFormat(page);
  await notification(page, 'nothing was investigated again').waitFor();
  await editorTab(page, caseName).waitFor();
  expect(await (await flow()).locator(nodes).count()).toBeGreaterThanOrEqual(7);
  expect(readdirSync(host.temp).filter((name) => name.endsWith('.md'))).toHaveLength(1);
});

it('[K-04] selecting a row of the timeline goes to the line of the case that cites its evidence', async () => {
  const row = (await flow()).locator('.timeline li').last();
  await row.locator('button.row').click();
  await (await flow()).locator(`g.node.selected[data-step="${await stepOf(row)}"]`).waitFor();
  const cite = await row.locator('.cite').first().textContent();
  await eventually(lineAtCursor).toContain(cite?.trim());
  const told = await lineAtCursor();
  expect(told).toContain(await row.locator('time').textContent());
});

it('[K-04] moving the cursor of the case to the line of another step selects its node', async () => {
  const rows = (await flow()).locator('.timeline li');
  await rows.first().locator('button.row').click();
  await eventually(lineAtCursor).toContain(await rows.first().locator('time').textContent());
  const line = await cursorLine();
  await rows.last().locator('button.row').click();
  await (await flow()).locator(`g.node.selected[data-step="${await stepOf(rows.last())}"]`).waitFor();
  await editorTab(page, caseName).click();
  await goTo(page, { line });
  await (await flow()).locator(`g.node.selected[data-step="${await stepOf(rows.first())}"]`).waitFor();
});

it('[V-15] after a reload of the window the panel is back, with its flow and its selection', async () => {
  const selected = await (await flow()).locator('g.node.selected').getAttribute('data-step');
  // As a user does it: unlike the browser's own reload, VS Code's writes down first what it keeps.
  await Promise.all([page.waitForEvent('load', { timeout: 60_000 }), runCommand(page, 'Developer: Reload Window')]);
  await editorTab(page, cryptominer).waitFor({ timeout: 60_000 });
  const restored = await flow();
  expect(await restored.locator(nodes).count()).toBeGreaterThanOrEqual(7);
  await restored.locator(`g.node.selected[data-step="${selected}"]`).waitFor();
});

it('[C-08] a second window on the same machine does not show the notice again', async () => {
  const second = await host.open();
  await openThreats(second);
  await useSampleTenant(second);
  await runCommand(second, 'Threats: Investigate…');
  await prompt(second, 'Which threat?').waitFor();
  expect(await threatRows(second).count()).toBeGreaterThan(0);
  // The progress view may still say the same line.
  await notification(second, 'Reads from sample').first().waitFor();
  expect(await notification(second, betaNotice).count()).toBe(0);
  await second.context().close();
});

const stepOf = (row: Locator) => row.locator('button.row').getAttribute('data-step');

function caseText(): string {
  const [name = ''] = readdirSync(host.temp).filter((one) => one.endsWith('.md'));
  return readFileSync(join(host.temp, name), 'utf8');
}

/** As the margin of the case's editor marks it, which also holds while the panel has the focus. */
async function cursorLine(): Promise<number> {
  return Number(await page.locator('.editor-group-container').first().locator('.active-line-number').textContent());
}

async function lineAtCursor(): Promise<string> {
  return caseText().split('\n')[(await cursorLine()) - 1] ?? '';
}
