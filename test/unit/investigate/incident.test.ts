import { describe, expect, it } from 'vitest';
import { relate } from '../../../src/extension/core/investigate/incident/relation.ts';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Scope } from '../../../src/extension/core/model/threat.ts';
import { type FakeOptions, failure } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { event, group, groups, minute, now, prepare, proc, run, storefront, threat } from './scenario.ts';

const span = (scope: Scope, startAgo: number, endAgo: number) => ({
  scope,
  start: now - startAgo * minute,
  lastSignal: now - endAgo * minute,
});
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe('when two groups are one incident', () => {
  it.each([
    ['same cluster, overlapping', { cluster: 'c' }, [60, 30], { cluster: 'c' }, [40, 10], true],
    ['same cluster, exactly 2 h between', { cluster: 'c' }, [300, 200], { cluster: 'c' }, [80, 10], true],
    ['same cluster, a minute more', { cluster: 'c' }, [300, 201], { cluster: 'c' }, [80, 10], false],
    ['same AWS account', { awsAccount: '1' }, [60, 60], { awsAccount: '1' }, [1, 1], true],
    ['same host', { host: 'h' }, [60, 60], { host: 'h' }, [1, 1], true],
    [
      'same image by digest, days apart',
      { image: { digest: digest('a') } },
      [9000, 9000],
      { image: { digest: digest('a') } },
      [1, 1],
      true,
    ],
    [
      'same tag, other digest',
      { image: { repository: 'r', tag: '1', digest: digest('a') } },
      [1, 1],
      { image: { repository: 'r', tag: '1', digest: digest('b') } },
      [1, 1],
      undefined,
    ],
    [
      'same repository and tag without digests',
      { image: { repository: 'r', tag: '1' } },
      [9000, 9000],
      { image: { repository: 'r', tag: '1' } },
      [1, 1],
      true,
    ],
    [
      'same repository, other tag',
      { image: { repository: 'r', tag: '1' } },
      [1, 1],
      { image: { repository: 'r', tag: '2' } },
      [1, 1],
      undefined,
    ],
    ['nothing shared', { cluster: 'c' }, [1, 1], { cluster: 'd' }, [1, 1], undefined],
    ['nothing known', {}, [1, 1], {}, [1, 1], undefined],
  ] as const)('[I-05] %s', (_name, a, [aStart, aEnd], b, [bStart, bEnd], same) => {
    expect(relate(span(a, aStart, aEnd), span(b, bStart, bEnd))?.same).toBe(same);
    expect(relate(span(b, bStart, bEnd), span(a, aStart, aEnd))?.same).toBe(same);
  });
});

function incident(investigated: Case) {
  if (investigated.incident.status !== 'done') throw new Error(investigated.incident.reason);
  return investigated.incident;
}

const trigger = event({
  id: 'f'.repeat(32),
  ago: 30,
  rule: 'Drift',
  scope: { cluster: 'a', container: 'aaaaaaaaaaaa', image: { digest: digest('a') } },
  fields: proc('x', 'x', 'sh', 9, 8),
});

describe('folding', () => {
  it('[I-05] a group whose threats run the same image folds, one that is only near in time is refused with the reason', async () => {
    const other = { cluster: 'b', image: { digest: digest('a') } };
    const tenant = {
      events: [trigger],
      groups: [
        group('g-image', 'Same image elsewhere', { cluster: 'b' }, 40, 35),
        group('g-near', 'Something else', { cluster: 'z' }, 40, 35),
      ],
      threats: [
        { ...threat('t1', 'g-image', []), scope: other },
        { ...threat('t2', 'g-near', []), scope: { cluster: 'z' } },
      ],
    };
    const { groups: folded, refused } = incident(await run(trigger.id, tenant)).value;
    expect(folded.map((one) => [one.id, words(one.why.phrase)])).toEqual([['g-image', `same image ${digest('a')}.`]]);
    expect(refused.map((one) => one.id)).toEqual(['g-near']);
  });

  it('[I-05] groups are one incident through a third, and the reason says through which', async () => {
    const tenant = {
      events: [trigger],
      groups: [group('g1', 'Bridge', { cluster: 'a', awsAccount: '1' }, 30, 20), group('g2', 'Cloud', { awsAccount: '1' }, 10, 5)],
      threats: [],
    };
    const { groups: folded } = incident(await run(trigger.id, tenant)).value;
    expect(folded.map((one) => words(one.why.phrase))).toEqual([
      'same cluster a, at the same time.',
      'same AWS account 1, 10 min apart, through “Bridge”.',
    ]);
  });

  it('[I-05] follows pages while the server offers more, and says where it stopped', async () => {
    const many = Array.from({ length: 7 }, (_, index) => group(`g${index}`, `Group ${index}`, { cluster: 'a' }, 20, 10 + index));
    const { ctx, tools } = prepare({ events: [trigger], groups: many, threats: [] }, { groupsPerPage: 1 });
    const investigated = await investigate(trigger.id, ctx);
    const pages = tools.asked.filter((call) => call.tool === 'list_threats_engine_groups' && call.args['limit'] === 100);
    expect(pages).toHaveLength(5);
    expect(incident(investigated).truncated).toEqual({ shown: 5, total: 7 });
    expect(words(investigated.summary.at(-1)!.phrase)).toContain('incident scope shows 5 items of 7');
  });

  it('[I-28] one folded group that fails does not take the others along', async () => {
    const fail: FakeOptions['fail'] = (tool, args) =>
      tool === 'list_threats_engine_threats_by_group' && args['groupId'] === groups.key ? failure('server', 'status code: 500') : undefined;
    const investigated = await run('threat-web', storefront(), { fail });
    expect(incident(investigated).value.groups).toHaveLength(2);
    expect(investigated.coverage.filter((one) => one.status === 'failed').map((one) => one.name)).toEqual([
      'threats of Access key created from stolen credentials',
    ]);
    expect(investigated.status).toBe('partial');
  });
});

describe('a threat as trigger', () => {
  it('[I-13] the other threats of its own group are read too', async () => {
    const { tools, ctx } = prepare(storefront());
    await investigate('threat-trail', ctx);
    const read = tools.asked.filter((one) => one.tool === 'list_threats_engine_threats_by_group').map((one) => one.args['groupId']);
    expect(read).toContain(groups.trail);
  });
});

describe('a group as trigger', () => {
  it('[I-03] without event ids starts from the events in its time and place', async () => {
    const tenant = { events: [trigger], groups: [{ ...group('g', 'Group', { cluster: 'a' }, 31, 29) }], threats: [] };
    const investigated = await run('g', tenant);
    expect(investigated.trigger).toMatchObject({ kind: 'group', id: 'g', groupId: 'g', eventId: trigger.id });
  });

  it('[I-03] without any event still gives a case, and says what that leaves out', async () => {
    const investigated = await run('g', { events: [], groups: [group('g', 'Group', { cluster: 'a' }, 31, 29)], threats: [] });
    expect(investigated.trigger).not.toHaveProperty('eventId');
    expect(investigated.processTree).toEqual({ status: 'skipped', reason: 'the trigger names no event' });
    expect(investigated.limitations.map((one) => words(one.phrase))).toContain(
      'The trigger names no event, so there is no process and no actor to follow.',
    );
  });

  it('[I-06] starts from the most severe event, among equals from the one that tells most', async () => {
    const dull = event({ id: '1'.repeat(32), ago: 12, rule: 'A', severity: 2, tags: ['mitre_discovery'], scope: { host: 'h' } });
    const telling = event({ id: '2'.repeat(32), ago: 11, rule: 'B', severity: 2, tags: ['mitre_persistence'], scope: { host: 'h' } });
    const mild = event({ id: '3'.repeat(32), ago: 10, rule: 'C', severity: 6, tags: ['mitre_impact'], scope: { host: 'h' } });
    const tenant = {
      events: [dull, telling, mild],
      groups: [group('g', 'Group', { host: 'h' }, 12, 10)],
      threats: [threat('t', 'g', [dull.id, telling.id, mild.id])],
    };
    expect((await run('g', tenant)).trigger.eventId).toBe(telling.id);
  });
});
