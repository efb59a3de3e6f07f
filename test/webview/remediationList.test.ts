import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemediationView } from '../../src/webview/protocol/remediationPanel.ts';
import { startBrowser } from './casePage.ts';
import {
  changed,
  checklist,
  finished,
  getLogs,
  isolate,
  keyInactive,
  kill,
  loading,
  mismatch,
  running,
  scale,
  trail,
} from './remediationExample.ts';
import { type ChecklistPage, openChecklist, rowOf } from './remediationPage.ts';

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

const open = (view?: RemediationView) => openChecklist(browser, address, view);

const became = (opened: ChecklistPage, id: string) => rowOf(opened, id).locator('.became').allTextContents();
const tidy = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());

describe('the checklist', () => {
  it('[R-11] lists the actions by stage, in the order of the host, with target, responder, availability, reversibility and the reason', async () => {
    const { page } = await open();
    expect(await page.locator('.stage h2').allTextContents()).toEqual(['Evidence', 'Containment', 'Destruction']);
    expect(tidy(await page.locator('.stage').nth(1).locator('.name').allTextContents())).toEqual(
      [isolate, scale, keyInactive, trail].map(({ name, on }) => `${name} ${on}`),
    );
    expect(tidy(await page.locator('.availability').allTextContents())).toEqual([
      'CLUSTER · unconfirmed',
      'CLUSTER · unconfirmed',
      'kubectl · confirmed',
      'aws · confirmed',
      'ticket · unavailable',
      'HOST · confirmed',
    ]);
    expect(tidy(await page.locator('.reversibility').allTextContents())).toEqual([
      'nothing to undo',
      'undo: delete the network policy that it makes',
      'undo: kubectl scale … --replicas=3',
      'undo: aws iam update-access-key … --status Active',
      'nothing to undo',
      'can not be undone',
    ]);
    expect(await page.locator('.order').textContent()).toContain(checklist.order);
  });

  it('[R-11] unfolds what an action does, breaks and needs, with its evidence, the gaps marked, and the request word for word', async () => {
    const opened = await open();
    const row = rowOf(opened, isolate.id);
    const expander = row.getByRole('button', { name: 'Consequences of ISOLATE_NETWORK shop/storefront' });
    expect(await expander.getAttribute('aria-expanded')).toBe('false');
    await expander.click();
    expect(await expander.getAttribute('aria-expanded')).toBe('true');
    expect(await row.locator('dt').allTextContents()).toEqual([
      ...['Does', 'Expected', 'Breaks', 'Watch', 'Why', 'Reversibility', 'Needs', 'Available', 'Request'],
    ]);
    expect(tidy(await row.locator('.lines .gap').allTextContents())).toEqual([isolate.breaks[3]?.text]);
    expect(await row.locator('.lines .told').count()).toBe(3);
    expect(await row.locator('pre').textContent()).toBe(isolate.request);
    await row.getByRole('button', { name: 'Evidence P6' }).click();
    expect((await opened.intents()).at(-1)).toEqual({ type: 'openEvidence', evidence: 'P6' });
    await expander.click();
    expect(await row.locator('dt').count()).toBe(0);
  });

  it('[R-11] what an action that can not be taken back costs is told in full', async () => {
    const opened = await open();
    await rowOf(opened, kill.id).locator('.expander').click();
    expect(await rowOf(opened, kill.id).locator('dd', { hasText: 'can not be undone' }).textContent()).toContain(kill.reversibility.text);
  });

  it('[R-11] an unavailable action says why and what would make it available, without being unfolded', async () => {
    const opened = await open();
    const row = rowOf(opened, trail.id);
    expect(await row.locator('.lost').textContent()).toBe(
      'it is not among the commands that may be run Fix: file it as a ticket; a person can run the command',
    );
    await row.getByRole('checkbox').click({ force: true });
    expect(await row.getByRole('checkbox').isChecked()).toBe(false);
    expect((await opened.intents()).map(({ type }) => type)).toEqual(['ready']);
  });

  it('[R-11] stands there at once and says of each part how far it is, until all have been read', async () => {
    const { page, show } = await open(loading);
    expect(tidy(await page.locator('.parts li').allTextContents())).toEqual([
      'Threat done · 4 events',
      'Executions of others done · 1 on the same target',
      'Catalogue in_progress',
      'Blast radius in_progress · 3 of 7 topics',
      'aws skipped · not granted',
      'Permissions pending',
    ]);
    expect(await page.locator('.none').textContent()).toBe('The proposals are being made…');
    expect(await page.locator('.banner').textContent()).toContain(loading.banner);
    await show({ ...checklist, parts: [...checklist.parts, { name: 'kubectl', status: 'failed', detail: 'timed out' }] });
    await page.locator('.stage').first().waitFor();
    expect(tidy(await page.locator('.parts li').allTextContents())).toEqual(['kubectl failed · timed out']);
  });

  it('[R-11] what stopped everything is told with its reason and its fix, and an empty list does not look like a safe one', async () => {
    const stopped = {
      what: 'The list of actions can not be read',
      why: 'The token may not list response actions',
      fix: 'Add the permission',
    };
    const { page } = await open({ ...checklist, stages: [], order: '', stopped });
    expect(await page.locator('.stopped :is(strong, p)').allTextContents()).toEqual([stopped.what, stopped.why, stopped.fix]);
    expect(await page.locator('.none').textContent()).toBe('Nothing is proposed: it was stopped before.');
  });

  it('[R-26] says nothing of a status before anything was decided, and afterwards each in the words of the log', async () => {
    const opened = await open();
    expect(await opened.page.locator('.became').count()).toBe(0);
    await opened.show(running);
    await opened.page.locator('.became').first().waitFor();
    expect(await became(opened, getLogs.id)).toEqual(['approved · done · execution a1f0c2d4-8c3e-4f7a-9b1d-2e3f4a5b6c7d']);
    expect(await became(opened, isolate.id)).toEqual(['approved · in_progress · execution 5f3c9d1e-77aa-4b0c-8d2f-1a2b3c4d5e6f']);
    expect(await became(opened, scale.id)).toEqual(['pending']);
    await opened.show(finished);
    await opened.page.getByText('declined · skipped').waitFor();
    expect(await became(opened, scale.id)).toEqual(['approved · done · undone']);
    expect(await became(opened, keyInactive.id)).toEqual(['approved · failed']);
    expect(await became(opened, kill.id)).toEqual(['declined · skipped']);
    expect(await rowOf(opened, keyInactive.id).locator('.said li').allTextContents()).toEqual([
      'The access key was not changed',
      'AWS refused: AccessDenied for iam:UpdateAccessKey',
      'Fix: ask for iam:UpdateAccessKey on user backup-admin, or file it as a ticket',
    ]);
  });

  it('[R-22] [R-16] what has run is undone from its row, what runs is cancelled or asked after there, without being unfolded', async () => {
    const opened = await open(
      changed(finished, { id: getLogs.id, status: 'in_progress', can: { ...getLogs.can, checkAgain: true, cancel: true } }),
    );
    await rowOf(opened, isolate.id).getByRole('button', { name: 'Undo…' }).click();
    for (const name of ['Check again', 'Cancel']) await rowOf(opened, getLogs.id).getByRole('button', { name }).click();
    expect((await opened.intents()).slice(1)).toEqual([
      { type: 'undo', action: isolate.id },
      { type: 'checkAgain', action: getLogs.id },
      { type: 'cancel' },
    ]);
    expect(await rowOf(opened, scale.id).getByRole('button', { name: 'Undo…' }).count()).toBe(0);
  });

  it('[R-26] the watch says its state by the word, what the silence proves, and opens what fired again', async () => {
    const watch = { ...finished.watch!, state: 'still_active' as const, line: 'it fired again at 09:44:10Z', refires: ['18b3ffff'] };
    const { page, intents } = await open({ ...finished, watch });
    expect(await page.locator('.watch .state').textContent()).toBe('still_active · it fired again at 09:44:10Z');
    expect(await page.locator('.watch .honest').textContent()).toBe(watch.honest);
    expect(tidy(await page.locator('.moments li').allTextContents())).toEqual([
      '09:41:00Z Watching "Execution from /dev/shm" on shop/storefront',
      '09:42:00Z 2 of 10: no re-fire',
    ]);
    expect(await page.getByRole('button', { name: 'Stop watching' }).count()).toBe(0);
    await page.getByRole('button', { name: '18b3ffff' }).click();
    await page.getByRole('button', { name: 'Watch longer' }).click();
    expect((await intents()).slice(-2)).toEqual([{ type: 'openEvent', event: '18b3ffff' }, { type: 'watchLonger' }]);
  });

  it('[R-27] what others did on the same target stands before the proposals, as theirs, with its evidence', async () => {
    const { page, intents } = await open();
    const others = page.getByRole('region', { name: 'By others on the same target' });
    expect(await others.locator('li').textContent()).toContain('maria@acme.example ran PAUSE_CONTAINER');
    const [theirs, ours] = await Promise.all([others.boundingBox(), page.locator('.stage').first().boundingBox()]);
    expect(theirs!.y + theirs!.height).toBeLessThanOrEqual(ours!.y);
    await others.getByRole('button', { name: 'Evidence P9' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'openEvidence', evidence: 'P9' });
  });

  it('[R-07] [R-08] tells how much is known and missing, and the blast radius by topic with its gaps apart', async () => {
    const { page } = await open();
    await page.getByText('What is known (3) and missing (2)').click();
    expect(tidy(await page.locator('.known .gap').allTextContents())).toEqual(checklist.missing);
    await page.getByText('Blast radius (7 facts, 2 gaps)').click();
    expect(await page.locator('.map dt').allTextContents()).toEqual(checklist.radius.map(({ topic }) => topic));
    expect(tidy(await page.locator('.map .gap').allTextContents())).toEqual([
      'which role its service account takes: unknown, probe with aws (not granted)',
      'which Roles bind default: unknown, probe with kubectl',
    ]);
  });

  it('[X-04] shows the place of the threat beside those of the tools; reading is offered where it can be granted', async () => {
    const { page, intents } = await open();
    expect(tidy(await page.locator('.guard li').allInnerTexts())).toEqual([
      'Threat prod-eu-1 / 123456789012 Probe again',
      'kubectl prod-eu-1 matches · read granted',
      'aws 123456789012 matches · not granted Allow reading with aws…',
    ]);
    await page.getByRole('button', { name: 'Allow reading with aws…' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'grantRead', surface: 'aws' });
  });

  it('[X-04] a tool that points elsewhere says so and what to switch, and no button of its actions does anything', async () => {
    const opened = await open(mismatch);
    const { page, intents } = opened;
    expect(tidy(await page.locator('.guard li').allInnerTexts()).slice(1)).toEqual([
      'kubectl staging-eu-1 does not match · not granted kubectl points at staging-eu-1, but the threat is in prod-eu-1: switch to context prod-eu-1 and probe again.',
      'aws nowhere not there The AWS CLI is not installed.',
    ]);
    const row = rowOf(opened, scale.id);
    await row.getByRole('checkbox').click({ force: true });
    await row.locator('.expander').click();
    expect(await row.locator('.blocked').textContent()).toBe('kubectl points at staging-eu-1, and the threat is in prod-eu-1');
    for (const name of ['Run…', 'Preview effect']) {
      const button = row.getByRole('button', { name });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await button.click({ force: true });
    }
    expect((await intents()).map(({ type }) => type)).toEqual(['ready']);
    await row.getByRole('button', { name: 'File as ticket' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'file', action: scale.id });
  });

  it('[X-09] the table of permissions has a fix wherever it is not a yes', async () => {
    const { page } = await open();
    await page.getByText('Permissions (4 yes, 1 no, 2 unknown)').click();
    expect(await page.locator('.permissions-table tbody tr').count()).toBe(checklist.permissions.length);
    expect(await page.locator('tr.no').textContent()).toContain('Fix: ask for a role that may delete NetworkPolicies');
    expect(await page.locator('tr:not(.yes) .fix').count()).toBe(3);
  });

  it('[R-21] what the log will say stands below, and is appended on request', async () => {
    const { page, show, intents } = await open(finished);
    expect(await page.locator('.summary p').allTextContents()).toEqual(finished.summary);
    await page.getByRole('button', { name: 'Append to case / report' }).click();
    expect((await intents()).at(-1)).toEqual({ type: 'report' });
    await show(changed(checklist));
    await page.locator('.summary').waitFor({ state: 'detached' });
  });
});
