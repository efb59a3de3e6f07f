import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseText, shownText } from './caseInEditor.ts';
import { eventually } from './eventually.ts';
import { saveTo } from './fileDialog.ts';
import { type Host, startHost } from './host.ts';
import { setTheme, themeNames, themeSettings } from './themes.ts';
import {
  caseName,
  closeNotifications,
  editorTab,
  goTo,
  investigateRow,
  notification,
  runCommand,
  threatRow,
  useSampleTenant,
  webviewWith,
} from './workbench.ts';

const nodes = '.stage g.node[data-step]';

let host: Host;
let page: Page;
let text: string;
beforeAll(async () => {
  host = await startHost({ settings: themeSettings });
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, /Cryptominer/));
  text = caseText(host);
  await closeNotifications(page);
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

const flow = (): Promise<Frame> => webviewWith(page, nodes);

describe('one selection over diagram, timeline and case', () => {
  it('[K-04] a click on a node selects its row and goes to its line', async () => {
    const panel = await flow();
    const node = panel.locator(nodes).nth(2);
    await node.click();
    await selected(panel, await stepOf(node));
    await eventually(lineAtCursor).toContain(await timeOf(panel, await stepOf(node)));
  });

  it('[K-04] a click on a row selects its node and goes to its line', async () => {
    const panel = await flow();
    const row = panel.locator('.timeline button.row').nth(4);
    await row.click();
    await selected(panel, await stepOf(row));
    await eventually(lineAtCursor).toContain(await timeOf(panel, await stepOf(row)));
  });

  it('[K-04] a line of the case selects node and row', async () => {
    const panel = await flow();
    const step = await stepOf(panel.locator(nodes).first());
    const line = text.split('\n').findIndex((one) => one.startsWith(`| ${step} |`)) + 1;
    await editorTab(page, caseName).click();
    await goTo(page, { line });
    await selected(panel, step);
  });

  it('[K-04] the keyboard alone walks the nodes in order of time and selects one, its row and its line', async () => {
    const panel = await flow();
    const ids = await panel.locator('.timeline button.row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-step')));
    await panel.locator(`g.node[data-step="${ids[0]}"]`).focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'End', 'ArrowLeft']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await selected(panel, ids.at(-2) ?? '');
    await eventually(lineAtCursor).toContain(await timeOf(panel, ids.at(-2) ?? ''));
  });

  it('[K-04] the keyboard alone goes from the case to the rows and back', async () => {
    const panel = await flow();
    const rows = panel.locator('.timeline button.row');
    await rows.last().focus();
    for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    const second = await stepOf(rows.nth(1));
    await selected(panel, second);
    await eventually(lineAtCursor).toContain(await timeOf(panel, second));
  });
});

describe('out of the panel', () => {
  it('[K-04] the diagram is copied as Mermaid text, the one of the case', async () => {
    await press('Copy as Mermaid', 'Copied as Mermaid.');
    const copied = await pasted(/^flowchart LR\n/);
    expect(text).toContain(copied.trim());
  });

  it('[K-04] the diagram is copied as SVG that needs nothing beside it', async () => {
    await press('Copy as SVG', 'Copied as SVG.');
    const svg = await pasted(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('kdevtmpfsi');
    expect(svg).not.toMatch(/<script|<foreignObject|\bon\w+=|href=/i);
  });

  it('[X-14] the indicators are listed defanged and copied as they are', async () => {
    const panel = await flow();
    await panel.getByText(/^Indicators \(\d+\)/).click();
    await eventually(() => panel.locator('details.indicators').textContent()).toContain('203[.]0[.]113[.]77');
    await panel.getByRole('button', { name: 'Copy indicators' }).click();
    await panel.getByText(/\d+ indicators copied as they are, not defanged\./).waitFor();
    const copied = await pasted(/^203\.0\.113\.77$/m);
    expect(copied.split('\n')).toContain('203.0.113.77');
    expect(copied).not.toContain('[.]');
  });

  it('[K-08] Export… asks for a format and writes the file where one says', async () => {
    await (await flow()).getByRole('button', { name: 'Export…' }).first().click();
    const widget = page.locator('.quick-input-widget');
    await widget.getByRole('option', { name: /^Attack flow \(SVG\)/ }).click();
    const path = join(host.home, 'flow.svg');
    await saveTo(page, path);
    await notification(page, `Exported to ${path}`).waitFor();
    expect(readFileSync(path, 'utf8')).toMatch(/^<svg[\s\S]*kdevtmpfsi[\s\S]*<\/svg>\s*$/);
  });
});

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

describe('in VS Code, axe finds nothing to object to in the panel', () => {
  it.each(themeNames)('[V-15] in %s', async (theme) => {
    await setTheme(page, theme);
    const panel = await flow();
    for (const section of await panel.locator('details').all()) {
      if ((await section.getAttribute('open')) === null) await section.locator('summary').click();
    }
    expect(await violations(panel)).toEqual([]);
  });
});

/** What axe objects to, a line each; it is run by its source, which the panel's own policy does not stop. */
async function violations(panel: Frame): Promise<readonly string[]> {
  await panel.evaluate(axe);
  return panel.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

async function selected(panel: Frame, step: string): Promise<void> {
  await panel.locator(`g.node.selected[data-step="${step}"]`).waitFor();
  await panel.locator(`.timeline li.selected button.row[data-step="${step}"]`).waitFor();
}

async function stepOf(one: Locator): Promise<string> {
  return (await one.getAttribute('data-step')) ?? '';
}

async function timeOf(panel: Frame, step: string): Promise<string> {
  return (await panel.locator(`.timeline button.row[data-step="${step}"] time`).first().textContent()) ?? '';
}

/** The line of the case that the margin marks, also while the panel has the focus. */
async function lineAtCursor(): Promise<string> {
  const line = await page.locator('.editor-group-container').first().locator('.active-line-number').textContent();
  return text.split('\n')[Number(line) - 1] ?? '';
}

/** A button of the diagram's toolbar, and what the panel says then. */
async function press(label: string, said: string): Promise<void> {
  const panel = await flow();
  await panel.getByRole('button', { name: label }).click();
  await panel.getByText(said).waitFor();
}

/** What comes out where a user pastes it: in a new editor, whose whole text is taken once it has the beginning. */
async function pasted(beginning: RegExp): Promise<string> {
  await runCommand(page, 'File: New Untitled Text File');
  await editorTab(page, /^Untitled/).waitFor();
  await eventually(() => shownText(page)).toBe('');
  await page.keyboard.press('Control+V');
  await eventually(() => shownText(page)).not.toBe('');
  let copied = '';
  const copy = async () => {
    for (const key of ['Control+A', 'Control+C']) await page.keyboard.press(key);
    copied = await page.evaluate(() => navigator.clipboard.readText());
    return copied;
  };
  await eventually(copy).toMatch(beginning);
  await runCommand(page, 'View: Revert and Close Editor');
  return copied;
}
