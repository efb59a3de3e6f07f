import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { accessOf } from '../../../src/extension/core/tools/access.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import type { ReadTool } from '../../../src/extension/core/tools/readTools.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { emptyWorld, type World } from '../../../src/extension/sample/world.ts';
import { type WireCall, watched, watchingProxy } from '../../fakes/watchedCalls.ts';
import { incidents } from '../../fixtures/incidents/incidents.ts';
import { now } from '../../fixtures/incidents/measure.ts';
import { headless } from '../headless/runHeadless.ts';
import { serveTenant } from '../headless/runTenant.ts';

const clock = { now: () => now, sleep: async () => undefined };
const log = { write: () => undefined };
const label = { name: 'watched', sample: false } as const;
const { signal } = new AbortController();

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** What a tool that changes something is asked, by its name alone: neither table of the product has a say in it. */
const changes = /^(submit|undo|save|delete|create|update|put|set|remove|add)_|generate_sysql/;

/** A tenant on whose wire every call that changes something fails the run. */
async function guarded(world?: World) {
  const calls: WireCall[] = [];
  const see = (call: WireCall): void => {
    calls.push(call);
    if (accessOf(call.name) !== 'read' || changes.test(call.name)) throw new Error(`${call.name} was called`);
  };
  const sample = createSampleTenant({ now: () => now, ...(world && { world }) });
  const open = async () => watched(await connectInMemory(sample), see);
  const reached = await connect({ label, address: 'watched', open }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  ending.push(() => reached.connection.close());
  return { connection: reached.connection, sample, calls };
}

async function investigateAll(ids: readonly string[], { connection }: Pick<Awaited<ReturnType<typeof guarded>>, 'connection'>) {
  const tools = createReadTools(connection, clock, log);
  const context = { tools, clock, narrator: { say: () => undefined }, log, signal, tenant: label };
  for (const id of ids) await investigate(id, context);
}

it('[I-30] a call that changes something does not get past the guard', async () => {
  const tenant = await guarded();
  for (const tool of ['submit_response_action', 'undo_response_action', 'save_skill_state', 'delete_skill_state', 'a_tool_of_tomorrow'])
    await expect(tenant.connection.call(tool, {}, signal)).rejects.toThrow();
  expect(tenant.sample.skillStates.size).toBe(0);
});

it.each(incidents)('[I-30] investigating $name only reads, whichever trigger it starts from', async (incident) => {
  const world = emptyWorld();
  const truth = incident.tell(world, now);
  const tenant = await guarded(world);
  await investigateAll(truth.triggers, tenant);
  expect(tenant.calls.length).toBeGreaterThan(truth.triggers.length * 5);
  expect(tenant.calls.filter(({ name }) => accessOf(name) !== 'read' || changes.test(name))).toEqual([]);
});

it('[I-30] investigating every group and threat of the sample tenant only reads', async () => {
  const tenant = await guarded();
  const ids = [...tenant.sample.groups(), ...tenant.sample.threats()].map(({ id }) => id);
  await investigateAll(ids, tenant);
  expect(tenant.calls.length).toBeGreaterThan(ids.length * 5);
  expect(tenant.calls.filter(({ name }) => accessOf(name) !== 'read' || changes.test(name))).toEqual([]);
  expect(tenant.sample.skillStates.size).toBe(0);
});

it('[I-30] the engine is offered no acting tool, even where the tenant offers it', async () => {
  const { connection } = await guarded();
  const tools = createReadTools(connection, clock, log);
  const acting = [...connection.tools.keys()].filter((name) => accessOf(name) !== 'read');
  expect(acting).toContain('submit_response_action');
  for (const name of acting) await expect(tools.read(name as ReadTool, {} as never, signal)).rejects.toThrow();
  // A tool that is in the table of an investigation and not a reading one does not compile.
  const reading: Readonly<Record<ReadTool, 'read'>> = readTools;
  expect(Object.keys(reading).filter((name) => accessOf(name) !== 'read')).toEqual([]);
});

const readTools = {
  list_threats_engine_groups: 'read',
  get_threats_engine_group: 'read',
  get_threats_engine_threat: 'read',
  list_threats_engine_threats_by_group: 'read',
  list_threats_engine_resources_by_group: 'read',
  list_runtime_events: 'read',
  count_runtime_events: 'read',
  discover_runtime_event_field_values: 'read',
  get_event_info: 'read',
  get_event_process_tree: 'read',
  run_sysql: 'read',
  list_vulnerability_findings_by_image: 'read',
  list_runtime_scan_results: 'read',
  get_scan_result: 'read',
  fetch_threat_intelligence_feed: 'read',
  get_customer_settings: 'read',
} as const;

it('[I-30] [K-09] from a terminal it writes nothing but its own entry in the shared state', { timeout: 90_000 }, async () => {
  const tenant = await serveTenant([]);
  ending.push(() => tenant.stop());
  const proxy = await watchingProxy(tenant.url);
  ending.push(() => proxy.stop());
  const folder = await mkdtemp(join(tmpdir(), 'read-only-'));
  ending.push(() => rm(folder, { recursive: true }));
  const { code } = await headless(['--url', proxy.url, '--top', '--no-intelligence', '--out', folder], {
    SYSDIG_SECURE_API_TOKEN: 'sesame',
  });
  expect([0, 6]).toContain(code);
  expect(proxy.calls.length).toBeGreaterThan(10);
  const stateful = proxy.calls.filter(({ name }) => accessOf(name) !== 'read');
  expect(new Set(stateful.map(({ name }) => name))).toEqual(new Set(['get_skill_state', 'save_skill_state']));
  expect(stateful.filter((call) => call.arguments?.['skill_state'] !== 'runtime-investigate')).toEqual([]);
});
