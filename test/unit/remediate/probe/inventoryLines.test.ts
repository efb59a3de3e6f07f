import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeBlastRadius } from '../../../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { createReadTools } from '../../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../../src/extension/core/tools/connection.ts';
import { httpTransport } from '../../../../src/extension/node/transports.ts';
import { fakeReadTools } from '../../../fakes/readTools.ts';
import { hasSecondTenant, startSecondTenant, whySkipped } from '../../../fakes/secondTenant.ts';
import { type Opened, openWorld } from '../../../fixtures/incidents/measure.ts';
import { clock, signal } from './storefront.ts';

let sample: Pick<Opened, 'context' | 'close'>;
beforeAll(async () => {
  sample = await openWorld();
});
afterAll(() => sample.close());

async function told(target: Parameters<typeof probeBlastRadius>[0]) {
  const { lines, evidence } = await probeBlastRadius(target, { clock, sysql: sample.context.tools }, signal);
  return { words: lines.filter(({ kind }) => kind === 'fact').map(({ phrase }) => plainPhrase(phrase)), evidence };
}

it('[R-08] the inventory of the sample tenant tells what it knows of a workload, with the queries that say it', async () => {
  const { words, evidence } = await told({ cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront' });
  expect(words).toEqual([
    'The inventory knows storefront as Deployment.',
    expect.stringMatching(/^The inventory knows \d+ other workloads? in its namespace/),
    'The inventory counts it as exposed to the outside.',
    'By the inventory, storefront has view.',
  ]);
  expect(evidence.map(({ source }) => source.kind)).toEqual(['mcp', 'mcp', 'mcp']);
});

it('[R-08] a workload that the inventory does not know is a fact, and whether it is exposed a gap', async () => {
  const { words } = await told({ cluster: 'prod-eu-1', namespace: 'shop', workload: "x' OR it.name != '" });
  expect(words[0]).toMatch(/^The inventory does not know x/);
  expect(words.filter((line) => line.includes('exposed'))).toEqual([]);
});

it('[R-08] a name with a line break goes into no query', async () => {
  const { words, evidence } = await told({ cluster: 'prod-eu-1', namespace: 'shop\nRETURN 1', workload: 'storefront' });
  expect([words, evidence]).toEqual([[], []]);
});

it('[R-08] rows that can not be read are a gap, never "there is none"', async () => {
  const sysql = fakeReadTools(
    { events: [], groups: [], threats: [], sysql: () => [{ who: 'storefront', what: 'view' }] },
    { now: clock.now() },
  );
  const { lines } = await probeBlastRadius({ cluster: 'c', namespace: 'shop' }, { clock, sysql }, signal);
  expect(lines.filter(({ kind }) => kind === 'gap').map(({ topic }) => topic)).toContain('rbac');
  expect(lines.filter((line) => line.kind === 'fact' || line.probeWith === 'sysql').every(({ kind }) => kind === 'gap')).toBe(true);
});

describe.skipIf(!hasSecondTenant)(hasSecondTenant ? 'the inventory of a tenant that we did not write' : whySkipped, () => {
  it('[R-08] tells neighbours and roles in its own shapes, and leaves unknown what it does not say', async () => {
    const server = await startSecondTenant({ token: 't' });
    const ports = { clock: { ...clock, sleep: async () => undefined }, log: { write: () => undefined } };
    const open = async () => httpTransport({ url: server.url, token: 't', fetch });
    const reached = await connect({ label: { name: 'second', sample: false }, address: server.url, open }, { ...ports, signal });
    if (reached.state !== 'reachable') throw reached.failure;
    try {
      const sysql = createReadTools(reached.connection, ports.clock, ports.log);
      const { lines } = await probeBlastRadius(
        { cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront' },
        { clock, sysql },
        signal,
      );
      const words = lines.filter((line) => line.kind === 'fact' || line.probeWith === 'sysql').map(({ phrase }) => plainPhrase(phrase));
      expect(words).toEqual([
        'The inventory knows storefront.',
        'The inventory knows 2 other workloads in its namespace: cart and payments.',
        'Whether it is exposed to the outside: unknown: probe with sysql (the inventory does not say).',
        'By the inventory, default has pod-reader.',
      ]);
    } finally {
      await reached.connection.close();
      await server.stop();
    }
  });
});
