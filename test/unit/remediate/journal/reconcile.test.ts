import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { type Reconciled, reconcile } from '../../../../src/extension/core/remediate/journal/reconcile.ts';
import { attachRolePolicy, updateAccessKey } from '../../../../src/extension/core/remediate/surfaces/aws.ts';
import { scaleObject } from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { attempt, begun, commanded, execution, workload } from './attempts.ts';

const kube = { context: 'prod-eu-1', kubeconfig: '/home/u/.kube/prod' };
const storefront = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;
const scale = scaleObject(kube, storefront, { to: 0 });

function one(found: readonly Reconciled[]): Reconciled {
  expect(found).toHaveLength(1);
  return found[0] ?? expect.fail('nothing');
}

function unclear(found: readonly Reconciled[]): Extract<Reconciled, { kind: 'unclear' }> {
  const only = one(found);
  return only.kind === 'unclear' ? only : expect.fail(`known: ${JSON.stringify(only.change)}`);
}

describe('an attempt of which no execution is known', () => {
  it('[R-24] is the one execution of its type and parameters since', () => {
    expect(reconcile([attempt()], [execution()])).toEqual([
      {
        kind: 'known',
        record: attempt(),
        executionId: 'x1',
        change: { phase: 'ended', status: 'done', executionId: 'x1', endedAt: begun + 4_000 },
      },
    ]);
    expect(one(reconcile([attempt()], [execution({ state: 'underWay' })]))).toMatchObject({
      ...{ kind: 'known', executionId: 'x1' },
      change: { phase: 'submitted', executionId: 'x1' },
    });
  });

  it('[R-24] is one whose time-out left it submitted without an id', () => {
    expect(one(reconcile([attempt({ phase: 'submitted' })], [execution()]))).toMatchObject({ kind: 'known', executionId: 'x1' });
  });

  it('[R-24] allows for clocks that differ by five seconds, and for numbers that come back as text', () => {
    const killed = { surface: 'sysdig', type: 'KILL_PROCESS', parameters: { 'host.id': 'h1', 'process.id': 7 } } as const;
    const seen = execution({ type: 'KILL_PROCESS', parameters: { 'host.id': 'h1', 'process.id': '7' }, createdAt: begun - 5_000 });
    expect(one(reconcile([attempt({ request: killed })], [seen]))).toMatchObject({ kind: 'known', executionId: 'x1' });
  });

  it.each([
    ['of another type', execution({ type: 'GET_LOGS' })],
    ['on another target', execution({ parameters: { ...workload, 'kubernetes.workload.name': 'cart' } })],
    ['of before', execution({ createdAt: begun - 5_001 })],
    ['that takes something back', execution({ undoes: 'x0' })],
  ])('[R-24] is no execution %s, and then it was not seen by the tenant', (_which, other) => {
    const found = unclear(reconcile([attempt()], [other]));
    expect(found).toMatchObject({ because: 'notSeen', candidates: [] });
    expect(plainPhrase(found.why)).toBe(
      'It was not seen by the tenant: no execution of ISOLATE_NETWORK like it since 2026-06-10 12:00:00Z',
    );
    expect(plainPhrase(found.look)).toBe('Look at shop/storefront and at the response history of the tenant');
  });

  it('[R-24] is no execution that another attempt has', () => {
    const earlier = attempt({ attempt: 'a0', phase: 'ended', status: 'done', executionId: 'x1' });
    expect(unclear(reconcile([earlier, attempt()], [execution()]))).toMatchObject({ because: 'notSeen', record: { attempt: 'a1' } });
    expect(one(reconcile([earlier, attempt()], [execution(), execution({ id: 'x2' })]))).toMatchObject({
      kind: 'known',
      executionId: 'x2',
    });
  });

  it('[R-24] stays unclear between two, and names both', () => {
    const found = unclear(reconcile([attempt()], [execution({ id: 'x2', createdAt: begun + 9_000 }), execution()]));
    expect(found).toMatchObject({ because: 'ambiguous', candidates: ['x1', 'x2'] });
    expect(plainPhrase(found.why)).toContain('x1 or x2');
  });

  it.each([
    ['has more parameters than it', execution({ parameters: { ...workload, 'network.port': 443 } })],
    ['has no instant', { ...execution(), createdAt: undefined }],
  ])('[R-24] is not surely one that %s', (_which, seen) => {
    const { createdAt, ...rest } = seen;
    const found = unclear(reconcile([attempt()], [{ ...rest, ...(createdAt !== undefined && { createdAt }) }]));
    expect(found).toMatchObject({ because: 'ambiguous', candidates: ['x1'] });
  });

  it('[R-24] is not surely one of just before, which an earlier attempt without a known end may have begun', () => {
    const earlier = attempt({ attempt: 'a0', intendedAt: begun - 60_000, phase: 'ended', status: 'failed', unclear: true });
    const before = execution({ createdAt: begun - 2_000 });
    expect(unclear(reconcile([earlier, attempt()], [before]))).toMatchObject({ because: 'ambiguous', candidates: ['x1'] });
    const { unclear: _unclear, ...refused } = earlier;
    expect(one(reconcile([refused, attempt()], [before]))).toMatchObject({ kind: 'known', executionId: 'x1' });
    expect(one(reconcile([earlier, attempt()], [execution()]))).toMatchObject({ kind: 'known', executionId: 'x1' });
  });

  it('[R-24] is an undo that takes back the same execution', () => {
    const undo = attempt({ attempt: 'u1', request: { surface: 'sysdigUndo', executionId: 'x1' } });
    const seen = execution({ id: 'x2', type: 'DELETE_NETWORK_POLICY', undoes: 'x1' });
    expect(one(reconcile([undo], [execution(), seen]))).toMatchObject({ kind: 'known', executionId: 'x2', change: { status: 'done' } });
    expect(unclear(reconcile([undo], [execution()]))).toMatchObject({ because: 'notSeen' });
  });
});

describe('an attempt whose execution is known', () => {
  const submitted = attempt({ phase: 'submitted', executionId: 'x1' });

  it('[R-24] ends as the tenant says, and what it said is masked', () => {
    const failure = { reason: 'container_not_found', log: 'no such container,\n password=hunter2' };
    const found = one(reconcile([submitted], [execution({ state: 'failed', failure })]));
    expect(found).toMatchObject({ kind: 'known', change: { phase: 'ended', status: 'failed', endedAt: begun + 4_000 } });
    const said = found.kind === 'known' ? found.change.said : undefined;
    expect(said).toMatch(/^container_not_found: no such container, password=/);
    expect(said).not.toContain('hunter2');
  });

  it('[R-24] stays unclear where the tenant does not list it, and names the call that asks', () => {
    const found = unclear(reconcile([submitted], [execution({ id: 'x2' })]));
    expect(found).toMatchObject({ because: 'notSeen', executionId: 'x1', candidates: [] });
    expect(plainPhrase(found.look)).toContain('get_response_action_status x1');
  });

  it('[R-24] stays unclear where the executions could not be read', () => {
    expect(unclear(reconcile([submitted], undefined))).toMatchObject({ because: 'notRead', executionId: 'x1' });
    expect(unclear(reconcile([attempt()], undefined))).toMatchObject({ because: 'notRead' });
  });
});

describe('a command without an end', () => {
  it.each([
    [
      scale,
      'kubectl get deployments.apps storefront --namespace=shop --output=json --context=prod-eu-1 --kubeconfig=/home/u/.kube/prod --request-timeout=15s',
    ],
    [
      attachRolePolicy({ region: 'eu-west-1' }, 'shop-role', 'arn:aws:iam::aws:policy/AWSDenyAll'),
      'aws iam list-attached-role-policies --role-name shop-role --region eu-west-1 --output json --cli-connect-timeout 10 --cli-read-timeout 10',
    ],
    [
      updateAccessKey({ region: 'eu-west-1', profile: 'prod' }, { user: 'backup', key: 'AKIAIOSFODNN7EXAMPLE' }, 'Inactive'),
      'aws iam list-access-keys --user-name backup --profile prod --region eu-west-1 --output json --cli-connect-timeout 10 --cli-read-timeout 10',
    ],
  ])('[R-24] may have run, and it is said how to look', (command, line) => {
    const found = reconcile([commanded(command, { phase: 'intended' })], [execution()]);
    expect(unclear(found)).toMatchObject({ because: 'mayHaveRun', candidates: [] });
    expect(plainPhrase(unclear(found).look)).toBe(`Look at the object: ${line}`);
  });

  it('[R-24] of another version is looked at by hand', () => {
    const unknown = commanded({ program: 'kubectl', argv: ['drain', 'node-1'], access: 'write' }, { phase: 'intended' });
    expect(plainPhrase(unclear(reconcile([unknown], [])).look)).toBe('Look at shop/storefront');
  });
});

describe('what is being taken back', () => {
  const undoing = attempt({ phase: 'undoing', status: 'done', executionId: 'x1' });
  const undo = (parts: Partial<JournalRecord>) =>
    attempt({ attempt: 'u1', undoes: 'a1', intendedAt: begun + 60_000, request: { surface: 'sysdigUndo', executionId: 'x1' }, ...parts });
  const seen = execution({ id: 'x2', type: 'DELETE_NETWORK_POLICY', undoes: 'x1', createdAt: begun + 61_000 });
  const ofUndoing = (found: readonly Reconciled[]) => found.find(({ record }) => record.attempt === 'a1') ?? expect.fail('nothing');

  it('[R-24] is as far as the attempt that takes it back', () => {
    const leaves = (parts: Partial<JournalRecord>) => ofUndoing(reconcile([undoing, undo(parts)], [execution()]));
    expect(leaves({ phase: 'ended', status: 'done' })).toMatchObject({ kind: 'known', change: { phase: 'undone' } });
    expect(leaves({ phase: 'ended', status: 'failed' })).toMatchObject({ kind: 'known', change: { phase: 'ended' } });
    expect(leaves({ phase: 'intended' })).toMatchObject({ kind: 'unclear', because: 'notSeen' });
  });

  it('[R-24] follows the execution that takes it back where that one has no end in the journal', () => {
    const whileIt = (state: 'underWay' | 'completed' | 'failed') =>
      ofUndoing(reconcile([undoing, undo({})], [execution(), { ...seen, state }]));
    expect(whileIt('underWay')).toMatchObject({ kind: 'known', change: {} });
    expect(whileIt('completed')).toMatchObject({ kind: 'known', change: { phase: 'undone' } });
    expect(whileIt('failed')).toMatchObject({ kind: 'known', change: { phase: 'ended' } });
  });

  it('[R-24] was not begun where nothing was written ahead, unless the tenant lists an undo', () => {
    expect(one(reconcile([undoing], [execution()]))).toMatchObject({ kind: 'known', change: { phase: 'ended' } });
    expect(one(reconcile([undoing], [execution(), seen]))).toMatchObject({ kind: 'known', change: { phase: 'undone' } });
  });

  it('[R-24] may have been, where its command was cut off', () => {
    const scaled = commanded(scale, { phase: 'undoing' });
    const back = scaleObject(kube, storefront, { to: 3 });
    const cut = commanded(back, { attempt: 'u1', undoes: 'a1', status: 'failed', unclear: true });
    expect(ofUndoing(reconcile([scaled, cut], []))).toMatchObject({ kind: 'unclear', because: 'mayHaveRun' });
    const { unclear: _unclear, ...refused } = cut;
    expect(ofUndoing(reconcile([scaled, refused], []))).toMatchObject({ kind: 'known', change: { phase: 'ended' } });
  });
});

it('[R-24] leaves what has ended alone, and tells the rest oldest first', () => {
  const records = [
    attempt({ attempt: 'a3', intendedAt: begun + 2 }),
    attempt({ attempt: 'a2', phase: 'ended' }),
    attempt({ attempt: 'a4', phase: 'undone' }),
    attempt({ attempt: 'a1', intendedAt: begun + 1 }),
  ];
  expect(reconcile(records, []).map(({ record }) => record.attempt)).toEqual(['a1', 'a3']);
});
