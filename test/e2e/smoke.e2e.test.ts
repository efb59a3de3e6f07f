import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from './host.ts';
import { commandsMatching, openThreats, runCommand, threatRows } from './workbench.ts';

describe.each(['newest', 'floor'] as const)('the %s VS Code', (release) => {
  let host: Host;
  let page: Page;
  beforeAll(async () => {
    host = await startHost({ release });
    page = await host.open();
  });
  afterEach(() => expect(host.errors()).toEqual([]));
  afterAll(() => host?.stop());

  it('[V-07] offers our commands in the palette, by their category', async () => {
    for (const title of ['Threats: Connect…', 'Threats: Use Sample Tenant', 'Threats: Show Log']) {
      expect(await commandsMatching(page, title)).toContain(title);
    }
  });

  it('[V-19] activates as an ES module and lists the sample tenant', async () => {
    await openThreats(page);
    await runCommand(page, 'Threats: Use Sample Tenant');
    await threatRows(page).first().waitFor();
    expect(await threatRows(page).count()).toBeGreaterThanOrEqual(7);
  });
});
