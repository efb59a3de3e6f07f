import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from './host.ts';
import {
  answer,
  chooseFromMenu,
  commandsMatching,
  contextMenu,
  expandRow,
  openThreats,
  pick,
  prompt,
  reloadWindow,
  runCommand,
  sidebar,
  statusBar,
  threatRow,
  threatRows,
  useSampleTenant,
} from './workbench.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

describe('without a connection', () => {
  let page: Page;
  beforeAll(async () => {
    page = await host.open();
    await openThreats(page);
  });
  afterAll(() => page.context().close());

  it('[V-07] leaves out the commands that need a tenant', async () => {
    // Before the extension runs nobody knows whether a connection is stored: the commands are there until it does.
    await expect.poll(() => commandsMatching(page, 'Threats: '), { timeout: 15_000 }).not.toContain('Threats: Investigate…');
    const titles = await commandsMatching(page, 'Threats: ');
    expect(titles).toContain('Threats: Connect…');
    for (const absent of ['Threats: Investigate by ID…', 'Threats: Open Recent Case…', 'Threats: Disconnect', 'Threats: Reconnect'])
      expect(titles).not.toContain(absent);
  });

  it('[V-06] says what to do next, and the sample tenant is one of the buttons, which connects', async () => {
    await sidebar(page)
      .getByRole('button', { name: /^Connect/ })
      .waitFor();
    await sidebar(page)
      .getByRole('button', { name: /sample tenant/i })
      .click();
    await threatRows(page).first().waitFor();
  });
});

describe('on the sample tenant', () => {
  let page: Page;
  beforeAll(async () => {
    page = await host.open();
    await useSampleTenant(page);
  });
  afterAll(() => page.context().close());

  it('[V-01] lists open groups with severity, name, resource and age, the newest signal first', async () => {
    const names = await rowNames(page);
    expect(names.length).toBeGreaterThanOrEqual(7);
    for (const name of names) expect(name).toMatch(/^(critical|high|medium|low|info)\w*: .+, .+, (just now|\d+ (s|min|h|d))/i);
    const minutes = names.map(ageInMinutes);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  });

  it('[C-06] marks the sample tenant in the title of the view and in the status bar', async () => {
    await sidebar(page)
      .getByRole('heading', { name: /sample/i })
      .waitFor();
    await statusBar(page)
      .getByRole('button', { name: /sample tenant/i })
      .waitFor();
  });

  it('[V-05] the badge counts the loaded threats of critical and high severity', async () => {
    const urgent = (await rowNames(page)).filter((name) => /^(Critical|High): /.test(name)).length;
    const tab = page.locator('.activitybar').getByRole('tab', { name: /^Threats/ });
    expect(await tab.locator('.badge-content').textContent()).toBe(String(urgent));
    expect(await tab.getAttribute('aria-label')).toContain(`${urgent} loaded open threats of critical or high severity`);
  });

  it('[V-02] expands a group to its threats, resources and latest events, read on expanding', async () => {
    await expandRow(threatRows(page).first());
    for (const part of ['Threats', 'Resources', 'Latest events']) await expandRow(threatRow(page, new RegExp(`^${part}`)));
    await threatRow(page, /at \d\d:\d\d:\d\d UTC/)
      .first()
      .waitFor();
    await threatRow(page, /^123456789012, /).waitFor();
    await threatRow(page, /^Threats \(3\)/).waitFor();
    expect(await sidebar(page).locator('[aria-level="3"]').count()).toBe(8);
    expect(await threatRow(page, /Loading/).count()).toBe(0);
  });

  it('[V-07] offers Investigate on a row and in its menu, and in the palette only commands that make sense there', async () => {
    const group = threatRows(page).first();
    await group.hover();
    await group.getByRole('button', { name: /^Investigate/ }).waitFor();
    const entries = await contextMenu(page, group);
    const titles = await entries.allInnerTexts();
    await page.keyboard.press('Escape');
    expect(titles).toEqual(['Investigate…', 'Remediate…', 'Copy ID']);
    for (const title of ['Threats: Investigate…', 'Threats: Investigate by ID…', 'Threats: Disconnect']) {
      expect(await commandsMatching(page, title)).toContain(title);
    }
    for (const absent of ['Threats: Copy ID', 'Threats: Load More', 'Threats: Open in Sysdig']) {
      expect(await commandsMatching(page, absent)).not.toContain(absent);
    }
  });

  it('[V-21] copies the id of a group and of an event', async () => {
    await copyId(page, /^Critical: Access key/);
    await expect.poll(() => clipboard(page)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    await copyId(page, /^High, Put Bucket Policy/);
    await expect.poll(() => clipboard(page)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('[V-23] two commands that ask at once show one question, then the other', async () => {
    await runCommand(page, 'Threats: Investigate by ID…');
    await prompt(page, 'Investigate by ID').waitFor();
    // The title's button, since the palette would close the question that is open; it shows while the pointer is over its view.
    await threatRows(page).last().hover();
    await sidebar(page)
      .getByRole('button', { name: /^Group By/ })
      .click();
    await prompt(page, 'Investigate by ID').waitFor();
    expect(await prompt(page, 'Group the loaded threats by').count()).toBe(0);
    await page.locator('.quick-input-widget input').first().press('Escape');
    await prompt(page, 'Group the loaded threats by').waitFor();
    await page.keyboard.press('Escape');
  });

  it('[V-04] grouping and filter stay over a reload of the window, which connects again', async () => {
    await runCommand(page, 'Threats: Group By…');
    await pick(page, /^Severity/);
    await runCommand(page, 'Threats: Filter…');
    await answer(page, /1\/2/, 'aws');
    await prompt(page, /2\/2/).waitFor();
    await page.keyboard.press('Enter');
    const before = await arranged(page);
    await reloadWindow(page);
    expect(await arranged(page)).toEqual(before);
    await sidebar(page).getByText('Grouped by severity').waitFor();
  });
});

const rowNames = (page: Page) => threatRows(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));

/** The one group that the filter leaves, under its severity. */
async function arranged(page: Page): Promise<readonly string[]> {
  await threatRow(page, /^Critical, 1/).waitFor({ timeout: 60_000 });
  await threatRow(page, /^Critical: Access key/).waitFor();
  const rows = sidebar(page).locator('[role="treeitem"]');
  return rows.evaluateAll((all) => all.map((row) => `${row.getAttribute('aria-level')} ${row.getAttribute('aria-label')?.split(',')[0]}`));
}

async function copyId(page: Page, row: RegExp): Promise<void> {
  await chooseFromMenu(page, threatRow(page, row), 'Copy ID');
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** "…, 29 min" → 29; a row that says no age counts as older than any. */
function ageInMinutes(name: string): number {
  const [, count, unit] = /, (\d+) (s|min|h|d)\b/.exec(name) ?? [];
  const factor = { s: 0, min: 1, h: 60, d: 1440 }[unit ?? 'd'] ?? 1440;
  return name.includes('just now') ? 0 : Number(count ?? Number.POSITIVE_INFINITY) * factor;
}
