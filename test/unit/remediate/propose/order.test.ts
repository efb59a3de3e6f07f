import { describe, expect, it } from 'vitest';
import { type ProposedAction, stages } from '../../../../src/extension/core/model/remediation.ts';
import { rightKey } from '../../../../src/extension/core/remediate/availability/reach.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import * as shop from '../probe/storefront.ts';
import { evidenceOf, given, miner, probed, sampleEvent, sampleThreat, threatOf, unprobed } from './given.ts';

const threat = sampleThreat(...miner);

function names(actions: readonly ProposedAction[]): readonly string[] {
  return actions.filter(({ availability }) => availability.state !== 'unavailable').map(({ name }) => name);
}

describe('the order', () => {
  it('[R-11] evidence, containment, destruction, and in each what disturbs least first', async () => {
    const { actions } = proposeActions(given(threat, await probed()));
    const ranks = actions.map(({ stage }) => stages.indexOf(stage));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(names(actions)).toEqual([
      ...['GET_LOGS', 'FILE_ACQUIRE', 'CAPTURE'],
      ...['kubectl annotate', 'kubectl label', 'FILE_QUARANTINE', 'ISOLATE_NETWORK', 'PAUSE_CONTAINER', 'STOP_CONTAINER'],
      ...['KILL_CONTAINER', 'DELETE_POD', 'kubectl rollout restart', 'kubectl rollout undo', 'ROLLOUT_RESTART', 'kubectl scale'],
    ]);
  });

  it('[R-11] of two with one effect the confirmed one comes first, before one that disturbs less', async () => {
    const past = {
      ...{
        id: 'x1',
        type: 'DELETE_POD',
        responder: 'CLUSTER',
        state: 'completed' as const,
        outputs: {},
        updatedAt: Date.parse('2026-06-10T11:00:00Z'),
      },
      ...{ parameters: { 'kubernetes.cluster.name': 'prod-eu-1' }, context: {} },
    };
    const executions = evidenceOf([past], 'list_response_action_executions', {});
    const { actions } = proposeActions(given(threat, await probed(), { executions }));
    const confirmed = names(actions);
    expect(actions.find(({ name }) => name === 'DELETE_POD')?.availability.state).toBe('confirmed');
    expect(confirmed.indexOf('DELETE_POD')).toBeLessThan(confirmed.indexOf('KILL_CONTAINER'));
    expect(confirmed.indexOf('ROLLOUT_RESTART')).toBeLessThan(confirmed.indexOf('kubectl rollout restart'));
  });

  it('[R-11] what can not run is last in its stage', async () => {
    const { actions } = proposeActions(given(threat, await probed()));
    const scale = actions.find(({ name }) => name === 'kubectl label')?.request;
    const rights = new Map(scale?.surface === 'command' ? [[rightKey(scale.command), 'no' as const]] : []);
    const again = proposeActions(given(threat, await probed(), { rights })).actions;
    for (const stage of stages) {
      const states = again.filter((one) => one.stage === stage).map(({ availability }) => availability.state === 'unavailable');
      expect(states).toEqual(states.toSorted((a, b) => Number(a) - Number(b)));
    }
    expect(again.filter(({ stage }) => stage === 'containment').at(-1)?.name).toBe('kubectl label');
  });
});

it('[R-11] of hundreds of processes a few are listed, the trigger’s first, and how many there are is said in time', () => {
  const event = sampleEvent('Execution from /dev/shm');
  const { 'host.id': _id, ...labels } = event.labels;
  const like = (at: number) => ({
    ...event,
    labels,
    id: String(at).padStart(32, '0'),
    fields: { ...event.fields, 'proc.pid': String(at + 100) },
  });
  const many = Array.from({ length: 600 }, (_, at) => like(at + 1));
  const { actions, order } = proposeActions(given(threatOf(like(0), ...many), unprobed));
  const kills = actions.filter(({ name }) => name === 'KILL_PROCESS');
  expect(kills).toHaveLength(8);
  expect(kills.some(({ line }) => line.includes('"process.id":100'))).toBe(true);
  expect(plainPhrase(order)).toMatch(/ Of 601 times KILL_PROCESS the first 8 are listed\.$/);
}, 5_000);

describe('the reason of the order', () => {
  const order = async (change: Parameters<typeof probed>[0] = {}) => plainPhrase(proposeActions(given(threat, await probed(change))).order);

  it('[R-11] names what would end the evidence, and who would bring the container back', async () => {
    expect(await order()).toBe(
      'GET_LOGS first, because KILL_CONTAINER on container 3f2a9c81d7be of storefront-1 ends what it keeps. ' +
        'ISOLATE_NETWORK before KILL_CONTAINER, because Deployment storefront makes it anew with the way in still open.',
    );
  });

  it('[R-11] follows the owner that was found', async () => {
    const [, pod] = shop.objects.pods;
    const { ownerReferences: _owners, ...metadata } = pod?.metadata ?? { ownerReferences: [] };
    const lone = { objects: { 'deployments.apps': [], 'replicasets.apps': [], pods: [{ ...pod, metadata }] } };
    expect(await order(lone)).toMatch(/because nothing makes pod storefront-1 anew once it is gone\.$/);
    expect(plainPhrase(proposeActions(given(threat, unprobed)).order)).toMatch(
      /because the first can be taken back and the second can not\.$/,
    );
  });

  it('[R-11] speaks of nothing that can not run', () => {
    const none = { catalogue: evidenceOf([], 'list_response_actions', {}) };
    const { actions, order: told } = proposeActions(given(sampleThreat('System Geolocation Discovery'), unprobed, none));
    expect(actions.map(({ surface }) => surface)).toEqual(['ticket']);
    expect(plainPhrase(told)).toBe('“Ask who logged in” first: it changes nothing, and what it tells decides the rest.');
  });
});
