import { describe, expect, it } from 'vitest';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { connected, noon, openTenant } from './sampleClient.ts';

const contract: Record<string, readonly string[]> = {
  get_skill_state: ['skill_state'],
  save_skill_state: ['skill_state', 'version', 'data'],
  delete_skill_state: ['skill_state'],
  list_runtime_events: [],
  get_event_info: ['event_id'],
  get_event_process_tree: ['event_id'],
  count_runtime_events: [],
  discover_runtime_event_field_values: ['field'],
  list_threats_engine_groups: [],
  get_threats_engine_group: ['group_id'],
  get_threats_engine_threat: ['threat_id'],
  list_threats_engine_threats_by_group: ['group_id'],
  list_threats_engine_resources_by_group: ['group_id'],
  run_sysql: ['sysql_query'],
  generate_sysql: ['question'],
  list_vulnerability_findings_by_image: [],
  list_runtime_scan_results: [],
  get_scan_result: ['result_id'],
  fetch_threat_intelligence_feed: [],
  get_customer_settings: [],
  list_response_actions: [],
  submit_response_action: ['action_type', 'parameters'],
  get_response_action_status: ['action_execution_id'],
  list_response_action_executions: [],
  undo_response_action: ['action_execution_id'],
  get_capture_storage: [],
};
const acting = ['submit_response_action', 'undo_response_action'];
const writing = [...acting, 'save_skill_state', 'delete_skill_state'];

describe('tools of the sample tenant', () => {
  it('[C-06] lists the 26 tools of the contract with schema, hints and permissions', async () => {
    const { sample } = await openTenant();
    const { tools } = await sample.client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(contract).sort());
    for (const { name, inputSchema, annotations, description, _meta } of tools) {
      expect(inputSchema.required ?? [], name).toEqual(contract[name]);
      expect(annotations, name).toEqual({ readOnlyHint: !writing.includes(name), destructiveHint: acting.includes(name) });
      expect(description, name).toBeTruthy();
      expect(_meta?.['requiredPermissions'], name).toBeInstanceOf(Array);
    }
  });

  it('names a missing argument without a status, and answers 404 and 400 as text with the status', async () => {
    const { sample } = await openTenant();
    expect(await sample.ask('get_event_info')).toMatchObject({ isError: true, text: 'event_id is required' });
    for (const [tool, args] of [
      ['get_event_info', { event_id: '0'.repeat(32) }],
      ['get_threats_engine_group', { group_id: 'none' }],
      ['get_threats_engine_threat', { threat_id: 'none' }],
      ['get_scan_result', { result_id: 'none' }],
      ['get_response_action_status', { action_execution_id: 'none' }],
    ] as const) {
      const { isError, text } = await sample.ask(tool, args);
      expect(isError).toBe(true);
      expect(text).toMatch(/status code: 404, response: \{"type":"not_found"/);
    }
    expect((await sample.ask('get_skill_state', { skill_state: 3 })).text).toMatch(/status code: 400, response: \{/);
  });

  it('writes nanoseconds digit by digit in the text, which a JSON number would round', async () => {
    const { sample, tenant } = await openTenant();
    const [event] = tenant.events();
    const { text, structured } = await sample.ask('get_event_info', { event_id: event?.id });
    expect(text).toContain(`"timestamp":${event?.timestamp},`);
    expect(structured).toMatchObject({ id: event?.id });
  });

  it('refuses a stale version with 409 and keeps what was saved', async () => {
    const { sample } = await openTenant();
    const key = { skill_state: 'runtime-investigate' };
    expect((await sample.ask('get_skill_state', key)).text).toBe('null');
    expect(await sample.read('save_skill_state', { ...key, version: 0, data: { last_run: 'a' } })).toEqual({ version: 1 });
    expect((await sample.ask('save_skill_state', { ...key, version: 0, data: { last_run: 'b' } })).text).toMatch(/status code: 409/);
    expect(await sample.read('get_skill_state', key)).toEqual({ version: 1, last_run: 'a' });
    expect((await sample.ask('save_skill_state', { ...key, version: 1, data: { version: 1 } })).text).toMatch(/status code: 400/);
    await sample.read('delete_skill_state', key);
    expect((await sample.ask('get_skill_state', key)).text).toBe('null');
  });

  it('shares one tenant between connections', async () => {
    const { sample, tenant } = await openTenant();
    const other = await connected(await connectInMemory(tenant));
    await sample.read('save_skill_state', { skill_state: 'remediate', version: 0, data: {} });
    expect(await other.read('get_skill_state', { skill_state: 'remediate' })).toEqual({ version: 1 });
  });
});

describe('scenarios of the sample tenant', () => {
  it('[I-01] lists open groups newest signal first, in pages', async () => {
    const { sample } = await openTenant();
    const whole = await sample.read('list_threats_engine_groups', { status: 'open', sort: 'lastSignal:desc' });
    const signals = whole.data.map(({ lastSignal }: { lastSignal: string }) => lastSignal);
    expect(signals.length).toBeGreaterThanOrEqual(9);
    expect(signals).toEqual([...signals].sort().reverse());
    const first = await sample.read('list_threats_engine_groups', { limit: 4 });
    const second = await sample.read('list_threats_engine_groups', { limit: 100, cursor: first.page.next });
    expect([...first.data, ...second.data]).toEqual(whole.data);
    expect(second.page.next).toBeUndefined();
  });

  it('moves every time with the clock and keeps every id', () => {
    const day = 86_400_000;
    const today = createSampleTenant({ now: () => noon });
    const tomorrow = createSampleTenant({ now: () => noon + day });
    expect(tomorrow.events().map(({ id }) => id)).toEqual(today.events().map(({ id }) => id));
    expect(tomorrow.events().map(({ timestamp }) => timestamp - BigInt(day) * 1_000_000n)).toEqual(
      today.events().map(({ timestamp }) => timestamp),
    );
    expect(new Set(today.events().map(({ id }) => id)).size).toBe(today.events().length);
  });

  it('refers only to events, groups and trees that exist', () => {
    const tenant = createSampleTenant({ now: () => noon });
    const events = new Set(tenant.events().map(({ id }) => id));
    const groups = new Set(tenant.groups().map(({ id }) => id));
    for (const threat of tenant.threats()) {
      expect(groups).toContain(threat.groupId);
      for (const id of threat.securityEvent.ids) expect(events).toContain(id);
    }
    for (const id of tenant.world.trees.keys()) expect(events).toContain(id);
    for (const { id, threatsCount } of tenant.groups())
      expect(tenant.threats().filter(({ groupId }) => groupId === id)).toHaveLength(threatsCount);
  });

  it('[I-05] the three groups of the web shell share cluster or account within two hours, and no other group does with them', () => {
    const groups = createSampleTenant({ now: () => noon }).groups();
    const near = groups.filter(({ lastSignal }) => noon - Date.parse(lastSignal) < 2 * 3_600_000);
    expect(near.map(({ type }) => type).sort()).toEqual(['CLOUD', 'HOST', 'K8S_WORKLOAD']);
    const clusters = groups.flatMap(({ resource }) => (resource['cluster'] === undefined ? [] : [String(resource['cluster'])]));
    expect(clusters.filter((cluster, index) => clusters.indexOf(cluster) !== index)).toEqual(['prod-eu-1']);
  });

  it('has events in the shapes that break readers: no rule and fields, no labels, severities as words and numbers', () => {
    const tenant = createSampleTenant({ now: () => noon });
    const learned = tenant.events().find(({ content }) => content?.type === 'workloadMLRuntimeDetection');
    expect(learned?.content).not.toHaveProperty('ruleName');
    expect(learned?.content).not.toHaveProperty('fields');
    expect(tenant.events().some((event) => !('labels' in event))).toBe(true);
    expect(new Set(tenant.groups().map(({ severity }) => typeof severity))).toEqual(new Set(['number', 'string']));
  });

  it('[I-07] nests the process tree down to the trigger and notes a missing one', async () => {
    const { sample, tenant } = await openTenant();
    const trigger = tenant.events().find(({ content }) => content?.ruleName === 'Execution from /dev/shm');
    const { tree } = await sample.read('get_event_process_tree', { event_id: trigger?.id });
    const names: string[] = [];
    for (let node = tree.data; node !== undefined; node = node.children[0]) names.push(node.name);
    expect(names).toEqual(['tini', 'java', 'bash', 'kdevtmpfsi']);
    expect(await sample.read('get_event_process_tree', { event_id: 'none' })).toEqual({
      branches: {},
      tree: {},
      metadata: { note: 'Process tree not available for this event' },
    });
  });
});

describe('inventory of the sample tenant', () => {
  it('leads from an image to its findings and its scan result', async () => {
    const { sample } = await openTenant();
    const results = await sample.read('list_runtime_scan_results', { filter: 'kubernetes.workload.name = "storefront"' });
    expect(results.data).toHaveLength(1);
    const scan = await sample.read('get_scan_result', { result_id: results.data[0].resultId });
    expect(Object.values(scan.vulnerabilities)).toMatchObject([
      { name: 'CVE-2022-22965', cisaKev: { publishDate: '2022-04-04' } },
      { cisaKev: {} },
    ]);
    const findings = await sample.read('list_vulnerability_findings_by_image', {
      image_digest: results.data[0].resourceId,
      severity: 'critical',
    });
    expect(findings.data[0].findings).toMatchObject([{ name: 'CVE-2022-22965', inUse: true }]);
    expect((await sample.ask('list_runtime_scan_results', { filter: 'image = "x"' })).text).toMatch(/status code: 400/);
  });

  it.each([
    [
      "MATCH KubeWorkload AS wl WHERE wl.clusterName = 'prod-eu-1' RETURN wl.namespaceName AS namespace, wl.name AS name LIMIT 50;",
      [{ namespace: 'shop', name: 'storefront' }],
    ],
    [
      "MATCH KubeWorkload VIOLATES Control WHERE KubeWorkload.name = 'storefront' RETURN DISTINCT Control LIMIT 1",
      [{ Control: { name: 'Container running as root', severity: 'High' } }],
    ],
    [
      "MATCH Image AS img AFFECTED_BY Vulnerability AS v WHERE v.severity IN ['Critical'] AND v.inUse = true RETURN v.name AS cve",
      [{ cve: 'CVE-2022-22965' }],
    ],
    [
      "MATCH KubeServiceAccount AS sa BINDS_TO KubeRoleBinding BINDS_TO KubeClusterRole AS role WHERE sa.clusterName = 'prod-eu-1' RETURN sa.name AS serviceAccount, role.name AS role",
      [{ serviceAccount: 'storefront', role: 'view' }],
    ],
    ["MATCH Host AS h WHERE h.name CONTAINS 'it\\'s' RETURN h", []],
  ])('[I-14] answers %s', async (query, items) => {
    const { sample } = await openTenant();
    expect((await sample.read('run_sysql', { sysql_query: query })).items).toEqual(items);
  });

  it.each([
    "MATCH KubeWorkload AS wl WHERE wl.cluster = 'prod-eu-1' RETURN wl.name",
    'MATCH KubeServiceAccount HAS KubeRoleBinding RETURN KubeRoleBinding',
    'SELECT 1',
  ])('[I-14] refuses %s as a schema mismatch', async (query) => {
    const { sample } = await openTenant();
    expect((await sample.ask('run_sysql', { sysql_query: query })).text).toMatch(/status code: 400/);
  });
});
