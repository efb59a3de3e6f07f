import { beforeAll, describe, expect, it } from 'vitest';
import { investigate } from '../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../src/extension/core/model/case.ts';
import { toAttackFlow } from '../../src/extension/core/report/export/attackFlowStix.ts';
import { toEvidenceJson } from '../../src/extension/core/report/export/evidenceJson.ts';
import { indicatorsAsText, indicatorsCsv } from '../../src/extension/core/report/export/indicatorsCsv.ts';
import { toNavigatorLayer } from '../../src/extension/core/report/export/navigator.ts';
import { toOcsf } from '../../src/extension/core/report/export/ocsf.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { connect } from '../../src/extension/core/tools/connection.ts';
import { connectInMemory } from '../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const clock = { now: () => now, sleep: async () => undefined };
const log = { write: () => undefined };
const tenant = { name: 'sample', sample: true } as const;

/** The case of the sample tenant's web shell. */
async function webShell(): Promise<Case> {
  const { signal } = new AbortController();
  const sample = createSampleTenant({ now: () => now });
  const reached = await connect({ label: tenant, address: 'sample tenant', open: () => connectInMemory(sample) }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  try {
    const tools = createReadTools(reached.connection, clock, log);
    const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal);
    const group = value.groups.find(({ title }) => title?.startsWith('Cryptominer dropped'));
    if (group === undefined) throw new Error('the sample tenant has no web shell');
    return await investigate(group.id, { tools, clock, narrator: { say: () => undefined }, log, signal, tenant });
  } finally {
    await reached.connection.close();
  }
}

describe('exports of the web shell case', () => {
  let of: Case;
  beforeAll(async () => {
    of = await webShell();
  });

  // Named as text, since a formatter would lay JSON out in its own way.
  it.each([
    ['attack-flow.stix.json.txt', () => toAttackFlow(of)],
    ['navigator.json.txt', () => toNavigatorLayer(of)],
    ['ocsf.json.txt', () => toOcsf(of)],
    ['indicators.csv', () => indicatorsCsv(of)],
    ['indicators.txt', () => indicatorsAsText(of)],
    // Three answers show how they stand; the others are known by their sources alone.
    ['evidence.json.txt', () => toEvidenceJson(of, of.evidence.slice(0, 3))],
  ])('[K-08] [X-14] %s reads the same every time', async (name, render) => {
    await expect(render()).toMatchFileSnapshot(`exports/web-shell.${name}`);
  });
});
