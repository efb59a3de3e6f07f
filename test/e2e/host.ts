import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium, installExtension, startEditor } from '../../scripts/codeServer.mjs';
import { installEditor, releases } from '../../scripts/codeServerInstall.mjs';
import { packagedVsix } from '../../scripts/package.mjs';

/** A VS Code with the packaged extension in it and everything that it writes in folders of its own, the user's home included. */
export type Host = {
  readonly version: string;
  readonly home: string;
  /** the system's temporary folder as the extension sees it, where cases are written */
  readonly temp: string;
  /** A new window with nothing remembered from the last one, and its own extension host. */
  open(): Promise<Page>;
  /** What code-server printed. */
  log(): readonly string[];
  /** What our extension wrote into its log channel, all windows of this host together. */
  extensionLog(): string;
  /** What the extension hosts and pages reported as errors of our extension since the start. */
  errors(): readonly string[];
  stop(): Promise<void>;
};

export type HostOptions = {
  readonly release?: keyof typeof releases;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** beside PATH, HOME and TMPDIR; nothing else of the machine's environment gets through, a token least of all */
  readonly env?: Readonly<Record<string, string>>;
  readonly vsix?: readonly string[];
};

const extensionId = 'runtime-threats.runtime-threats';

/** Takes 3–8 s on two cores, once the editor is installed. */
export async function startHost({ release = 'newest', settings = {}, env = {}, vsix = [packagedVsix] }: HostOptions = {}): Promise<Host> {
  const editor = await installEditor(releases[release]);
  const profile = mkdtempSync(join(tmpdir(), 'threats-host-'));
  const [home, temp, workspace] = ['home', 'temp', 'workspace'].map((name) => join(profile, name)) as [string, string, string];
  for (const folder of [home, temp, workspace]) mkdirSync(folder);
  for (const path of vsix) await installExtension(editor, profile, path);
  const sealed = { PATH: process.env['PATH'], HOME: home, TMPDIR: temp, LANG: 'C.UTF-8', TZ: 'UTC', ...env };
  const running = await startEditor(editor, { profile, folder: workspace, settings, env: sealed });
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  const reported: string[] = [];
  const unread: Unread[] = [];
  return {
    version: editor.version,
    home,
    temp,
    open: () => openWindow(browser, running.url, { reported, unread }),
    log: () => running.log,
    extensionLog: () => logFiles(join(profile, 'user', 'logs'), /Runtime Threats[^/]*\.log$/).join('\n'),
    errors: () => [...reported, ...stillUnread(unread), ...loggedErrors(join(profile, 'user', 'logs'))],
    stop: async () => {
      await browser.close();
      await running.stop();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A file of a panel that its window could not read. */
type Unread = { readonly page: Page; readonly text: string; gone: boolean };

/** A window that closes or reloads while a panel loads says that it could not read on; in one that stays it is a fault. */
function stillUnread(unread: readonly Unread[]): readonly string[] {
  return unread.filter(({ page, gone }) => !gone && !page.isClosed()).map(({ text }) => text);
}

async function openWindow(browser: Browser, url: string, { reported, unread }: { reported: string[]; unread: Unread[] }): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  // A rejection that nobody handled is a warning here, with a stack; so is what VS Code finds wrong in a manifest.
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || !message.text().includes(extensionId)) return;
    if (message.text().includes('Webview.loadLocalResource')) unread.push({ page, text: message.text(), gone: false });
    else reported.push(message.text());
  });
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) for (const one of unread.filter(({ page: of }) => of === page)) one.gone = true;
  });
  await page.goto(url, { timeout: 60_000 });
  // The workbench comes first, what extensions contribute to it a little later.
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Threats/ })
    .waitFor({ timeout: 60_000 });
  return page;
}

/** Extension hosts log per window: `logs/<start>/exthost<n>/remoteexthost.log`. An entry goes on, stack and all, to the next one's time. */
function loggedErrors(logs: string): readonly string[] {
  return logFiles(logs, /remoteexthost\.log$/)
    .flatMap((text) => text.split(/\n(?=\d{4}-\d\d-\d\d )/))
    .filter((entry) => entry.includes('[error]') && entry.includes(extensionId));
}

function logFiles(logs: string, name: RegExp): readonly string[] {
  if (!existsSync(logs)) return [];
  return readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => readFileSync(join(logs, path), 'utf8'));
}
