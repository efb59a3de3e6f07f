import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/extension/core/model/command.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import { commandFailure } from '../../src/extension/core/remediate/surfaces/commandFailure.ts';
import * as reads from '../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import * as writes from '../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { readableKinds } from '../../src/extension/core/remediate/surfaces/kubernetesKinds.ts';
import { restartPatch } from '../../src/extension/core/remediate/surfaces/patch.ts';
import { rightAnswer } from '../../src/extension/core/remediate/surfaces/rightAnswer.ts';
import { hasCluster, realCluster, successOf } from './cluster.ts';
import { openShop } from './shop.ts';

const namespace = 'calls-shop';
const storefront = { kind: 'deployments.apps', namespace, name: 'storefront' } as const;

describe.skipIf(!hasCluster)('the allowed calls of kubectl on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  beforeAll(() => {
    cluster = realCluster();
    openShop(cluster, namespace);
  });
  afterAll(() => cluster.close());

  const live = () => cluster.object('deployments.apps', 'storefront', namespace);

  describe('[R-06] reads', () => {
    it.each(readableKinds)('lists %s, which the server knows under this name', async (kind) => {
      const { items } = await cluster.json(reads.listObjects(cluster.admin, { kind, namespace }));
      expect(Array.isArray(items)).toBe(true);
    });

    it('gets one object, the pods of a Service by its selector, and those of a service account in every namespace', async () => {
      const service = await cluster.json(reads.getObject(cluster.admin, { kind: 'services', namespace, name: 'storefront' }));
      const pods = await cluster.json(reads.listObjects(cluster.admin, { kind: 'pods', namespace, labels: service.spec.selector }));
      const names = ({ items }: { items: { metadata: { name: string } }[] }) => items.map(({ metadata }) => metadata.name);
      expect(names(pods)).toEqual(['storefront-1', 'storefront-2', 'storefront-3']);
      const sharing = reads.listObjects(cluster.admin, { kind: 'pods', namespace: 'everywhere', serviceAccount: 'storefront' });
      // Other files have pods of that account in namespaces of their own, which is what "everywhere" is to find.
      const everywhere = (await cluster.json(sharing)) as { items: { metadata: { name: string; namespace: string } }[] };
      expect(names({ items: everywhere.items.filter(({ metadata }) => metadata.namespace === namespace) })).toEqual(names(pods));
      const others = reads.listObjects(cluster.admin, { kind: 'pods', namespace: 'everywhere', serviceAccount: 'of-nobody' });
      expect(names(await cluster.json(others))).toEqual([]);
    });

    it('describes a pod, and a role that has a colon in its name', async () => {
      const told = await cluster.run(reads.describeObject(cluster.admin, { kind: 'pods', namespace, name: 'storefront-1' }));
      expect(successOf(told)).toMatch(/Name:\s+storefront-1/);
      const role = { kind: 'clusterroles.rbac.authorization.k8s.io', name: 'system:discovery' } as const;
      expect(successOf(await cluster.run(reads.describeObject(cluster.admin, role)))).toMatch(/Name:\s+system:discovery/);
    });

    it('asks for the log of a container, empty for a pod that no node runs', async () => {
      const request = { namespace, pod: 'storefront-1', container: 'web', lines: 20 };
      expect(successOf(await cluster.run(reads.podLogs(cluster.admin, request)))).toBe('');
      expect(await cluster.run(reads.podLogs(cluster.admin, { ...request, container: 'miner' }))).toMatchObject({
        ...{ kind: 'ended', exitCode: 1, stderr: expect.stringContaining('container miner is not valid') },
      });
    });

    it('tells versions, revisions and how far a rollout is, without waiting for it', async () => {
      expect(await cluster.json(reads.kubectlVersion(cluster.admin))).toHaveProperty('serverVersion.gitVersion');
      expect(successOf(await cluster.run(reads.rolloutHistory(cluster.admin, storefront)))).toMatch(/^1\s.*\n2\s/m);
      expect(successOf(await cluster.run(reads.rolloutHistory(cluster.admin, storefront, 1)))).toContain('shop/storefront:1.0');
      expect(successOf(await cluster.run(reads.rolloutStatus(cluster.admin, storefront)))).toContain('Waiting for deployment');
    });

    it('[X-09] tells what the administrator and what the viewer may do', async () => {
      const may = async (scope: typeof cluster.admin, right: Omit<reads.Right, 'kind' | 'namespace'>) =>
        rightAnswer(await cluster.run(reads.canI(scope, { kind: 'deployments.apps', namespace, ...right })));
      expect(await may(cluster.admin, { verb: 'patch', name: 'storefront', subresource: 'scale' })).toBe('yes');
      expect(await may(cluster.viewer, { verb: 'get' })).toBe('yes');
      expect(await may(cluster.viewer, { verb: 'patch', name: 'storefront' })).toBe('no');
      const nodes = reads.canI(cluster.admin, { verb: 'patch', kind: 'nodes', namespace: 'everywhere' });
      expect(rightAnswer(await cluster.run(nodes))).toBe('yes');
    });

    it('[R-06] reads no secret, although the server would give it', () => {
      expect(cluster.raw(['get', 'secrets/database', '-n', namespace, '-o', 'jsonpath={.data.password}'])).toBe('aHVudGVyMg==');
      const argv = [
        'get',
        'secrets',
        'database',
        `--namespace=${namespace}`,
        '--output=json',
        '--context=prod-eu-1',
        '--request-timeout=15s',
      ];
      expect(() => allow({ program: 'kubectl', argv, access: 'read' })).toThrow('not on the list');
    });
  });

  describe('[R-06] changes, each undone by what was captured before', () => {
    it('patches in three ways', async () => {
      const before = live();
      const automount = { spec: { template: { spec: { automountServiceAccountToken: false } } } };
      const patched = await cluster.json(writes.patchObject(cluster.admin, storefront, { type: 'strategic', body: automount }));
      expect(patched.spec.template.spec.automountServiceAccountToken).toBe(false);
      const path = '/spec/template/spec/automountServiceAccountToken';
      const undo = { type: 'json', body: [{ op: 'test', path, value: false } as const, { op: 'remove', path } as const] } as const;
      await cluster.json(writes.patchObject(cluster.admin, storefront, undo));
      expect(live().spec).toEqual(before.spec);
      const again = await cluster.run(writes.patchObject(cluster.admin, storefront, undo));
      expect(again).toMatchObject({ kind: 'ended', exitCode: 1 });
      const cleanup = { kind: 'cronjobs.batch', namespace, name: 'cleanup' } as const;
      expect(
        await cluster.json(writes.patchObject(cluster.admin, cleanup, { type: 'merge', body: { spec: { suspend: true } } })),
      ).toMatchObject({
        spec: { suspend: true },
      });
    });

    it('takes text that looks like a shell, a template or an option as text', async () => {
      const hostile = `--all $(touch x) \`id\` '"\\ {{.}} file:///etc/passwd é`;
      const noted = await cluster.json(writes.annotateObject(cluster.admin, storefront, { 'acme.com/case': hostile }));
      expect(noted.metadata.annotations['acme.com/case']).toBe(hostile);
      const patch = { type: 'merge', body: { metadata: { annotations: { 'acme.com/case': `${hostile}\n\u202e` } } } } as const;
      const patched = await cluster.json(writes.patchObject(cluster.admin, storefront, patch));
      expect(patched.metadata.annotations['acme.com/case']).toBe(`${hostile}\n\u202e`);
      const cleared = await cluster.json(writes.annotateObject(cluster.admin, storefront, { 'acme.com/case': null }));
      expect(cleared.metadata.annotations).not.toHaveProperty('acme.com/case');
    });

    it('labels a pod out of its Service, and not if the pod has changed since', async () => {
      const one = { kind: 'pods', namespace, name: 'storefront-1' } as const;
      const before = cluster.object('pods', one.name, namespace).metadata;
      const marks = { app: null, quarantine: 'storefront' };
      const stale = await cluster.run(writes.labelObject(cluster.admin, one, marks, { ifVersion: '1' }));
      expect(commandFailure('x', { program: 'kubectl' }, stale)).toMatchObject({ reason: 'conflict' });
      const after = await cluster.json(writes.labelObject(cluster.admin, one, marks, { ifVersion: before.resourceVersion }));
      expect(after.metadata.labels).toEqual({ quarantine: 'storefront' });
      await cluster.json(writes.labelObject(cluster.admin, one, { app: 'storefront', quarantine: null }));
      expect(cluster.object('pods', one.name, namespace).metadata.labels).toEqual(before.labels);
    });

    it('scales from the number that was looked at only', async () => {
      const stale = await cluster.run(writes.scaleObject(cluster.admin, storefront, { to: 0, from: 2 }));
      expect(commandFailure('x', { program: 'kubectl' }, stale)).toMatchObject({ reason: 'conflict' });
      successOf(await cluster.run(writes.scaleObject(cluster.admin, storefront, { to: 0, from: 3 })));
      expect(live().spec.replicas).toBe(0);
      successOf(await cluster.run(writes.scaleObject(cluster.admin, storefront, { to: 3, from: 0 })));
      expect(live().spec.replicas).toBe(3);
    });

    it('restarts, pauses, resumes and goes back to a revision', async () => {
      successOf(await cluster.run(writes.rolloutRestart(cluster.admin, storefront)));
      expect(live().spec.template.metadata.annotations).toHaveProperty(['kubectl.kubernetes.io/restartedAt']);
      successOf(await cluster.run(writes.rolloutPause(cluster.admin, storefront)));
      expect(live().spec.paused).toBe(true);
      successOf(await cluster.run(writes.rolloutResume(cluster.admin, storefront)));
      expect(live().spec.paused).toBeFalsy();
      successOf(await cluster.run(writes.rolloutUndo(cluster.admin, storefront, 1)));
      expect(live().spec.template.spec.containers[0].image).toBe('shop/storefront:1.0');
      expect(await cluster.run(writes.rolloutUndo(cluster.admin, storefront, 7))).toMatchObject({ kind: 'ended', exitCode: 1 });
    });

    it('deletes a NetworkPolicy, and finds none the second time', async () => {
      const policy = { namespace, name: 'isolate-storefront' };
      successOf(await cluster.run(writes.deleteNetworkPolicy(cluster.admin, policy)));
      const again = await cluster.run(writes.deleteNetworkPolicy(cluster.admin, policy));
      expect(commandFailure('x', { program: 'kubectl' }, again)).toMatchObject({ reason: 'notFound' });
      openShop(cluster, namespace);
    });
  });

  it('[X-03] changes nothing where the server only tries it out', async () => {
    const dryRun = { dryRun: true };
    const tried: readonly Command[] = [
      writes.patchObject(cluster.admin, storefront, restartPatch(new Date('2026-07-15T10:00:00Z')), dryRun),
      writes.patchObject(cluster.admin, storefront, { type: 'merge', body: { spec: { replicas: 1 } } }, dryRun),
      writes.labelObject(cluster.admin, storefront, { tried: 'yes' }, dryRun),
      writes.annotateObject(cluster.admin, storefront, { tried: 'yes' }, dryRun),
      writes.scaleObject(cluster.admin, storefront, { to: 1 }, dryRun),
      writes.rolloutUndo(cluster.admin, storefront, 1, dryRun),
      writes.deleteNetworkPolicy(cluster.admin, { namespace, name: 'isolate-storefront' }, dryRun),
    ];
    const before = [live(), cluster.object('networkpolicies', 'isolate-storefront', namespace)];
    for (const command of tried) successOf(await cluster.run(command));
    expect([live(), cluster.object('networkpolicies', 'isolate-storefront', namespace)]).toEqual(before);
    const preview = await cluster.json(tried[0] as Command);
    expect(preview.spec.template.metadata.annotations).toEqual({ 'kubectl.kubernetes.io/restartedAt': '2026-07-15T10:00:00.000Z' });
  });

  it('[R-17] is told that the viewer may not change anything', async () => {
    const before = live();
    const attempts: readonly Command[] = [
      writes.patchObject(cluster.viewer, storefront, { type: 'merge', body: { spec: { replicas: 0 } } }),
      writes.scaleObject(cluster.viewer, storefront, { to: 0 }),
      writes.labelObject(cluster.viewer, storefront, { a: 'b' }),
      writes.deleteNetworkPolicy(cluster.viewer, { namespace, name: 'isolate-storefront' }),
      writes.rolloutRestart(cluster.viewer, storefront),
    ];
    for (const attempt of attempts) {
      expect(commandFailure('x', attempt, await cluster.run(attempt))).toMatchObject({ reason: 'forbidden' });
    }
    expect(live()).toEqual(before);
  });
});
