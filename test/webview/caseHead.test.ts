import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { openDrawnCase, startBrowser } from './casePage.ts';
import { storefrontChanges, storefrontView } from './storefrontView.ts';

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const drawn = (view: CaseView = storefrontView, size?: { width: number; height: number }) => openDrawnCase(browser, address, view, size);

describe('the head of the case panel', () => {
  it('[X-10] lists every direction with its outcome, and one click asks to look wider', async () => {
    const { page, show, intents } = await drawn();
    await page.getByText('What was looked at (2), 2 h round it and 7 days back').click();
    const rows = await page.locator('details.looked li .words').allTextContents();
    expect(rows).toEqual(storefrontView.lookedAt.map(({ markdown }) => markdown));
    await page.getByRole('button', { name: 'Look wider' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'lookWider' });
    const { wider: _furthest, ...narrowest } = storefrontView;
    await show(narrowest);
    await page.getByRole('button', { name: 'Look wider' }).waitFor({ state: 'detached' });
  });

  it('[K-04] a citation asks the host for the evidence by its id', async () => {
    const { page, intents } = await drawn();
    await page.getByRole('button', { name: 'Evidence E9' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'openEvidence', evidence: 'E9' });
  });

  it('[X-14] lists the indicators defanged, and asks the host to copy or export them as they are', async () => {
    const { page, intents } = await drawn();
    await page.getByText('Indicators (2)').click();
    const cells = await page.locator('.table tbody tr').first().locator('td').allTextContents();
    expect(cells.slice(0, 5)).toEqual([
      'address',
      '198[.]51[.]100[.]23',
      '2026-06-10 09:12:31Z',
      'source of a connection',
      'in the threat-intelligence feed',
    ]);
    await page.getByRole('button', { name: 'Copy indicators' }).click();
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect((await intents()).slice(-2)).toEqual([{ type: 'copyIndicators' }, { type: 'exportIndicators' }]);
    expect(await page.locator('vscode-button', { hasText: 'Copy indicators' }).getAttribute('title')).toContain('not defanged');
  });

  it('[X-07] tells after a refresh what is new, changed and gone since when, as text', async () => {
    const { page } = await drawn({ ...storefrontView, changes: storefrontChanges });
    await page.getByText('What changed since 2026-06-10 09:41 UTC (1 new, 1 changed)').click();
    expect(await page.locator('details.changes dd').allTextContents()).toEqual([
      '`kdevtmpfsi` ran again <b>at 10:02</b>',
      '4 groups Before: 3 groups',
    ]);
    expect(await page.locator('details.changes b').count()).toBe(0);
  });

  it('[V-07] the head opens, remediates, exports and hands off the case', async () => {
    const { page, intents } = await drawn();
    for (const name of ['Open case', 'Remediate…', 'Export…', 'Hand off…']) await page.getByRole('button', { name }).click();
    expect((await intents()).slice(-4).map(({ type }) => type)).toEqual(['openCase', 'remediate', 'exportCase', 'handOff']);
  });
});
