import type { Page } from 'playwright-core';
import { packCompanion } from '../../scripts/companion.mjs';
import { packagedVsix } from '../../scripts/package.mjs';
import { startHost } from '../e2e/host.ts';
import { openThreats, runCommand, sidebar } from '../e2e/workbench.ts';
import { median } from './investigation.ts';

const windows = 5;
const mostWindows = 15;
const ourName = 'Runtime Threats for Sysdig';

/** Milliseconds that VS Code itself reports for our activation and for one that does nothing: medians over windows of the same host. */
export async function measureActivation(): Promise<{ ours: number; idle: number }> {
  const idle = await packCompanion('idle', 'exports.activate = () => undefined;\n');
  const host = await startHost({ vsix: [packagedVsix, idle] });
  const seen: { ours: number; idle: number }[] = [];
  try {
    for (let opened = 0; seen.length < windows && opened < mostWindows; opened += 1) {
      const page = await host.open();
      await openThreats(page);
      // Its welcome view is what our activation shows first.
      await sidebar(page)
        .getByRole('button', { name: /sample tenant/i })
        .waitFor();
      const times = await reported(page);
      if (times !== undefined) seen.push(times);
      await page.context().close();
    }
  } finally {
    await host.stop();
  }
  if (seen.length < windows)
    throw new Error(`VS Code reported the activation of ${ourName} in ${seen.length} of ${mostWindows} windows only.`);
  return { ours: median(seen.map(({ ours }) => ours)), idle: median(seen.map((one) => one.idle)) };
}

/** The editor shows what had been activated when it was opened: a window in which one of the two was still at it is left out. */
async function reported(page: Page): Promise<{ ours: number; idle: number } | undefined> {
  await runCommand(page, 'Developer: Show Running Extensions');
  const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
  await rows.first().waitFor();
  const texts = await rows.allTextContents();
  const [ours, idle] = [timeOf(texts, ourName), timeOf(texts, 'idle')];
  return ours === undefined || idle === undefined ? undefined : { ours, idle };
}

function timeOf(rows: readonly string[], name: string): number | undefined {
  const row = rows.find((text) => text.startsWith(name));
  const time = /Activation: (\d+)ms/.exec(row ?? '')?.[1];
  return time === undefined ? undefined : Number(time);
}
