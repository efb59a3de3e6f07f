import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Resource } from '../../../src/extension/core/model/threat.ts';
import type { FakeTenant } from '../../fakes/readTools.ts';
import { failure } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { event, group, prepare, proc, run, threat } from './scenario.ts';

const id = (letter: string) => letter.repeat(32);
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const trigger = event({
  id: id('a'),
  ago: 30,
  rule: 'Drift',
  scope: { cluster: 'c1', container: 'aaaaaaaaaaaa', image: { digest: digest('a') } },
  fields: proc('x', 'x', 'sh', 9, 8),
});
const alone: FakeTenant = { events: [trigger], groups: [], threats: [] };

function folded(investigated: Case): readonly (readonly [string, string])[] {
  if (investigated.incident.status !== 'done') throw new Error(investigated.incident.reason);
  return investigated.incident.value.groups.map((one) => [one.id, words(one.why.phrase)]);
}

describe('resources of a folded group', () => {
  it('[I-13] name accounts, clusters and hosts that are looked at too, each once', async () => {
    const call = event({ id: id('b'), ago: 20, rule: 'Call', severity: 5, source: 'awscloudtrail', scope: { awsAccount: '555555555555' } });
    const tenant = {
      ...alone,
      events: [trigger, call],
      groups: [group('g1', 'One', { cluster: 'c1' }, 30, 30), group('g2', 'Two', { cluster: 'c1' }, 29, 29)],
    };
    const { ctx, tools } = prepare(tenant);
    const resources: readonly Resource[] = [
      { scope: { awsAccount: '555555555555' } },
      { scope: { cluster: 'c2' } },
      { scope: { cluster: 'c1' } },
      { scope: { host: 'vm-9' } },
    ];
    const read: typeof tools.read = async (tool, args, signal) => {
      const answer = await tools.read(tool, args, signal);
      return tool === 'list_threats_engine_resources_by_group' ? { ...answer, value: resources as typeof answer.value } : answer;
    };
    const { coverage } = await investigate(trigger.id, { ...ctx, tools: { ...tools, read } });
    const names = coverage.map((one) => one.name);
    expect(names.filter((name) => name === 'cloud events in AWS account 555555555555')).toHaveLength(1);
    expect(names.filter((name) => name === 'events in cluster c2')).toHaveLength(1);
    expect(names.filter((name) => name === 'events on host vm-9')).toHaveLength(1);
    expect(names).not.toContain('events in cluster c1');
    expect(coverage.find((one) => one.name === 'cloud events in AWS account 555555555555')).toMatchObject({ status: 'done', found: 1 });
  });

  it('[I-13] a tenant that lists no resources loses nothing else', async () => {
    const tenant = { ...alone, groups: [group('g1', 'One', { cluster: 'c1' }, 30, 30)], threats: [threat('t1', 'g1', [trigger.id])] };
    const investigated = await run(trigger.id, tenant, { missing: ['list_threats_engine_resources_by_group'] });
    expect(investigated.coverage.find((one) => one.name === 'threats of One')).toMatchObject({ status: 'done', found: 1 });
  });

  it('[I-22] of a busy cluster eight groups are read, and that it was not all is said', async () => {
    const many = Array.from({ length: 30 }, (_, index) => group(`g${index}`, `Group ${index}`, { cluster: 'c1' }, 30, 30 - index));
    const { ctx, tools } = prepare({ ...alone, groups: many });
    const { coverage } = await investigate(trigger.id, ctx);
    expect(tools.asked.filter(({ tool }) => tool === 'list_threats_engine_threats_by_group').length).toBeLessThanOrEqual(10);
    expect(coverage.find((one) => one.name === 'incident scope')?.reason).toBe('the threats of only 8 of 30 folded groups were read');
  });
});

describe('groups beyond the listing', () => {
  const apart = { cluster: 'c9' };

  it('[I-05] the same image days away is one incident, by the threats of groups that their listing says nothing of', async () => {
    const tenant = {
      ...alone,
      groups: [group('g-same', 'Same', apart, 4000, 4000), group('g-not', 'Not', { cluster: 'c8' }, 4000, 4000)],
      threats: [
        { ...threat('t1', 'g-same', []), scope: { ...apart, image: { digest: digest('a') } } },
        { ...threat('t2', 'g-not', []), scope: { cluster: 'c8', image: { digest: digest('b') } } },
      ],
    };
    expect(folded(await run(trigger.id, tenant))).toEqual([['g-same', `same image ${digest('a')}.`]]);
  });

  it('[I-05] a group of the same cluster is not refused for its time before its image was looked at', async () => {
    const tenant = {
      ...alone,
      groups: [group('g-same', 'Same', { cluster: 'c1' }, 400, 400)],
      threats: [{ ...threat('t1', 'g-same', []), scope: { image: { digest: digest('a') } } }],
    };
    const { incident } = await run(trigger.id, tenant);
    expect(incident).toMatchObject({ status: 'done', value: { groups: [{ id: 'g-same' }], refused: [] } });
  });

  it('[I-28] a group that can not be compared is said, and the others are compared', async () => {
    const near = event({ id: id('b'), ago: 30, rule: 'Near', scope: { cluster: 'c1' } });
    const tenant = {
      ...alone,
      events: [trigger, near],
      groups: [group('g1', 'Broken', {}, 30, 30), group('g2', 'Fine', {}, 30, 30)],
      threats: [threat('t2', 'g2', [near.id])],
    };
    const investigated = await run(trigger.id, tenant, {
      fail: (_tool, args) => (args['groupId'] === 'g1' ? failure('server', 'status code: 500') : undefined),
    });
    expect(folded(investigated)).toEqual([['g2', 'same cluster c1, at the same time.']]);
    const compared = investigated.coverage.find((one) => one.name === 'comparison of groups');
    expect(compared?.reason).toBe('Broken could not be compared: status code: 500');
  });
});

describe('groups that the chain alone ties', () => {
  const remote = { 'fd.rip': '203.0.113.9' };
  const beacon = event({ id: id('c'), ago: 30, rule: 'Beacon', scope: { cluster: 'c1', container: 'aaaaaaaaaaaa' }, fields: remote });
  const install = event({ id: id('d'), ago: 90, rule: 'Install', severity: 5, scope: { cluster: 'c9' }, fields: remote });
  const other = event({ id: id('e'), ago: 90, rule: 'Other', severity: 5, scope: { cluster: 'c8' } });
  const tenant = {
    events: [beacon, install, other],
    groups: [group('g-build', 'Build', {}, 90, 90), group('g-apart', 'Apart', {}, 90, 90)],
    threats: [threat('t1', 'g-build', [install.id]), threat('t2', 'g-apart', [other.id])],
  };

  it('[I-05] [I-13] fold by their event in the chain, with their threats, and are refused no more', async () => {
    const investigated = await run(beacon.id, tenant);
    expect(investigated.chain.steps.flatMap((step) => step.eventIds)).toEqual([install.id, beacon.id]);
    expect(folded(investigated)).toEqual([['g-build', 'its event Install is in the chain of causes.']]);
    expect(investigated.incident).toMatchObject({ value: { refused: [{ id: 'g-apart' }] } });
    expect(investigated.coverage.find((one) => one.name === 'threats of Build')).toMatchObject({ status: 'done', found: 1 });
  });
});

describe('groups that come up during the work', () => {
  it.each([
    ['its place', { cluster: 'c1' }, 'same cluster c1, at the same time.'],
    ['an event of it', {}, 'same cluster c1, at the same time.'],
  ])('[I-13] fold by %s, with their threats', async (_by, scope, why) => {
    const late = event({ id: id('b'), ago: 30, rule: 'Late', scope: { cluster: 'c1' } });
    const tenant = { events: [trigger, late], groups: [] as FakeTenant['groups'], threats: [threat('t1', 'g-late', [late.id])] };
    const { ctx } = prepare(tenant, {
      before: async (tool) => {
        if (tool === 'list_runtime_events') tenant.groups = [group('g-late', 'Late group', scope, 30, 30)];
      },
    });
    const investigated = await investigate(trigger.id, ctx);
    expect(folded(investigated)).toEqual([['g-late', why]]);
    const listings = investigated.coverage.filter((one) => one.name === 'incident scope' || one.name === 'new groups');
    expect(listings.map((one) => one.found)).toEqual([0, 1]);
    expect(investigated.coverage.find((one) => one.name === 'threats of Late group')).toMatchObject({ status: 'done', found: 1 });
  });
});
