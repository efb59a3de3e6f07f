import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { account, jiraServer } from '../fakes/jiraServer.ts';
import { pagerDutyServer, routingKey } from '../fakes/pagerDutyServer.ts';
import { caseText, showCaseText } from './caseInEditor.ts';
import { eventually } from './eventually.ts';
import { type Host, startHost } from './host.ts';
import { type PagerDutyProxy, startPagerDutyProxy } from './throughProxy.ts';
import {
  answer,
  caseRow,
  closeNotifications,
  editorTab,
  investigateRow,
  notification,
  pick,
  prompt,
  runCommand,
  threatRow,
  useSampleTenant,
} from './workbench.ts';

const redaction = 'What should be taken out before it leaves?';
const anAddress = '198[.]51[.]100[.]23';

let proxy: PagerDutyProxy;
let host: Host;
let page: Page;
beforeAll(async () => {
  proxy = await startPagerDutyProxy();
  host = await startHost(proxy.host);
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, /Cryptominer/));
  await closeNotifications(page);
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(async () => {
  await host?.stop();
  await proxy?.stop();
});

// One journey: the servers live as long as a test.
it('[H-01][H-04][H-05][H-07][X-08] a case goes to Jira and PagerDuty as it was previewed and edited, and one that is declined does not take the other with it', {
  timeout: 240_000,
}, async () => {
  const jira = await jiraServer();
  const pagerDuty = await pagerDutyServer();
  proxy.lead(pagerDuty.origin);
  const text = caseText(host);
  const eventId = /^- Event: `([0-9a-f]{32})`$/m.exec(text)?.[1] ?? '';
  expect(text).toContain(anAddress);

  await setUp(jira.origin);
  await begin();
  expect(await rowNames()).toEqual(['Jira', 'PagerDuty', 'Both', 'Just show the path']);
  await pick(page, /^Both/);
  await redactAddresses();

  // Declined: nothing of it leaves, and PagerDuty is asked about all the same.
  await pickProject();
  await preview(/^Jira/);
  await pick(page, /^Cancel/);
  await notification(page, 'Nothing was sent to Jira.').waitFor();
  await preview(/^PagerDuty/);
  await change('Severity', () => pick(page, /^critical/));
  const paged = await previewed();
  expect(paged['Routing key']).toBe(`ends in ${routingKey.slice(-4)}`);
  expect(paged['Dedup key']).toBe(`sysdig-${eventId}`);
  await pick(page, /^Submit/);
  await notification(page, `PagerDuty took event ${eventId}`).waitFor();
  expect(jira.issues).toEqual([]);
  const [event] = pagerDuty.alerts.get(`sysdig-${eventId}`) ?? [];
  expect(event?.payload).toMatchObject({ severity: 'critical', summary: paged['Summary'], source: paged['Source'] });
  expect(paged['Severity']).toBe('critical');
  expect(JSON.stringify(event)).toContain(eventId);
  expect(JSON.stringify(event)).not.toContain(anAddress);

  // Again, to both, with an edit in each: what was chosen stands first, what was taken out stays picked, the project is known.
  await closeNotifications(page);
  await begin();
  expect((await rowNames())[0]).toBe('Both');
  await pick(page, /^Both/);
  await prompt(page, redaction).waitFor();
  await eventually(() => checked(/public address/)).toBe('true');
  await ok();
  await preview(/^Jira/);
  await change('Summary', () => answer(page, 'Summary', 'Miner in the storefront, edited by hand'));
  const filed = await previewed();
  await pick(page, /^Submit/);
  await notification(page, `RUNTIME-101 filed for event ${eventId}`).waitFor();
  await preview(/^PagerDuty/);
  await change('Summary', () => answer(page, 'Summary', 'Miner in the storefront, again'));
  await pick(page, /^Submit/);
  await notification(page, `PagerDuty took event ${eventId}`).waitFor();

  expect(jira.issues).toHaveLength(1);
  const [issue] = jira.issues;
  expect(issue?.fields).toMatchObject({
    summary: 'Miner in the storefront, edited by hand',
    project: { key: filed['Project'] },
    issuetype: { name: filed['Issue type'] },
    labels: filed['Labels']?.split(' '),
  });
  expect(filed['Summary']).toBe('Miner in the storefront, edited by hand');
  expect(JSON.stringify(issue?.fields.description)).toContain(eventId);
  expect(JSON.stringify(issue)).not.toContain(anAddress);
  expect(issue?.attachments.map((one) => one.name)).toEqual([filed['Attachment']]);
  expect(issue?.attachments[0]?.text).toContain('‹address 1›');
  expect(pagerDuty.alerts.size).toBe(1);
  expect(pagerDuty.alerts.get(`sysdig-${eventId}`)).toHaveLength(2);

  // The state was saved on the way: the ticket stands in the Cases view (H-06).
  await caseRow(page, /RUNTIME-101/).waitFor();
  expect(host.extensionLog()).not.toContain(account.token);
  expect(host.extensionLog()).not.toContain(routingKey);
});

async function setUp(site: string): Promise<void> {
  await runCommand(page, 'Threats: Set Up Jira…');
  await answer(page, 'Jira site', site);
  await answer(page, 'E-mail address of your Atlassian account', account.email);
  await answer(page, 'Jira API token', account.token);
  await notification(page, 'Jira is set up').waitFor();
  await runCommand(page, 'Threats: Set Up PagerDuty…');
  await answer(page, 'PagerDuty routing key', routingKey);
  await notification(page, `the key that ends in ${routingKey.slice(-4)}`).waitFor();
  await closeNotifications(page);
}

async function begin(): Promise<void> {
  await showCaseText(page);
  await runCommand(page, 'Threats: Hand Off Case…');
  await prompt(page, 'Where should the case go?').waitFor();
}

/** Looks at what leaves before it says yes. */
async function redactAddresses(): Promise<void> {
  await prompt(page, redaction).waitFor();
  await row(/public address/).click();
  await row(/^Show what leaves/).click();
  await ok();
  await editorTab(page, /The case ↔ what leaves/).waitFor();
  await eventually(() => page.locator('.monaco-diff-editor').first().textContent()).toContain('‹address');
  await prompt(page, redaction).waitFor();
  await ok();
}

async function pickProject(): Promise<void> {
  await prompt(page, 'Which project?').waitFor();
  await pick(page, /^RUNTIME,/);
}

async function preview(title: RegExp): Promise<void> {
  await prompt(page, title).waitFor({ timeout: 60_000 });
  await widget(page)
    .getByRole('option', { name: /^Submit/ })
    .waitFor();
}

/** Picks a row, answers what it asks, and waits until the preview is back. */
async function change(field: string, edit: () => Promise<void>): Promise<void> {
  const before = (await previewed())[field];
  await pick(page, new RegExp(`^${field},`));
  await prompt(page, field).waitFor();
  await edit();
  await eventually(async () => (await previewed())[field] ?? before).not.toBe(before);
}

/** The rows of the preview: what each field will say. */
async function previewed(): Promise<Readonly<Record<string, string>>> {
  const rows = await widget(page)
    .getByRole('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  return Object.fromEntries(rows.map((one) => [one.split(', ', 1)[0] ?? '', one.slice(one.indexOf(', ') + 2)]));
}

async function rowNames(): Promise<readonly string[]> {
  return Object.keys(await previewed());
}

const row = (name: RegExp): Locator => widget(page).locator('.monaco-list-row').and(widget(page).getByRole('checkbox', { name }));
const checked = (name: RegExp) => row(name).getAttribute('aria-checked');
const ok = () => widget(page).getByRole('button', { name: 'OK', exact: true }).click();

function widget(of: Page): Locator {
  return of.locator('.quick-input-widget');
}
