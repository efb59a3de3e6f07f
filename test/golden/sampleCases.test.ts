import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { investigate } from '../../src/extension/core/investigate/investigate.ts';
import type { Clock, Log } from '../../src/extension/core/model/ports.ts';
import { renderCase } from '../../src/extension/core/report/caseFile.ts';
import { parseCaseFooter } from '../../src/extension/core/report/parseCaseFooter.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../src/extension/core/tools/connection.ts';
import type { ReadTools } from '../../src/extension/core/tools/readTools.ts';
import { connectInMemory } from '../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const clock: Clock = { now: () => now, sleep: async () => undefined };
const log: Log = { write: () => undefined };
const narrator = { say: () => undefined };
const label = { name: 'sample', sample: true } as const;
const { signal } = new AbortController();

/** The sample tenant's incidents and how the title of their group begins. */
const scenarios = [
  ['web-shell', 'Cryptominer dropped through storefront web shell'],
  ['host-persistence', 'Cron job and systemd unit planted after an SSH login'],
  ['pod-exec', 'Shell opened in the ledger pod'],
  ['poisoned-image', 'New binary executed in recommender'],
  ['prompt-injection', 'AI agent tricked into running a shell command'],
  ['plain-discovery', 'Geolocation discovery on'],
  ['known-malware', 'Known malware prevented'],
] as const;

let connection: Connection;
let tools: ReadTools;

beforeAll(async () => {
  const tenant = createSampleTenant({ now: () => now });
  const reached = await connect({ label, address: 'sample tenant', open: () => connectInMemory(tenant) }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  connection = reached.connection;
  tools = createReadTools(connection, clock, log);
});
afterAll(() => connection.close());

describe('cases of the sample tenant, through a real MCP server in memory', () => {
  it.each(scenarios)('[K-02] tells %s the same way every time', async (name, title) => {
    const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal);
    const group = value.groups.find((one) => one.title?.startsWith(title));
    if (group === undefined) throw new Error(`no group ${title}`);
    const found = await investigate(group.id, { tools, clock, narrator, log, signal, tenant: label });
    const markdown = renderCase(found);
    expect(parseCaseFooter(markdown).status).toBe('ok');
    await expect(markdown).toMatchFileSnapshot(`case-sample-${name}.md`);
  });
});
