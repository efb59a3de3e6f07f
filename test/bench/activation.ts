import type { Page } from 'playwright-core';
import { packCompanion } from '../../scripts/companion.mjs';
import { packagedVsix } from '../../scripts/package.mjs';
import { startHost } from '../e2e/host.ts';
import { openThreats, runCommand } from '../e2e/workbench.ts';
import { median } from './investigation.ts';

const windows = 5;

/** Milliseconds that VS Code itself reports for our activation and for one that does nothing: medians over windows of the same host. */
export async function measureActivation(): Promise<{ ours: number; idle: number }> {
  const idle = await packCompanion('idle', 'exports.activate = () => undefined;\n');
  const host = await startHost({ vsix: [packagedVsix, idle] });
  const seen: { ours: number; idle: number }[] = [];
  try {
    while (seen.length < windows) {
      const page = await host.open();
      await openThreats(page);
      await runCommand(page, 'Developer: Show Running Extensions');
      seen.push({ ours: await reported(page, 'Runtime Threats for Sysdig'), idle: await reported(page, 'idle') });
      await page.context().close();
    }
  } finally {
    await host.stop();
  }
  return { ours: median(seen.map(({ ours }) => ours)), idle: median(seen.map((one) => one.idle)) };
}

async function reported(page: Page, name: string): Promise<number> {
  const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: name });
  const time = row.getByText(/Activation: \d+ms/);
  await time.waitFor();
  return Number(/Activation: (\d+)ms/.exec((await time.textContent()) ?? '')?.[1]);
}
