import { afterEach, describe, expect, it } from 'vitest';
import type { ActionParameters } from '../../../src/extension/core/model/responseAction.ts';
import { classifyRefusal } from '../../../src/extension/core/remediate/availability/classifyRefusal.ts';
import { connect, type Endpoint } from '../../../src/extension/core/tools/connection.ts';
import { createResponseTools, type ResponseActs, type ResponseReads } from '../../../src/extension/core/tools/responseTools.ts';
import { httpTransport } from '../../../src/extension/node/transports.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant, type SampleTenant } from '../../../src/extension/sample/tenant.ts';
import { confirmed } from '../../fakes/confirmed.ts';
import { hasSecondTenant, type SecondTenant, type SecondTenantOptions, startSecondTenant, whySkipped } from '../../fakes/secondTenant.ts';
import { noon } from '../sample/sampleClient.ts';
import { instantClock, keptLog, never, reached } from './toolServer.ts';

async function toolsAt(endpoint: Endpoint, timeoutMs = 5000): Promise<ResponseReads & ResponseActs> {
  const ports = { clock: instantClock(), log: keptLog(), signal: never, timeoutMs };
  return createResponseTools(reached(await connect(endpoint, ports)), ports.clock, ports.log);
}

async function submit(tools: ResponseActs, type: string, parameters: ActionParameters) {
  return tools.submit({ type, parameters }, await confirmed({ surface: 'sysdig', type, parameters }), never);
}

async function undo(tools: ResponseActs, executionId: string) {
  return tools.undo(executionId, await confirmed({ surface: 'sysdigUndo', executionId }), never);
}

async function refusalOf(tools: ResponseActs, asked: { readonly type: string; readonly responder: string }, parameters: ActionParameters) {
  const error: unknown = await submit(tools, asked.type, parameters).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return classifyRefusal(error, { surface: 'sysdig', ...asked, parameters });
}

/** Asks until it ends, three times at most: these tenants move an execution by one step each time they are asked. */
async function followed(tools: ResponseReads, id: string): Promise<string> {
  for (let poll = 0; poll < 3; poll++) {
    const { state } = (await tools.status(id, never)).value;
    if (state !== 'underWay') return state;
  }
  return 'underWay';
}

const workload = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.workload.type': 'deployment',
  'kubernetes.workload.name': 'storefront',
};
const isolate = { type: 'ISOLATE_NETWORK', responder: 'CLUSTER' } as const;

describe('the sample tenant’s response actions', () => {
  function sample(change: (tenant: SampleTenant) => void = () => undefined) {
    const tenant = createSampleTenant({ now: () => noon });
    change(tenant);
    return toolsAt({ label: { name: 'sample', sample: true }, address: 'in memory', open: () => connectInMemory(tenant) });
  }

  const host = (tenant: SampleTenant) => [...tenant.world.responders.hosts.keys()][0] ?? '';
  const held = (tenant: SampleTenant) => tenant.world.recurring.find(({ target }) => 'container.id' in target)?.target ?? {};

  it('[R-16][R-22] go from a yes to COMPLETED, and back by an execution of its own', async () => {
    let target: ActionParameters = {};
    const tools = await sample((tenant) => {
      target = { 'host.id': host(tenant), 'container.id': held(tenant)['container.id'] ?? '' };
    });
    const paused = await submit(tools, 'PAUSE_CONTAINER', target);
    expect(paused).toMatchObject({ state: 'underWay', status: 'ENQUEUED', responder: 'HOST', parameters: target, outputs: {} });
    expect(await followed(tools, paused.id)).toBe('completed');
    const back = await undo(tools, paused.id);
    expect(back).toMatchObject({ type: 'UNPAUSE_CONTAINER', undoes: paused.id, state: 'underWay' });
    expect(back.id).not.toBe(paused.id);
    expect(await followed(tools, back.id)).toBe('completed');
    const { value } = await tools.executions(never);
    expect(new Set(value.map(({ id }) => id))).toEqual(new Set([back.id, paused.id]));
    await expect(undo(tools, paused.id)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('[R-17] say which scope has no responder, and that there is no storage', async () => {
    const tools = await sample(({ world: { responders } }) => {
      responders.hosts.clear();
      responders.clusters.delete('prod-eu-1');
      responders.clusters.add('staging');
    });
    expect(await refusalOf(tools, isolate, workload)).toEqual({ kind: 'responder', responder: 'CLUSTER', scope: 'clusterName:prod-eu-1' });
    const staging = { 'kubernetes.cluster.name': 'staging', 'kubernetes.namespace.name': 'shop' };
    expect(await refusalOf(tools, { type: 'GET_LOGS', responder: 'CLUSTER' }, staging)).toEqual({ kind: 'storage' });
    expect((await tools.storage(never)).value).toEqual({ usable: false });
    const { value: none } = await tools.executions(never);
    expect(none).toEqual([]);
  });

  it('[R-09] list what is possible for an event, or nothing, which is inconclusive', async () => {
    let event = '';
    const tools = await sample((tenant) => {
      event = tenant.events().find(({ labels }) => labels?.['kubernetes.cluster.name'] === 'prod-eu-1')?.id ?? '';
    });
    const { value: whole } = await tools.catalogue(undefined, never);
    const { value: own } = await tools.catalogue(event, never);
    expect(whole.find(({ type }) => type === 'ISOLATE_NETWORK')).toMatchObject({ responder: 'CLUSTER', undoable: true });
    expect(whole.find(({ type }) => type === 'KILL_PROCESS')?.parameters).toContainEqual({
      name: 'process.id',
      type: 'integer',
      required: true,
    });
    expect(own.length).toBeGreaterThan(0);
    expect(whole).toEqual(expect.arrayContaining([...own]));
    expect((await tools.catalogue('of another tenant', never)).value).toEqual([]);
  });
});

describe.skipIf(!hasSecondTenant)(hasSecondTenant ? 'the response actions of a tenant that we did not write' : whySkipped, () => {
  let tenant: SecondTenant | undefined;

  async function open(options: SecondTenantOptions, timeoutMs?: number) {
    tenant = await startSecondTenant(options);
    const { url } = tenant;
    const server = async () => httpTransport({ url, token: 'secret', fetch });
    return toolsAt({ label: { name: 'second', sample: false }, address: url, open: server }, timeoutMs);
  }

  afterEach(async () => {
    await tenant?.stop();
    tenant = undefined;
  });

  it.each(['none', 'wrapResults', 'structured'])('[R-16] are read, submitted, followed and undone with the quirk %s', async (quirk) => {
    const tools = await open({ quirks: { [quirk]: true }, data: { outcomes: {} } });
    const { value: catalogue } = await tools.catalogue(undefined, never);
    expect(catalogue.find(({ type }) => type === isolate.type)).toMatchObject({ responder: 'CLUSTER', undoable: true });
    expect((await tools.storage(never)).value).toEqual({ usable: true, bucket: 'captures' });
    const isolated = await submit(tools, isolate.type, workload);
    expect(await followed(tools, isolated.id)).toBe('completed');
    expect((await tools.status(isolated.id, never)).value.outputs).toEqual({ network_policy_name: 'sysdig-isolate-1' });
    const back = await undo(tools, isolated.id);
    expect(back).toMatchObject({ type: 'DELETE_NETWORK_POLICY', undoes: isolated.id });
    expect((await tools.executions(never)).value.map(({ id }) => id)).toContain(back.id);
  });

  const container = { 'host.id': 'h1', 'container.id': '3f2a9c81d7be' };
  const refusals = [
    [isolate, workload, 'responder_not_found', { kind: 'responder', responder: 'CLUSTER', scope: 'clusterName:prod-eu-1' }],
    [
      { type: 'KILL_CONTAINER', responder: 'HOST' },
      container,
      'responder_not_found',
      { kind: 'responder', responder: 'HOST', scope: 'hostId:h1' },
    ],
    [{ type: 'GET_LOGS', responder: 'CLUSTER' }, workload, 'storage_not_configured', { kind: 'storage' }],
    [isolate, workload, 'forbidden', { kind: 'permission', of: 'containment', permission: 'containment-response-actions.exec' }],
  ] as const;
  it.each(refusals)('[R-17] refuse %j with %j as %s', async (asked, parameters, outcome, expected) => {
    const tools = await open({ data: { outcomes: { [asked.type]: outcome } } });
    expect(await refusalOf(tools, asked, parameters)).toEqual(expected);
    expect((await tools.executions(never)).value).toEqual([]);
  });

  it.each([
    ['hang', 'timeout'],
    ['cut', 'unreachable'],
  ])('[R-16] leave it open what became of a submit that ends in %s', async (fault, reason) => {
    const tools = await open({ faults: [`submit_response_action=${fault}@1`] }, 500);
    await expect(submit(tools, isolate.type, workload)).rejects.toMatchObject({
      reason,
      what: expect.stringContaining('may have been submitted'),
    });
    expect((await tools.executions(never)).value).toEqual([]);
  });

  it('[R-16] call a failed execution failed, and say why', async () => {
    const tools = await open({ data: { outcomes: { KILL_CONTAINER: 'fail' } } });
    const killed = await submit(tools, 'KILL_CONTAINER', container);
    expect(await followed(tools, killed.id)).toBe('failed');
    expect((await tools.status(killed.id, never)).value.failure).toEqual({ reason: 'container_not_found', log: 'no such container' });
  });
});
