import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseText, lenses, showCaseText } from './caseInEditor.ts';
import { actionRow, answerDialog, calls, checklist, dialog, dialogText, remediateRow } from './checklist.ts';
import { eventually } from './eventually.ts';
import { type Host, startHost } from './host.ts';
import { setTheme, themeNames, themeSettings } from './themes.ts';
import {
  closeNotifications,
  editorTab,
  goTo,
  investigateRow,
  notification,
  prompt,
  reloadWindow,
  runCommand,
  screenshot,
  statusBar,
  threatRow,
  useSampleTenant,
} from './workbench.ts';

let host: Host;
let page: Page;
let panel: Frame;
beforeAll(async () => {
  host = await startHost({ settings: themeSettings });
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, /Cryptominer/));
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

const contained = () => statusBar(page).textContent();

it('[V-09] [V-12] the lens of a case opens its checklist, which fills in by itself', async () => {
  await closeNotifications(page);
  await showCaseText(page);
  await goTo(page, { line: 1 });
  await eventually(() => lenses(page)).toContain('Remediate');
  // The tooltip of the tab that was just clicked would cover the lens.
  await page.mouse.move(700, 500);
  await page.locator('.codelens-decoration').getByText('Remediate').first().click();
  panel = await checklist(page);
  await actionRow(panel, 'ISOLATE_NETWORK').waitFor();
  await notification(page, /Will not: run anything without its own yes/).waitFor();
  await closeNotifications(page);
  for (const theme of themeNames) {
    await setTheme(page, theme);
    await screenshot(page, `checklist-${theme}`);
  }
});

it('[R-11] a row unfolds to what it does, breaks and needs, how it is taken back, and its exact request', async () => {
  const row = actionRow(panel, 'ISOLATE_NETWORK');
  await row.getByRole('button', { name: /^Consequences/ }).click();
  for (const term of ['Does', 'Expected', 'Breaks', 'Watch', 'Why', 'Reversibility', 'Needs', 'Request']) {
    await row.locator('dt', { hasText: term }).first().waitFor();
  }
  expect(await row.locator('pre').textContent()).toContain('"kubernetes.workload.name":"storefront"');
  await row.getByRole('button', { name: 'Run…' }).scrollIntoViewIfNeeded();
  await screenshot(page, 'checklist-detail');
});

describe('one action', () => {
  it('[R-13] its dialog names the exact request, and Enter does not run it', async () => {
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row.getByRole('button', { name: 'Run…' }).click();
    const told = await dialogText(page);
    await screenshot(page, 'checklist-dialog');
    expect(told).toContain('"kubernetes.workload.name":"storefront"');
    expect(told).toMatch(/Does: .*Expected: .*Breaks: .*Watch: .*Undo: /);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    await row.getByText('declined').first().waitFor();
    expect(calls(host, 'submit_response_action')).toBe(0);
  });

  it('[R-13] [R-16] [R-20] after its yes it is submitted once and ends done, and the watcher begins', async () => {
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row.getByRole('button', { name: 'Run…' }).click();
    await answerDialog(page, /^Isolate network/);
    await row
      .getByText(/execution 0/)
      .first()
      .waitFor();
    await panel.getByRole('heading', { name: 'Watch', exact: true }).waitFor();
    await eventually(contained).toContain('1 contained');
    expect(calls(host, 'submit_response_action')).toBe(1);
    await panel.getByRole('heading', { name: 'Watch', exact: true }).scrollIntoViewIfNeeded();
    await screenshot(page, 'checklist-watch');
  });

  it('[X-05] the status bar leads to what is contained, with its owner and its undo', async () => {
    await statusBar(page)
      .getByRole('button', { name: /contained/ })
      .click();
    await prompt(page, 'What is contained: 1').waitFor();
    const row = page.locator('.quick-input-widget').getByRole('option').first();
    expect(await row.textContent()).toMatch(/ISOLATE_NETWORK.*this window.*undo_response_action/);
    await screenshot(page, 'containments');
    await page.keyboard.press('Escape');
  });

  it('[R-22] is taken back by its own dialog', async () => {
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row.getByRole('button', { name: 'Undo…' }).click();
    expect(await dialogText(page)).toContain('undo_response_action');
    await answerDialog(page, /^Take back/);
    await row.getByText('undone').first().waitFor();
    await eventually(contained).not.toContain('contained');
  });

  it('[R-24] after a reload of the window what ran and was taken back is found again, and nothing is submitted twice', async () => {
    await reloadWindow(page);
    await editorTab(page, /^Remediate: Cryptominer/).waitFor({ timeout: 60_000 });
    panel = await checklist(page);
    await actionRow(panel, 'ISOLATE_NETWORK')
      .getByText(/execution 0/)
      .first()
      .waitFor();
    await actionRow(panel, 'ISOLATE_NETWORK').getByText('undone').first().waitFor();
    expect(calls(host, 'submit_response_action')).toBe(1);
  });

  it('[R-13] what can not be taken back asks for its name to be typed', async () => {
    const row = actionRow(panel, 'KILL_CONTAINER');
    await row.getByRole('button', { name: /^Consequences/ }).click();
    await row.getByRole('button', { name: 'Run…' }).click();
    expect(await dialogText(page)).toContain('Can not be taken back. Recovery: ');
    await answerDialog(page, /^Kill container/);
    await prompt(page, 'This can not be taken back').waitFor();
    await page.keyboard.press('Escape');
    await row.getByText('declined').first().waitFor();
    expect(calls(host, 'submit_response_action')).toBe(1);
  });
});

it('[R-12] words are read back as a selection, and only its confirmation selects', async () => {
  await panel.getByRole('textbox').fill('get the logs, then pause the container');
  await panel.getByRole('button', { name: 'Read it back' }).click();
  await panel.getByRole('button', { name: 'Confirm selection' }).waitFor();
  expect(await panel.locator('input[type=checkbox]:checked').count()).toBe(0);
  await screenshot(page, 'checklist-words');
  await panel.getByRole('button', { name: 'Confirm selection' }).click();
  await eventually(() => panel.locator('input[type=checkbox]:checked').count()).toBe(2);
});

it('[R-18] a declined action is offered as a ticket, and says what is missing where none is set up', async () => {
  await actionRow(panel, 'PAUSE_CONTAINER')
    .getByRole('button', { name: /^Consequences/ })
    .click();
  await actionRow(panel, 'PAUSE_CONTAINER').getByRole('button', { name: 'File as ticket' }).click();
  await prompt(page, 'Where should the action go?').waitFor();
  await page.keyboard.press('Escape');
});

it('[R-21] the log is appended to the case, below its audit', async () => {
  await panel.getByRole('button', { name: 'Append to case / report' }).click();
  // Comes last: until then the case may still take the tab.
  await notification(page, 'The remediation log is in the case.').waitFor();
  expect(caseText(host)).toContain('## Remediation log');
  const [, log = ''] = caseText(host).split('## Remediation log');
  expect(log).toMatch(/ISOLATE_NETWORK/);
  expect(log).toMatch(/undo_response_action/);
  await screenshot(page, 'checklist-report');
});

it('[X-12] read-only turns every run off', async () => {
  await editorTab(page, /^Remediate: Cryptominer/).click();
  panel = await checklist(page);
  await panel
    .getByRole('button', { name: 'Read-only' })
    .or(panel.getByRole('switch', { name: 'Read-only' }))
    .first()
    .click();
  await panel.getByText('Read-only is switched on.').first().waitFor();
  await runCommand(page, 'Threats: Toggle Read-Only Response');
});

describe('[R-17] a cluster without a responder', () => {
  it('is learnt from the first refusal, and nothing of it is offered again', async () => {
    await runCommand(page, 'View: Close All Editors');
    panel = await remediateRow(page, threatRow(page, /Shell opened in the ledger pod/));
    const row = actionRow(panel, 'ISOLATE_NETWORK');
    await row.getByRole('button', { name: /^Consequences/ }).click();
    await row.getByRole('button', { name: 'Run…' }).click();
    await answerDialog(page, /^Isolate network/);
    await row.getByText('failed').first().waitFor();
    await actionRow(panel, 'DELETE_POD')
      .getByText(/no CLUSTER responder/)
      .first()
      .waitFor();
    await row.scrollIntoViewIfNeeded();
    await screenshot(page, 'checklist-refused');
  });
});
