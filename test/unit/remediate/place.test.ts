import { describe, expect, it } from 'vitest';
import type { Command, CommandOutcome, Commands } from '../../../src/extension/core/model/command.ts';
import { matchesAccount, readIdentity } from '../../../src/extension/core/remediate/surfaces/awsAccount.ts';
import { likelyContexts, matchesCluster } from '../../../src/extension/core/remediate/surfaces/clusterMatch.ts';
import { commandFailure } from '../../../src/extension/core/remediate/surfaces/commandFailure.ts';
import { effectiveContext, readContext } from '../../../src/extension/core/remediate/surfaces/kubeContext.ts';

const arn = (name: string, region = 'eu-west-1') => `arn:aws:eks:${region}:123456789012:cluster/${name}`;
/** context, cluster, user */
const named = (context: string, cluster = context, user = context) => ({ context, cluster, user });

describe('[R-04] the context of kubectl and the cluster of the threat', () => {
  it.each([
    ['the same name', 'prod-eu-1', named('prod-eu-1')],
    ['the same name, written otherwise', 'Prod_EU.1', named('prod-eu-1')],
    ['the same cluster under a context of its own', 'prod-eu-1', named('prod-eu-1-viewer', 'prod-eu-1', 'viewer')],
    ['a user at a cluster', 'prod-eu-1', named('jane@prod-eu-1', 'prod-eu-1', 'jane')],
    ['EKS', 'prod-eu-1', named(arn('prod-eu-1'))],
    ['EKS under an alias that says nothing of it', 'prod-eu-1', named('work', arn('prod-eu-1'), arn('prod-eu-1'))],
    ['EKS under an alias that lies', 'prod-eu-1', named('staging', arn('prod-eu-1'))],
    ['EKS by both ARNs', arn('prod-eu-1'), named(arn('prod-eu-1'))],
    ['eksctl', 'prod', named('jane@prod.eu-west-1.eksctl.io', 'prod.eu-west-1.eksctl.io')],
    ['GKE', 'prod', named('gke_acme-prod_europe-west1-b_prod')],
    ['AKS by its administrator', 'prod', named('prod-admin', 'prod', 'clusterAdmin_web_rg_prod')],
    ['kubeadm', 'prod', named('kubernetes-admin@prod', 'prod', 'kubernetes-admin')],
  ] as const)('match: %s', (_form, threat, context) => {
    expect(matchesCluster({ name: threat }, context)).toEqual({ kind: 'match' });
  });

  it.each([
    ['another cluster', { name: 'prod-eu-1' }, named('staging-eu-1')],
    ['another cluster under an alias that lies', { name: 'prod-eu-1' }, named('prod-eu-1', arn('staging-eu-1'))],
    ['the same name in another account', { name: 'prod', account: '999999999999' }, named(arn('prod'))],
    ['the same name in another region', { name: 'prod', region: 'us-east-1' }, named('j@prod.eu-west-1.eksctl.io')],
    ['the same name in another project', { name: 'prod', account: 'acme-prod' }, named('gke_acme-dev_europe-west1-b_prod')],
    ['a laptop', { name: 'prod-eu-1' }, named('minikube')],
  ] as const)('mismatch: %s', (_form, threat, context) => {
    expect(matchesCluster(threat, context)).toMatchObject({ kind: 'mismatch', why: expect.stringContaining(context.context) });
  });

  it.each([
    ['a threat without a cluster', {}, named('prod-eu-1')],
    ['names that every cluster gets', { name: 'prod-eu-1' }, named('kubernetes-admin@kubernetes', 'kubernetes', 'kubernetes-admin')],
    ['a name that only resembles it', { name: 'prod-eu-1' }, named('prod')],
    ['a name that holds it', { name: 'prod' }, named('acme-prod-eu-1')],
    ['a user of AKS against the name of its context', { name: 'prod' }, named('work', 'kubernetes', 'clusterUser_web_rg_prod')],
    ['names that contradict each other', { name: 'prod-eu-1' }, named('prod-eu-1', 'staging-eu-1')],
  ] as const)('cannot tell: %s', (_form, threat, context) => {
    expect(matchesCluster(threat, context).kind).toBe('cannotTell');
  });

  it('takes a zone for part of its region', () => {
    const gke = named('gke_acme_europe-west1-b_prod');
    expect(matchesCluster({ name: 'prod', region: 'europe-west1' }, gke).kind).toBe('match');
    expect(matchesCluster({ name: 'prod', region: 'europe-west10' }, gke).kind).toBe('mismatch');
  });

  it('names the context that does match, and those that are worth asking for', () => {
    const others = [named('dev'), named('work', arn('prod-eu-1'))];
    expect(matchesCluster({ name: 'prod-eu-1' }, named('staging'), others)).toMatchObject({ kind: 'mismatch', other: 'work' });
    expect(likelyContexts({ name: 'prod', account: '123456789012', region: 'eu-west-1' })).toEqual(
      expect.arrayContaining(['prod', arn('prod')]),
    );
    expect(likelyContexts({ name: 'prod', account: 'acme', region: 'europe-west1-b' })).toContain('gke_acme_europe-west1-b_prod');
    expect(likelyContexts({ name: '--all' }).filter((one) => one.startsWith('-'))).toEqual([]);
  });
});

describe('[R-05] a context, read from what kubectl printed', () => {
  const minified = (user: object, server = 'https://a') =>
    JSON.stringify({
      ...{ 'current-context': 'c', contexts: [{ name: 'c', context: { cluster: 'k', user: 'u', namespace: 'n' } }] },
      ...{ clusters: [{ name: 'k', cluster: { server } }], users: [{ name: 'u', user }] },
    });
  const exec = (account: string, value: string) => ({
    exec: { command: 'aws', args: ['eks', 'get-token', '--profile', account], env: [{ name: 'TOKEN', value }] },
  });

  it('has a fingerprint of everything but credentials', () => {
    const of = (user: object, server?: string) => readContext(minified(user, server)).fingerprint;
    const plain = of({});
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect([of({ token: 'a' }), of({ password: 'b' }), of({ 'client-key-data': 'c' })]).toEqual([plain, plain, plain]);
    expect(of(exec('prod', 'x'))).toBe(of(exec('prod', 'y')));
    expect(of(exec('prod', 'x'))).not.toBe(of(exec('dev', 'x')));
    expect(of({}, 'https://b')).not.toBe(plain);
  });

  it.each(['', 'null', '{}', '<html>', '{"contexts":[],"clusters":[],"current-context":"c"}'])('[V-20] refuses %j', (stdout) => {
    expect(() => readContext(stdout)).toThrow('The kube-context could not be read');
  });

  it('[V-20] a kubectl that fails otherwise is told, and no context is not a failure', async () => {
    const answering = (outcome: CommandOutcome): Commands => ({ find: async () => undefined, run: async () => outcome });
    const ended = { kind: 'ended', exitCode: 1, stdout: '', cut: false } as const;
    const signal = new AbortController().signal;
    const unset = answering({ ...ended, stderr: 'error: current-context is not set' });
    expect(await effectiveContext(unset, {}, signal)).toBeUndefined();
    const broken = answering({ ...ended, stderr: 'error: yaml: line 3: did not find expected key' });
    await expect(effectiveContext(broken, {}, signal)).rejects.toMatchObject({ why: expect.stringContaining('yaml: line 3') });
    const slow = answering({ kind: 'timedOut', afterMs: 15_000, stdout: '', stderr: '', cut: false });
    await expect(effectiveContext(slow, {}, signal)).rejects.toMatchObject({ reason: 'timeout', why: expect.stringContaining('15 s') });
  });
});

describe('[R-04] the AWS account', () => {
  const printed = (Arn: string) => JSON.stringify({ UserId: 'AROA:x', Account: '123456789012', Arn });

  it('matches, does not match, or can not be told', () => {
    const identity = readIdentity(printed('arn:aws:iam::123456789012:user/jane'));
    expect(matchesAccount('123456789012', identity)).toEqual({ kind: 'match' });
    expect(matchesAccount('1234-5678-9012', identity)).toEqual({ kind: 'match' });
    expect(matchesAccount('999999999999', identity)).toMatchObject({ kind: 'mismatch', why: expect.stringContaining('123456789012') });
    expect(matchesAccount(undefined, identity).kind).toBe('cannotTell');
    expect(matchesAccount('acme-project', identity).kind).toBe('cannotTell');
  });

  it('is the same principal in its next session', () => {
    const session = (name: string, role = 'admin') => readIdentity(printed(`arn:aws:sts::123456789012:assumed-role/${role}/${name}`));
    expect(session('botocore-session-1')).toEqual(session('botocore-session-2'));
    expect(session('a').fingerprint).not.toBe(session('a', 'viewer').fingerprint);
  });

  it.each(['', '{}', '{"Account":"1","Arn":"arn:x"}', 'None'])('[V-20] refuses %j', (stdout) => {
    expect(() => readIdentity(stdout)).toThrow('The AWS account could not be read');
  });
});

describe('[R-17] a call that failed', () => {
  const failed = (program: Command['program'], stderr: string) =>
    commandFailure('It was not done', { program }, { kind: 'ended', exitCode: 1, stdout: '', stderr, cut: false });

  it('says in three lines why, with the last line of the tool, masked and on one line', () => {
    const failure = failed('kubectl', `warning\n\u001b[31merror: You must be logged in to the server (Unauthorized) password=hunter2\n`);
    expect(failure).toMatchObject({ reason: 'unauthenticated', what: 'It was not done', why: expect.stringContaining('expired') });
    expect(failure.message).not.toMatch(/hunter2|\[31m|warning/);
    expect(failure.message.split('\n')).toHaveLength(3);
  });

  it('tells the exit code where the words are unknown', () => {
    expect(failed('aws', 'boom')).toMatchObject({ reason: 'refused', why: 'aws ended with exit code 1 (boom)' });
  });
});
