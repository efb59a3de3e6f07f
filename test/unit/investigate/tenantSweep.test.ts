import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Scope } from '../../../src/extension/core/model/threat.ts';
import type { FakeTenant } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { call, event, group, minute, now, prepare, proc, run, threat } from './scenario.ts';

const id = (letter: string) => letter.repeat(32);
const acme: Scope = {
  cluster: 'c1',
  namespace: 'shop',
  workload: 'web',
  container: 'aaaaaaaaaaaa',
  image: { repository: 'ghcr.io/acme/web', tag: '1' },
};
const trigger = event({ id: id('a'), ago: 30, rule: 'Drift', scope: acme, fields: proc('x', 'x', 'sh', 9, 8) });

function told(investigated: Case): readonly string[] {
  if (investigated.resource.status !== 'done') throw new Error(investigated.resource.reason);
  return investigated.resource.value.map((one) => words(one.phrase));
}

const alone = (...events: FakeTenant['events']): FakeTenant => ({ events: [trigger, ...events], groups: [], threats: [] });

describe('the sweep of the whole tenant', () => {
  it('[I-09] asks once for severity 0 to 3, without a place, and for a window round the trigger', async () => {
    const inWindow = event({ id: id('b'), ago: 149, rule: 'In reach', scope: { host: 'far' } });
    const beyond = event({ id: id('c'), ago: 151, rule: 'Out of reach', scope: { host: 'far' } });
    const mild = event({ id: id('d'), ago: 30, severity: 4, rule: 'Mild', scope: { host: 'far' } });
    const { ctx, tools } = prepare(alone(inWindow, beyond, mild));
    const investigated = await investigate(trigger.id, ctx);
    expect(investigated.coverage.find((one) => one.name === 'tenant sweep')).toMatchObject({ status: 'done', found: 1 });
    const asked = tools.asked.filter(({ args }) => args['filter'] === 'severity in ("0","1","2","3")');
    expect(asked.filter(({ tool }) => tool === 'list_runtime_events')).toHaveLength(1);
  });

  it('[I-09] looks as far as was asked for', async () => {
    const later = event({ id: id('b'), ago: 200, rule: 'Further', scope: { host: 'far' } });
    const { ctx } = prepare(alone(later));
    const investigated = await investigate(trigger.id, { ...ctx, reach: { around: 6 * 60 * minute, before: 14 * 24 * 60 * minute } });
    expect(investigated.coverage.find((one) => one.name === 'tenant sweep')).toMatchObject({
      asked: expect.stringContaining('±6 h'),
      found: 1,
    });
    expect(investigated.coverage.find((one) => one.name === 'prior events')?.asked).toContain('in the 14 days before');
  });

  it.each([
    ['image organisation', { image: { repository: 'ghcr.io/acme/api', tag: '4' } }, 'same image organisation ghcr.io/acme'],
    ['repository', { image: { repository: 'ghcr.io/acme/web', tag: '2' } }, 'same repository ghcr.io/acme/web'],
  ])('[I-09] tells a hit of the same %s elsewhere, and why', async (_kind, scope, reason) => {
    const hit = event({ id: id('b'), ago: 40, rule: 'Elsewhere', scope: { cluster: 'c2', namespace: 'n', workload: 'w', ...scope } });
    expect(told(await run(trigger.id, alone(hit)))).toContain(`Elsewhere at ${new Date(hit.at).toISOString()} in c2/n/w: ${reason}.`);
  });

  it('[I-09] knows the repository of an image at its code host', async () => {
    const push = event({
      id: id('b'),
      ago: 40,
      rule: 'Push',
      source: 'github',
      scope: {},
      fields: { 'github.repo': 'https://github.com/acme/web', 'github.user': 'zoe' },
    });
    expect(told(await run(trigger.id, alone(push))).join('\n')).toContain('same repository acme/web');
  });

  it.each([
    ["Docker's library", 'docker.io/library/python', 'python'],
    ['its mirror', 'public.ecr.aws/docker/library/python', 'public.ecr.aws/docker/library/python'],
  ])('[I-09] an image of %s ties nobody to anybody', async (_name, own, other) => {
    const python = event({ ...{ id: id('a'), ago: 30, rule: 'Drift' }, scope: { ...acme, image: { repository: own, tag: '1' } } });
    const hit = event({
      id: id('b'),
      ago: 40,
      rule: 'Elsewhere',
      scope: { cluster: 'c2', namespace: 'n', workload: 'w', image: { repository: other, tag: '3' } },
    });
    expect(told(await run(python.id, { events: [python, hit], groups: [], threats: [] })).join('\n')).not.toContain('same ');
  });
});

const login = event({
  id: id('a'),
  ago: 30,
  rule: 'Console Login',
  source: 'aws_cloudtrail',
  scope: { awsAccount: '111111111111' },
  fields: call('ConsoleLogin', 'signin', {
    'ct.user.arn': 'arn:aws:sts::111111111111:assumed-role/Dev/zoe.lang@acme.example',
    'ct.user': 'Dev',
  }),
});

describe('the same person', () => {
  it.each([
    ['okta', { 'okta.actor.alternateid': 'zoe.lang@acme.example' }, 'zoe.lang@acme.example'],
    ['github', { 'github.user': 'Zoe.Lang' }, 'Zoe.Lang'],
    ['k8s_audit', { 'ka.user.name': 'zoe.lang@acme.example', 'ka.verb': 'get' }, 'zoe.lang@acme.example'],
    [
      'awscloudtrail',
      call('ListBuckets', 's3', { 'ct.user.arn': 'arn:aws:iam::222222222222:user/zoe.lang', 'ct.user': 'zoe.lang' }),
      'arn:aws:iam::222222222222:user/zoe.lang',
    ],
  ])('[I-09] is known again by name in %s', async (source, fields, shown) => {
    const hit = event({ id: id('b'), ago: 40, rule: 'Elsewhere', source, scope: { cluster: 'c9' }, fields });
    expect(told(await run(login.id, { events: [login, hit], groups: [], threats: [] })).join('\n')).toContain(`same actor ${shown}.`);
  });

  it.each([
    ['another person', { 'okta.actor.alternateid': 'zoe.long@acme.example' }],
    ['nobody at all', { 'okta.evt.type': 'user.session.start' }],
  ])('[I-09] is not taken for %s', async (_who, fields) => {
    const hit = event({ id: id('b'), ago: 40, rule: 'Elsewhere', source: 'okta', scope: {}, fields });
    expect(told(await run(login.id, { events: [login, hit], groups: [], threats: [] })).join('\n')).not.toContain('same actor');
  });

  it.each(['admin', 'GitHubActions', 'botocore-session-1781082763'])('[I-09] a name that many go by is nobody: %s', async (name) => {
    const own = { ...login.fields, 'ct.user.arn': `arn:aws:sts::111111111111:assumed-role/Dev/${name}` };
    const hit = event({ id: id('b'), ago: 40, rule: 'Elsewhere', source: 'github', scope: {}, fields: { 'github.user': name } });
    const first = event({ id: id('a'), ago: 30, rule: 'Call', source: 'awscloudtrail', scope: login.scope, fields: own });
    expect(told(await run(first.id, { events: [first, hit], groups: [], threats: [] })).join('\n')).not.toContain('same actor');
  });
});

describe('groups that events tie', () => {
  const okta = event({
    id: id('b'),
    ago: 60,
    rule: 'New factor',
    source: 'okta',
    scope: {},
    fields: { 'okta.actor.alternateid': 'zoe.lang@acme.example' },
  });
  const push = event({
    id: id('c'),
    ago: 50,
    rule: 'Push',
    source: 'github',
    scope: {},
    fields: { 'github.user': 'zoe.lang', 'github.repo': 'acme/web' },
  });
  const pod = event({ id: id('d'), ago: 20, rule: 'Drift', scope: { ...acme, container: 'bbbbbbbbbbbb' } });
  const other = event({
    id: id('e'),
    ago: 20,
    rule: 'Drift',
    scope: { cluster: 'c7', image: { repository: 'quay.io/else/tool', tag: '1' } },
  });
  const tenant = {
    events: [login, okta, push, pod, other],
    groups: [
      group('g-okta', 'Factor', {}, 60, 60),
      group('g-code', 'Push', {}, 50, 50),
      group('g-pod', 'Pod', { cluster: 'c1' }, 20, 20),
      group('g-other', 'Other', { cluster: 'c7' }, 20, 20),
    ],
    threats: [
      threat('t1', 'g-okta', [okta.id]),
      threat('t2', 'g-code', [push.id]),
      threat('t3', 'g-pod', [pod.id]),
      threat('t4', 'g-other', [other.id]),
    ],
  };

  it('[I-09] [I-05] fold by actor, then by the repository that the actor pushed to, and the rest is refused', async () => {
    const { incident } = await run(login.id, tenant);
    if (incident.status !== 'done') throw new Error(incident.reason);
    expect(incident.value.groups.map((one) => [one.id, words(one.why.phrase)])).toEqual([
      ['g-code', 'same actor zoe.lang.'],
      ['g-okta', 'same actor zoe.lang@acme.example.'],
      ['g-pod', 'same repository acme/web, through “Push”.'],
    ]);
    expect(incident.value.refused.map((one) => one.id)).toEqual(['g-other']);
  });

  it('[I-09] do not fold by actor when they are further apart than was swept', async () => {
    const early = { ...okta, at: now - 5 * 60 * minute };
    const { incident } = await run(login.id, {
      events: [login, early],
      groups: [group('g-okta', 'Factor', {}, 300, 300)],
      threats: [threat('t1', 'g-okta', [early.id])],
    });
    expect(incident).toMatchObject({ status: 'done', value: { groups: [] } });
  });
});
