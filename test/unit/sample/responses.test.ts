import { describe, expect, it } from 'vitest';
import { openTenant, type SampleClient } from './sampleClient.ts';

const minute = 60_000;
const container = { 'host.id': '0a58c2f1-host', 'container.id': '3f2a9c81d7be' };
const workload = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.workload.type': 'deployment',
  'kubernetes.workload.name': 'storefront',
};
const pod = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.pod.name': 'storefront-7c9d8b6f5d-x2k4q',
};

async function fired(sample: SampleClient): Promise<number> {
  const { page } = await sample.read('list_runtime_events', { scope_hours: 24, filter_expr: 'ruleName = "Execution from /dev/shm"' });
  return page.total;
}

async function submit(sample: SampleClient, action_type: string, parameters: Record<string, unknown>): Promise<string> {
  const execution = await sample.read('submit_response_action', { action_type, parameters });
  expect(execution).toMatchObject({ actionType: action_type, status: 'ENQUEUED', outputs: null });
  return execution.id;
}

/** Polls to the end and returns the statuses seen, the last execution with them. */
// biome-ignore lint/suspicious/noExplicitAny: tests read foreign JSON
async function finish(sample: SampleClient, action_execution_id: string): Promise<{ statuses: string[]; last: any }> {
  const statuses: string[] = [];
  for (;;) {
    const last = await sample.read('get_response_action_status', { action_execution_id });
    statuses.push(last.status);
    if (['COMPLETED', 'FAILED'].includes(last.status) || statuses.length > 9) return { statuses, last };
  }
}

describe('response actions of the sample tenant', () => {
  it('[R-20] the miner fires once a minute, each time with a new event, and moves its group', async () => {
    const { sample, tenant, pass } = await openTenant();
    const before = await fired(sample);
    pass(5 * minute);
    expect(await fired(sample)).toBe(before + 5);
    expect(new Set(tenant.events().map(({ id }) => id)).size).toBe(tenant.events().length);
    const [top] = (await sample.read('list_threats_engine_groups', { limit: 1 })).data;
    expect(Date.parse(top.lastSignal)).toBe(tenant.now());
  });

  it.each([
    ['KILL_CONTAINER', container],
    ['STOP_CONTAINER', container],
    ['PAUSE_CONTAINER', container],
    ['DELETE_POD', pod],
    ['ISOLATE_NETWORK', workload],
  ])('[R-16] %s goes from ENQUEUED to COMPLETED by polls, and silences the miner only then', async (type, parameters) => {
    const { sample, pass } = await openTenant();
    const before = await fired(sample);
    const id = await submit(sample, type, parameters);
    pass(minute);
    expect(await fired(sample)).toBe(before + 1);
    expect((await finish(sample, id)).statuses).toEqual(['IN_PROGRESS', 'COMPLETED']);
    const after = await fired(sample);
    pass(10 * minute);
    expect(await fired(sample)).toBe(after);
  });

  it.each([
    ['KILL_PROCESS', { 'host.id': '0a58c2f1-host', 'process.id': 48213, startTime: -1 }],
    ['ROLLOUT_RESTART', workload],
  ])('%s does not end the miner: what starts it is still there', async (type, parameters) => {
    const { sample, pass } = await openTenant();
    await finish(sample, await submit(sample, type, parameters));
    const after = await fired(sample);
    pass(3 * minute);
    expect(await fired(sample)).toBe(after + 3);
  });

  it.each([
    ['PAUSE_CONTAINER', container, 'UNPAUSE_CONTAINER', {}],
    ['STOP_CONTAINER', container, 'START_CONTAINER', {}],
    ['ISOLATE_NETWORK', workload, 'DELETE_NETWORK_POLICY', { network_policy_name: 'sysdig-isolate-network-1' }],
  ])('[R-22] undo of %s is a new execution, brings the miner back, and works once', async (type, parameters, inverse, outputs) => {
    const { sample, pass } = await openTenant();
    const original = await submit(sample, type, parameters);
    const early = await sample.ask('undo_response_action', { action_execution_id: original });
    expect(early.text).toMatch(/status code: 400/);
    expect((await finish(sample, original)).last.outputs).toEqual(outputs);
    const held = await fired(sample);
    pass(5.5 * minute);
    const undo = await sample.read('undo_response_action', { action_execution_id: original });
    expect(undo).toMatchObject({
      actionType: inverse,
      status: 'ENQUEUED',
      actionExecutionIdBeingUndone: original,
      parameters: { ...parameters, ...outputs },
    });
    expect(undo.id).not.toBe(original);
    await finish(sample, undo.id);
    pass(2 * minute);
    expect(await fired(sample)).toBe(held + 2);
    expect((await sample.ask('undo_response_action', { action_execution_id: original })).text).toMatch(/status code: 400/);
    const { data } = await sample.read('list_response_action_executions');
    expect(data.map(({ id }: { id: string }) => id)).toEqual([undo.id, original]);
  });

  it('fails to hold what is not there, or no more', async () => {
    const { sample } = await openTenant();
    const elsewhere = await submit(sample, 'PAUSE_CONTAINER', { ...container, 'container.id': 'ffffffffffff' });
    expect((await finish(sample, elsewhere)).last).toMatchObject({ status: 'FAILED', failure: { failureReason: 'target_not_found' } });
    await finish(sample, await submit(sample, 'KILL_CONTAINER', container));
    expect((await finish(sample, await submit(sample, 'KILL_CONTAINER', container))).last.status).toBe('FAILED');
  });

  it.each([
    ['an undo-only type', 'START_CONTAINER', container, /status code: 400.*cannot be submitted/],
    ['an unknown type', 'REBOOT', container, /status code: 400.*unknown action type/],
    ['a missing parameter', 'KILL_CONTAINER', { 'host.id': '0a58c2f1-host' }, /status code: 400.*container\.id is required/],
    [
      'a number as text',
      'KILL_PROCESS',
      { 'host.id': '0a58c2f1-host', 'process.id': '48213', startTime: -1 },
      /status code: 400.*must be of type integer/,
    ],
    [
      'a cluster without responder',
      'DELETE_POD',
      { ...pod, 'kubernetes.cluster.name': 'pay-eu-2' },
      /status code: 400.*"responder_not_found".*clusterName:pay-eu-2/,
    ],
  ])('[R-17] refuses %s', async (_what, action_type, parameters, expected) => {
    const { sample } = await openTenant();
    expect((await sample.ask('submit_response_action', { action_type, parameters })).text).toMatch(expected);
    expect((await sample.read('list_response_action_executions')).data).toEqual([]);
  });

  it('[R-09] the catalogue in context is what its responders can run, and empty where there are none', async () => {
    const { sample, tenant } = await openTenant();
    const types = async (rule: string): Promise<string[]> => {
      const id = tenant.events().find(({ content }) => content?.ruleName === rule)?.id;
      const { data } = await sample.read('list_response_actions', { context_event_id: id });
      return data.map(({ type }: { type: string }) => type);
    };
    expect(await types('Run shell untrusted')).toEqual(expect.arrayContaining(['KILL_CONTAINER', 'DELETE_POD', 'IAM_QUARANTINE']));
    expect(await types('CloudTrail Logging Disabled')).not.toContain('KILL_CONTAINER');
    expect(await types('Schedule Cron Jobs')).toEqual([]);
    expect((await sample.read('list_response_actions')).data.length).toBeGreaterThan(16);
  });
});
