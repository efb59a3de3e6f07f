import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import type { ReadTool } from '../../../src/extension/core/tools/readTools.ts';
import { words } from './read.ts';
import { call, event, prepare, proc, run } from './scenario.ts';

const id = (letter: string) => letter.repeat(32);
const account = '123456789012';
const inNone: Scope = { cluster: 'c1', namespace: 'shop', workload: 'web', container: 'aaaaaaaaaaaa' };
const pod: Scope = { ...inNone, awsAccount: account };
const trigger = (scope: Scope = pod) => event({ id: id('a'), ago: 30, rule: 'Drift', scope, fields: proc('x', 'x', 'sh', 9, 8) });
const tenant = (...events: readonly SecurityEvent[]) => ({ events, groups: [], threats: [] });

async function outcome(name: string, events: readonly SecurityEvent[], missing: readonly ReadTool[] = []) {
  const investigated = await run(id('a'), tenant(...events), { missing });
  return { found: investigated.coverage.find((one) => one.name === name), summary: words(investigated.summary.at(-1)!.phrase) };
}

describe('the cloud account of the resource', () => {
  it.each(['awscloudtrail', 'aws_cloudtrail', 'cloudtrail', 'agentless-aws-ml', 'okta', 'agentless-okta-ml'])(
    '[I-12] is read for events that the tenant calls %s, and for those of that account alone',
    async (source) => {
      const own = event({ id: id('b'), ago: 40, rule: 'Call', severity: 6, source, scope: { awsAccount: account } });
      const other = event({ id: id('c'), ago: 40, rule: 'Call', severity: 6, source, scope: { awsAccount: '999999999999' } });
      const { found } = await outcome('cloud account', [trigger(), own, other]);
      expect(found).toMatchObject({ status: 'done', asked: `cloud events in AWS account ${account}, ±2 h`, found: 1 });
    },
  );

  it.each([
    ['Azure subscription', { azureSubscription: 'sub-1' }, { 'azure.subscriptionId': 'sub-1' }, 'azure_platformlogs'],
    ['GCP project', { gcpProject: 'acme-pay' }, { 'gcp.projectId': 'acme-pay' }, 'gcp_auditlog'],
  ] as const)('[I-12] may be an %s', async (kind, scope, labels, source) => {
    const own = { ...event({ id: id('b'), ago: 40, rule: 'Call', severity: 6, source, scope }), labels };
    const { found } = await outcome('cloud account', [trigger({ ...inNone, ...scope }), own]);
    expect(found).toMatchObject({ status: 'done', asked: `cloud events in ${kind} ${Object.values(scope)[0]}, ±2 h`, found: 1 });
  });

  it('[I-12] is found under the label that cloud integrations use instead', async () => {
    const own = {
      ...event({ id: id('b'), ago: 40, rule: 'Call', source: 'awscloudtrail', scope: {} }),
      labels: { 'cloudProvider.account.id': account },
    };
    expect((await outcome('cloud account', [trigger(), own])).found).toMatchObject({ status: 'done', found: 1 });
  });

  it('[I-12] a resource in no cloud account says so', async () => {
    const { found } = await outcome('cloud account', [trigger(inNone)]);
    expect(found).toMatchObject({ status: 'skipped', reason: 'the resource is in no cloud account' });
  });
});

describe('a quiet account', () => {
  const days = (ago: number) => ago * 24 * 60;
  const elsewhere = event({ id: id('b'), ago: days(13), rule: 'Call', source: 'cloudtrail', scope: { awsAccount: '999999999999' } });
  const without: readonly (readonly ReadTool[])[] = [
    [],
    ['discover_runtime_event_field_values'],
    ['discover_runtime_event_field_values', 'count_runtime_events'],
  ];

  it.each(without)('[I-12] without any event of its cloud in 336 hours has no integration, which the summary tells', async (...missing) => {
    const { found, summary } = await outcome('cloud account', [trigger()], missing);
    expect(found).toMatchObject({ status: 'skipped', reason: 'no integration in tenant' });
    expect(summary).toContain('cloud account was not looked at, no integration in tenant');
  });

  it.each(without)(
    '[I-12] is quiet and no more where the integration has shown itself, thirteen days ago and in another account',
    async (...missing) => {
      const { found, summary } = await outcome('cloud account', [trigger(), elsewhere], missing);
      expect(found).toMatchObject({ status: 'done', found: 0 });
      expect(summary).not.toContain('no integration');
    },
  );

  it('[I-12] the sources are looked at for the whole 336 hours before it says so', async () => {
    const { ctx, tools } = prepare(tenant(trigger()));
    await investigate(id('a'), ctx);
    const looked = tools.asked.filter(({ tool, args }) => tool === 'discover_runtime_event_field_values' && args['field'] === 'source');
    expect(looked.map(({ args }) => args)).toEqual([{ field: 'source', scopeHours: 336 }]);
  });
});

describe('the people who sign in', () => {
  it('[I-12] are read across the tenant, since Okta names no cloud account', async () => {
    const login = event({
      id: id('b'),
      ago: 40,
      rule: 'Sign-in',
      severity: 6,
      source: 'agentless-okta-ml',
      scope: { cloudTenant: 'acme.okta.example' },
    });
    expect((await outcome('identity provider', [trigger(), login])).found).toMatchObject({ status: 'done', found: 1 });
  });

  it('[I-12] are not missed by a tenant that has no Okta', async () => {
    const own = event({
      id: id('b'),
      ago: 40,
      rule: 'Call',
      source: 'awscloudtrail',
      scope: { awsAccount: account },
      fields: call('ListUsers', 'iam'),
    });
    const { found, summary } = await outcome('identity provider', [trigger(), own]);
    expect(found).toMatchObject({ status: 'skipped', reason: 'no Okta integration in tenant' });
    expect(summary).not.toContain('Okta');
  });
});
