import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasSecondTenant, startSecondTenant, whySkipped } from '../fakes/secondTenant.ts';
import { type Host, startHost } from './host.ts';
import { addressOfNobody, noPublicSources, type RunningTenant, startSampleTenant } from './tenants.ts';
import {
  answerFormat,
  caseEditor,
  chooseFromMenu,
  connectTo,
  editorTab,
  expandRow,
  notification,
  openThreats,
  pick,
  prompt,
  runCommand,
  sidebar,
  statusBar,
  threatRow,
  threatRows,
  webviewWith,
} from './workbench.ts';

const token = 'a-token-that-nobody-may-see';

let host: Host;
let page: Page;
let tenant: RunningTenant | undefined;
beforeAll(async () => {
  host = await startHost({ settings: noPublicSources });
});
beforeEach(async () => {
  page = await host.open();
  await openThreats(page);
});
afterEach(async () => {
  await page.context().close();
  await tenant?.stop();
  tenant = undefined;
  expect(host.errors()).toEqual([]);
});
afterAll(() => host?.stop());

/** Of the threats view, which is above the one of the cases. */
const nextStep = (name: RegExp) => sidebar(page).getByRole('region', { name: 'Welcome' }).first().getByRole('button', { name });

describe('over HTTP, the welcome view', () => {
  it('[V-06] says that the token is not accepted, and a button leads to another one', async () => {
    tenant = await startSampleTenant('--token', token);
    await connectTo(page, tenant.url, 'a-wrong-token');
    await sidebar(page)
      .getByText(/does not accept the token/)
      .waitFor();
    await nextStep(/^Connect with another token/).waitFor();
    await statusBar(page)
      .getByRole('button', { name: /acme: not authenticated/ })
      .waitFor();
    expect(await threatRows(page).count()).toBe(0);
  });

  it('[V-06] says that nobody answers, and asks again at the press of a button', async () => {
    await connectTo(page, await addressOfNobody(), token);
    await sidebar(page)
      .getByText(/No Sysdig MCP server answers there/)
      .waitFor();
    const before = attempts();
    await nextStep(/^Try again/).click();
    await expect.poll(attempts, { timeout: 15_000 }).toBe(before + 1);
    await nextStep(/^Connect elsewhere/).waitFor();
  });

  it('[V-06] says that no threat is open', async () => {
    tenant = await startSampleTenant('--token', token, '--empty');
    await connectTo(page, tenant.url, token);
    await sidebar(page)
      .getByText(/No open threats/)
      .waitFor();
    await nextStep(/^Investigate/).waitFor();
    await nextStep(/^Refresh/).waitFor();
  });
});

describe('over HTTP, long work', () => {
  it('[V-10] tells its step and can be cancelled, which leaves a case marked partial', async () => {
    tenant = await startSampleTenant('--token', token, '--latency', '1500');
    await connectTo(page, tenant.url, token);
    await threatRow(page, /Cryptominer/).waitFor({ timeout: 60_000 });
    await runCommand(page, 'Threats: Investigate…');
    await prompt(page, 'Which threat?').waitFor({ timeout: 30_000 });
    await pick(page, /Cryptominer/);
    const progress = notification(page, 'Threats: ');
    const cancel = progress.getByRole('button', { name: 'Cancel' });
    // The directions are looked in only once the trigger is known: from then on there is a case to keep.
    await progress.filter({ hasText: /ooking at/ }).waitFor({ timeout: 60_000 });
    const cancelled = Date.now();
    await cancel.click();
    await editorTab(page, /^sysdig-runtime-investigate-/).waitFor({ timeout: 10_000 });
    expect(Date.now() - cancelled).toBeLessThan(6000);
    await notification(page, /^.*Partial case\./).waitFor();
    expect(await caseEditor(page).textContent()).toMatch(/partial/i);
    await webviewWith(page, '.stage g.node[data-step], .empty');
  });
});

// In CI it fails where that tenant is absent; elsewhere it says that it was skipped.
const runs = hasSecondTenant || process.env['CI'] !== undefined;
describe.skipIf(!runs)(runs ? 'a tenant that others wrote' : whySkipped, () => {
  it('[V-08] the whole journey: connect, tree, group, Investigate from the menu, case and flow', async () => {
    tenant = await secondTenant();
    await connectTo(page, tenant.url, token);
    await threatRow(page, /^Medium|^Low|^High|^Critical/)
      .first()
      .waitFor({ timeout: 30_000 });
    await sidebar(page).getByRole('heading', { name: /acme/i }).waitFor();
    const group = threatRow(page, /^High: Cryptominer dropped through storefront web shell, prod-eu-1\/shop\/storefront/);
    await expandRow(group);
    await expandRow(threatRow(page, /^Latest events/));
    await threatRow(page, /at \d\d:\d\d:\d\d UTC/)
      .first()
      .waitFor();
    await chooseFromMenu(page, group, 'Investigate');
    await answerFormat(page);
    await editorTab(page, /^sysdig-runtime-investigate-/).waitFor({ timeout: 60_000 });
    const flow = await webviewWith(page, '.stage g.node[data-step]');
    expect(await flow.locator('.stage g.node[data-step]').count()).toBeGreaterThanOrEqual(4);
    expect(await flow.locator('h1').textContent()).toContain('Cryptominer dropped through storefront web shell');
    expect(await caseEditor(page).textContent()).toContain('Cryptominer');
  });

  it('[V-02] a part that can not be read says what failed, and a click asks again', async () => {
    tenant = await secondTenant('list_threats_engine_resources_by_group=403@1');
    await connectTo(page, tenant.url, token);
    const group = threatRow(page, /Cryptominer/);
    await group.waitFor({ timeout: 30_000 });
    await expandRow(group);
    await expandRow(threatRow(page, /^Resources/));
    const failed = threatRow(page, /Press Enter to try again/);
    await failed.waitFor();
    expect(await failed.getAttribute('aria-label')).toMatch(/resources.*403/is);
    await failed.click();
    await threatRow(page, /^storefront, /).waitFor();
    await failed.waitFor({ state: 'detached' });
  });

  it('[V-11] Show Log tells the calls and how long they took, and never the token', async () => {
    tenant = await secondTenant();
    await connectTo(page, tenant.url, token);
    await threatRow(page, /Cryptominer/).waitFor({ timeout: 30_000 });
    await runCommand(page, 'Threats: Show Log');
    const shown = page.locator('.part.panel .view-lines');
    await expect.poll(() => shown.textContent(), { timeout: 15_000 }).toMatch(/list_threats_engine_groups.*\d+/);
    expect(host.extensionLog()).toMatch(/list_threats_engine_groups.*\d+ ?ms|"ms":\d+/);
    expect(host.extensionLog()).not.toContain(token);
  });
});

async function secondTenant(...faults: readonly string[]): Promise<RunningTenant> {
  if (!hasSecondTenant) throw new Error(whySkipped);
  return startSecondTenant({ token, faults });
}

const attempts = (): number => host.extensionLog().split('session: unreachable').length - 1;
