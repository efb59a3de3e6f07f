import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matchesCluster } from '../../src/extension/core/remediate/surfaces/clusterMatch.ts';
import { commandFailure } from '../../src/extension/core/remediate/surfaces/commandFailure.ts';
import { effectiveContext } from '../../src/extension/core/remediate/surfaces/kubeContext.ts';
import { canI, getObject, listObjects } from '../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import { rightAnswer } from '../../src/extension/core/remediate/surfaces/rightAnswer.ts';
import { hasCluster, realCluster, signal } from './cluster.ts';

const pods = { kind: 'pods', namespace: 'default' } as const;

describe.skipIf(!hasCluster)('the context of a real kubeconfig', () => {
  let cluster: ReturnType<typeof realCluster>;
  let asItWas: string;
  beforeAll(() => {
    cluster = realCluster();
    asItWas = readFileSync(cluster.kubeconfig, 'utf8');
  });
  beforeEach(() => writeFileSync(cluster.kubeconfig, asItWas));
  afterAll(() => cluster.close());

  const effective = (context?: string) =>
    effectiveContext(cluster.commands, { kubeconfig: cluster.kubeconfig, ...(context !== undefined && { context }) }, signal);
  const edit = (from: string, to: string) => {
    expect(asItWas).toContain(from);
    writeFileSync(cluster.kubeconfig, asItWas.replaceAll(from, to));
  };

  it('[R-04] is the current one or the configured one, and tells its cluster, server and user', async () => {
    const server = expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await effective()).toMatchObject({ context: 'prod-eu-1', cluster: 'prod-eu-1', server, user: 'admin' });
    expect(await effective('prod-eu-1-viewer')).toMatchObject({ context: 'prod-eu-1-viewer', cluster: 'prod-eu-1', user: 'viewer' });
    expect(await effective('gone')).toBeUndefined();
    edit('current-context: prod-eu-1', 'current-context: ""');
    expect(await effective()).toBeUndefined();
  });

  it('[R-04] is compared with the cluster of the threat', async () => {
    const staging = await effective('staging-eu-1');
    const viewer = await effective('prod-eu-1-viewer');
    if (staging === undefined || viewer === undefined) throw new Error('no context');
    expect(matchesCluster({ name: 'prod-eu-1' }, viewer)).toEqual({ kind: 'match' });
    expect(matchesCluster({ name: 'prod-eu-1' }, staging, [viewer])).toMatchObject({ kind: 'mismatch', other: 'prod-eu-1-viewer' });
  });

  it('[R-05] has another fingerprint once it was switched, or leads to another server or user', async () => {
    const before = await effective();
    cluster.raw(['config', 'use-context', 'staging-eu-1']);
    const switched = await effective();
    expect(switched?.context).toBe('staging-eu-1');
    writeFileSync(cluster.kubeconfig, asItWas);
    expect((await effective())?.fingerprint).toBe(before?.fingerprint);
    edit('https://127.0.0.1:', 'https://localhost:');
    const moved = await effective();
    edit('{cluster: prod-eu-1, user: admin}', '{cluster: prod-eu-1, user: viewer}');
    const other = await effective();
    expect(new Set([before, switched, moved, other].map((one) => one?.fingerprint)).size).toBe(4);
  });

  it('[R-05] keeps its fingerprint when a token is renewed, which is never printed', async () => {
    const before = await effective();
    const token = /name: admin, user: \{token: (\w+)\}/.exec(asItWas)?.[1] ?? '';
    expect(token).toHaveLength(32);
    edit(token, 'f'.repeat(32));
    expect(await effective()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(token);
  });

  it('[R-05] a confirmed context stays the one that is named, whatever became current since', async () => {
    cluster.raw(['config', 'use-context', 'staging-eu-1']);
    const scope = { ...cluster.admin, context: 'prod-eu-1-viewer' };
    edit('name: prod-eu-1-viewer,', 'name: renamed,');
    expect(await cluster.run(listObjects(scope, pods))).toMatchObject({
      kind: 'ended',
      exitCode: 1,
      stderr: expect.stringContaining('does not exist'),
    });
  });

  it('[R-17] expired credentials say how to renew them, and nobody is asked for a password', async () => {
    edit('token: ', 'token: expired');
    const command = listObjects(cluster.admin, pods);
    const failure = commandFailure('The pods could not be read', command, await cluster.run(command, 20_000));
    expect(failure).toMatchObject({ reason: 'unauthenticated', fix: expect.stringContaining('Renew the credentials') });
    expect(failure.message.split('\n')).toHaveLength(3);
    const right = await cluster.run(canI(cluster.admin, { ...pods, verb: 'get' }));
    expect(() => rightAnswer(right)).toThrow('have expired');
  });

  it('[R-20] an object that is gone is told from a cluster that can not be reached', async () => {
    const gone = getObject(cluster.admin, { kind: 'pods', namespace: 'default', name: 'gone' });
    expect(commandFailure('x', gone, await cluster.run(gone))).toMatchObject({ reason: 'notFound' });
    writeFileSync(cluster.kubeconfig, asItWas.replace(/(prod-eu-1, cluster: \{server: "https:\/\/127\.0\.0\.1:)\d+/, '$19'));
    expect(commandFailure('x', gone, await cluster.run(gone))).toMatchObject({ reason: 'unreachable' });
  });

  describe('[R-25] an API server that stops answering in mid-run', () => {
    const leftOver = () => spawnSync('pgrep', ['-f', cluster.kubeconfig], { encoding: 'utf8' }).stdout.trim();
    beforeAll(() => process.kill(cluster.apiserver, 'SIGSTOP'));
    afterAll(() => process.kill(cluster.apiserver, 'SIGCONT'));

    it('is given up by kubectl itself within --request-timeout', async () => {
      const command = listObjects({ ...cluster.admin, requestSeconds: 1 }, pods);
      const failure = commandFailure('x', command, await cluster.run(command, 50_000));
      expect(failure).toMatchObject({ reason: 'timeout', fix: expect.stringContaining('VPN') });
    });

    it('is given up by the process port, which leaves no process behind', async () => {
      const command = listObjects({ ...cluster.admin, requestSeconds: 600 }, pods);
      expect(await cluster.run(command, 700)).toMatchObject({ kind: 'timedOut', afterMs: 700 });
      expect(leftOver()).toBe('');
    });
  });
});
