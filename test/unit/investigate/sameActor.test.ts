import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { looksPerSignal } from '../../../src/extension/core/investigate/watch/budget.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import type { FakeTenant } from '../../fakes/readTools.ts';
import { call, group, prepare, proc, run, threat } from './scenario.ts';
import { only, some, trigger } from './watchTenant.ts';

const logs = 'cloud, identity and code events of the tenant';
const audit = 'k8s_audit events of the tenant';
const mail = 'zoe.lang@acme.example';
const shared = '111111111111';
const production = '222222222222';

const tenant = (...events: readonly SecurityEvent[]): FakeTenant => ({ events, groups: [], threats: [] });
const chainOf = ({ chain }: Case) => new Set(chain.steps.flatMap((step) => step.eventIds));
const named = ({ coverage }: Case, name: string) => coverage.filter((one) => one.name === name);
const ids = (...events: readonly SecurityEvent[]) => new Set(events.map((event) => event.id));

/** A call of low severity, which no sweep of the tenant sees. */
const called = (ago: number, account: string, api: string, fields: Record<string, string>) =>
  some({ ago, severity: 6, source: 'awscloudtrail', scope: { awsAccount: account }, fields: call(api, 'sts', fields) });
const by = (arn: string) => ({ 'ct.user.arn': arn, 'ct.user': arn.split('/').at(-1) ?? '', 'ct.user.accountid': arn.split(':')[4] ?? '' });

describe('a call by a session that was begun in another account', () => {
  const user = by(`arn:aws:iam::${shared}:user/build-7`);
  const login = called(390, shared, 'ConsoleLogin', user);
  const assumed = called(340, shared, 'AssumeRole', {
    ...user,
    'ct.request.rolearn': `arn:aws:iam::${production}:role/deploy`,
    'ct.request.rolesessionname': 'release-x',
  });
  const session = by(`arn:aws:sts::${production}:assumed-role/deploy/release-x`);
  const later = called(240, production, 'ListUsers', { ...session, 'ct.srcip': '203.0.113.9' });
  const whole = tenant(login, assumed, later);

  it('[I-12] [I-21] brings how the session was begun, and the login before it, which lies before the window round the trigger', async () => {
    const investigated = await run(later.id, whole);
    expect(chainOf(investigated)).toEqual(ids(login, assumed, later));
    expect(named(investigated, `activity before sessions of AWS account ${shared}`)).toMatchObject([{ status: 'done', found: 2 }]);
  });

  it('[I-21] is not told apart by the order of answers', async () => {
    const expected = JSON.stringify(await run(later.id, whole));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { ctx } = prepare(whole, { before: () => scheduler.schedule(Promise.resolve()) });
        expect(JSON.stringify(await scheduler.waitFor(investigate(later.id, ctx)))).toBe(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('[I-12] looks at the account that the caller names, from half a day before', async () => {
    const from = called(240, production, 'GetObject', user);
    const early = called(240 + 11 * 60, shared, 'ConsoleLogin', user);
    const investigated = await run(from.id, tenant(early, from));
    expect(named(investigated, `activity before sessions of AWS account ${shared}`)).toMatchObject([{ status: 'done', found: 1 }]);
  });

  it('[I-12] does not look so at the own account', async () => {
    const own = called(240, production, 'ListUsers', by(`arn:aws:iam::${production}:user/build-7`));
    const { coverage } = await run(own.id, tenant(own));
    expect(coverage.filter(({ name }) => name.startsWith('activity before sessions'))).toEqual([]);
  });
});

describe('calls from many accounts', () => {
  it('[I-22] lead to four of them, and to a word about the rest', async () => {
    const events = Array.from({ length: 6 }, (_, n) =>
      called(240 - n, production, 'GetObject', by(`arn:aws:iam::${String(300000000000 + n)}:user/build-7`)),
    );
    const investigated = await run('g', {
      events,
      groups: [group('g', 'Objects read', { awsAccount: production }, 240, 230)],
      threats: [threat('t', 'g', [...ids(...events)])],
    });
    expect(investigated.coverage.filter(({ name }) => name.startsWith('activity before sessions'))).toHaveLength(looksPerSignal.first);
    expect(named(investigated, logs)).toMatchObject([{ status: 'done', reason: '2 accounts that calls came from not looked at' }]);
  });
});

describe('an event of the code host alone', () => {
  const push = some({
    ago: 240,
    severity: 6,
    source: 'github',
    scope: {},
    fields: { 'github.repo': 'https://github.com/acme/api', 'github.user': 'zoe', 'github.ref': 'refs/heads/main' },
  });
  const pipeline = called(235, production, 'AssumeRoleWithWebIdentity', {
    'ct.user': 'repo:acme/api:ref:refs/heads/main',
    'ct.request.rolearn': `arn:aws:iam::${production}:role/gha`,
    'ct.request.rolesessionname': 'GitHubActions',
  });
  const followed = called(90, production, 'PutParameter', by(`arn:aws:sts::${production}:assumed-role/gha/GitHubActions`));

  it('[I-12] [I-21] brings the session of its pipeline, and what followed in an account that nothing named', async () => {
    const investigated = await run(push.id, tenant(push, pipeline, followed));
    expect(chainOf(investigated)).toEqual(ids(push, pipeline, followed));
    expect(named(investigated, `activity in AWS account ${production}`)).toMatchObject([{ status: 'done' }]);
  });

  it('[I-23] does not follow the pipeline of another repository', async () => {
    const other = { ...pipeline, fields: { ...pipeline.fields, 'ct.user': 'repo:acme/web:ref:refs/heads/main' } };
    const investigated = await run(push.id, tenant(push, other, followed));
    expect(chainOf(investigated)).toEqual(ids(push));
    expect(named(investigated, `activity in AWS account ${production}`)).toEqual([]);
  });
});

describe('an event of the identity provider alone', () => {
  const okta = some({
    ago: 240,
    severity: 6,
    source: 'okta',
    scope: {},
    fields: { 'okta.evt.type': 'user.session.start', 'okta.result': 'SUCCESS', 'okta.actor.alternateid': mail },
  });
  const asked = {
    'ka.user.name': mail,
    'ka.verb': 'create',
    'ka.target.resource': 'pods',
    'ka.target.subresource': 'exec',
    'ka.target.namespace': 'pay',
    'ka.target.name': 'ledger-0',
  };
  const exec = some({ ago: 230, severity: 6, source: 'k8s_audit', scope: { cluster: 'c9', namespace: 'pay' }, fields: asked });
  const inside = some({
    ago: 229,
    severity: 6,
    scope: { cluster: 'c9', namespace: 'pay', pod: 'ledger-0', container: 'cccccccccccc' },
    fields: proc('sh', 'sh', 'runc', 70, 1),
  });
  const login = called(225, production, 'ConsoleLogin', by(`arn:aws:sts::${production}:assumed-role/Dev/${mail}`));

  it('[I-12] [I-21] brings the same person’s exec in a cluster, and what ran in the pod', async () => {
    const investigated = await run(okta.id, tenant(okta, exec, inside));
    expect(named(investigated, audit)).toMatchObject([{ status: 'done', found: 1 }]);
    expect(chainOf(investigated)).toEqual(ids(okta, exec, inside));
  });

  it('[I-12] [I-21] brings the same person’s login to a cloud, and the activity of its account', async () => {
    const investigated = await run(okta.id, tenant(okta, login));
    expect(named(investigated, logs)).toMatchObject([{ status: 'done', found: 1 }]);
    expect(chainOf(investigated)).toEqual(ids(okta, login));
    expect(named(investigated, `activity in AWS account ${production}`)).toMatchObject([{ status: 'done' }]);
  });

  it('[I-12] is brought by the exec in turn', async () => {
    const investigated = await run(exec.id, tenant(okta, exec, inside));
    expect(chainOf(investigated)).toEqual(ids(okta, exec, inside));
  });

  it('[I-22] is looked for once, however many hits there are', async () => {
    const investigated = await run(okta.id, tenant(okta, exec, inside, login));
    expect([...named(investigated, logs), ...named(investigated, audit)].map(({ status }) => status)).toEqual(['done', 'done']);
  });
});

describe('a trigger that names nobody', () => {
  it('[I-12] is not looked for in the logs of the whole tenant', async () => {
    const investigated = await run(trigger.id, only());
    expect([...named(investigated, logs), ...named(investigated, audit)]).toMatchObject([
      { status: 'skipped', inapplicable: true },
      { status: 'skipped', inapplicable: true },
    ]);
  });

  it('[I-21] is led there by a hit of somebody who is tied to it', async () => {
    const push = some({
      ago: 245,
      severity: 2,
      source: 'github',
      tags: ['mitre_persistence'],
      scope: {},
      fields: { 'github.repo': 'https://github.com/acme/web', 'github.user': 'zoe.lang', 'github.ref': 'refs/heads/main' },
    });
    const login = called(250, production, 'ConsoleLogin', by(`arn:aws:sts::${production}:assumed-role/Dev/${mail}`));
    const investigated = await run(trigger.id, only(push, login));
    const of = (name: string) => named(investigated, name).filter(({ status }) => status === 'done');
    expect(of(logs)).toMatchObject([{ found: 2 }]);
    expect(of(audit)).toMatchObject([{ found: 0 }]);
  });
});
