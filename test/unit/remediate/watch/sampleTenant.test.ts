import { expect, it } from 'vitest';
import type { ActionParameters } from '../../../../src/extension/core/model/responseAction.ts';
import { honestSentence } from '../../../../src/extension/core/remediate/watch/honestSentence.ts';
import { pastRate } from '../../../../src/extension/core/remediate/watch/pastRate.ts';
import { removalProof } from '../../../../src/extension/core/remediate/watch/removalProof.ts';
import { watchTarget } from '../../../../src/extension/core/remediate/watch/watchTarget.ts';
import { createReadTools } from '../../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../../src/extension/core/tools/connection.ts';
import { connectInMemory } from '../../../../src/extension/sample/inMemory.ts';
import { createSampleTenant, type SampleTenant } from '../../../../src/extension/sample/tenant.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { instantClock, keptLog, never, reached } from '../../tools/toolServer.ts';
import { noon, ran, rule, watched } from './watched.ts';

const container = { 'host.id': '0a58c2f1-host', 'container.id': '3f2a9c81d7be' };
const workload = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.workload.type': 'deployment',
  'kubernetes.workload.name': 'storefront',
};

/** The sample tenant seven minutes after its miner began, over the real connection and the real schemas. */
async function sample() {
  const clock = standingClock(noon + 7 * 60_000);
  const tenant = createSampleTenant({ now: clock.now, begin: noon });
  const ports = { clock: instantClock(), log: keptLog(), signal: never };
  const endpoint = { label: { name: 'sample', sample: true }, address: 'in memory', open: () => connectInMemory(tenant) };
  const tools = createReadTools(reached(await connect(endpoint, ports)), ports.clock, ports.log);
  const { value: page } = await tools.read('list_runtime_events', { scopeHours: 24, limit: 200, filter: `ruleName = "${rule}"` }, never);
  const [first] = page.events.toSorted((a, b) => a.at - b.at);
  if (first === undefined) throw new Error('the miner never ran');
  return { clock, tenant, tools, trigger: await tools.read('get_event_info', { eventId: first.id }, never) };
}

function act({ responses }: SampleTenant, type: string, parameters: ActionParameters) {
  const { id } = responses.submit(type, parameters);
  responses.poll(id);
  expect(responses.poll(id).status).toBe('COMPLETED');
  return ran(type, parameters);
}

it('[R-20] an isolated workload is cleared, and it is said what five quiet minutes of its rule prove', async () => {
  const { clock, tenant, tools, trigger } = await sample();
  const target = watchTarget({ trigger }, [act(tenant, 'ISOLATE_NETWORK', workload)]);
  const past = await pastRate(target, clock.now(), { tools, clock, signal: never });
  const { end } = await watched(tools, { target, since: clock.now(), past }, { clock });
  expect(end).toMatchObject({ state: 'cleared', polls: 10, refires: [] });
  expect(past).toMatchObject({ kind: 'known', events: 7 });
  expect(end.honest).toBe(honestSentence(past, 5 * 60_000));
  expect(end.honest).toContain('5 quiet minutes would be seen 45 times in 100');
});

it('[R-20] a restart that the miner survives is still active within a minute, with the event that the tenant has', async () => {
  const { clock, tenant, tools, trigger } = await sample();
  const target = watchTarget({ trigger }, [act(tenant, 'ROLLOUT_RESTART', workload)]);
  const { end } = await watched(tools, { target, since: clock.now() }, { clock });
  expect(end).toMatchObject({ state: 'still_active', polls: 2 });
  const [refire = ''] = end.refires;
  expect((await tools.read('get_event_info', { eventId: refire }, never)).value).toMatchObject({ rule, at: noon + 8 * 60_000 });
});

it('[R-20] a killed container that nothing brings back is inconclusive: the kill is done and nothing came from it since', async () => {
  const { clock, tenant, tools, trigger } = await sample();
  const { container: id = '', host = '' } = trigger.value.scope;
  const alone = { ...trigger, value: { ...trigger.value, scope: { container: id, host } } };
  const action = act(tenant, 'KILL_CONTAINER', container);
  const target = watchTarget({ trigger: alone }, [action]);
  const since = clock.now();
  const goneProof = async (signal: AbortSignal) => (await removalProof(target, since, { tools, clock }, signal))?.claim;
  const { end } = await watched(tools, { target, since, goneProof }, { clock });
  expect(end).toMatchObject({ state: 'inconclusive', polls: 2 });
  expect(end.timeline.at(-1)?.text).toContain('KILL_CONTAINER of container 3f2a9c81d7be completed, and nothing came from it since');
});

it('[R-20] nothing proves that a container is gone from which anything came since', async () => {
  const { clock, tenant, tools, trigger } = await sample();
  const { container: id = '', host = '' } = trigger.value.scope;
  const alone = { ...trigger, value: { ...trigger.value, scope: { container: id, host } } };
  const target = watchTarget({ trigger: alone }, [ran('KILL_CONTAINER', container)]);
  const since = clock.now();
  await clock.pass(120);
  expect(tenant.events()[0]?.content?.fields?.['container.id']).toBe(id);
  expect(await removalProof(target, since, { tools, clock }, never)).toBeUndefined();
});
