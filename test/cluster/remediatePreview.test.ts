import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/extension/core/model/command.ts';
import type { ActionRequest } from '../../src/extension/core/model/confirmation.ts';
import { previewEffect } from '../../src/extension/core/remediate/preview/previewEffect.ts';
import type { KubectlScope } from '../../src/extension/core/remediate/surfaces/kubectl.ts';
import * as writes from '../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { standingClock } from '../fakes/standingClock.ts';
import { hasCluster, realCluster, signal, successOf } from './cluster.ts';
import { openShop } from './shop.ts';

const namespace = 'preview-shop';
const storefront = { kind: 'deployments.apps', namespace, name: 'storefront' } as const;
const pod = { kind: 'pods', namespace, name: 'storefront-1' } as const;
const policy = { namespace, name: 'isolate-storefront' };
const database = { kind: 'statefulsets.apps', namespace, name: 'database' } as const;

describe.skipIf(!hasCluster)('the preview of a step on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  beforeAll(() => {
    cluster = realCluster();
    openShop(cluster, namespace);
    const env = [{ name: 'DB_PASSWORD', value: 'hunter2' }];
    const container = { name: 'db', image: 'db:1', env, args: ['--root-password', 'hunter3', '--token=hunter4', '--fast'] };
    cluster.create({
      ...{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'database', namespace } },
      spec: {
        ...{ serviceName: 'database', selector: { matchLabels: { app: 'database' } } },
        template: { metadata: { labels: { app: 'database' } }, spec: { containers: [container] } },
      },
    });
  });
  afterAll(() => cluster.close());

  const ask = (request: ActionRequest, scope: KubectlScope = cluster.admin) =>
    previewEffect(request, { commands: cluster.commands, clock: standingClock(), signal, scope });
  const preview = (command: Command, scope?: KubectlScope) => ask({ surface: 'command', command }, scope);
  /** Lines that only one side has, `-` before and `+` after. */
  const diff = async (command: Command) => {
    const effect = await preview(command);
    if (effect.kind !== 'diff') throw new Error(JSON.stringify(effect));
    const [before, after] = [effect.before, effect.after].map((text) => text.split('\n'));
    return [
      ...(before ?? []).filter((line) => !after?.includes(line)).map((line) => `- ${line.trim()}`),
      ...(after ?? []).filter((line) => !before?.includes(line)).map((line) => `+ ${line.trim()}`),
    ];
  };
  /** Everything that a preview could have changed. */
  const everything = () => cluster.raw(['get', 'deploy,sts,rs,pods,netpol', '-n', namespace, '-o', 'json']);

  const tried: readonly (readonly [string, () => Command, readonly string[]])[] = [
    [
      'a label',
      () => writes.labelObject(cluster.admin, pod, { app: null, quarantine: 'yes' }),
      ['- app: storefront', '+ quarantine: "yes"'],
    ],
    ['an annotation', () => writes.annotateObject(cluster.admin, storefront, { 'acme.com/case': '4f7a' }), ['+ acme.com/case: "4f7a"']],
    [
      'a patch',
      () => writes.patchObject(cluster.admin, storefront, { type: 'merge', body: { spec: { minReadySeconds: 30 } } }),
      ['+ minReadySeconds: 30'],
    ],
    ['a number of replicas', () => writes.scaleObject(cluster.admin, storefront, { to: 0, from: 3 }), ['- replicas: 3', '+ replicas: 0']],
    ['a pause', () => writes.rolloutPause(cluster.admin, storefront), ['+ paused: true']],
    [
      'a restart',
      () => writes.rolloutRestart(cluster.admin, storefront),
      ['+ annotations:', '+ kubectl.kubernetes.io/restartedAt: "2026-06-10T12:00:00.000Z"'],
    ],
    [
      'a way back to a revision',
      () => writes.rolloutUndo(cluster.admin, storefront, 1),
      ['- - image: "shop/storefront:2.0"', '+ - image: "shop/storefront:1.0"'],
    ],
  ];

  it.each(tried)('[X-03] shows what %s would change and nothing else, and changes nothing', async (_title, build, lines) => {
    const before = everything();
    expect(await diff(build())).toEqual(lines);
    expect(everything()).toBe(before);
  });

  it('[X-03] shows a policy that would be gone beside nothing, and leaves it', async () => {
    const before = everything();
    const effect = await preview(writes.deleteNetworkPolicy(cluster.admin, policy));
    expect(effect).toMatchObject({ kind: 'diff', before: expect.stringContaining('kind: NetworkPolicy'), after: '' });
    expect(everything()).toBe(before);
  });

  it('[X-03] shows what the way back really does', async () => {
    const build = () => writes.rolloutUndo(cluster.admin, storefront, 1);
    cluster.raw(['annotate', 'deploy', 'storefront', '-n', namespace, 'note=kubectl-drops-this']);
    const effect = await preview(build());
    successOf(await cluster.run(build()));
    const shown = await preview(writes.labelObject(cluster.admin, storefront, { app: 'storefront' }));
    if (effect.kind !== 'diff' || shown.kind !== 'diff') throw new Error('no diff');
    expect(effect.after).toBe(shown.before);
    expect(effect.before).toContain('kubectl-drops-this');
    successOf(await cluster.run(writes.rolloutUndo(cluster.admin, storefront, 2)));
  });

  it('[X-03] shows no secret of the object, under whatever name it stands', async () => {
    const effect = await preview(writes.scaleObject(cluster.admin, database, { to: 0 }));
    expect(effect).toMatchObject({ kind: 'diff', before: expect.stringContaining('DB_PASSWORD') });
    expect(JSON.stringify(effect)).not.toMatch(/hunter/);
    expect(JSON.stringify(effect)).toContain('--fast');
  });

  it('[X-03] says where there is none: what the server would refuse, and what may not be tried out', async () => {
    const build = () => writes.scaleObject(cluster.admin, storefront, { to: 0, from: 9 });
    expect(await preview(build())).toMatchObject({ kind: 'none', why: expect.stringContaining('no longer as it was looked at') });
    const viewer = writes.scaleObject(cluster.viewer, storefront, { to: 0 });
    expect(await preview(viewer, cluster.viewer)).toMatchObject({ kind: 'none', why: expect.stringContaining('may not do this') });
    expect(await preview(viewer)).toMatchObject({ kind: 'none', why: expect.stringContaining('another kube-context') });
    const noHistory = writes.rolloutUndo(cluster.admin, database, 1);
    expect(await preview(noHistory)).toMatchObject({ kind: 'none', why: expect.stringContaining('unable to find specified revision') });
  });

  describe('of an isolation by the tenant', () => {
    const isolate = (name: string, type = 'deployment'): ActionRequest => ({
      ...{ surface: 'sysdig', type: 'ISOLATE_NETWORK' },
      parameters: {
        ...{ 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.namespace.name': namespace },
        ...{ 'kubernetes.workload.type': type, 'kubernetes.workload.name': name },
      },
    });

    it('[X-03] resolves the selector to the pods that it hits, and no longer to one that was labelled out', async () => {
      const pods = ['storefront-1', 'storefront-2', 'storefront-3'];
      expect(await ask(isolate('storefront'))).toEqual({ kind: 'pods', selector: 'app=storefront', pods });
      successOf(await cluster.run(writes.labelObject(cluster.admin, pod, { app: null })));
      expect(await ask(isolate('storefront'))).toEqual({ kind: 'pods', selector: 'app=storefront', pods: pods.slice(1) });
      successOf(await cluster.run(writes.labelObject(cluster.admin, pod, { app: 'storefront' })));
      expect(await ask(isolate('database', 'StatefulSet'))).toEqual({ kind: 'pods', selector: 'app=database', pods: [] });
    });

    it('[X-03] says that there is none for a workload that is not there', async () => {
      expect(await ask(isolate('gone'))).toMatchObject({ kind: 'none', why: expect.stringContaining('no such object') });
    });
  });
});
