import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/extension/core/model/command.ts';
import type { JournalRecord } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { containments } from '../../../../src/extension/core/remediate/journal/ledger.ts';
import {
  attachRolePolicy,
  deleteAccessKey,
  detachRolePolicy,
  updateAccessKey,
} from '../../../../src/extension/core/remediate/surfaces/aws.ts';
import {
  annotateObject,
  deleteNetworkPolicy,
  labelObject,
  patchObject,
  rolloutPause,
  rolloutRestart,
  rolloutResume,
  scaleObject,
} from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { attempt, begun, commanded, execution } from './attempts.ts';

const isolated = attempt({ phase: 'ended', status: 'done', executionId: 'x1', endedAt: begun + 4_000 });
const undo = execution({ id: 'x2', type: 'DELETE_NETWORK_POLICY', undoes: 'x1', createdAt: begun + 60_000 });

const kube = { context: 'prod-eu-1' };
const storefront = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;
const nightly = { kind: 'cronjobs.batch', namespace: 'shop', name: 'nightly' } as const;
const account = { kind: 'serviceaccounts', namespace: 'shop', name: 'storefront' } as const;
const pod = { kind: 'pods', namespace: 'shop', name: 'storefront-1' } as const;
const aws = { region: 'eu-west-1' };
const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';
const backup = { user: 'backup', key: 'AKIAIOSFODNN7EXAMPLE' } as const;

const keysOf = (records: readonly JournalRecord[]) => containments(records, [], 'w1').map(({ key }) => key);

describe('what Sysdig contains', () => {
  it('[X-05] is ours while the tenant lists it as completed, with its age, its owner and the call that takes it back', () => {
    expect(containments([isolated], [execution()], 'w1')).toEqual([
      {
        ...{ key: 'a1', name: 'ISOLATE_NETWORK', on: expect.anything(), since: begun + 4_000, owner: 'thisWindow', holds: 'byTenant' },
        ...{ isBeingUndone: false, record: isolated, execution: execution() },
        undo: { call: 'undo_response_action x1', request: { surface: 'sysdigUndo', executionId: 'x1' } },
      },
    ]);
    expect(containments([isolated], [execution()], 'w2')).toMatchObject([{ key: 'a1', owner: 'anotherWindow' }]);
  });

  it("[X-05] is somebody else's where no window here began it", () => {
    const [only] = containments([], [execution()], 'w1');
    expect(only).toMatchObject({ key: 'x1', owner: { user: '4021' }, holds: 'byTenant', since: begun + 4_000 });
    expect(plainPhrase(only?.on ?? [])).toBe('shop/storefront');
    expect(only).not.toHaveProperty('record');
  });

  it('[X-05] is over when it was taken back, by whomever', () => {
    expect(containments([isolated], [execution(), undo], 'w1')).toEqual([]);
    expect(containments([{ ...isolated, phase: 'undone' }], [execution()], 'w1')).toEqual([]);
    // The undo is listed, and what it takes back is too old to be.
    expect(containments([isolated], [undo], 'w1')).toEqual([]);
    const { undoes: _undoes, ...silent } = undo;
    expect(containments([], [execution(), { ...silent, parameters: { ...silent.parameters, network_policy_name: 'p1' } }], 'w1')).toEqual(
      [],
    );
  });

  it('[X-05] still holds while its undo runs or after it failed, and while another target is let go', () => {
    expect(containments([{ ...isolated, phase: 'undoing' }], [execution()], 'w1')).toMatchObject([{ key: 'a1', isBeingUndone: true }]);
    expect(containments([], [execution(), { ...undo, state: 'underWay' }], 'w1')).toMatchObject([{ key: 'x1', isBeingUndone: true }]);
    expect(containments([], [execution(), { ...undo, state: 'failed' }], 'w1')).toMatchObject([{ key: 'x1', isBeingUndone: false }]);
    const { undoes: _undoes, ...silent } = undo;
    const cart = { ...silent, parameters: { ...silent.parameters, 'kubernetes.workload.name': 'cart' } };
    expect(containments([], [execution(), cart], 'w1')).toMatchObject([{ key: 'x1' }]);
    expect(containments([], [execution(), { ...silent, createdAt: begun }], 'w1')).toMatchObject([{ key: 'x1' }]);
  });

  it.each(['STOP_CONTAINER', 'PAUSE_CONTAINER', 'FILE_QUARANTINE', 'IAM_QUARANTINE', 'MAKE_PRIVATE_CLOUD_RESOURCE'])(
    '[X-05] counts %s',
    (type) => {
      expect(containments([], [execution({ type })], 'w1')).toHaveLength(1);
    },
  );

  it('[X-05] is nothing that only looks, ends something for good, failed or is under way', () => {
    const others = [
      execution({ type: 'GET_LOGS' }),
      execution({ type: 'KILL_CONTAINER' }),
      execution({ state: 'failed' }),
      execution({ state: 'underWay' }),
    ];
    expect(containments([attempt(), attempt({ attempt: 'a2', phase: 'ended', status: 'failed' })], others, 'w1')).toEqual([]);
  });

  it('[X-05] is unknown where the executions could not be read or do not list it', () => {
    for (const executions of [undefined, []]) {
      expect(containments([isolated], executions, 'w1')).toMatchObject([
        { key: 'a1', holds: 'unknown', since: begun + 4_000, undo: { call: 'undo_response_action x1' } },
      ]);
    }
  });

  it('[X-05] is unknown where kubectl deleted a policy of its name: it may be of another cluster', () => {
    const made = execution({ outputs: { network_policy_name: 'isolate-storefront' } });
    const deleted = (namespace: string) =>
      commanded(deleteNetworkPolicy(kube, { namespace, name: 'isolate-storefront' }), { attempt: 'a2', endedAt: begun + 60_000 });
    expect(containments([deleted('shop')], [made], 'w1')).toMatchObject([{ key: 'x1', holds: 'unknown' }]);
    expect(containments([deleted('cart')], [made], 'w1')).toMatchObject([{ key: 'x1', holds: 'byTenant' }]);
  });
});

describe('what a command contains', () => {
  const pairs: readonly (readonly [string, Command, Command])[] = [
    ['replicas', scaleObject(kube, storefront, { to: 0 }), scaleObject(kube, storefront, { to: 3, from: 0 })],
    ['a rollout', rolloutPause(kube, storefront), rolloutResume(kube, storefront)],
    [
      'a quarantine label',
      labelObject(kube, pod, { 'acme.com/quarantine': 'true' }),
      labelObject(kube, pod, { 'acme.com/quarantine': null }),
    ],
    [
      'a suspended CronJob',
      patchObject(kube, nightly, { type: 'merge', body: { spec: { suspend: true } } }),
      patchObject(kube, nightly, {
        type: 'json',
        body: [
          { op: 'test', path: '/spec/suspend', value: true },
          { op: 'remove', path: '/spec/suspend' },
        ],
      }),
    ],
    [
      'a token that is not mounted',
      patchObject(kube, account, { type: 'merge', body: { automountServiceAccountToken: false } }),
      patchObject(kube, account, { type: 'merge', body: { automountServiceAccountToken: null } }),
    ],
    [
      'a token that pods do not mount',
      patchObject(kube, storefront, {
        type: 'json',
        body: [{ op: 'add', path: '/spec/template/spec/automountServiceAccountToken', value: false }],
      }),
      patchObject(kube, storefront, { type: 'strategic', body: { spec: { template: { spec: { automountServiceAccountToken: true } } } } }),
    ],
    ['a role', attachRolePolicy(aws, 'shop-role', denyAll), detachRolePolicy(aws, 'shop-role', denyAll)],
    ['a key', updateAccessKey(aws, backup, 'Inactive'), updateAccessKey(aws, backup, 'Active')],
    ['a key that is gone then', updateAccessKey(aws, backup, 'Inactive'), deleteAccessKey(aws, backup)],
  ];

  it.each(pairs)('[X-05] is %s, until a later command lets it go', (_what, hold, release) => {
    const held = commanded(hold);
    const released = commanded(release, { attempt: 'a2', endedAt: begun + 5 });
    expect(keysOf([held])).toEqual(['a1']);
    expect(keysOf([held, released])).toEqual([]);
    expect(keysOf([{ ...released, endedAt: begun - 5 }, held])).toEqual(['a1']);
    expect(keysOf([held, { ...released, status: 'failed' }])).toEqual(['a1']);
    expect(keysOf([{ ...held, phase: 'undone' }])).toEqual([]);
    expect(keysOf([{ ...held, status: 'failed' }])).toEqual([]);
  });

  it("[X-05] is by the journal's word, with the command that takes it back", () => {
    const back = scaleObject(kube, storefront, { to: 3, from: 0 });
    const held = commanded(scaleObject(kube, storefront, { to: 0 }), { undo: { kind: 'command', command: back }, window: 'w2' });
    const [only] = containments([held], undefined, 'w1');
    expect(only).toMatchObject({ key: 'a1', owner: 'anotherWindow', holds: 'byJournal', since: begun, record: held });
    expect(only?.undo).toEqual({ call: `kubectl ${back.argv.join(' ')}`, request: { surface: 'command', command: back } });
    const byHand = commanded(scaleObject(kube, storefront, { to: 0 }), { undo: { kind: 'manual', recovery: 'Scale it up by hand' } });
    expect(containments([byHand], undefined, 'w1')).toMatchObject([{ undo: { call: 'Scale it up by hand' } }]);
  });

  it('[X-05] is one thing where it was done twice, and two in two contexts', () => {
    const twice = [
      commanded(scaleObject(kube, storefront, { to: 0 })),
      commanded(scaleObject(kube, storefront, { to: 0 }), { attempt: 'a2', endedAt: begun + 5 }),
    ];
    expect(keysOf(twice)).toEqual(['a2']);
    const there = commanded(scaleObject({ context: 'staging' }, storefront, { to: 0 }), { attempt: 'a3' });
    expect(keysOf([...twice, there]).toSorted()).toEqual(['a2', 'a3']);
  });

  it.each([
    ['scales to some', scaleObject(kube, storefront, { to: 1 })],
    ['restarts', rolloutRestart(kube, storefront)],
    ['annotates', annotateObject(kube, pod, { quarantine: 'true' })],
    [
      'only looks whether it is suspended',
      patchObject(kube, nightly, {
        type: 'json',
        body: [
          { op: 'test', path: '/spec/suspend', value: true },
          { op: 'add', path: '/metadata/annotations/case', value: 'c1' },
        ],
      }),
    ],
    ['labels otherwise', labelObject(kube, pod, { 'acme.com/case': 'c1' })],
    ['attaches another policy', attachRolePolicy(aws, 'shop-role', 'arn:aws:iam::aws:policy/ReadOnlyAccess')],
    ['is of another version', { program: 'kubectl', argv: ['cordon', 'node-1'], access: 'write' } as const],
  ])('[X-05] is nothing where it %s', (_what, command) => {
    expect(keysOf([commanded(command)])).toEqual([]);
  });
});
