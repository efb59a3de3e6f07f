import { describe, expect, it } from 'vitest';
import { type Evidence, sourceKey } from '../../../../src/extension/core/model/evidence.ts';
import type { Threat } from '../../../../src/extension/core/model/remediation.ts';
import type { ActionExecution } from '../../../../src/extension/core/model/responseAction.ts';
import type { Scope, SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { othersActions } from '../../../../src/extension/core/remediate/others/othersActions.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { execution, workload } from '../journal/attempts.ts';

const scope: Scope = {
  cluster: 'prod-eu-1',
  namespace: 'shop',
  workload: 'storefront',
  pod: 'storefront-1',
  container: '3f2a9c81d7be',
  host: 'ip-10-20-3-41',
};

function evidence<T>(value: T, tool = 'list_response_action_executions'): Evidence<T> {
  const source = { kind: 'mcp', tool, args: {} } as const;
  return { id: sourceKey(source), source, at: '2026-06-10T12:30:00Z', digest: '', value, raw: '' };
}

function event(fields: Readonly<Record<string, string>>, at: Scope = scope, labels: Readonly<Record<string, string>> = {}): SecurityEvent {
  return { id: 'e1', at: 0, tags: [], labels, fields, scope: at, raw: {} };
}

function threat(...events: readonly SecurityEvent[]): Threat {
  const [first = event({})] = events;
  const trigger = evidence(first, 'get_event_info');
  return { eventId: 'e1', title: 'Miner', trigger, events: events.map((one) => evidence(one, 'get_event_info')), scope: first.scope };
}

const miner = threat(
  event({ 'proc.name': 'kdevtmpfsi', 'proc.exepath': '/dev/shm/.x/kdevtmpfsi', 'proc.pid': '48213', 'evt.type': 'execve' }, scope, {
    'host.mac': '0a:58:0a:14:03:29',
  }),
);
const arn = 'arn:aws:sts::123456789012:assumed-role/shop-role/i-0abc';
const stolen = threat(
  event({ 'ct.name': 'PutBucketPolicy', 'ct.user.arn': arn, 'ct.request.bucketname': 'acme-exports' }, { awsAccount: '123456789012' }),
);
const account = { 'cloudProvider.name': 'aws', 'cloudProvider.account.id': '123456789012' };

const seen = (on: Threat, ...executions: readonly ActionExecution[]) => othersActions(on, evidence(executions), new Set());
const told = (on: Threat, ...executions: readonly ActionExecution[]) => seen(on, ...executions).map(({ phrase }) => plainPhrase(phrase));

describe('what others did to the same target', () => {
  it('[R-27] is told as theirs, with what still holds, and cites the executions', () => {
    const [only] = seen(miner, execution());
    expect(plainPhrase(only?.phrase ?? [])).toBe(
      'ISOLATE_NETWORK on shop/storefront completed 2026-06-10 12:00:04Z by user 4021; still holds',
    );
    expect(only).toMatchObject({ execution: { id: 'x1' }, contains: true, cites: ['list_response_action_executions({})'] });
  });

  it('[R-27] is none of ours', () => {
    expect(othersActions(miner, evidence([execution(), execution({ id: 'x2' })]), new Set(['x1']))).toMatchObject([
      { execution: { id: 'x2' } },
    ]);
  });

  it('[R-27] stands newest first', () => {
    const older = execution({ id: 'x0', createdAt: 1_000 });
    expect(seen(miner, older, execution()).map((one) => one.execution.id)).toEqual(['x1', 'x0']);
  });

  it('[R-27] says what became of it', () => {
    const undo = execution({ id: 'x2', type: 'DELETE_NETWORK_POLICY', undoes: 'x1', updatedAt: Date.parse('2026-06-10T13:00:00Z') });
    const isolated = 'ISOLATE_NETWORK on shop/storefront completed 2026-06-10 12:00:04Z by user 4021';
    expect(told(miner, undo, execution())).toEqual([`${isolated}; taken back 2026-06-10 13:00:00Z`]);
    expect(seen(miner, undo, execution())).toMatchObject([{ contains: false }]);
    expect(told(miner, { ...undo, state: 'underWay' }, execution())).toEqual([`${isolated}; still holds, and is being taken back`]);
    const { user: _user, ...nobody } = execution({ state: 'failed', failure: { reason: 'no policy engine' } });
    expect(told(miner, nobody)).toEqual(['ISOLATE_NETWORK on shop/storefront failed 2026-06-10 12:00:04Z: no policy engine']);
    expect(told(miner, execution({ state: 'underWay' }))).toEqual([
      'ISOLATE_NETWORK on shop/storefront is under way since 2026-06-10 12:00:01Z by user 4021',
    ]);
    expect(told(miner, execution({ type: 'ROLLOUT_RESTART' }))).toEqual([
      'ROLLOUT_RESTART on shop/storefront completed 2026-06-10 12:00:04Z by user 4021',
    ]);
  });

  const host = { 'host.id': 'h1' };
  const here = { 'host.hostName': 'ip-10-20-3-41' };
  it.each<[string, Threat, Partial<ActionExecution>, string]>([
    ['the container, by the whole of its id', miner, { parameters: { ...host, 'container.id': '3f2a9c81d7be77aa' } }, '3f2a9c81d7be'],
    [
      'the container, by its context',
      miner,
      { parameters: { ...host, 'process.id': 1 }, context: { 'container.id': '3f2a9c81d7be' } },
      'process 1 in 3f2a9c81d7be',
    ],
    ['the pod', miner, { parameters: { 'kubernetes.namespace.name': 'shop', 'kubernetes.pod.name': 'storefront-1' } }, 'shop/storefront-1'],
    [
      'a file on the host',
      miner,
      { parameters: { ...host, 'path.absolute': '/dev/shm/.x/kdevtmpfsi' }, context: here },
      '/dev/shm/.x/kdevtmpfsi in ip-10-20-3-41',
    ],
    ['a process on the host', miner, { parameters: { ...host, 'process.id': 48213 }, context: here }, 'process 48213 in ip-10-20-3-41'],
    [
      'the host, which events call a container too',
      miner,
      { parameters: { ...host, 'container.id': 'host' }, context: here },
      'ip-10-20-3-41',
    ],
    ['the host, by its hardware address', miner, { parameters: host, context: { 'host.mac': '0a:58:0a:14:03:29' } }, 'h1'],
    [
      'the role of a session',
      stolen,
      { parameters: { ...account, 'ct.user.arn': 'arn:aws:iam::123456789012:role/shop-role' } },
      'arn:aws:iam::123456789012:role/shop-role',
    ],
    ['a bucket', stolen, { parameters: { ...account, cloudResourceType: 's3', cloudResourceName: 'acme-exports' } }, 'acme-exports'],
    ['the account', stolen, { parameters: account }, '123456789012'],
  ])('[R-27] is on %s', (_what, on, parts, target) => {
    const { user: _user, ...found } = execution({ type: 'X', context: {}, ...parts });
    expect(told(on, found)).toEqual([`X on ${target} completed 2026-06-10 12:00:04Z`]);
  });

  it.each<[string, Threat, Partial<ActionExecution>]>([
    ['another workload', miner, { parameters: { ...workload, 'kubernetes.workload.name': 'cart' } }],
    ['a workload of that name in another namespace', miner, { parameters: { ...workload, 'kubernetes.namespace.name': 'lab' } }],
    ['a workload of that name in another cluster', miner, { parameters: { ...workload, 'kubernetes.cluster.name': 'lab' } }],
    ['another container of the same host', miner, { parameters: { ...host, 'container.id': 'aaaaaaaaaaaa' }, context: here }],
    ['another file of the same host', miner, { parameters: { ...host, 'path.absolute': '/etc/passwd' }, context: here }],
    ['a file of that path on another host', miner, { parameters: { ...host, 'path.absolute': '/dev/shm/.x/kdevtmpfsi' } }],
    ['a process of that number on another host', miner, { parameters: { ...host, 'process.id': 48213 } }],
    ['another role', stolen, { parameters: { ...account, 'ct.user.arn': 'arn:aws:iam::123456789012:role/other' } }],
    [
      'a bucket of another account',
      stolen,
      { parameters: { 'cloudProvider.account.id': '999999999999', cloudResourceName: 'acme-exports' } },
    ],
    ['nothing that it names', miner, { parameters: {} }],
  ])('[R-27] is not on %s', (_what, on, parts) => {
    expect(seen(on, execution(parts))).toEqual([]);
  });
});
