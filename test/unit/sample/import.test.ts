import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cloudtrailSignals } from '../../../src/extension/sample/import/cloudtrail.ts';
import { falcoSignals } from '../../../src/extension/sample/import/falco.ts';
import { replay } from '../../../src/extension/sample/import/recording.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { connected, noon } from './sampleClient.ts';

const recordings = new URL('../../../../shared/data/cloudtrail/', import.meta.url).pathname;
const absent = !existsSync(recordings);

describe.skipIf(absent)(`recorded CloudTrail${absent ? ' SKIPPED: the folder shared/data/cloudtrail is absent' : ''}`, () => {
  it.each(absent ? [] : readdirSync(recordings))('[C-06] %s keeps its order and gaps and gains no identifier', (file) => {
    const text = readFileSync(`${recordings}${file}`, 'utf8');
    const records = JSON.parse(text) as { eventID: string; eventTime: string }[];
    const { world, offset } = replay(cloudtrailSignals(text), noon);
    expect(world.events).toHaveLength(records.length);
    const times = new Map(records.map(({ eventID, eventTime }) => [eventID, Date.parse(eventTime)]));
    for (const { timestamp, content } of world.events) {
      expect(Number(timestamp / 1_000_000n) - Number(offset)).toBe(times.get(String(content?.fields?.['ct.id'])));
    }
    const newest = world.events.reduce((latest, { timestamp }) => Math.max(latest, Number(timestamp / 1_000_000n)), 0);
    expect(newest).toBe(noon - 60_000);
    const held = flattened(JSON.parse(text));
    for (const { content, labels } of world.events) {
      const { 'cloudProvider.name': _provider, ...copied } = { ...labels, ...content?.fields };
      for (const value of Object.values(copied)) expect(held).toContain(value);
      expect(content?.ruleTags).toEqual([]);
    }
    expect(world.threats.flatMap(({ securityEvent }) => securityEvent.ids).sort()).toEqual(world.events.map(({ id }) => id).sort());
  });
});

/** Every scalar of a JSON value as text. */
function flattened(value: unknown): Set<string> {
  if (value === null || typeof value !== 'object') return new Set([String(value)]);
  return new Set(Object.values(value).flatMap((inner) => [...flattened(inner)]));
}

const call = (eventName: string, eventTime: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  eventID: `${eventName}-${eventTime}`,
  eventName,
  eventTime,
  eventSource: 'iam.amazonaws.com',
  recipientAccountId: '111122223333',
  readOnly: false,
  userIdentity: { type: 'IAMUser', userName: 'kim', arn: 'arn:aws:iam::111122223333:user/kim' },
  ...more,
});

describe('import of CloudTrail', () => {
  const records = [
    call('ListUsers', '2025-01-01T00:00:00Z', { readOnly: true }),
    call('CreateUser', '2025-01-01T00:14:00Z', {
      requestParameters: { userName: 'x', tags: [] },
      responseElements: { user: { userId: 'AIDAX', path: '/' } },
    }),
    call('CreateAccessKey', '2025-01-01T00:14:00Z', { errorCode: 'AccessDenied' }),
    call('ListUsers', '2025-01-01T00:30:00Z', { readOnly: true }),
    call('ConsoleLogin', '2025-01-01T00:30:00Z', {
      eventSource: 'signin.amazonaws.com',
      userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
    }),
  ];

  it('groups by actor with gaps of 15 minutes at most, the worst threat first', () => {
    const { world } = replay(cloudtrailSignals(JSON.stringify(records)), noon);
    expect(world.groups.map(({ name, eventsCount, severity }) => [name, eventsCount, severity])).toEqual([
      ['CreateUser on iam.amazonaws.com, CreateAccessKey on iam.amazonaws.com, ListUsers on iam.amazonaws.com', 3, 3],
      ['ListUsers on iam.amazonaws.com', 1, 6],
      ['ConsoleLogin on signin.amazonaws.com', 1, 4],
    ]);
    expect(world.threats.map(({ severity }) => severity)).toEqual([3, 5, 6, 6, 4]);
  });

  it('maps request and response scalars, and leaves out what the record does not say', () => {
    const { world } = replay(cloudtrailSignals(JSON.stringify({ Records: records })), noon);
    const created = world.events.find(({ content }) => content?.fields?.['ct.name'] === 'CreateUser');
    expect(created?.content?.fields).toMatchObject({ 'ct.request.username': 'x', 'ct.response.user.userid': 'AIDAX', 'ct.user': 'kim' });
    expect(Object.keys(created?.content?.fields ?? {})).not.toContain('ct.srcip');
    expect(created?.labels).not.toHaveProperty('aws.region');
  });

  it('reads JSON lines, and refuses what is not CloudTrail', () => {
    const lines = records.map((record) => JSON.stringify(record)).join('\n');
    expect(cloudtrailSignals(lines)).toHaveLength(5);
    expect(() => cloudtrailSignals('{"rule":"x"}')).toThrow();
  });

  it('serves the recording through the tools, without the built-in scenarios', async () => {
    const { world } = replay(cloudtrailSignals(JSON.stringify(records)), noon);
    const sample = await connected(await connectInMemory(createSampleTenant({ now: () => noon, world })));
    expect((await sample.read('list_runtime_events', { scope_hours: 336 })).page.total).toBe(5);
    const { data } = await sample.read('list_threats_engine_groups', {});
    expect(data).toHaveLength(3);
    expect(await sample.read('list_threats_engine_resources_by_group', { group_id: data[0].id })).toMatchObject({
      data: [{ type: 'CLOUD', name: '111122223333' }],
    });
  });
});

describe('import of Falco lines', () => {
  const lines = [
    {
      rule: 'Terminal shell in container',
      priority: 'Notice',
      time: '2025-02-03T04:05:06.123456789Z',
      source: 'syscall',
      hostname: 'node-1',
      tags: ['T1059'],
      output: 'a shell',
      output_fields: { 'k8s.ns.name': 'web', 'k8s.pod.name': 'web-1', 'container.id': 'abcdef012345', 'proc.pid': 42, 'proc.tty': null },
    },
    {
      rule: 'Read sensitive file untrusted',
      priority: 'Warning',
      time: '2025-02-03T04:05:08.000000001Z',
      source: 'syscall',
      hostname: 'node-1',
      tags: [],
      output: 'a read',
      output_fields: { 'container.id': 'host' },
    },
  ];

  it('keeps nanoseconds, tags, fields and priorities, derives labels, and groups by rule and resource', () => {
    const { world } = replay(falcoSignals(lines.map((line) => JSON.stringify(line)).join('\n')), noon);
    const [shell, read] = world.events;
    expect((read?.timestamp ?? 0n) - (shell?.timestamp ?? 0n)).toBe(1_876_543_212n);
    expect(shell).toMatchObject({
      severity: 5,
      labels: { 'kubernetes.namespace.name': 'web', 'kubernetes.pod.name': 'web-1', 'host.hostName': 'node-1' },
      content: {
        ruleName: 'Terminal shell in container',
        ruleTags: ['T1059'],
        fields: { 'container.id': 'abcdef012345', 'proc.pid': '42' },
      },
    });
    expect(shell?.content?.fields).not.toHaveProperty('proc.tty');
    expect(world.groups.map(({ resource }) => [resource.type, resource.name])).toEqual([
      ['K8S_POD', 'web-1'],
      ['HOST', 'node-1'],
    ]);
  });

  it('refuses an unknown priority and a time without zone', () => {
    expect(() => falcoSignals(JSON.stringify({ ...lines[0], priority: 'Loud' }))).toThrow('Loud');
    expect(() => falcoSignals(JSON.stringify({ ...lines[0], time: 'yesterday' }))).toThrow('yesterday');
  });
});
