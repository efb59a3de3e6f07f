import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../scripts/codeServer.mjs';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { type Theme, themes } from './theme.ts';

const bundle = new URL('../../dist/webview/', import.meta.url).pathname;
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf', '.html': 'text/html' };

/** What the host's page says, word for word but for the origin: what works here works under VS Code's policy. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'";

type Bundle = 'case' | 'remediation';

const html = (
  of: Bundle,
): string => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="${of}.css"></head>
<body><div id="root"></div><script src="host.js"></script><script type="module" src="${of}.js"></script></body></html>`;

/** The half of acquireVsCodeApi that a test needs; state lives in the session, as it outlives a reload in VS Code. */
const host = `window.intents = []; window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.intents.push(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});`;

export type PanelPage<View> = {
  readonly page: Page;
  /** Everything that the page should never do: errors, refused loads and scripts, requests beyond its own origin. */
  readonly faults: string[];
  show(view: View): Promise<void>;
  post(message: unknown): Promise<void>;
  intents(): Promise<readonly Record<string, unknown>[]>;
  theme(theme: Theme): Promise<void>;
};
export type CasePage = PanelPage<CaseView>;

type Size = { readonly width: number; readonly height: number };

export async function startBrowser(): Promise<{ browser: Browser; address: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const headers = { 'content-security-policy': policy, 'content-type': types[extname(path)] ?? 'text/html' };
    if (path === '/') response.writeHead(200, headers).end(html('case'));
    else if (path === '/remediation') response.writeHead(200, headers).end(html('remediation'));
    else if (path === '/host.js') response.writeHead(200, headers).end(host);
    else if (existsSync(join(bundle, path))) createReadStream(join(bundle, path)).pipe(response.writeHead(200, headers));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { browser, address, stop: () => stop(browser, server) };
}

async function stop(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
}

export async function openCasePage(browser: Browser, address: string, size?: Size): Promise<CasePage> {
  return openPanelPage<CaseView>(browser, address, '', size);
}

/** @param path of the page on the server: empty for the case, `remediation` for the checklist */
export async function openPanelPage<View>(
  browser: Browser,
  address: string,
  path: '' | 'remediation',
  size: Size = { width: 1200, height: 760 },
): Promise<PanelPage<View>> {
  const page = await browser.newPage({ viewport: size });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => !request.url().startsWith(address) && !request.url().startsWith('data:') && faults.push(request.url()));
  // A refused eval throws where a library catches it: only the event tells.
  page.on('console', (message) => message.text().startsWith('refused: ') && faults.push(message.text()));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      // biome-ignore lint/suspicious/noConsole: the way out of the page
      console.info(`refused: ${violatedDirective} ${blockedURI}`),
    ),
  );
  await page.goto(`${address}${path}`);
  const post = (message: unknown) => page.evaluate((data) => window.postMessage(data, '*'), message);
  const theme = (name: Theme) => page.evaluate(applyTheme, themes[name]);
  await theme('dark');
  await page.waitForFunction(() => (window as unknown as { intents: { type: string }[] }).intents.some(({ type }) => type === 'ready'));
  return {
    page,
    faults,
    post,
    theme,
    show: (view) => post({ type: 'view', view }),
    intents: () => page.evaluate(() => (window as unknown as { intents: Record<string, unknown>[] }).intents),
  };
}

/** A page that shows that case, once its flow is drawn. */
export async function openDrawnCase(browser: Browser, address: string, view: CaseView, size?: Size): Promise<CasePage> {
  const opened = await openCasePage(browser, address, size);
  await opened.show(view);
  await opened.page.waitForSelector('.stage g.node[data-step]');
  return opened;
}

function applyTheme({ body, variables }: { body: string; variables: Readonly<Record<string, string>> }): void {
  document.documentElement.removeAttribute('style');
  for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  document.body.className = body;
}
