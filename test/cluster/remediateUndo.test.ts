import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/extension/core/model/command.ts';
import { commandFailure } from '../../src/extension/core/remediate/surfaces/commandFailure.ts';
import * as writes from '../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import type { JsonValue } from '../../src/extension/core/remediate/surfaces/patch.ts';
import { requireAsCaptured } from '../../src/extension/core/remediate/undo/stillAsCaptured.ts';
import { hasCluster, realCluster, successOf } from './cluster.ts';
import { openShop } from './shop.ts';
import { steps } from './steps.ts';

// A shop of its own for each test: a paused Deployment would refuse the next step.
let shops = 0;
let namespace = '';
const placed = <Kind extends string>(kind: Kind, name: string) => ({
  ...{ kind, name },
  get namespace() {
    return namespace;
  },
});
const storefront = placed('deployments.apps', 'storefront');
const pod = placed('pods', 'storefront-1');
const account = placed('serviceaccounts', 'storefront');
const cleanup = placed('cronjobs.batch', 'cleanup');
const policy = placed('networkpolicies.networking.k8s.io', 'isolate-storefront');

describe.skipIf(!hasCluster)('a step and its undo on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  let step: ReturnType<typeof steps>;
  beforeAll(() => {
    cluster = realCluster();
    step = steps(cluster.commands, cluster.admin);
  });
  beforeEach(() => {
    shops += 1;
    namespace = `undo-shop-${shops}`;
    openShop(cluster, namespace);
  });
  afterAll(() => cluster.close());

  type Named = { readonly kind: string; readonly name: string };
  /** The object without what the server counts up with every write. */
  const live = ({ kind, name }: Named, also: readonly string[] = []) => {
    const object = cluster.object(kind, name, namespace);
    for (const key of ['resourceVersion', 'generation', 'managedFields', ...also]) delete object.metadata[key];
    return object;
  };
  const patch = (object: Parameters<typeof writes.patchObject>[1], body: { readonly [key: string]: JsonValue }) =>
    writes.patchObject(cluster.admin, object, { type: 'merge', body });
  const template = (spec: { readonly [key: string]: JsonValue }) => ({ spec: { template: { spec } } });

  const changes: readonly (readonly [string, Named, () => Command])[] = [
    [
      'labels a pod out of its Service',
      pod,
      () => writes.labelObject(cluster.admin, pod, { app: null, quarantine: 'yes', 'acme.com/case': '4f7a' }),
    ],
    ['annotates', storefront, () => writes.annotateObject(cluster.admin, storefront, { 'acme.com/case': "it's $(held) é", note: '' })],
    ['scales', storefront, () => writes.scaleObject(cluster.admin, storefront, { to: 0 })],
    ['switches the token of a workload off', storefront, () => patch(storefront, template({ automountServiceAccountToken: false }))],
    ['switches the token of an account off', account, () => patch(account, { automountServiceAccountToken: false })],
    ['suspends a CronJob', cleanup, () => patch(cleanup, { spec: { suspend: true } })],
    [
      'patches where nothing was, and over what was there',
      storefront,
      () =>
        patch(storefront, {
          metadata: { annotations: { fresh: 'x' }, labels: { app: 'other', more: 'y' } },
          ...template({ nodeSelector: { quarantine: 'yes' }, terminationGracePeriodSeconds: 0 }),
        }),
    ],
    [
      'takes away by a merge patch what is not there any more afterwards',
      storefront,
      () => patch(storefront, { metadata: { labels: null }, spec: { revisionHistoryLimit: null } }),
    ],
    [
      'patches by steps, into a list as well',
      storefront,
      () =>
        writes.patchObject(cluster.admin, storefront, {
          type: 'json',
          body: [
            { op: 'test', path: '/spec/replicas', value: 3 },
            { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'shop/storefront:safe' },
            { op: 'add', path: '/spec/template/spec/containers/0/tty', value: true },
            { op: 'replace', path: '/metadata/annotations/deployment.kubernetes.io~1revision', value: '9' },
          ],
        }),
    ],
    [
      'takes the last label away by a step',
      storefront,
      () => writes.patchObject(cluster.admin, storefront, { type: 'json', body: [{ op: 'remove', path: '/metadata/labels/app' }] }),
    ],
    [
      'patches strategically',
      storefront,
      () => writes.patchObject(cluster.admin, storefront, { type: 'strategic', body: template({ automountServiceAccountToken: false }) }),
    ],
    ['pauses a rollout', storefront, () => writes.rolloutPause(cluster.admin, storefront)],
    ['goes back to a revision', storefront, () => writes.rolloutUndo(cluster.admin, storefront, 1)],
  ];

  it.each(changes)('[R-13] [R-22] %s, and its undo restores the exact earlier object', async (_title, object, build) => {
    const before = live(object);
    const taken = await step.take(build());
    successOf(taken.outcome);
    expect(live(object)).not.toEqual(before);
    successOf((await step.takeBack(taken)).outcome);
    expect(live(object)).toEqual(before);
  });

  it('[R-22] resumes what was paused, and pauses it again', async () => {
    successOf((await step.take(writes.rolloutPause(cluster.admin, storefront))).outcome);
    const before = live(storefront);
    const taken = await step.take(writes.rolloutResume(cluster.admin, storefront));
    expect(live(storefront).spec.paused).toBeUndefined();
    successOf((await step.takeBack(taken)).outcome);
    expect(live(storefront)).toEqual(before);
  });

  it('[R-22] says beforehand that a restart can not be taken back', async () => {
    const { undo, outcome } = await step.take(writes.rolloutRestart(cluster.admin, storefront));
    successOf(outcome);
    expect(undo).toEqual({ kind: 'manual', recovery: expect.stringContaining('the replaced pods are gone') });
  });

  it('[R-22] keeps a deleted NetworkPolicy as a line from which a person creates it again', async () => {
    const identity = ['uid', 'creationTimestamp', 'annotations'];
    const before = live(policy, identity);
    const { undo, outcome, captured } = await step.take(writes.deleteNetworkPolicy(cluster.admin, policy));
    successOf(outcome);
    expect(() => live(policy)).toThrow('NotFound');
    if (undo.kind !== 'manual') throw new Error(undo.kind);
    expect(JSON.parse(captured.object ?? '')).toMatchObject({ kind: 'NetworkPolicy', spec: before.spec });
    const line = undo.recovery.slice(undo.recovery.indexOf('printf'));
    execFileSync('sh', ['-c', line], { stdio: 'pipe', env: { ...process.env, HOME: cluster.home } });
    expect(live(policy, identity)).toEqual(before);
  });

  it('[R-22] plans nothing where nothing would become different', async () => {
    const { undo } = await step.take(writes.labelObject(cluster.admin, pod, { app: 'storefront' }));
    expect(undo).toEqual({ kind: 'nothing' });
    expect((await step.take(writes.scaleObject(cluster.admin, storefront, { to: 3 }))).undo).toEqual({ kind: 'nothing' });
  });

  describe('what changed while the dialog was open', () => {
    const guardedSteps: readonly (readonly [string, Named, () => Command, string])[] = [
      ['a label', pod, () => writes.labelObject(cluster.admin, pod, { app: null }), 'annotations'],
      ['an annotation', storefront, () => writes.annotateObject(cluster.admin, storefront, { held: 'yes' }), 'annotations'],
      ['a merge patch', cleanup, () => patch(cleanup, { spec: { suspend: true } }), 'annotations'],
      [
        'a strategic patch',
        storefront,
        () => writes.patchObject(cluster.admin, storefront, { type: 'strategic', body: template({ automountServiceAccountToken: false }) }),
        'annotations',
      ],
      [
        'a patch by steps',
        storefront,
        () => writes.patchObject(cluster.admin, storefront, { type: 'json', body: [{ op: 'replace', path: '/spec/replicas', value: 0 }] }),
        'annotations',
      ],
      ['a number of replicas', storefront, () => writes.scaleObject(cluster.admin, storefront, { to: 0 }), 'replicas'],
    ];

    it.each(guardedSteps)('[R-22] is a conflict for %s, and is not written over', async (_title, object, build, what) => {
      let changed: unknown;
      const { outcome, ran } = await step.take(build(), () => {
        if (what === 'replicas') cluster.raw(['scale', object.kind, object.name, '-n', namespace, '--replicas=5']);
        else cluster.raw(['annotate', object.kind, object.name, '-n', namespace, `by-someone=${Date.now()}`]);
        changed = live(object);
      });
      expect(commandFailure('x', ran, outcome)).toMatchObject({ reason: 'conflict', fix: expect.stringContaining('decide anew') });
      expect(live(object)).toEqual(changed);
    });

    it('[R-22] is found by reading again where no command can carry it', async () => {
      const request = { surface: 'command', command: writes.rolloutPause(cluster.admin, storefront) } as const;
      const { captured } = await step.take(writes.rolloutPause(cluster.admin, storefront));
      await expect(requireAsCaptured(request, captured, step.asking)).rejects.toMatchObject({ reason: 'conflict' });
      cluster.raw(['rollout', 'resume', 'deployment/storefront', '-n', namespace]);
      // The version is another one by now, and what the undo rests on is the same.
      await requireAsCaptured(request, captured, step.asking);
    });
  });

  it('[R-22] is taken back only while it is still as the step left it, where the command can say so', async () => {
    const taken = await step.take(writes.scaleObject(cluster.admin, storefront, { to: 0 }));
    cluster.raw(['scale', 'deployment/storefront', '-n', namespace, '--replicas=7']);
    const { outcome, ran } = await step.takeBack(taken);
    expect(commandFailure('x', ran, outcome)).toMatchObject({ reason: 'conflict' });
    expect(live(storefront).spec.replicas).toBe(7);
  });
});
