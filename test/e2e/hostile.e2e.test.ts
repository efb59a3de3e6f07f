import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { plainText } from '../../src/extension/core/report/plainText.ts';
import { parseFaults } from '../../src/extension/sample/faults.ts';
import { createHttpServer } from '../../src/extension/sample/http.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';
import { hostileListing, hostileTexts } from '../fixtures/hostileTenant.ts';
import { type Host, startHost } from './host.ts';
import { noPublicSources } from './tenants.ts';
import {
  caseEditor,
  caseName,
  closeNotifications,
  connectTo,
  editorTab,
  goTo,
  investigateRow,
  notification,
  openThreats,
  prompt,
  runCommand,
  sidebar,
  threatRow,
  threatRows,
  webviewWith,
} from './workbench.ts';

/** A real VS Code on a tenant in which every free text is hostile: what the renderers themselves make of it. */

const token = 'a-token-that-nobody-may-see';
const nodes = '.stage g.node[data-step]';
/** Where an element could lead, load from or run; the workbench renames some of them. */
const targets = ['href', 'src', 'srcset', 'action', 'data-href', 'data-src', 'xlink:href', 'onclick', 'onerror', 'onload'];
const foreign = /evil\.example|attacker\.example|127\.0\.0\.1:PORT|^command:(?!runtimeThreats)|^javascript:|window\.owned/;

let host: Host;
let page: Page;
let tenant: Server;
/** Stands for the attacker's server: whatever asks it was made to. */
let attacker: Server;
let texts: readonly string[];
const heard: string[] = [];
const dialogs: string[] = [];
const opened: string[] = [];

beforeAll(async () => {
  attacker = await listening(
    createServer((request, response) => {
      heard.push(String(request.url));
      response.end();
    }),
  );
  texts = hostileTexts(`http://127.0.0.1:${portOf(attacker)}`);
  const sample = createSampleTenant({ now: Date.now, world: hostileListing(Date.now(), texts) });
  tenant = await listening(createHttpServer({ tenant: sample, token, latency: 0, faults: parseFaults([]) }));
  host = await startHost({ settings: { ...noPublicSources, 'workbench.hover.delay': 50 } });
  page = await host.open();
  page.setDefaultTimeout(15_000);
  page.on('dialog', (dialog) => dialogs.push(dialog.message()));
  page.context().on('page', (other) => opened.push(other.url()));
  await openThreats(page);
  await connectTo(page, `http://127.0.0.1:${portOf(tenant)}/mcp/secure`, token);
  await threatRows(page).first().waitFor();
});
afterEach(async () => {
  expect(await cameThrough(page)).toEqual([]);
  expect([heard, dialogs, opened, host.errors()]).toEqual([[], [], [], []]);
  // What the corpus' commands would do.
  expect(await editorTab(page, /^Untitled/).count()).toBe(0);
});
afterAll(async () => {
  await host?.stop();
  for (const server of [tenant, attacker]) server?.closeAllConnections();
  for (const server of [tenant, attacker]) server?.close();
});

it('[K-07] an investigation narrates and ends in notifications of text alone', async () => {
  await investigateRow(page, threatRow(page, /Cryptominer dropped/), 'Both');
  const told = notification(page, 'storefront').last();
  await told.waitFor();
  const links = page.locator('.notifications-toasts .notification-list-item-message a');
  expect((await links.allTextContents()).filter((name) => name !== 'Public Beta Terms')).toEqual([]);
  await closeNotifications(page);
});

it('[K-07] a row of the tree shows each text as text, without an icon or a link', async () => {
  await wholeTree(page);
  const labels = sidebar(page).locator('[role="treeitem"] .label-name');
  const shown = new Set((await labels.allTextContents()).map(letters));
  expect(texts.map((text) => letters(`listed ${plainText(text)}`)).filter((one) => !shown.has(one))).toEqual([]);
  expect(
    await sidebar(page).locator('[role="treeitem"] :is(.label-name, .label-description) :is(.codicon, a, img, b, i, svg)').count(),
  ).toBe(0);
});

it('[K-07] a tooltip shows them as text', async () => {
  const hover = page.locator('.workbench-hover .rendered-markdown').last();
  for (let index = 1, before = ''; index < (await threatRows(page).count()); index += 5) {
    await threatRows(page).nth(index).hover();
    // One that was shown before stays until the next one is there; each names the id of its own group.
    await expect.poll(async () => ((await hover.count()) === 0 ? before : hover.textContent()), { timeout: 10_000 }).not.toBe(before);
    before = String(await hover.textContent());
    expect(before).toContain('Severity');
    expect(await hover.locator(':not(p, strong, code, br, span.rendered-markdown, div)').count()).toBe(0);
  }
  await page.setViewportSize({ width: 1400, height: 900 });
});

it('[K-07] a quick pick shows them as text, without their icons', async () => {
  await command('Threats: Investigate…');
  await prompt(page, 'Which threat?').waitFor();
  const names = page.locator('.quick-input-list .label-name, .quick-input-list .label-description');
  await names.first().waitFor();
  expect(await names.locator('.codicon, a, img').count()).toBe(0);
  await page.keyboard.press('Escape');
});

it('[K-07] the panel draws them with the real Mermaid, as text', async () => {
  const flow = await webviewWith(page, nodes);
  expect(await flow.locator(nodes).count()).toBeGreaterThanOrEqual(7);
  expect(await flow.locator('#root :is(img, image, script, a[href], iframe, foreignObject, object, embed, form)').count()).toBe(0);
});

it('[K-07] the editor of the case makes no link of them', async () => {
  await editorTab(page, caseName).click();
  const lines = caseText().split('\n');
  expect(lines.length).toBeGreaterThan(60);
  const links = new Set<string>();
  for (let line = 1; line < lines.length; line += 20) {
    await goTo(page, { line });
    await expect.poll(() => caseEditor(page).textContent()).not.toBe('');
    for (const link of await page.locator('.editor-instance .detected-link').allTextContents()) links.add(link);
  }
  expect([...links]).toEqual([]);
});

it('[V-12] [K-07] the hover of a citation shows its evidence as text', async () => {
  const lines = caseText().split('\n');
  const line = lines.findIndex((one) => /\[E\d+\]/.test(one)) + 1;
  await goTo(page, { line, column: (lines[line - 1] ?? '').search(/\[E\d/) + 3 });
  await command('Show or Focus Hover');
  const hover = page.locator('.monaco-hover:visible .hover-contents').first();
  await hover.waitFor();
  expect(await hover.textContent()).toMatch(/E\d+/);
  expect(await hover.locator('a, img, iframe, svg, script, h1, h2, table').count()).toBe(0);
  await page.keyboard.press('Escape');
});

it('[K-07] the Markdown preview of VS Code shows them as text, its own Mermaid included', async () => {
  await editorTab(page, caseName).click();
  await command('Markdown: Open Preview');
  const preview = await webviewWith(page, '.markdown-body h2');
  expect(await preview.locator('.markdown-body h2').count()).toBe(1);
  expect(letters(await preview.locator('.markdown-body h2').textContent())).toContain(letters('Cryptominer dropped'));
  expect(await preview.locator('.markdown-body :is(img, iframe, form, input, object, embed, video, math, .katex)').count()).toBe(0);
  expect(await preview.locator('.markdown-body a[href]').count()).toBe(0);
});

it('[V-13] [K-07] the Cases view shows the case as text', async () => {
  await command('Threats: Focus on Cases View');
  await page.waitForTimeout(3000);
  const row = sidebar(page)
    .getByRole('treeitem', { name: /^Cryptominer dropped/ })
    .last();
  await row.waitFor();
  expect(await row.locator('.label-name :is(.codicon, a, img)').count()).toBe(0);
});

it('[K-06] [K-07] the HTML report opens without a script, a request or an element of theirs', async () => {
  const [name = ''] = readdirSync(host.temp).filter((one) => one.endsWith('.html'));
  const report = await page.context().newPage();
  opened.length = 0;
  await report.goto(`file://${join(host.temp, name)}`);
  expect(await report.locator('h1').textContent()).toContain('Cryptominer dropped');
  expect(await cameThrough(report)).toEqual([]);
  expect(await report.locator('img, script, iframe, form, input, object, embed, link').count()).toBe(0);
  await report.close();
});

/** Once more where something that just opened took the focus, and the palette with it. */
async function command(title: string): Promise<void> {
  await vi.waitFor(() => runCommand(page, title), { timeout: 60_000, interval: 500 });
}

/** Elements in any frame of the page that lead to, load from or run something of the corpus, and the mark that a script would leave. */
async function cameThrough(of: Page): Promise<readonly string[]> {
  const found = await Promise.all(of.frames().map((frame) => inFrame(frame)));
  return found.flat();
}

async function inFrame(frame: Frame): Promise<readonly string[]> {
  const source = foreign.source.replace('PORT', String(portOf(attacker)));
  // A frame that goes away meanwhile has nothing to show.
  return frame
    .evaluate(
      ({ names, pattern }) => {
        const all = [...document.querySelectorAll('*')].flatMap((one) =>
          names
            .map((name) => `${name}=${one.getAttribute(name) ?? ''}`)
            .filter((one) => new RegExp(pattern).test(one.slice(one.indexOf('=') + 1))),
        );
        return [...('owned' in window ? ['a script ran'] : []), ...all];
      },
      { names: targets, pattern: source },
    )
    .catch(() => []);
}

/** The tree draws only what is on the screen, and lists a page at a time: all of it, in a window that has room for it. */
async function wholeTree(of: Page): Promise<void> {
  await of.setViewportSize({ width: 1400, height: 4400 });
  const more = threatRow(of, /^Load more/);
  const rows = () => threatRows(of).count();
  await expect.poll(rows, { timeout: 20_000 }).toBeGreaterThan(20);
  while ((await more.count()) > 0) {
    const before = await rows();
    await more.click();
    await expect.poll(rows, { timeout: 20_000 }).not.toBe(before);
  }
  expect(await rows()).toBeGreaterThan(texts.length);
}

function caseText(): string {
  const [name = ''] = readdirSync(host.temp).filter((one) => one.endsWith('.md'));
  return readFileSync(join(host.temp, name), 'utf8');
}

/** Without blanks, of which renderers make their own, and without signs for what is invisible. */
function letters(text: string | null): string {
  return (text ?? '').replaceAll(/\s+/g, '');
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
