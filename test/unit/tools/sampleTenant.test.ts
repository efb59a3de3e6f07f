import { expect, it } from 'vitest';
import { firstAccepted } from '../../../src/extension/core/investigate/firstAccepted.ts';
import { Ledger } from '../../../src/extension/core/investigate/ledger.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import { equals } from '../../../src/extension/core/tools/filter.ts';
import { sysqlText } from '../../../src/extension/core/tools/sysqlQuery.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { noon } from '../sample/sampleClient.ts';
import { instantClock, keptLog, never, reached } from './toolServer.ts';

async function sample(): Promise<Ledger> {
  const open = () => connectInMemory(createSampleTenant({ now: () => noon }));
  const endpoint = { label: { name: 'sample', sample: true }, address: 'in memory', open };
  const ports = { clock: instantClock(), log: keptLog(), signal: never };
  return new Ledger({ ...ports, tools: createReadTools(reached(await connect(endpoint, ports)), ports.clock, ports.log) });
}

it('[I-14] the inventory of the sample tenant is read by column: aliases, an entity, and a role path in its second spelling', async () => {
  const ledger = await sample();
  const cluster = sysqlText('prod-eu-1');
  const siblings = `MATCH KubeWorkload AS wl WHERE wl.clusterName = ${cluster} RETURN wl.namespaceName AS namespace, wl.name AS name LIMIT 50;`;
  const { value: aliases } = await ledger.read('run_sysql', { query: siblings });
  expect(aliases.rows).toContainEqual({ namespace: 'shop', name: 'storefront' });
  const exposed = 'MATCH KubeWorkload WHERE KubeWorkload.isExposed = true RETURN KubeWorkload LIMIT 50;';
  const { value: entities } = await ledger.read('run_sysql', { query: exposed });
  expect(entities.rows).toContainEqual(expect.objectContaining({ name: 'storefront', namespaceName: 'shop', isExposed: true }));
  const path = (relation: string) =>
    `MATCH KubeServiceAccount AS sa ${relation} KubeRoleBinding ${relation} KubeClusterRole AS role WHERE sa.clusterName = ${cluster} RETURN sa.name AS account, role.name AS role LIMIT 50;`;
  const roles = await firstAccepted(ledger, [path('HAS'), path('BINDS_TO')]);
  expect(roles.value.rows).toEqual([{ account: 'storefront', role: 'view' }]);
});

it('[I-15] the sample tenant’s findings by image and by scan say the same', async () => {
  const ledger = await sample();
  const filter = equals('kubernetes.workload.name', 'storefront');
  const { value: scans } = await ledger.read('list_runtime_scan_results', {
    filter,
    sort: 'runningVulnTotalBySeverity',
    order: 'desc',
    limit: 5,
  });
  const [scan] = scans;
  expect(scan).toMatchObject({ assetType: 'workload', riskSpotlight: true, scope: { cluster: 'prod-eu-1', workload: 'storefront' } });
  const { value: result } = await ledger.read('get_scan_result', { resultId: scan?.resultId ?? '' });
  expect(result.asset).toMatchObject({ kind: 'image', digest: scan?.resourceId });
  expect(result.findings.map(({ cve, inUse, kev }) => [cve, inUse, kev])).toEqual([
    ['CVE-2022-22965', true, true],
    ['CVE-2021-36222', false, false],
  ]);
  const { value: byImage } = await ledger.read('list_vulnerability_findings_by_image', { digest: result.asset.digest ?? '', limit: 50 });
  expect(byImage).toEqual(result.findings);
});

it('[I-17] the sample tenant’s feed gives its indicators', async () => {
  const { value } = await (await sample()).read('fetch_threat_intelligence_feed', {});
  expect(value.entries).toContainEqual({
    title: 'Web shells dropping kdevtmpfsi variants',
    published: expect.any(Number),
    indicators: expect.arrayContaining([{ kind: 'cve', value: 'CVE-2022-22965' }]),
  });
});
