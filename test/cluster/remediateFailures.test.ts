import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/extension/core/model/command.ts';
import { Failure } from '../../src/extension/core/model/failure.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import { commandFailure } from '../../src/extension/core/remediate/surfaces/commandFailure.ts';
import * as writes from '../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { captureBefore } from '../../src/extension/core/remediate/undo/capture.ts';
import { confirmed } from '../fakes/confirmed.ts';
import { hasCluster, realCluster, signal } from './cluster.ts';
import { openShop } from './shop.ts';
import { steps } from './steps.ts';

const namespace = 'failing-shop';
const storefront = { kind: 'deployments.apps', namespace, name: 'storefront' } as const;
const policy = { namespace, name: 'isolate-storefront' };

describe.skipIf(!hasCluster)('a confirmed step that does not come to its end on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  let asItWas: string;
  beforeAll(() => {
    cluster = realCluster();
    asItWas = readFileSync(cluster.kubeconfig, 'utf8');
    openShop(cluster, namespace);
  });
  beforeEach(() => writeFileSync(cluster.kubeconfig, asItWas));
  afterAll(() => cluster.close());

  const live = () => cluster.object('deployments.apps', 'storefront', namespace);

  it('[R-17] the viewer reads, plans and is refused by the server, which is told with the way out', async () => {
    const before = live();
    const { take } = steps(cluster.commands, cluster.viewer);
    const attempts = [
      writes.scaleObject(cluster.viewer, storefront, { to: 0 }),
      writes.labelObject(cluster.viewer, storefront, { quarantine: 'yes' }),
      writes.patchObject(cluster.viewer, storefront, { type: 'merge', body: { spec: { paused: true } } }),
      writes.rolloutPause(cluster.viewer, storefront),
      writes.deleteNetworkPolicy(cluster.viewer, policy),
    ];
    for (const attempt of attempts) {
      const { outcome, ran } = await take(attempt);
      expect(commandFailure('It was not changed', ran, outcome)).toMatchObject({
        ...{ reason: 'forbidden', fix: 'Ask for the permission, or file the step as a ticket' },
      });
    }
    expect(live()).toEqual(before);
  });

  const expiring: readonly (readonly [string, () => Command])[] = [
    ['scale', () => writes.scaleObject(cluster.admin, storefront, { to: 0 })],
    ['label', () => writes.labelObject(cluster.admin, storefront, { quarantine: 'yes' })],
    ['patch', () => writes.patchObject(cluster.admin, storefront, { type: 'merge', body: { spec: { paused: true } } })],
    ['rollout', () => writes.rolloutRestart(cluster.admin, storefront)],
    ['delete', () => writes.deleteNetworkPolicy(cluster.admin, policy)],
  ];

  it.each(expiring)('[R-17] credentials that expire before a %s say how to renew them, and nothing changed', async (_verb, build) => {
    const before = live();
    const { take } = steps(cluster.commands, cluster.admin);
    const expire = () => writeFileSync(cluster.kubeconfig, asItWas.replaceAll('token: ', 'token: expired'));
    const { outcome, ran } = await take(build(), expire);
    const failure = commandFailure('It was not changed', ran, outcome);
    expect(failure).toMatchObject({ reason: 'unauthenticated', fix: expect.stringContaining('Renew the credentials') });
    expect(failure.message.split('\n')).toHaveLength(3);
    const again = captureBefore({ surface: 'command', command: ran }, steps(cluster.commands, cluster.admin).asking);
    await expect(again).rejects.toMatchObject({ reason: 'unauthenticated', what: 'What the step would change was not read' });
    writeFileSync(cluster.kubeconfig, asItWas);
    expect(live()).toEqual(before);
  });

  it('[R-05] a context that was renamed while the dialog was open is not replaced by the current one', async () => {
    const before = live();
    const { take } = steps(cluster.commands, cluster.admin);
    const rename = () =>
      writeFileSync(
        cluster.kubeconfig,
        asItWas
          .replace('{name: prod-eu-1, context', '{name: other, context')
          .replace('current-context: prod-eu-1', 'current-context: other'),
      );
    const { outcome } = await take(writes.scaleObject(cluster.admin, storefront, { to: 0 }), rename);
    writeFileSync(cluster.kubeconfig, asItWas);
    expect(outcome).toMatchObject({ kind: 'ended', exitCode: 1, stderr: expect.stringContaining('does not exist') });
    expect(live()).toEqual(before);
  });

  it('[R-05] [R-22] what is read before a change is read in the context of the change, or not at all', async () => {
    const command = writes.scaleObject({ ...cluster.admin, context: 'staging-eu-1' }, storefront, { to: 0 });
    const { asking } = steps(cluster.commands, cluster.admin);
    await expect(captureBefore({ surface: 'command', command }, asking)).rejects.toMatchObject({ reason: 'refused' });
    const ungranted = steps(cluster.commands).asking;
    await expect(captureBefore({ surface: 'command', command }, ungranted)).rejects.toMatchObject({ reason: 'refused' });
  });

  describe('[R-25] on a cluster that stops answering in mid-run', () => {
    const stop = () => void process.kill(cluster.apiserver, 'SIGSTOP');
    const goOn = () => void process.kill(cluster.apiserver, 'SIGCONT');
    const leftOver = () => spawnSync('pgrep', ['-f', cluster.kubeconfig], { encoding: 'utf8' }).stdout.trim();
    afterAll(goOn);

    it('is ended within its time, and the yes does not start it a second time', async () => {
      const command = writes.scaleObject({ ...cluster.admin, requestSeconds: 600 }, storefront, { to: 1, from: 3 });
      const yes = await confirmed({ surface: 'command', command });
      stop();
      const begun = performance.now();
      const outcome = await cluster.commands.act(allow(command), yes, { timeoutMs: 1_500, signal });
      const took = performance.now() - begun;
      expect(outcome).toMatchObject({ kind: 'timedOut', afterMs: 1_500 });
      expect(took).toBeLessThan(10_000);
      expect(leftOver()).toBe('');
      const failure = commandFailure('It was not scaled', command, outcome);
      expect(failure).toMatchObject({ reason: 'timeout', fix: 'Look at what it would have changed before trying again' });
      const second = await cluster.commands.act(allow(command), yes, { timeoutMs: 1_500, signal }).catch((error: unknown) => error);
      goOn();
      expect(second).toSatisfy((error) => Failure.is(error, 'refused'));
      expect(leftOver()).toBe('');
    });

    it('is given up by kubectl itself where the server may take less, and told as a time-out', async () => {
      const command = writes.rolloutPause({ ...cluster.admin, requestSeconds: 1 }, storefront);
      const yes = await confirmed({ surface: 'command', command });
      stop();
      const outcome = await cluster.commands.act(allow(command), yes, { timeoutMs: 50_000, signal });
      goOn();
      expect(commandFailure('It was not paused', command, outcome)).toMatchObject({ reason: 'timeout' });
    });
  });
});
