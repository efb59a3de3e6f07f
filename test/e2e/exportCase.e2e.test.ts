import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseFile, caseText, placeOf, showCaseText, shownText } from './caseInEditor.ts';
import { eventually } from './eventually.ts';
import { saveTo } from './fileDialog.ts';
import { type Host, startHost } from './host.ts';
import {
  answerFormat,
  closeNotifications,
  editorTab,
  goTo,
  investigateRow,
  notification,
  pick,
  prompt,
  runCommand,
  threatRow,
  useSampleTenant,
  webviewWith,
} from './workbench.ts';

const ofTheUser = 'Called the owner of backup-admin at 11:02: the key is not theirs.';

let host: Host;
let page: Page;
beforeAll(async () => {
  host = await startHost({ settings: { 'editor.minimap.enabled': false, 'files.autoSave': 'off' } });
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, /Cryptominer/), 'HTML');
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

describe('the report that was asked for while the investigation ran', () => {
  it('[K-06] stands beside the case, for the user alone, and the end of the run leads to it', async () => {
    const report = caseFile(host).replace(/\.md$/, '.html');
    await notification(page, `HTML report: ${basename(report)}`)
      .getByRole('button', { name: 'Open HTML' })
      .waitFor();
    expect(statSync(report).mode & 0o777).toBe(0o600);
    const shown = await openedOffline(readFileSync(report, 'utf8'));
    expect(shown).toMatchObject({ title: expect.stringContaining('Cryptominer'), scripts: 0, asked: [] });
    await closeNotifications(page);
  });
});

describe('each format, out of the palette', () => {
  it('[K-06] HTML that needs no script and no network, with the diagram as the panel drew it', async () => {
    await webviewWith(page, '.stage g.node[data-step]');
    const html = await exported('HTML report', 'case.html');
    const shown = await openedOffline(html);
    expect(shown).toEqual({
      title: expect.stringContaining('Cryptominer'),
      scripts: 0,
      drawing: expect.stringContaining('kdevtmpfsi'),
      asked: [],
    });
  });

  it('[K-08] an Attack Flow as a STIX 2.1 bundle', async () => {
    const { type, objects } = JSON.parse(await exported('Attack Flow (STIX 2.1)', 'flow.json')) as {
      type: string;
      objects: { type: string }[];
    };
    expect(type).toBe('bundle');
    expect(objects.filter((one) => one.type === 'attack-action')).toHaveLength(steps());
    expect(objects.filter((one) => one.type === 'attack-flow')).toHaveLength(1);
  });

  it('[K-08] an ATT&CK Navigator layer of the techniques', async () => {
    const { techniques } = JSON.parse(await exported('ATT&CK Navigator layer', 'layer.json')) as { techniques: { techniqueID: string }[] };
    expect(techniques.map(({ techniqueID }) => techniqueID)).toContain('T1059.004');
  });

  it('[K-08] the evidence as JSON, with its answers', async () => {
    const text = await exported('Evidence (JSON)', 'evidence.json');
    expect(text).toContain('kdevtmpfsi -o pool.example:3333');
    const sources = caseText(host).match(/^\| E\d+ \|/gm)?.length ?? 0;
    expect(text.match(/"id": "E\d+"/g)).toHaveLength(sources);
  });

  it('[X-14] the indicators as CSV, not defanged', async () => {
    const rows = (await exported('Indicators (CSV)', 'indicators.csv')).trim().split(/\r?\n/);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.filter((row) => /(^|,)"?203\.0\.113\.77"?(,|$)/.test(row))).toHaveLength(1);
  });

  it('[K-08] the diagram as Mermaid text, the one of the case', async () => {
    const text = await exported('Attack flow (Mermaid)', 'flow.mmd');
    expect(caseText(host)).toContain(text.trim());
  });
});

describe('a case that the user works on', () => {
  let place: string;

  it('[K-12] is kept where they save it, unsaved changes included, for them alone; the first file stays as it was', async () => {
    place = join(host.home, 'my case.md');
    const before = caseText(host);
    await showCaseText(page);
    const { line } = placeOf(before, '### Recommended next checks');
    await goTo(page, { line });
    await page.keyboard.type(`${ofTheUser}\n\n`);
    await runCommand(page, 'Threats: Save Case As…');
    await saveTo(page, place);
    await editorTab(page, /^my case\.md/).waitFor();
    await eventually(() => existsSync(place) && readFileSync(place, 'utf8')).toContain(ofTheUser);
    expect(statSync(place).mode & 0o777).toBe(0o600);
    expect(caseText(host)).toBe(before);
  });

  it('[K-12] is refreshed at its new place, where what they wrote stays', async () => {
    await editorTab(page, /^my case\.md/).click();
    await runCommand(page, 'Threats: Refresh Case');
    await answerFormat(page);
    await notification(page, /since \d\d:\d\d UTC|than at \d\d:\d\d UTC/).waitFor({ timeout: 60_000 });
    expect(readFileSync(place, 'utf8')).toContain(ofTheUser);
    expect(readFileSync(place, 'utf8')).toMatch(/^- Completed: /m);
  });

  it('[X-07] shows what the refresh changed in the editor for differences', async () => {
    await notification(page, /UTC/).getByRole('button', { name: 'Show Changes' }).click();
    await editorTab(page, /before and after the refresh/).waitFor();
    await eventually(() => page.locator('.monaco-diff-editor .view-lines').count()).toBeGreaterThanOrEqual(2);
  });

  it('[K-12] is the one that an investigation of the same threat goes on with', async () => {
    const row = threatRow(page, /Cryptominer/);
    await row.hover();
    await row.getByRole('button', { name: /^Investigate/ }).click();
    await prompt(page, /^You investigated /).waitFor();
    await pick(page, /^Continue/);
    await answerFormat(page);
    await editorTab(page, /^my case\.md/)
      .and(page.locator('.active'))
      .first()
      .waitFor();
    await eventually(() => shownText(page)).toContain('Cryptominer dropped through storefront web shell');
  });
});

/** How many rows the timeline of the case has. */
function steps(): number {
  return caseText(host).match(/^\| S\d+ \|/gm)?.length ?? 0;
}

/** What the file holds that the palette's way through both questions writes. */
async function exported(format: string, name: string): Promise<string> {
  const path = join(host.home, name);
  await showCaseText(page);
  await runCommand(page, 'Threats: Export Case…');
  await prompt(page, 'Export the case as').waitFor();
  await pick(page, new RegExp(`^${RegExp.escape(format)}`));
  await prompt(page, format).waitFor();
  await saveTo(page, path);
  await notification(page, `Exported to ${path}`).waitFor();
  return readFileSync(path, 'utf8');
}

/** The report as a browser without a network shows it, with what it would have asked for. */
async function openedOffline(html: string) {
  const context = await page.context().browser()?.newContext({ offline: true });
  if (context === undefined) throw new Error('the browser is gone');
  const report = await context.newPage();
  const asked: string[] = [];
  report.on('request', (request) => asked.push(request.url()));
  await report.setContent(html);
  const scripts = await report.locator('script').count();
  // None at all is an answer too.
  const drawing = (await report.locator('svg').allTextContents()).join('\n');
  const shown = { title: await report.title(), scripts, drawing, asked: asked.filter((url) => !url.startsWith('data:')) };
  await context.close();
  return shown;
}
