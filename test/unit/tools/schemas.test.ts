import { describe, expect, it } from 'vitest';
import { parseCount, parseFieldValues } from '../../../src/extension/core/tools/schemas/counts.ts';
import { parseEvent, parseEventPage } from '../../../src/extension/core/tools/schemas/events.ts';
import { parseInstant } from '../../../src/extension/core/tools/schemas/instant.ts';
import { parseProcessTree } from '../../../src/extension/core/tools/schemas/processTree.ts';
import { parseGroup, parseResources, parseThreat } from '../../../src/extension/core/tools/schemas/threats.ts';

const malformed = expect.objectContaining({ reason: 'malformed' });
const ms = Date.UTC(2026, 5, 10, 9, 12, 43, 118);

describe('instants', () => {
  it.each([
    ['2026-06-10T09:12:43.118Z'],
    ['2026-06-10T11:12:43.118204512+02:00'],
    ['1781082763118204512'],
    [1781082763118204],
    ['1781082763118'],
  ])('reads %s as milliseconds', (value) => {
    expect(parseInstant(value)).toBe(ms);
  });

  it.each([['2026-06-10T09:12:43'], ['yesterday'], [''], [0], [1781082763], [null], [{}], [Number.NaN]])(
    'guesses nothing from %s',
    (value) => {
      expect(parseInstant(value)).toBeUndefined();
    },
  );
});

describe('events', () => {
  const labels = {
    'kubernetes.cluster.name': 'prod',
    'container.image.repo': 'acme/shop',
    'kubernetes.pod.name': '<NA>',
    'aws.region': '',
  };
  const event = { id: 'e1', timestamp: '1781082763118204512', labels };

  it('drops <NA> and empty values and keeps the nanoseconds', () => {
    const fields = { 'container.id': '3f2a9c81d7be', 'proc.name': '<NA>', 'proc.pid': 48213 };
    const parsed = parseEvent({ ...event, severity: 1, name: 'Policy', content: { ruleName: 'Rule', fields, ruleTags: ['MITRE'] } });
    expect(parsed).toMatchObject({
      at: ms,
      atNs: '1781082763118204512',
      rule: 'Rule',
      policy: 'Policy',
      severity: { word: 'high', raw: '1' },
      fields: { 'container.id': '3f2a9c81d7be', 'proc.pid': '48213' },
      labels: { 'kubernetes.cluster.name': 'prod', 'container.image.repo': 'acme/shop' },
      scope: { cluster: 'prod', container: '3f2a9c81d7be', image: { repository: 'acme/shop' } },
      tags: ['MITRE'],
    });
    expect(parsed?.scope).not.toHaveProperty('pod');
    expect(parsed?.scope).not.toHaveProperty('region');
  });

  it('reads what a detection of a model says of the process, beside its missing fields', () => {
    const content = { type: 'workloadMLRuntimeDetection', command: '/x/m -o pool:1', exe: '/x/m', detectedClassProbability: 0.97 };
    expect(parseEvent({ ...event, content })?.fields).toEqual({ 'proc.cmdline': '/x/m -o pool:1', 'proc.exepath': '/x/m' });
  });

  it('reads an event without labels, content, rule or fields', () => {
    expect(parseEvent({ id: 'e1', timestamp: 1781082763118 })).toEqual({
      id: 'e1',
      at: ms,
      tags: [],
      labels: {},
      fields: {},
      scope: {},
      raw: { id: 'e1', timestamp: 1781082763118 },
    });
  });

  it('takes the literal host for no container, and gives a host process no image', () => {
    const fields = { 'container.id': 'host', 'container.name': 'host', 'container.image.repository': 'x' };
    const scope = parseEvent({ id: 'e', timestamp: ms, labels: { 'host.hostName': 'web-1' }, content: { fields } })?.scope;
    expect(scope).toEqual({ host: 'web-1' });
  });

  it('shows the skipped rows and what the page left out', () => {
    const page = parseEventPage('t', { data: [event, { id: 'no time' }], page: { total: 9 } }, 2);
    expect(page).toMatchObject({ truncated: { shown: 1, total: 9 }, skipped: 1, rows: 2 });
    expect(parseEventPage('t', { data: [event, { id: 'no time' }] }, 50).truncated).toEqual({ shown: 1, total: 2 });
    expect(parseEventPage('t', { data: [event], page: { total: 1 } }, 50)).not.toHaveProperty('truncated');
    expect(parseEventPage('t', [event], 1).truncated).toEqual({ shown: 1 });
  });

  it('fails when no row can be read', () => {
    expect(() => parseEventPage('t', { data: [{ id: 'x', blob: 'A' }] }, 1)).toThrow(malformed);
  });
});

describe('threats', () => {
  it.each(['id', 'groupId'])('reads a group with its id under %s', (key) => {
    expect(
      parseGroup({ [key]: 'g1', severity: 2, status: 'OPEN', type: 'KUBERNETES_WORKLOAD', lastSignal: 1781082763118204512n.toString() }),
    ).toMatchObject({
      id: 'g1',
      severity: { word: 'high' },
      status: 'open',
      type: 'K8S_WORKLOAD',
      lastSignal: ms,
    });
  });

  const a = 'a'.repeat(32);
  const b = 'b'.repeat(32);
  it.each([
    [{ securityEvent: { ids: [a, b] } }],
    [{ securityEvents: [{ id: a }, { id: b }] }],
    [{ securityEvent: { id: a, next: { id: b } } }],
    [{ detail: { securityEventIds: [a, b] }, scanResultId: 'c'.repeat(32) }],
  ])('finds the event ids in %j', (shape) => {
    expect(parseThreat({ id: 't1', ...shape })?.eventIds).toEqual([a, b]);
  });

  it('reads a resource as text and an image digest wherever it stands', () => {
    const digest = `sha256:${'9'.repeat(64)}`;
    const threat = parseThreat({ threatId: 't1', resource: 'storefront', detail: { container: { imageRef: [{ digest }] } } });
    expect(threat).toMatchObject({ resource: 'storefront', scope: { image: { digest } } });
  });

  it('gives a cloud resource an account only where something names it as one', () => {
    const { value } = parseResources('t', [
      { id: '1', type: 'CLOUD', name: '123456789012', provider: 'aws' },
      { id: '2', type: 'CLOUD', name: '123456789012' },
      { id: '3', type: 'CLOUD', name: 'sub', provider: 'azure' },
      { id: '4', type: 'HOST', name: 'web-1' },
    ]);
    expect(value.map(({ scope }) => scope)).toEqual([{ awsAccount: '123456789012' }, {}, { azureSubscription: 'sub' }, { host: 'web-1' }]);
  });
});

describe('counts and field values', () => {
  it('sums categories and severities', () => {
    const answer = { policyEvents: { countBySeverity: { 1: 3, 7: '40' } }, cloudTrailEvents: { countBySeverity: { 1: 2 } } };
    expect(parseCount('t', answer)).toEqual({ total: 45, bySeverity: { 1: 5, 7: 40 } });
  });

  it.each([{ data: { unexpected: true } }, {}, [], 'x', { policyEvents: { countBySeverity: { 1: 'many' } } }])(
    'fails on the count %j',
    (value) => {
      expect(() => parseCount('t', value)).toThrow(malformed);
    },
  );

  it('reads options that are strings or objects, each once', () => {
    const answer = {
      data: [
        { label: 'suggested', options: ['a'] },
        { label: 'other', options: [{ value: 'b', label: 'B' }, 'a'] },
      ],
    };
    expect(parseFieldValues('t', answer)).toEqual(['a', 'b']);
  });
});

describe('process trees', () => {
  const names = (value: unknown) =>
    JSON.stringify(parseProcessTree('t', value).roots, (key, inner) =>
      ['name', 'children', ''].includes(key) || /^\d+$/.test(key) ? inner : undefined,
    );
  const nested = '[{"name":"java","children":[{"name":"sh","children":[]}]}]';

  it.each([
    ['nested', { branches: {}, tree: { data: { pid: 1, name: 'java', children: [{ pid: 2, name: 'sh' }] } } }],
    [
      'flat',
      {
        tree: [
          { pid: 2, ppid: 1, name: 'sh' },
          { pid: 1, name: 'java' },
        ],
        branches: null,
      },
    ],
    [
      'branches only',
      {
        tree: {},
        branches: {
          data: [
            { pid: 1, comm: 'java' },
            { pid: 2, ppid: 1, comm: 'sh' },
          ],
        },
      },
    ],
    ['odd keys', { tree: { root: { 'proc.name': 'java', pid: 1, childs: [{ exe: '/bin/sh', pid: 2 }] } } }],
  ])('reads a %s one', (_name, value) => {
    expect(names(value)).toBe(nested);
  });

  it('completes a node with what its branch knows, and keeps the trigger', () => {
    const hash = 'ab'.repeat(32);
    const tree = parseProcessTree('t', {
      branches: { data: [{ pid: 2, name: 'sh', sha256: hash, isTrigger: true }] },
      tree: { data: { pid: 1, name: 'java', children: [{ pid: 2, name: 'sh', cmdline: 'sh -c id' }] } },
    });
    expect(tree.roots[0]?.children[0]).toEqual({ name: 'sh', pid: 2, cmdline: 'sh -c id', sha256: hash, trigger: true, children: [] });
  });

  it('keeps processes that are each other’s parents as roots instead of losing them', () => {
    const circle = [
      { pid: 1, ppid: 2, name: 'a' },
      { pid: 2, ppid: 1, name: 'b' },
    ];
    expect(parseProcessTree('t', { tree: circle }).roots.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('takes an empty tree with a note for a success', () => {
    expect(parseProcessTree('t', { branches: {}, tree: {}, metadata: { note: 'not available' } })).toEqual({
      roots: [],
      note: 'not available',
    });
  });

  it.each([{ data: { unexpected: true } }, { tree: { data: { what: 'is this' } } }, [], 'x'])('fails on %j', (value) => {
    expect(() => parseProcessTree('t', value)).toThrow(malformed);
  });
});
