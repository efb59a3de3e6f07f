import { describe, expect, it } from 'vitest';
import type { Scope, SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { type Ran, watchTarget } from '../../../../src/extension/core/remediate/watch/watchTarget.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { event, evidenceOf, noon, ran, storefront } from './watched.ts';

const bare: Scope = { container: '3f2a9c81d7be', host: 'vm-12' };
const { workload: _workload, ...naked } = storefront;
const killed = ran('KILL_CONTAINER', { 'host.id': 'h', 'container.id': '3f2a9c81d7be' });
const deleted = ran('DELETE_POD', { 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.pod.name': 'storefront-1' });
const process = ran('KILL_PROCESS', { 'host.id': 'h', 'process.id': 7 });

function targetOf(scope: Scope, actions: readonly Ran[] = [], more: Partial<SecurityEvent> = {}) {
  return watchTarget({ trigger: evidenceOf(event(noon, { scope, ...more })) }, actions);
}

const cloud = (arn: string, more: Partial<SecurityEvent> = {}) =>
  event(noon, {
    rule: 'Create Access Key for User',
    scope: { awsAccount: '123456789012' },
    fields: { 'ct.name': 'CreateAccessKey', 'ct.user.arn': arn },
    ...more,
  });

describe('what to watch', () => {
  it.each<readonly [string, Scope, readonly Ran[], string, string | undefined]>([
    ['the workload', storefront, [], 'workload', undefined],
    ['the workload of a container that was killed', storefront, [killed], 'workload', undefined],
    ['the workload of a pod that was deleted', storefront, [deleted], 'workload', undefined],
    ['a pod without a workload', naked, [], 'pod', undefined],
    ['a pod whose container was killed: it comes back', naked, [killed], 'pod', undefined],
    ['the node of a pod that was deleted', naked, [deleted], 'host', 'storefront-1'],
    ['a container without Kubernetes', bare, [], 'container', undefined],
    ['a container one of whose processes was killed', bare, [process], 'container', undefined],
    ['the host of a container that was killed', bare, [killed], 'host', '3f2a9c81d7be'],
    ['a container whose kill failed', bare, [{ ...killed, run: { ...killed.run, status: 'failed' } }], 'container', undefined],
    [
      'the host of a container whose kill is under way',
      bare,
      [{ ...killed, run: { ...killed.run, status: 'in_progress' } }],
      'host',
      undefined,
    ],
    ['a container where another one was killed', bare, [ran('KILL_CONTAINER', { 'container.id': 'ffffffffffff' })], 'container', undefined],
    ['the host', { host: 'vm-12' }, [], 'host', undefined],
  ])('[R-20] is %s', (_what, scope, actions, kind, removed) => {
    const target = targetOf(scope, actions);
    expect([target.kind, target.removed?.name]).toEqual([kind, removed]);
  });

  it('[R-20] is asked for in the tenant’s filter language, without a parenthesis', () => {
    expect(targetOf(storefront).filter).toBe(
      'ruleName = "Execution from /dev/shm" and kubernetes.cluster.name = "prod-eu-1" and kubernetes.namespace.name = "shop" and kubernetes.workload.name = "storefront"',
    );
    expect(targetOf(bare).filter).toBe('ruleName = "Execution from /dev/shm" and host.hostName = "vm-12"');
    expect(plainPhrase(targetOf(storefront).what)).toBe('Execution from /dev/shm on shop/storefront');
    expect(plainPhrase(targetOf({ host: 'vm-12' }).what)).toBe('Execution from /dev/shm on host vm-12');
  });

  it('[R-20] leaves out of the filter what the trigger does not carry as that label, or no filter can hold', () => {
    const labels = { 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.deployment.name': 'storefront' };
    expect(targetOf(storefront, [], { labels }).filter).toBe(
      'ruleName = "Execution from /dev/shm" and kubernetes.cluster.name = "prod-eu-1"',
    );
    const odd = targetOf({ host: 'vm\n12' }, [], { rule: 'a "rule"' });
    expect(odd.filter).toBe('ruleName = "a \\"rule\\""');
    expect(odd.matches(event(noon, { rule: 'a "rule"', scope: { host: 'vm-12' } }))).toBe(false);
  });

  it('[R-20] is the account and the identity for a call to a cloud, whatever session the role has', () => {
    const role = 'arn:aws:sts::123456789012:assumed-role/ec2-role-storefront';
    const trigger = cloud(`${role}/i-0a1b2c3d4e5f60718`);
    const target = watchTarget({ trigger: evidenceOf(trigger) }, []);
    expect([target.kind, target.filter]).toEqual(['account', 'ruleName = "Create Access Key for User" and aws.accountId = "123456789012"']);
    expect(plainPhrase(target.what)).toBe('Create Access Key for User on account 123456789012 by ec2-role-storefront');
    expect(target.matches(cloud(`${role}/another-session`))).toBe(true);
    expect(target.matches(cloud('arn:aws:iam::123456789012:user/backup-admin'))).toBe(false);
    expect(target.matches(cloud(`${role}/x`, { scope: { awsAccount: '999999999999' } }))).toBe(false);
  });

  it('[R-20] knows a detection without a rule by its policy and kind', () => {
    const { rule: _rule, ...ml } = event(noon, { policy: 'Miners', category: 'miner', engine: 'machineLearning' });
    const target = watchTarget({ trigger: evidenceOf(ml) }, []);
    expect(target.filter).toMatch(/^ruleName not exists and /);
    expect(target.matches({ ...ml, id: 'other' })).toBe(true);
    expect(target.matches({ ...ml, policy: 'Others' })).toBe(false);
    expect(target.matches(event(noon, { policy: 'Miners', category: 'miner', engine: 'machineLearning' }))).toBe(false);
  });

  it.each<readonly [string, Scope]>([
    ['a workload', storefront],
    ['a pod', naked],
    ['a container', bare],
    ['a host', { host: 'vm-12' }],
    ['an account', { gcpProject: 'acme' }],
    ['a cluster', { cluster: 'prod-eu-1' }],
    ['nowhere', {}],
  ])('[R-20] on %s, the trigger itself always matches', (_what, scope) => {
    for (const actions of [[], [killed], [deleted]]) {
      const trigger = event(noon, { scope });
      expect(watchTarget({ trigger: evidenceOf(trigger) }, actions).matches(trigger)).toBe(true);
    }
  });
});
