import { describe, expect, it } from 'vitest';
import type { ActionParameter, ResponseAction } from '../../../../src/extension/core/model/responseAction.ts';
import type { SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { actionKinds, undoActions } from '../../../../src/extension/sample/actionCatalogue.ts';
import { actionNamed, evidenceOf, given, miner, reachOf, sampleEvent, sampleThreat, threatOf, unprobed } from './given.ts';

const minerRuns = sampleEvent('Execution from /dev/shm');

function catalogueOf(...actions: readonly ResponseAction[]) {
  return { catalogue: evidenceOf(actions, 'list_response_actions', {}) };
}

function action(
  type: string,
  parameters: readonly (Pick<ActionParameter, 'name'> & Partial<ActionParameter>)[],
  more: Partial<ResponseAction> = {},
) {
  const all = parameters.map((one) => ({ type: 'string', required: true, ...one }));
  return { type, responder: 'HOST', undoable: false, parameters: all, ...more };
}

function withFields(event: SecurityEvent, fields: Readonly<Record<string, string>>): SecurityEvent {
  return { ...event, fields: { ...event.fields, ...fields } };
}

/** Without the one label that names the host by its id. */
function withoutHostId(event: SecurityEvent): SecurityEvent {
  const { 'host.id': _id, ...labels } = event.labels;
  return { ...event, labels };
}

describe('from the tenant’s catalogue', () => {
  it('[R-09] only what the catalogue has is proposed, and nothing of it that is not known here', () => {
    const { actions } = proposeActions(
      given(
        threatOf(minerRuns),
        unprobed,
        catalogueOf(
          action('KILL_CONTAINER', [{ name: 'host.id' }, { name: 'container.id' }]),
          action('REBOOT_HOST', [{ name: 'host.id' }]),
        ),
      ),
    );
    expect(actions.filter(({ surface }) => surface === 'sysdig').map(({ name }) => name)).toEqual(['KILL_CONTAINER']);
  });

  it('[R-09] what undoes another one is never proposed, by its name or by what the catalogue says of it', () => {
    const undone = [...undoActions.values()].map(({ type, description, parameters }) => action(type, parameters, { description }));
    const disguised = action('PAUSE_CONTAINER', [{ name: 'host.id' }, { name: 'container.id' }], { description: 'Undo of STOP_CONTAINER' });
    const stop = action('STOP_CONTAINER', [{ name: 'host.id' }, { name: 'container.id' }], { undoable: true });
    const { actions } = proposeActions(given(sampleThreat(...miner), unprobed, catalogueOf(...undone, disguised, stop)));
    const names = actions.filter(({ surface }) => surface === 'sysdig').map(({ name }) => name);
    expect(names).toEqual(['STOP_CONTAINER']);
  });

  it('[R-09] every known type that the sample tenant lists is proposed for some threat, and no undo', () => {
    const threats = [
      sampleThreat(...miner, 'Change thread namespace', 'Read Service Account Token'),
      sampleThreat('Create Access Key for User', 'CloudTrail Logging Disabled', 'Put Bucket Policy Allowing Public Access'),
    ];
    const names = new Set(threats.flatMap((threat) => proposeActions(given(threat, unprobed)).actions.map(({ name }) => name)));
    expect([...actionKinds.keys()].filter((type) => !names.has(type))).toEqual([]);
    expect([...undoActions.keys()].filter((type) => names.has(type))).toEqual([]);
  });

  it.each<[string, string, string, unknown]>([
    ['an integer', 'integer', '48213', 48213],
    ['a string', 'string', '48213', '48213'],
    ['an unknown type', 'duration', '48213', '48213'],
  ])('[R-10] %s is sent as the catalogue types it', (_what, type, pid, sent) => {
    const kill = action('KILL_PROCESS', [{ name: 'host.id' }, { name: 'process.id', type }]);
    const { actions } = proposeActions(given(threatOf(withFields(minerRuns, { 'proc.pid': pid })), unprobed, catalogueOf(kill)));
    expect(actionNamed(actions, 'KILL_PROCESS').request).toMatchObject({ parameters: { 'process.id': sent } });
  });

  it('[R-10] a boolean is sent as one, and only where the catalogue has it', () => {
    const place = ['kubernetes.cluster.name', 'kubernetes.namespace.name'].map((name) => ({ name }));
    const pod = { name: 'kubernetes.pod.name', required: false };
    const all = { name: 'allContainers', type: 'boolean', required: false };
    const requestOf = (...parameters: Parameters<typeof action>[1]) =>
      actionNamed(proposeActions(given(threatOf(minerRuns), unprobed, catalogueOf(action('GET_LOGS', parameters)))).actions, 'GET_LOGS')
        .request;
    expect(requestOf(...place, pod, all)).toMatchObject({ parameters: { allContainers: true, 'kubernetes.pod.name': 'storefront-1' } });
    expect(requestOf(...place, pod)).not.toMatchObject({ parameters: { allContainers: true } });
  });

  it('[R-10] nanoseconds beyond 2^53 keep every digit', () => {
    const began = '1781082763101880112';
    const { actions } = proposeActions(given(threatOf(withFields(minerRuns, { 'proc.pid.ts': began })), unprobed));
    const kill = actionNamed(actions, 'KILL_PROCESS');
    expect(kill.request).toMatchObject({ parameters: { 'process.id': 48213, startTime: began } });
    expect(kill.needs.map(({ what, met }) => [plainPhrase(what), met])).toContainEqual([
      'The process id still belongs to the process that began then',
      'unknown',
    ]);
  });

  it('[R-10] a required value that nothing names makes it unavailable and is never made up', () => {
    const kill = actionNamed(proposeActions(given(threatOf(minerRuns), unprobed)).actions, 'KILL_PROCESS');
    expect(kill.request).toBeUndefined();
    expect(kill.availability).toMatchObject({ state: 'unavailable', reason: expect.stringMatching(/^cannot be parameterised: startTime/) });
    expect(kill.line).toContain('"startTime":null');
  });

  it('[R-10] a parameter that is new to us leaves an action without request', () => {
    const kill = action('KILL_CONTAINER', [{ name: 'host.id' }, { name: 'container.id' }, { name: 'agent.zone' }]);
    const { actions } = proposeActions(given(threatOf(minerRuns), unprobed, catalogueOf(kill)));
    expect(actionNamed(actions, 'KILL_CONTAINER')).toMatchObject({ availability: { reason: expect.stringContaining('agent.zone') } });
  });
});

describe('the id of a host', () => {
  const bare = withoutHostId(minerRuns);
  const container = (...args: Parameters<typeof given>) => actionNamed(proposeActions(given(...args)).actions, 'KILL_CONTAINER');

  it('[R-10] is unknown where nothing says it', () => {
    expect(container(threatOf(bare), unprobed).availability).toMatchObject({ reason: expect.stringContaining('host.id') });
  });

  it('[R-10] is that of another event of the same host', () => {
    const other = sampleEvent('Run shell untrusted');
    expect(container(threatOf(bare, other), unprobed).request).toMatchObject({ parameters: { 'host.id': '0a58c2f1-host' } });
  });

  const executions = (...hosts: readonly (readonly [host: string, id: string])[]) =>
    evidenceOf(
      hosts.map(([host, id], at) => ({
        ...{ id: `x${at}`, type: 'GET_LOGS', state: 'completed' as const, parameters: {}, outputs: {} },
        context: { 'host.hostName': host, 'host.id': id },
      })),
      'list_response_action_executions',
      {},
    );
  const host = bare.scope.host ?? '';

  it.each<[string, ReturnType<typeof executions>, string | undefined]>([
    ['that of a past execution there', executions([host, 'h-1'], ['elsewhere', 'h-2']), 'h-1'],
    ['not that of another host', executions(['elsewhere', 'h-2']), undefined],
    ['none where two are told', executions([host, 'h-1'], [host, 'h-3']), undefined],
  ])('[R-10] is %s', (_what, past, id) => {
    const { request } = container(threatOf(bare), unprobed, { executions: past });
    expect(request?.surface === 'sysdig' ? request.parameters['host.id'] : undefined).toBe(id);
  });
});

describe('what a target is made of', () => {
  it('[R-10] the container of an event that has none is that of its process in the tree', () => {
    const { container: _container, ...scope } = minerRuns.scope;
    const { 'container.id': _id, ...fields } = minerRuns.fields;
    const { actions } = proposeActions(given(threatOf({ ...minerRuns, scope, fields }), unprobed));
    expect(actionNamed(actions, 'KILL_CONTAINER').request).toMatchObject({ parameters: { 'container.id': '3f2a9c81d7be' } });
  });

  it('[R-10] a file of a container is not taken from the host where the container is not known', () => {
    const { container: _container, ...scope } = minerRuns.scope;
    const { 'container.id': _id, ...fields } = minerRuns.fields;
    const event = { ...minerRuns, id: 'e'.repeat(32), scope, fields };
    const quarantine = actionNamed(proposeActions(given(threatOf(event), unprobed)).actions, 'FILE_QUARANTINE');
    expect(quarantine).toMatchObject({ availability: { reason: expect.stringContaining('container.id') } });
    expect(quarantine.request).toBeUndefined();
  });

  it('[R-10] host processes have no container, and nothing of theirs is sent as one', () => {
    const { actions } = proposeActions(given(sampleThreat('Systemd Unit Created'), unprobed));
    expect(actions.filter(({ line }) => line.includes('container.id'))).toEqual([]);
    expect(actions.map(({ name }) => name)).not.toContain('KILL_CONTAINER');
  });

  it('[R-10] logs of an account are fetched for an hour around its calls, and not of the future', () => {
    const input = given(sampleThreat('Put Bucket Policy Allowing Public Access'), unprobed);
    const fetch = actionNamed(proposeActions(input).actions, 'FETCH_CLOUD_LOGS');
    const at = input.threat.trigger.value.at;
    expect(fetch.request).toMatchObject({
      parameters: { fromTimestamp: new Date(at - 3_600_000).toISOString(), toTimestamp: new Date(input.now).toISOString() },
    });
  });

  it.each<[string | undefined, string | number | undefined]>([
    ['Begin in milliseconds', 1781087810000 - 3_600_000],
    ['Begin in seconds', (1781087810000 - 3_600_000) / 1000],
    ['Begin of the window', undefined],
  ])('[R-10] an instant as a number, described as %o, is %o', (description, sent) => {
    const event = { ...sampleEvent('Put Bucket Policy Allowing Public Access'), at: 1781087810000 };
    const from = { name: 'fromTimestamp', type: 'integer', ...(description !== undefined && { description }) };
    const reach = catalogueOf(action('FETCH_CLOUD_LOGS', [{ name: 'cloudProvider.account.id' }, from]));
    const fetch = actionNamed(proposeActions(given(threatOf(event), unprobed, reach)).actions, 'FETCH_CLOUD_LOGS');
    expect(fetch.request?.surface === 'sysdig' ? fetch.request.parameters['fromTimestamp'] : undefined).toBe(sent);
    expect(fetch.availability.state).toBe(sent === undefined ? 'unavailable' : 'unconfirmed');
  });
});

describe('storage', () => {
  const needOf = (reach: Parameters<typeof reachOf>[0]) => {
    const logs = actionNamed(proposeActions(given(threatOf(minerRuns), unprobed, reach)).actions, 'GET_LOGS');
    return { needs: logs.needs.map(({ what, met }) => [plainPhrase(what), met]), state: logs.availability.state };
  };

  it('[R-10] a place for artifacts is a precondition with its bucket, and without one it can not run', () => {
    expect(needOf({}).needs).toContainEqual(['A place for artifacts: bucket acme-captures', true]);
    const without = needOf({ storage: evidenceOf({ usable: false }, 'get_capture_storage', {}) });
    expect(without.needs).toContainEqual(['A place for artifacts', false]);
    expect(without.state).toBe('unavailable');
  });

  it('[R-10] where it could not be read it is unknown', () => {
    const { storage: _storage, ...reach } = reachOf();
    const { actions } = proposeActions({ ...given(threatOf(minerRuns), unprobed), reach });
    expect(actionNamed(actions, 'GET_LOGS').needs.map(({ met }) => met)).toContain('unknown');
  });
});

describe('taking it back', () => {
  it('[R-22] the catalogue decides what can be undone; what can not names what a person would have to do', () => {
    const { actions } = proposeActions(given(sampleThreat(...miner), unprobed));
    expect(actionNamed(actions, 'ISOLATE_NETWORK').reversibility.kind).toBe('undo');
    expect(actionNamed(actions, 'GET_LOGS').reversibility.kind).toBe('nothing');
    const kill = actionNamed(actions, 'KILL_CONTAINER').reversibility;
    expect(kill.kind === 'never' && plainPhrase(kill.recovery)).toMatch(/start a new one/);
    const isolate = action('ISOLATE_NETWORK', [{ name: 'kubernetes.workload.name' }]);
    const other = proposeActions(given(sampleThreat(...miner), unprobed, catalogueOf(isolate))).actions;
    expect(actionNamed(other, 'ISOLATE_NETWORK').reversibility.kind).toBe('never');
  });
});
