import { describe, expect, it } from 'vitest';
import type { ActionParameters } from '../../../../src/extension/core/model/responseAction.ts';
import { availabilityOf, type Candidate } from '../../../../src/extension/core/remediate/availability/availabilityOf.ts';
import { type Reach, type Refused, rightKey } from '../../../../src/extension/core/remediate/availability/reach.ts';
import { updateAccessKey } from '../../../../src/extension/core/remediate/surfaces/aws.ts';
import { patchObject, scaleObject } from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { completed, evidence, reach } from './reached.ts';

function sysdig(name: string, responder: string | undefined, parameters: ActionParameters, storage = false): Candidate {
  const request = { surface: 'sysdig', type: name, parameters } as const;
  return { surface: 'sysdig', name, storage, request, unresolved: [], ...(responder !== undefined && { responder }) };
}

const onCluster = { 'kubernetes.cluster.name': 'prod-eu-1' };
const onHost = { 'host.id': 'h1', 'container.id': '3f2a9c81d7be' };
const isolate = sysdig('ISOLATE_NETWORK', 'CLUSTER', onCluster);
const logs = sysdig('GET_LOGS', 'CLUSTER', onCluster, true);
const kill = sysdig('KILL_CONTAINER', 'HOST', onHost);
const quarantine = sysdig('IAM_QUARANTINE', 'CLOUD', { 'cloudProvider.account.id': '123456789012' });

const withRefused = (...refused: readonly Refused[]): Reach => ({ ...reach, refused });
const ran = (...executions: readonly Parameters<typeof completed>[]): Reach => ({
  ...reach,
  executions: evidence(
    'list_response_action_executions',
    executions.map((one) => completed(...one)),
  ),
});

describe('[R-10] what cannot be parameterised', () => {
  const { request: _, ...bare } = kill;
  it.each([
    [['host.id'], 'host.id is not in'],
    [['host.id', 'container.id'], 'host.id and container.id are not in'],
    [['a', 'b', 'c'], 'a, b and c are not in'],
  ])('is unavailable, names %j and says what to do', (unresolved, said) => {
    expect(availabilityOf({ ...bare, unresolved }, { ...reach, forEvent: true })).toEqual({
      state: 'unavailable',
      reason: `cannot be parameterised: ${said} the event, the process tree or the cluster`,
      fix: expect.stringMatching(/in Sysdig, or file it as a ticket$/),
    });
  });
});

describe('[R-09] a Sysdig action', () => {
  it('is confirmed where the tenant lists it for the event, and unavailable where it lists others only', () => {
    expect(availabilityOf(kill, { ...reach, forEvent: true }).state).toBe('confirmed');
    expect(availabilityOf(sysdig('STOP_CONTAINER', 'HOST', onHost), { ...reach, forEvent: true })).toMatchObject({
      ...{ state: 'unavailable', reason: 'the tenant does not list it for this event' },
    });
    expect(availabilityOf(sysdig('STOP_CONTAINER', 'HOST', onHost), reach)).toMatchObject({ state: 'unavailable' });
  });

  it('of the whole catalogue is unconfirmed while nothing was seen to complete, or that could not be read', () => {
    const { executions: _, ...unread } = reach;
    expect(availabilityOf(isolate, reach)).toEqual({
      ...{ state: 'unconfirmed', reason: 'no CLUSTER responder was seen to complete anything lately' },
    });
    expect(availabilityOf(isolate, unread)).toMatchObject({ state: 'unconfirmed', reason: expect.stringContaining('could not be read') });
    expect(availabilityOf(sysdig('UNSAID', undefined, {}), reach)).toMatchObject({ state: 'unconfirmed' });
  });

  const same = [
    [isolate, { responder: 'CLUSTER', parameters: onCluster }],
    [kill, { responder: 'HOST', parameters: { 'host.id': 'h1' } }],
    [kill, { responder: 'HOST', parameters: {}, context: { 'host.id': 'h1', 'host.hostName': 'node-1' } }],
    [quarantine, { responder: 'CLOUD', parameters: { 'cloudProvider.account.id': '123456789012' } }],
  ] as const;
  it.each(same)('is confirmed where its responder completed something in the same place: $name', (action, execution) => {
    expect(availabilityOf(action, ran([execution]))).toMatchObject({ state: 'confirmed', reason: expect.stringContaining('GET_LOGS') });
  });

  const other = [
    [isolate, { responder: 'CLUSTER', parameters: { 'kubernetes.cluster.name': 'staging' } }, 1],
    [isolate, { responder: 'HOST', parameters: onCluster }, 1],
    [isolate, { responder: 'CLUSTER', parameters: onCluster, state: 'failed' }, 1],
    [isolate, { responder: 'CLUSTER', parameters: onCluster }, 31],
    [kill, { responder: 'HOST', parameters: { 'host.id': 'h2' }, context: { 'host.hostName': 'node-1' } }, 1],
    [kill, { responder: 'HOST', parameters: { 'kubernetes.cluster.name': 'prod-eu-1' } }, 1],
  ] as const;
  it.each(other)('stays unconfirmed by another place, responder, end or time: $name %j, %i days ago', (action, execution, days) => {
    expect(availabilityOf(action, ran([execution, days])).state).toBe('unconfirmed');
  });

  it('tells the hint that another place is', () => {
    const hint = ran([{ responder: 'CLUSTER', parameters: { 'kubernetes.cluster.name': 'staging' } }]);
    expect(availabilityOf(isolate, hint)).toMatchObject({
      reason: 'a CLUSTER responder completed GET_LOGS on staging at 2026-06-09 12:00Z, which says nothing of this place',
    });
  });
});

describe('[R-10] an action that needs storage', () => {
  const forEvent = { ...reach, forEvent: true };
  const { storage: _, ...unread } = forEvent;
  it('is unavailable without, unconfirmed where that is not known, and as any other with it', () => {
    expect(availabilityOf(logs, forEvent).state).toBe('confirmed');
    expect(availabilityOf(logs, unread)).toMatchObject({ state: 'unconfirmed', reason: expect.stringContaining('storage') });
    const none = { ...forEvent, storage: evidence('get_capture_storage', { usable: false }) };
    expect(availabilityOf(logs, none)).toMatchObject({ state: 'unavailable', fix: expect.stringContaining('capture storage') });
    expect(availabilityOf(isolate, none).state).toBe('confirmed');
  });
});

describe('[R-17] what was refused', () => {
  const noResponder = (scope: string, responder = 'CLUSTER') => ({ kind: 'responder', responder, scope }) as const;

  it('makes the rest of a scope without a responder unavailable, and says how to get one', () => {
    expect(availabilityOf(isolate, { ...withRefused(noResponder('clusterName:prod-eu-1')), forEvent: true })).toEqual({
      ...{ state: 'unavailable', reason: 'no CLUSTER responder on prod-eu-1' },
      fix: 'Deploy the Sysdig cluster shield on prod-eu-1, or file the step as a ticket',
    });
  });

  it.each([
    [isolate, noResponder('clusterName:staging'), 'unconfirmed'],
    [isolate, noResponder('clusterName:prod-eu-1', 'HOST'), 'unconfirmed'],
    [isolate, noResponder('clusterName:'), 'unavailable'],
    [kill, noResponder('hostId:h1', 'HOST'), 'unavailable'],
    [kill, noResponder('hostId:h2', 'HOST'), 'unconfirmed'],
    [kill, noResponder('clusterName:prod-eu-1', 'HOST'), 'unavailable'],
    [kill, noResponder('hostName:node-1', 'HOST'), 'unavailable'],
    [quarantine, noResponder('accountId:123456789012', 'CLOUD'), 'unavailable'],
    [quarantine, noResponder('accountId:999999999999', 'CLOUD'), 'unconfirmed'],
  ] as const)('counts for the same responder unless another place is named: $0.name by %j is %s', (action, refused, state) => {
    expect(availabilityOf(action, withRefused(refused)).state).toBe(state);
  });

  it('outweighs what completed there before', () => {
    const before = ran([{ responder: 'CLUSTER', parameters: onCluster }]);
    expect(availabilityOf(isolate, { ...before, refused: [noResponder('clusterName:prod-eu-1')] }).state).toBe('unavailable');
  });

  it('for want of storage or of a permission counts for its own kind alone, and names the permission', () => {
    const noStorage = withRefused({ kind: 'storage' });
    expect([availabilityOf(logs, noStorage).state, availabilityOf(isolate, noStorage).state]).toEqual(['unavailable', 'unconfirmed']);
    const missing = withRefused({ kind: 'permission', of: 'containment', permission: 'containment-response-actions.exec' });
    expect(availabilityOf(isolate, missing)).toMatchObject({ reason: 'your token lacks containment-response-actions.exec' });
    expect(availabilityOf(logs, missing).state).toBe('unconfirmed');
  });
});

describe('[X-09] a command', () => {
  const storefront = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;
  const patch = patchObject({ context: 'prod-eu-1' }, storefront, { type: 'merge', body: { spec: { paused: true } } });
  const scale = scaleObject({ context: 'prod-eu-1' }, storefront, { to: 0 });
  const keyOff = updateAccessKey({ region: 'eu-west-1' }, { user: 'ci-backup', key: 'AKIAIOSFODNN7EXAMPLE' }, 'Inactive');
  const candidate = (command: typeof patch): Candidate => {
    return { surface: command.program, name: command.program, storage: false, unresolved: [], request: { surface: 'command', command } };
  };

  it.each([
    [patch, 'your user', 'patch deployments in shop'],
    [scale, 'your user', 'patch the scale of deployments in shop'],
    [keyOff, 'your principal', 'iam:UpdateAccessKey'],
  ])('goes by its right: $0.argv', (command, who, what) => {
    const told = (answer?: 'yes' | 'no') =>
      availabilityOf(candidate(command), { ...reach, rights: new Map(answer === undefined ? [] : [[rightKey(command), answer]]) });
    expect(told('yes')).toEqual({ state: 'confirmed', reason: `${who} may ${what}` });
    expect(told()).toEqual({ state: 'unconfirmed', reason: `whether ${who} may ${what} was not asked` });
    expect(told('no')).toEqual({
      ...{ state: 'unavailable', reason: `${who} may not ${what}`, fix: `Ask for the right to ${what}, or file the step as a ticket` },
    });
  });

  it('is unavailable where its tool is, or its credentials were refused, with that reason and fix', () => {
    const cut = { reason: 'kubectl points at staging', fix: 'Switch the context' };
    const rights = new Map([[rightKey(patch), 'yes'] as const]);
    const elsewhere = { ...reach, rights, kubectl: { usable: false, ...cut } } as const;
    expect(availabilityOf(candidate(patch), elsewhere)).toEqual({ state: 'unavailable', ...cut });
    expect(availabilityOf(candidate(keyOff), elsewhere).state).toBe('unconfirmed');
    const expired = { reason: 'the credentials have expired', fix: 'Renew them' };
    const refused = [{ kind: 'credentials', surface: 'kubectl', ...expired }] as const;
    expect(availabilityOf(candidate(patch), { ...reach, rights, refused })).toEqual({ state: 'unavailable', ...expired });
    expect(availabilityOf(candidate(keyOff), { ...reach, refused }).state).toBe('unconfirmed');
  });

  it('[R-18] that is a ticket is always available', () => {
    expect(availabilityOf({ surface: 'ticket', name: 'put-user-policy', storage: false, unresolved: [] }, reach).state).toBe('confirmed');
  });
});
