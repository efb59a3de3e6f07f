import { describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import type { ActionParameters } from '../../../../src/extension/core/model/responseAction.ts';
import { outOfScope, scopeOf } from '../../../../src/extension/core/remediate/propose/scope.ts';
import { detachRolePolicy } from '../../../../src/extension/core/remediate/surfaces/aws.ts';
import * as writes from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { evidenceOf, miner, probed, sampleEvent, sampleThreat, threatOf, unprobed } from './given.ts';

const threat = sampleThreat(...miner, 'Change thread namespace');
const kubectl = { context: 'prod-eu-1' };

async function why(request: ActionRequest, about = threat): Promise<string | undefined> {
  return outOfScope(request, scopeOf(about, await probed()));
}

function submit(type: string, parameters: ActionParameters): ActionRequest {
  return { surface: 'sysdig', type, parameters };
}

describe('what Sysdig is asked', () => {
  const own = { 'host.id': '0a58c2f1-host', 'container.id': '3f2a9c81d7be' };

  it('[R-23] a container and a host of one event are in scope', async () => {
    expect(await why(submit('KILL_CONTAINER', own))).toBeUndefined();
  });

  it('[R-23] two values that no one event names together are not', async () => {
    const other = { ...sampleEvent('Read Service Account Token'), id: 'd'.repeat(32) };
    const both = threatOf(sampleEvent('Execution from /dev/shm'), other);
    const mixed = { 'host.id': '0a58c2f1-host', 'container.id': other.scope.container ?? '' };
    expect(await why(submit('KILL_CONTAINER', mixed), both)).toBe('what it names is of this threat, but not of one place');
  });

  it('[R-23] a process is named with its own beginning only', async () => {
    const event = sampleEvent('Execution from /dev/shm');
    const started = (id: string, pid: string, ts: string) => ({
      ...event,
      id,
      fields: { ...event.fields, 'proc.pid': pid, 'proc.pid.ts': ts },
    });
    const both = threatOf(started('a'.repeat(32), '10', '100'), started('b'.repeat(32), '20', '200'));
    const kill = (pid: number, startTime: number) => submit('KILL_PROCESS', { 'host.id': '0a58c2f1-host', 'process.id': pid, startTime });
    expect(await why(kill(10, 100), both)).toBeUndefined();
    expect(await why(kill(10, 200), both)).toMatch(/not of one place/);
    expect(await why(kill(10, -1), both)).toMatch(/startTime/);
  });

  it.each<[string, string | undefined]>([
    ['/dev/shm/.x/kdevtmpfsi', undefined],
    ['/dev/shm/.x', 'nothing of this threat names its path.absolute'],
    ['/x/kdevtmpfsi', 'nothing of this threat names its path.absolute'],
    ['/', 'nothing of this threat names its path.absolute'],
    ['/dev/shm/.x/../.x/kdevtmpfsi', 'nothing of this threat names its path.absolute'],
  ])('[R-23] the file %s', async (path, answer) => {
    expect(await why(submit('FILE_QUARANTINE', { ...own, 'path.absolute': path }))).toBe(answer);
  });

  it('[R-23] a whole namespace, or nothing at all, is no target', async () => {
    const place = { 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.namespace.name': 'shop' };
    expect(await why(submit('GET_LOGS', { ...place, 'kubernetes.pod.name': 'storefront-1' }))).toBeUndefined();
    expect(await why(submit('GET_LOGS', { ...place, allContainers: true }))).toBe('it reaches a whole namespace');
    expect(await why(submit('CAPTURE', { 'capture.duration_ns': 1 }))).toBe('it names no target');
  });

  it('[R-23] the id of a host that only a past execution tells is in scope where that is given', () => {
    const event = sampleEvent('Execution from /dev/shm');
    const { 'host.id': _id, ...labels } = event.labels;
    const bare = threatOf({ ...event, labels });
    const context = { 'host.hostName': event.scope.host ?? '', 'host.id': 'h-1' };
    const past = { id: 'x', type: 'GET_LOGS', state: 'completed' as const, parameters: {}, outputs: {}, context };
    const request = submit('KILL_CONTAINER', { 'host.id': 'h-1', 'container.id': '3f2a9c81d7be' });
    expect(outOfScope(request, scopeOf(bare, unprobed))).toMatch(/host\.id/);
    expect(outOfScope(request, scopeOf(bare, unprobed, evidenceOf([past], 'list_response_action_executions', {})))).toBeUndefined();
  });
});

describe('what kubectl is told', () => {
  const command = (one: Extract<ActionRequest, { surface: 'command' }>['command']): ActionRequest => ({ surface: 'command', command: one });
  const shop = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;

  it.each<[string, ActionRequest, string | undefined]>([
    ['its workload', command(writes.scaleObject(kubectl, shop, { to: 0 })), undefined],
    [
      'a pod that the probe found',
      command(writes.labelObject(kubectl, { kind: 'pods', namespace: 'shop', name: 'storefront-2' }, { a: 'b' })),
      undefined,
    ],
    ['another workload', command(writes.scaleObject(kubectl, { ...shop, name: 'cart' }, { to: 0 })), 'its object is not'],
    [
      'the same name in another namespace',
      command(writes.scaleObject(kubectl, { ...shop, namespace: 'data' }, { to: 0 })),
      'its object is not',
    ],
    ['the same name of another kind', command(writes.rolloutRestart(kubectl, { ...shop, kind: 'daemonsets.apps' })), 'its object is not'],
    [
      'a policy that selects its pods',
      command(writes.deleteNetworkPolicy(kubectl, { namespace: 'shop', name: 'default-deny' })),
      undefined,
    ],
    ['another policy', command(writes.deleteNetworkPolicy(kubectl, { namespace: 'shop', name: 'allow-dns' })), 'its object is not'],
    [
      'two objects',
      command({ program: 'kubectl', argv: ['scale', 'deployments.apps', 'storefront', 'cart', '--namespace=shop'], access: 'write' }),
      'it names more than one',
    ],
    [
      'no namespace',
      command({ program: 'kubectl', argv: ['scale', 'deployments.apps', 'storefront'], access: 'write' }),
      'it names no namespace',
    ],
    [
      'everything with a label',
      command({ program: 'kubectl', argv: ['label', 'pods', 'storefront-1', 'a=b', '--namespace=shop', '--all=true'], access: 'write' }),
      '--all could name',
    ],
  ])('[R-23] %s', async (_what, request, answer) => {
    const told = await why(request);
    expect(told === undefined ? told : told.slice(0, answer?.length)).toBe(answer);
  });
});

describe('what AWS is told', () => {
  const iam = sampleThreat('Create Access Key for User');
  const command = (argv: readonly string[]): ActionRequest => ({ surface: 'command', command: { program: 'aws', argv, access: 'write' } });
  const key = 'AKIAEXAMPLEBACKUP001';

  it.each<[string, ActionRequest, string | undefined]>([
    ['the key with its user', command(['iam', 'delete-access-key', '--user-name', 'backup-admin', '--access-key-id', key]), undefined],
    ['the key with another user', command(['iam', 'delete-access-key', '--user-name', 'root', '--access-key-id', key]), 'its key is not'],
    ['the key without its user', command(['iam', 'delete-access-key', '--access-key-id', key]), 'it names something'],
    ['a user alone', command(['iam', 'delete-user', '--user-name', 'backup-admin']), 'it names something'],
    [
      'taking the denial back',
      {
        surface: 'command',
        command: detachRolePolicy({ region: 'eu-west-1' }, 'ec2-role-storefront', 'arn:aws:iam::aws:policy/AWSDenyAll'),
      },
      undefined,
    ],
    [
      'taking another policy away',
      {
        surface: 'command',
        command: detachRolePolicy({ region: 'eu-west-1' }, 'ec2-role-storefront', 'arn:aws:iam::aws:policy/AdministratorAccess'),
      },
      'its policy is another',
    ],
    [
      'a flag twice',
      command(['iam', 'delete-access-key', '--user-name', 'backup-admin', '--user-name', 'root', '--access-key-id', key]),
      'it can not be read',
    ],
  ])('[R-23] %s', async (_what, request, answer) => {
    const told = await why(request, iam);
    expect(told === undefined ? told : told.slice(0, answer?.length)).toBe(answer);
  });

  it('[R-23] a role of another account is not one of this threat', async () => {
    const event = sampleEvent('Create Access Key for User');
    const arn = 'arn:aws:sts::999999999999:assumed-role/theirs/x';
    const theirs = threatOf({
      ...event,
      fields: { ...event.fields, 'ct.user.arn': arn },
      scope: { ...event.scope, awsAccount: '123456789012' },
    });
    const request = {
      surface: 'command',
      command: detachRolePolicy({ region: 'eu-west-1' }, 'theirs', 'arn:aws:iam::aws:policy/AWSDenyAll'),
    } as const;
    expect(await why(request, theirs)).toMatch(/its role/);
  });
});
