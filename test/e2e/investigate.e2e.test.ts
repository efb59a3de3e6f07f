import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Host, startHost } from './host.ts';
import { editorTab, notification, openThreats, runCommand, threatRow, webviewWith } from './workbench.ts';

/** The incident over three groups, which has an attack flow. */
const storefront = /storefront/i;

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost();
  page = await host.open();
  await openThreats(page);
  await runCommand(page, 'Threats: Use Sample Tenant');
  const group = threatRow(page, storefront).first();
  await group.waitFor();
  await group.hover();
  await group.getByRole('button', { name: /^Investigate/ }).click();
  await editorTab(page, /^sysdig-runtime-investigate-/).waitFor({ timeout: 60_000 });
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

it('[V-08] opens the case as Markdown and the attack flow beside it', async () => {
  const flow = await webviewWith(page, '#case svg, main svg');
  expect(await flow.locator('svg').count()).toBeGreaterThan(0);
  const editors = page.locator('.editor-group-container');
  expect(await editors.count()).toBe(2);
  expect(await editors.first().locator('.view-lines').textContent()).toContain('Summary');
});

it('[K-01] writes one case, for the user alone, under the name that says event and time', () => {
  const cases = readdirSync(host.temp).filter((name) => name.endsWith('.md'));
  expect(cases).toEqual([expect.stringMatching(/^sysdig-runtime-investigate-[0-9a-f]{12}-\d{8}-\d{4}\.md$/)]);
  expect(statSync(join(host.temp, cases[0] ?? '')).mode & 0o777).toBe(0o600);
});

it('[K-04] selecting a step of the flow goes to its evidence in the case', async () => {
  const flow = await webviewWith(page, 'svg');
  await flow.locator('[data-step]').first().click();
  await expect.poll(() => flow.locator('[aria-selected="true"], [aria-current="true"], [aria-pressed="true"]').count()).toBeGreaterThan(0);
});

it('[K-05] tells the first sentence outside the file, with the way back to the case', async () => {
  await notification(page, /./).getByRole('button', { name: 'Open Case' }).waitFor();
});
