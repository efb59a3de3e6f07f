import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../../src/extension/core/tools/connection.ts';
import type { ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { readInvestigateState, saveInvestigateState } from '../../../src/extension/core/tools/skillState.ts';
import { httpTransport } from '../../../src/extension/node/transports.ts';
import { hasSecondTenant, type SecondTenant, type SecondTenantOptions, startSecondTenant, whySkipped } from '../../fakes/secondTenant.ts';
import { instantClock, keptLog, never, reached } from './toolServer.ts';

const group = '019eb0ce-2f6e-7a1c-9b52-3d4e5f607182';
const threat = '019eb0ce-c8e2-74af-82bd-4703fd04f4a2';

/** Its scenario has findings by image but no scans; these are the contract's (§3.11, §3.12), cut to what is read. */
const scans = {
  runtimeResults: [
    {
      resultId: '18b6f0c2d4e8a19386af451fbde74a21',
      mainAssetName: 'docker.io/acme/storefront:2.14.1',
      scope: { 'asset.type': 'workload', 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.workload.name': 'storefront' },
      isRiskSpotlightEnabled: true,
      runningVulnTotalBySeverity: { critical: 1 },
    },
    { resultId: 'other', scope: { 'kubernetes.cluster.name': 'staging', 'kubernetes.workload.name': 'storefront' } },
  ],
  scanResults: {
    '18b6f0c2d4e8a19386af451fbde74a21': {
      assetType: 'containerImage',
      packages: { p1: { name: 'spring-beans', version: '5.3.17', isRunning: true, vulnerabilitiesRefs: ['v1'], riskAcceptRefs: null } },
      vulnerabilities: { v1: { name: 'CVE-2022-22965', severity: 'critical', cisaKev: {}, packageRef: 'p1', providersMetadata: null } },
    },
  },
};

function preflight({ url }: Pick<SecondTenant, 'url'>, token = 'secret', timeoutMs = 5000) {
  const open = async () => httpTransport({ url, token, fetch });
  const endpoint = { label: { name: 'second', sample: false }, address: url, open };
  return connect(endpoint, { clock: instantClock(), log: keptLog(), signal: never, timeoutMs });
}

describe.skipIf(!hasSecondTenant)(hasSecondTenant ? 'a tenant that we did not write' : whySkipped, () => {
  let tenant: SecondTenant;
  let connection: Connection | undefined;

  async function open(options: SecondTenantOptions, timeoutMs?: number): Promise<ReadTools> {
    tenant = await startSecondTenant(options);
    connection = reached(await preflight(tenant, 'secret', timeoutMs));
    return createReadTools(connection, instantClock(), keptLog());
  }

  afterEach(async () => {
    await connection?.close();
    connection = undefined;
    await tenant?.stop();
  });

  const quirks = ['none', 'bareLists', 'namedLists', 'wrapResults', 'structured', 'jsonResponses', 'camelIds', 'plainIds', 'outputSchema'];
  it.each(quirks)('[C-01] gives the same groups, threats, events and tree with the quirk %s', async (quirk) => {
    const tools = await open({ quirks: { [quirk]: true } });
    const { value: groups } = await tools.read('list_threats_engine_groups', { limit: 3, status: 'open' }, never);
    expect(groups.groups).toHaveLength(3);
    expect(groups.next).toBe(quirk === 'bareLists' ? undefined : '3');
    const { value: detail } = await tools.read('get_threats_engine_group', { groupId: group }, never);
    expect(detail).toMatchObject({
      title: 'Cryptominer dropped through storefront web shell',
      severity: { word: 'high' },
      scope: { cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront', workloadType: 'deployment', awsAccount: '123456789012' },
    });
    const { value: threats } = await tools.read('list_threats_engine_threats_by_group', { groupId: group }, never);
    expect(threats.map(({ id }) => id)).toEqual([threat]);
    const { value: one } = await tools.read('get_threats_engine_threat', { threatId: threat }, never);
    expect(one.eventIds).toHaveLength(3);
    const { value: resources } = await tools.read('list_threats_engine_resources_by_group', { groupId: group }, never);
    expect(resources[0]?.scope).toMatchObject({ cluster: 'prod-eu-1', workload: 'storefront' });

    const eventId = one.eventIds[0]!;
    const { value: event } = await tools.read('get_event_info', { eventId }, never);
    expect(event).toMatchObject({
      id: eventId,
      rule: 'Execution from /dev/shm',
      severity: { word: 'critical' },
      scope: { container: '3f2a9c81d7be' },
    });
    expect(BigInt(event.atNs!)).toBe(BigInt(`0x${eventId.slice(0, 16)}`));
    const { value: tree } = await tools.read('get_event_process_tree', { eventId }, never);
    expect(tree.roots[0]?.children[0]?.children[0]?.children[0]?.name).toBe('kdevtmpfsi');
    const filter = 'kubernetes.cluster.name = "prod-eu-1"';
    const page = await tools.read('list_runtime_events', { scopeHours: 24, limit: 2, filter }, never);
    expect(page.value.events).toHaveLength(2);
    expect(page.truncated).toEqual({ shown: 2, total: 4 });
    const { value: count } = await tools.read('count_runtime_events', { scopeHours: 24, filter }, never);
    expect(count).toEqual({ total: 4, bySeverity: { 0: 1, 1: 2, 4: 1 } });
    const { value: clusters } = await tools.read(
      'discover_runtime_event_field_values',
      { field: 'kubernetes.cluster.name', scopeHours: 24, filter },
      never,
    );
    expect(clusters).toEqual(['prod-eu-1']);
  });

  const surfaces: [string, Record<string, unknown>][] = [
    ['no quirk', {}],
    ['bareLists', { bareLists: true }],
    ['namedLists', { namedLists: true }],
    ['camelIds', { camelIds: true }],
    ['wrapResults', { wrapResults: true }],
    ['structured', { structured: true }],
    ...['digest', 'image', 'imageDigest'].map((name): [string, Record<string, unknown>] => [`digestArg ${name}`, { digestArg: name }]),
  ];
  it.each(surfaces)('[C-01] gives the same inventory, findings, scans and feed with %s', async (_name, quirks) => {
    const tools = await open({ quirks, data: scans });
    const query =
      "MATCH KubeWorkload AS wl WHERE wl.clusterName = 'prod-eu-1' RETURN wl.namespaceName AS namespace, wl.name AS name LIMIT 50;";
    const { value: siblings } = await tools.read('run_sysql', { query }, never);
    expect(siblings.rows.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['shop/storefront', 'shop/cart', 'shop/payments']);
    const refused = 'MATCH KubeServiceAccount HAS KubeRoleBinding HAS KubeClusterRole RETURN KubeClusterRole';
    await expect(tools.read('run_sysql', { query: refused }, never)).rejects.toMatchObject({ reason: 'invalid' });

    const { value: one } = await tools.read('get_threats_engine_threat', { threatId: threat }, never);
    const asked = { digest: one.scope.image?.digest ?? '', severities: ['critical', 'high'], limit: 50 } as const;
    const { value: found } = await tools.read('list_vulnerability_findings_by_image', asked, never);
    expect(found).toMatchObject([
      { cve: 'CVE-2022-22965', severity: { word: 'critical' }, cvss: 9.8, exploitable: true, kev: true, inUse: true, fixVersion: '5.3.18' },
      { cve: 'CVE-2021-36222', severity: { word: 'high' }, exploitable: false, inUse: false, package: { name: 'krb5', version: '1.18' } },
    ]);
    expect(found[1]).not.toHaveProperty('kev');
    const filter = 'kubernetes.cluster.name = "prod-eu-1" and kubernetes.workload.name = "storefront"';
    const sorting = { sort: 'runningVulnTotalBySeverity', order: 'desc' } as const;
    const { value: assets } = await tools.read('list_runtime_scan_results', { filter, ...sorting, limit: 5 }, never);
    expect(assets).toMatchObject([{ riskSpotlight: true, scope: { workload: 'storefront' }, totals: { inUse: { critical: 1 } } }]);
    const { value: scan } = await tools.read('get_scan_result', { resultId: assets[0]?.resultId ?? '' }, never);
    expect(scan.findings).toMatchObject([{ cve: 'CVE-2022-22965', kev: false, inUse: true, package: { name: 'spring-beans' } }]);
    const { value: feed } = await tools.read('fetch_threat_intelligence_feed', {}, never);
    expect(feed.entries).toEqual([
      {
        title: 'Web shells dropping kdevtmpfsi variants',
        indicators: [
          { kind: 'cve', value: 'CVE-2022-22965' },
          { kind: 'address', value: '198.51.100.23' },
        ],
      },
    ]);
  });

  it('[C-04] tells a tenant without threats engine as not found, and an event without tree as a note', async () => {
    const tools = await open({ quirks: { noEngine: true } });
    await expect(tools.read('list_threats_engine_groups', { limit: 1 }, never)).rejects.toMatchObject({ reason: 'notFound', status: 404 });
    const { value } = await tools.read('get_event_process_tree', { eventId: 'f'.repeat(32) }, never);
    expect(value).toEqual({ roots: [], note: 'Process tree not available for this event' });
  });

  it('[C-04] takes a catalogue without tools for a refused token', async () => {
    tenant = await startSecondTenant({ quirks: { noTools: true } });
    expect(await preflight(tenant)).toMatchObject({ state: 'unauthenticated', failure: { reason: 'unauthenticated' } });
  });

  it('[C-04][C-05] tells a wrong token as not signed in and starts no sign-in', async () => {
    tenant = await startSecondTenant({});
    const asked: string[] = [];
    const open = async () =>
      httpTransport({
        url: tenant.url,
        token: 'wrong',
        fetch: async (input, init) => {
          asked.push(String(input));
          return fetch(input, init);
        },
      });
    const endpoint = { label: { name: 'second', sample: false }, address: tenant.url, open };
    const outcome = await connect(endpoint, { clock: instantClock(), log: keptLog(), signal: never });
    expect(outcome).toMatchObject({ state: 'unauthenticated', failure: { status: 401, fix: expect.stringContaining('token') } });
    expect(new Set(asked)).toEqual(new Set([tenant.url]));
  });

  it('names the permission where a tool is not listed', async () => {
    const tools = await open({ quirks: { missingTools: ['list_runtime_events'] } });
    expect(tools.offers('list_runtime_events')).toBe(false);
    await expect(tools.read('list_runtime_events', { scopeHours: 1, limit: 1 }, never)).rejects.toMatchObject({
      reason: 'unsupported',
      fix: expect.stringContaining('policy-events.read'),
    });
  });

  it('[K-09] writes version 0 first, then the version read', async () => {
    await open({});
    const recentCase = { eventId: 'e1', tactic: 'c2', completed: '2026-06-10T11:30:00Z' };
    expect((await readInvestigateState(connection!, never)).version).toBe(0);
    await saveInvestigateState(connection!, { lastRun: '2026-06-10T11:30:00Z', recentCase }, never);
    await saveInvestigateState(connection!, { lastRun: '2026-06-10T12:30:00Z', preferredHandoff: 'jira' }, never);
    const state = await readInvestigateState(connection!, never);
    expect(state).toMatchObject({ version: 2, recentCases: [recentCase], preferredHandoff: 'jira' });
    expect(state.data['last_run']).toBe('2026-06-10T12:30:00Z');
  });

  it('[K-09] re-reads and retries once on a conflict, and surfaces the second one', async () => {
    await open({ faults: ['save_skill_state=409@1'] });
    await saveInvestigateState(connection!, { lastRun: '2026-06-10T11:30:00Z' }, never);
    expect((await readInvestigateState(connection!, never)).version).toBe(1);
    await connection?.close();
    await tenant.stop();
    await open({ faults: ['save_skill_state=409@2'] });
    await expect(saveInvestigateState(connection!, { lastRun: '2026-06-10T11:30:00Z' }, never)).rejects.toMatchObject({
      reason: 'conflict',
    });
  });
});

describe.skipIf(!hasSecondTenant)(hasSecondTenant ? 'faults of a tenant that we did not write' : whySkipped, () => {
  let tenant: SecondTenant;
  let connection: Connection;
  let tools: ReadTools;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  // One fault a tool, so that one server shows them all.
  const reads = {
    '401': () => tools.read('get_threats_engine_group', { groupId: group }, never),
    '403': () => tools.read('count_runtime_events', { scopeHours: 1 }, never),
    '404': () => tools.read('get_event_info', { eventId: 'x' }, never),
    '409': () => tools.read('get_threats_engine_threat', { threatId: threat }, never),
    '429': () => tools.read('list_threats_engine_threats_by_group', { groupId: group }, never),
    '500': () => tools.read('list_threats_engine_groups', { limit: 1 }, never),
    hang: () => tools.read('get_event_process_tree', { eventId: 'x' }, never),
    cut: () => tools.read('get_customer_settings', {}, never),
    garbage: () => tools.read('discover_runtime_event_field_values', { field: 'ruleName', scopeHours: 1 }, never),
    shape: () => tools.read('list_threats_engine_resources_by_group', { groupId: group }, never),
    huge: () => tools.read('list_runtime_events', { scopeHours: 1, limit: 1 }, never),
  };
  const faults = [
    'get_threats_engine_group=401',
    'count_runtime_events=403',
    'get_event_info=404',
    'get_threats_engine_threat=409',
    'list_threats_engine_threats_by_group=429',
    'list_threats_engine_groups=500',
    'get_event_process_tree=hang',
    'get_customer_settings=cut',
    'discover_runtime_event_field_values=garbage',
    'list_threats_engine_resources_by_group=shape',
    'list_runtime_events=huge',
  ];

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    tenant = await startSecondTenant({ faults });
    connection = reached(await preflight(tenant, 'secret', 1500));
    tools = createReadTools(connection, instantClock(), keptLog());
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await connection.close();
    await tenant.stop();
  });

  it.each([
    ['401', 'unauthenticated'],
    ['403', 'forbidden'],
    ['404', 'notFound'],
    ['409', 'conflict'],
    ['429', 'rateLimited'],
    ['500', 'server'],
    ['cut', 'unreachable'],
    ['garbage', 'malformed'],
    ['shape', 'malformed'],
    ['huge', 'malformed'],
    // Last: the notice of cancellation that follows it would be taken for the request to cut.
    ['hang', 'timeout'],
  ] as const)('[V-20] tells %s in what, why and fix', async (fault, reason) => {
    const failure = await reads[fault]().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ reason });
    const { what, why, fix } = failure as Failure;
    for (const line of [what, why, fix]) expect(line).toMatch(/^[^\n]{5,300}$/);
    expect(unhandled).toEqual([]);
  });
});
