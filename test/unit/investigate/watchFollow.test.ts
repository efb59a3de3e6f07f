import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { pivots } from '../../../src/extension/core/investigate/pivots/table.ts';
import { looksPerSignal, mostLooksPerSignal } from '../../../src/extension/core/investigate/watch/budget.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { inTurns } from '../../fakes/heldTools.ts';
import { failure } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { call, prepare, proc, run, storefront } from './scenario.ts';
import { account, instance, only, some, trigger, web } from './watchTenant.ts';

const imds = some({ ago: 238, rule: 'Metadata', tags: ['T1552.005'], scope: web, fields: { 'fd.sip': '169.254.169.254' } });
const session = {
  'ct.user.arn': `arn:aws:sts::${account}:assumed-role/web/${instance}`,
  'ct.user.identitytype': 'AssumedRole',
};
const looked = (of: Case) => of.coverage.map((one) => `${one.status} ${one.name}`);
const told = (of: Case) => (of.resource.status === 'done' ? of.resource.value.map((one) => words(one.phrase)) : []);

describe('what a hit leads to', () => {
  it('[I-21] metadata theft leads into the account, to calls later than the sweeps see, and says how many', async () => {
    const late = some({
      ago: 60,
      rule: 'Users listed',
      severity: 6,
      source: 'awscloudtrail',
      scope: { awsAccount: account },
      fields: call('ListUsers', 'iam', session),
    });
    const investigated = await run(trigger.id, only(imds, late));
    const look = investigated.coverage.find((one) => one.name === `activity in AWS account ${account}`);
    expect(look).toMatchObject({ status: 'done', found: 1 });
    expect(investigated.coverage.find((one) => one.name === 'cloud account')).toMatchObject({ found: 0 });
    expect(told(investigated)).toContain(
      `A sign of metadata-service theft was seen at ${new Date(imds.at).toISOString()} in c1/shop/web; 1 call by the role session of that instance since.`,
    );
  });

  it('[I-21] a role of another account leads into that account', async () => {
    const role = 'arn:aws:iam::555555555555:role/deploy';
    const assumed = some({
      ago: 236,
      source: 'awscloudtrail',
      scope: { awsAccount: account },
      fields: call('AssumeRole', 'sts', { ...session, 'ct.request.rolearn': role }),
    });
    const there = some({ ago: 230, severity: 6, source: 'awscloudtrail', scope: { awsAccount: '555555555555' } });
    const investigated = await run(trigger.id, only(assumed, there));
    expect(investigated.coverage.find((one) => one.name === 'activity in AWS account 555555555555')).toMatchObject({
      status: 'done',
      found: 1,
    });
  });

  it('[I-21] an exec leads into the pod that was entered', async () => {
    const exec = some({
      ago: 236,
      source: 'k8s_audit',
      scope: { cluster: 'c1', namespace: 'pay' },
      fields: {
        'ka.user.name': 'system:serviceaccount:shop:web',
        'ka.verb': 'create',
        'ka.target.resource': 'pods',
        'ka.target.subresource': 'exec',
        'ka.target.name': 'ledger-0',
      },
    });
    const inside = some({ ago: 30, scope: { cluster: 'c1', namespace: 'pay', pod: 'ledger-0' }, fields: proc('sh', 'sh', 'runc', 70, 1) });
    const investigated = await run(trigger.id, only(exec, inside));
    expect(investigated.coverage.find((one) => one.name === 'events in pod c1/pay/ledger-0')).toMatchObject({ status: 'done', found: 1 });
  });

  it('[I-21] new credentials lead to the identity providers and code hosts of the whole tenant, of any severity', async () => {
    const key = some({
      ago: 236,
      source: 'awscloudtrail',
      scope: { awsAccount: account },
      fields: call('CreateAccessKey', 'iam', session),
    });
    const okta = some({ ago: 236 + 23 * 60, severity: 7, source: 'okta', scope: {} });
    const push = some({ ago: 60, severity: 7, source: 'github', scope: {} });
    const investigated = await run(trigger.id, only(key, okta, push));
    expect(investigated.coverage.find((one) => one.name.startsWith('events of identity providers'))).toMatchObject({
      status: 'done',
      found: 2,
    });
  });

  it('[I-21] a tenant that does not filter by file hash says so, and loses nothing else', async () => {
    const malware = {
      ...some({ ago: 238, scope: web, fields: { ...proc('m', 'm', 'sh', 10, 9), 'proc.hash.sha256': '6f'.repeat(32) } }),
      engine: 'malware',
    };
    const investigated = await run(trigger.id, only(malware), {
      fail: (_tool, args) => (String(args['filter']).includes('sha256') ? failure('invalid', 'status code: 400') : undefined),
    });
    const skipped = investigated.coverage.find((one) => one.name.startsWith('events of file'));
    expect(skipped).toMatchObject({ status: 'skipped', reason: 'the tenant does not filter events by file hash' });
    expect(investigated.status).toBe('done');
  });

  it('[I-21] is not asked again where a fixed direction has looked already', async () => {
    const investigated = await run('threat-web', storefront());
    expect(looked(investigated).filter((one) => one.includes('activity in AWS account') || one.startsWith('done audit events of'))).toEqual(
      [],
    );
    expect(told(investigated).filter((one) => one.startsWith('A sign of metadata-service theft'))).toHaveLength(1);
  });
});

describe('hits that nothing ties to the trigger', () => {
  const other = { cluster: 'c1', namespace: 'n', host: 'node-9', awsAccount: account, image: { repository: 'ghcr.io/else/job', tag: '1' } };
  const busy = Array.from({ length: 40 }, (_, index) =>
    some({
      ago: 235,
      tags: ['T1552.005'],
      scope: { ...other, workload: `job-${index}`, pod: `job-${index}-0`, container: `${index}`.padStart(12, 'b') },
    }),
  );

  it('[I-23] of a busy cluster are told in a line and not followed', async () => {
    const investigated = await run(trigger.id, only(...busy));
    const lines = investigated.coverage.filter((one) => one.name === 'metadata-service theft elsewhere');
    expect(lines).toEqual([
      expect.objectContaining({
        status: 'skipped',
        reason: 'nothing ties it to the trigger',
        asked: expect.stringMatching(/^metadata-service theft elsewhere: c1\/n\/job-\d+, .* and 37 more$/),
      }),
    ]);
    expect(looked(investigated).filter((one) => /node-9|job-/.test(one) && one.startsWith('done'))).toEqual([]);
  });

  it('[I-23] when found are not called so once the chain has them', async () => {
    const away = { cluster: 'c9', namespace: 'n', pod: 'build-0', container: 'cccccccccccc' };
    const theft = some({ ago: 236, tags: ['T1552.005'], scope: away, fields: proc('curl', 'curl', 'sh', 90, 80) });
    const sent = { ...proc('sh', 'sh', 'agent', 80, 70), 'fd.rip': '203.0.113.9' };
    const before = some({ ago: 237, severity: 2, scope: away, fields: sent });
    const here = some({
      ago: 235,
      scope: { cluster: 'c1', container: 'dddddddddddd' },
      fields: { ...proc('nc', 'nc', 'sh', 900, 800), 'fd.rip': '203.0.113.9' },
    });
    const untied = async (...events: readonly (typeof theft)[]) =>
      (await run(here.id, only(...events))).coverage.filter((one) => one.name === 'metadata-service theft elsewhere');
    expect(await untied(here, theft)).toHaveLength(1);
    expect(await untied(here, before, theft)).toEqual([]);
  });

  it('[I-23] do not take the place of those that are tied', async () => {
    const late = some({
      ago: 60,
      severity: 6,
      source: 'awscloudtrail',
      scope: { awsAccount: account },
      fields: call('ListUsers', 'iam', session),
    });
    const investigated = await run(trigger.id, only(...busy, imds, late));
    expect(looked(investigated)).toContain(`done activity in AWS account ${account}`);
  });
});

describe('the budget', () => {
  /** Execs by the workload's own service account into forty pods. */
  const execs = Array.from({ length: 40 }, (_, index) =>
    some({
      ago: 236,
      severity: 1,
      source: 'k8s_audit',
      scope: { cluster: 'c1', namespace: 'pay' },
      fields: {
        'ka.user.name': 'system:serviceaccount:shop:web',
        'ka.verb': 'create',
        'ka.target.resource': 'pods',
        'ka.target.subresource': 'exec',
        'ka.target.name': `ledger-${index}`,
      },
    }),
  );

  it('[I-22] lets one signal lead to four looks, and writes down what was not followed, in a line', async () => {
    const investigated = await run(trigger.id, only(...execs));
    expect(looked(investigated).filter((one) => one.startsWith('done events in pod c1/pay'))).toHaveLength(looksPerSignal.first);
    const left = investigated.coverage.filter((one) => one.name === 'events in pods');
    expect(left).toHaveLength(1);
    expect(left[0]).toMatchObject({ status: 'skipped', reason: 'over the budget of looks that one signal leads to' });
    expect(left[0]!.asked).toMatch(/ and 33 more$/);
    expect(left[0]!.cites!.length).toBeGreaterThan(0);
  });

  it('[I-22] bounds the whole: no signal leads to more than its looks and theirs', async () => {
    const { ctx, tools } = prepare(only(...execs, imds));
    const investigated = await investigate(trigger.id, ctx);
    const followed = investigated.coverage.filter(
      (one) => one.status === 'done' && /^(activity in|events (on|in pod|of)|audit events)/.test(one.name),
    );
    const signals = 1 + pivots.length;
    expect(mostLooksPerSignal).toBe(looksPerSignal.first * (1 + looksPerSignal.second));
    expect(followed.length).toBeLessThanOrEqual(signals * mostLooksPerSignal);
    expect(tools.asked.length).toBeLessThan(100);
  });

  it('[I-22] [I-27] what is followed and what is left does not depend on the order of answers', async () => {
    const tenant = only(...execs, imds);
    const expected = JSON.stringify(await run(trigger.id, tenant));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { ctx } = prepare(tenant, { before: () => scheduler.schedule(Promise.resolve()) });
        expect(JSON.stringify(await scheduler.waitFor(investigate(trigger.id, ctx)))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});

describe('round trips', () => {
  it('[I-21] a multi-stage incident takes at most twelve', async () => {
    const { ctx } = prepare(storefront());
    const { result, turns } = await inTurns(ctx.tools, (tools) => investigate('threat-web', { ...ctx, tools }));
    expect(result.status).toBe('done');
    expect(turns).toBeLessThanOrEqual(12);
  });
});
