import { readFileSync, writeFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasCluster, realCluster } from '../cluster/cluster.ts';
import { openIncident } from '../cluster/incident.ts';
import { actionRow, answerDialog, checklist, dialog, dialogText, remediateRow } from './checklist.ts';
import { type Host, startHost } from './host.ts';
import { noPublicSources, type RunningTenant, startSampleTenant } from './tenants.ts';
import { themeSettings } from './themes.ts';
import { closeNotifications, connectTo, editorTab, notification, openThreats, runCommand, screenshot, threatRow } from './workbench.ts';

const token = 'a-token-that-nobody-may-see';

describe.skipIf(!hasCluster)('on a real cluster', () => {
  let cluster: ReturnType<typeof realCluster>;
  let tenant: RunningTenant;
  let host: Host;
  let page: Page;
  let panel: Frame;
  beforeAll(async () => {
    cluster = realCluster();
    openIncident(cluster);
    tenant = await startSampleTenant('--token', token);
    host = await startHost({ settings: { ...themeSettings, ...noPublicSources, 'runtimeThreats.kubectl.kubeconfig': cluster.kubeconfig } });
    page = await host.open();
    await openThreats(page);
    await connectTo(page, tenant.url, token);
    await threatRow(page, /Cryptominer/).waitFor();
  });
  afterEach(() => expect(host.errors()).toEqual([]));
  afterAll(async () => {
    await host?.stop();
    await tenant?.stop();
    cluster?.close();
  });

  const replicas = (): number => cluster.object('deployments.apps', 'storefront', 'shop').spec.replicas;

  it('[R-01] [X-04] a threat without a case opens a checklist that shows where kubectl points beside where the threat is', async () => {
    panel = await remediateRow(page, threatRow(page, /Cryptominer/));
    await closeNotifications(page);
    await panel.getByText('Lightweight: the process tree').waitFor();
    const kubectl = panel.locator('.guard li', { hasText: 'kubectl' });
    await kubectl.getByText(/^matches/).waitFor();
    expect(await kubectl.textContent()).toMatch(/prod-eu-1.*not granted/s);
  });

  it('[R-03] [R-08] reading is asked for once, and fills in what stands on the workload, each line with its source', async () => {
    await panel.getByRole('button', { name: 'Allow reading with kubectl…' }).click();
    expect(await dialogText(page)).toMatch(/no Secret is read.*Every change is asked for by itself/s);
    await screenshot(page, 'cluster-grant');
    await answerDialog(page, 'Allow Reading');
    await panel.getByText(/Blast radius \(\d\d facts/).waitFor({ timeout: 60_000 });
    await panel.getByText(/Blast radius \(/).click();
    await panel
      .getByText(/of 3 replicas/)
      .first()
      .waitFor();
    expect(await panel.getByText(/shop\.example\.com/).count()).toBeGreaterThan(0);
    await screenshot(page, 'cluster-radius');
    await panel.getByText(/Blast radius \(/).click();
  });

  it('[X-03] the effect of an action is shown beside the object as it is, and changes nothing', async () => {
    const row = actionRow(panel, 'kubectl scale');
    await row.getByRole('button', { name: /^Consequences/ }).click();
    await row.getByRole('button', { name: 'Preview effect' }).click();
    await editorTab(page, /storefront/i)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await screenshot(page, 'cluster-preview');
    expect(replicas()).toBe(3);
    await editorTab(page, /^Remediate/)
      .first()
      .click();
    panel = await checklist(page);
  });

  it('[R-13] [R-15] [R-16] a command is run only after write access and its own yes, exactly as it was shown', async () => {
    const row = actionRow(panel, 'kubectl scale');
    await row.getByRole('button', { name: 'Run…' }).click();
    expect(await dialogText(page)).toContain('kubectl scale deployments.apps storefront');
    await screenshot(page, 'cluster-write');
    await answerDialog(page, 'Allow for This Action');
    const told = await dialogText(page);
    await screenshot(page, 'cluster-confirm');
    expect(told).toContain('--context=prod-eu-1');
    expect(told).toMatch(/Breaks: .*3/);
    expect(told).toContain('--replicas=3');
    expect(replicas()).toBe(3);
    await answerDialog(page, /^Scale to 0/);
    await row.getByText('done', { exact: true }).first().waitFor();
    expect(replicas()).toBe(0);
    await panel.getByRole('heading', { name: 'Watch', exact: true }).waitFor();
  });

  it('[R-22] is taken back to exactly what it was', async () => {
    const row = actionRow(panel, 'kubectl scale');
    await row.getByRole('button', { name: 'Undo…' }).click();
    await answerDialog(page, 'Allow for This Action');
    await answerDialog(page, /^Take back/);
    await row.getByText('undone').first().waitFor();
    expect(replicas()).toBe(3);
  });

  it('[R-05] a context that was switched while the dialog was open stops the run', async () => {
    const row = actionRow(panel, 'kubectl scale');
    await row.getByRole('button', { name: 'Run…' }).click();
    await answerDialog(page, 'Allow for This Action');
    await dialog(page).waitFor();
    switchContext('prod-eu-1', 'staging-eu-1');
    await answerDialog(page, /^Scale to 0/);
    await notification(page, /where kubectl points has changed/).waitFor();
    expect(replicas()).toBe(3);
    await closeNotifications(page);
  });

  it('[R-04] [X-04] a context that is not the threat’s turns the buttons of its surface off and says what to switch', async () => {
    await panel.getByRole('button', { name: 'Probe again' }).click();
    const kubectl = panel.locator('.guard li', { hasText: 'kubectl' });
    await kubectl.getByText(/^does not match/).waitFor();
    await kubectl.getByText(/kubectl config use-context prod-eu-1/).waitFor();
    await actionRow(panel, 'kubectl scale')
      .getByText(/leads to cluster/)
      .first()
      .waitFor();
    await screenshot(page, 'cluster-mismatch');
    switchContext('staging-eu-1', 'prod-eu-1');
  });

  it('[X-12] revoking takes the grant back', async () => {
    await runCommand(page, 'Threats: Revoke Grants');
    await panel.getByRole('button', { name: 'Probe again' }).click();
    await panel.getByRole('button', { name: 'Allow reading with kubectl…' }).waitFor();
  });

  function switchContext(from: string, to: string): void {
    const config = readFileSync(cluster.kubeconfig, 'utf8');
    writeFileSync(cluster.kubeconfig, config.replace(`current-context: ${from}`, `current-context: ${to}`));
  }
});
