import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Host, startHost } from './host.ts';
import { commandsMatching, expandRow, openThreats, runCommand, sidebar, threatRow, threatRows } from './workbench.ts';

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost();
});
beforeEach(async () => {
  page = await host.open();
  await openThreats(page);
});
afterEach(async () => {
  await page.context().close();
  expect(host.errors()).toEqual([]);
});
afterAll(() => host?.stop());

describe('without a connection', () => {
  it('[V-06] offers the sample tenant as a button, which connects', async () => {
    await sidebar(page)
      .getByRole('button', { name: /sample tenant/i })
      .click();
    await threatRows(page).first().waitFor();
  });

  it('[V-07] leaves out the commands that need a tenant', async () => {
    const titles = await commandsMatching(page, 'Threats: ');
    expect(titles).toContain('Threats: Connect…');
    expect(titles).not.toContain('Threats: Investigate…');
    expect(titles).not.toContain('Threats: Disconnect');
  });
});

describe('on the sample tenant', () => {
  beforeEach(async () => {
    await runCommand(page, 'Threats: Use Sample Tenant');
    await threatRows(page).first().waitFor();
  });

  it('[V-01] lists open groups with severity, name, resource and age, the newest signal first', async () => {
    const names = await threatRows(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    expect(names.length).toBeGreaterThanOrEqual(7);
    for (const name of names) expect(name).toMatch(/^(critical|high|medium|low|info)\w*: .+, .+, (just now|\d+ (s|min|h|d))/i);
    const minutes = names.map(ageInMinutes);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  });

  it('[V-02] expands a group to its threats, resources and latest events, read on expanding', async () => {
    await expandRow(threatRows(page).first());
    for (const part of ['Threats', 'Resources', 'Latest events']) {
      const row = threatRow(page, new RegExp(`^${part}`));
      await row.waitFor();
      await expandRow(row);
    }
    await threatRow(page, /at \d\d:\d\d:\d\d UTC/)
      .first()
      .waitFor();
    expect(await page.locator('[aria-level="3"]').count()).toBeGreaterThanOrEqual(3);
  });

  it('[V-07] offers the commands that need a tenant', async () => {
    const titles = await commandsMatching(page, 'Threats: ');
    expect(titles).toEqual(expect.arrayContaining(['Threats: Investigate…', 'Threats: Investigate by ID…', 'Threats: Disconnect']));
  });
});

/** "…, 29 min" → 29; a row that says no age counts as older than any. */
function ageInMinutes(name: string): number {
  const [, count, unit] = /, (\d+) (s|min|h|d)\b/.exec(name) ?? [];
  const factor = { s: 0, min: 1, h: 60, d: 1440 }[unit ?? 'd'] ?? 1440;
  return name.includes('just now') ? 0 : Number(count ?? Number.POSITIVE_INFINITY) * factor;
}
