import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/extension/sample/filter.ts';
import { openTenant } from './sampleClient.ts';

const values: Record<string, string> = { severity: '3', source: 'syscall', ruleName: 'Say "hi"', 'container.id': '3f2a' };
const read = (name: string): string | undefined => values[name];

describe('filter grammar', () => {
  it.each([
    ['source = "syscall"', true],
    ['source != "syscall"', false],
    ['absent != "x"', true],
    ['severity in (0,1,2,3)', true],
    ['severity in ("4","5")', false],
    ['source not in ("okta")', true],
    ['severity <= "3" and severity > "2"', true],
    ['severity >= "10"', false],
    ['ruleName = "Say \\"hi\\""', true],
    ['ruleName contains "hi"', true],
    ['container.id starts with "3f"', true],
    ['container.id exists', true],
    ['absent not exists', true],
    ['not source = "okta"', true],
    ['source = "okta" and severity = "3" or severity = "3"', true],
    ['severity = "3" or source = "syscall" and source = "okta"', true],
  ])('%s → %s', (filter, expected) => {
    expect(parseFilter(filter)(read)).toBe(expected);
  });

  it.each([
    '(source = "syscall" or source = "okta") and severity = "3"',
    'ruleName startsWith "Say"',
    'ruleName like "Say"',
    'source = syscall',
    'source = "syscall',
    'source in "syscall"',
    'source = "a" source = "b"',
    'source = "a" and',
    'source',
  ])('refuses %s with 400', (filter) => {
    expect(() => parseFilter(filter)).toThrow(/status code: 400/);
  });
});

describe('list_runtime_events', () => {
  it('[I-29] answers at most 200 rows, says how many there are, and forgets the filter after a cursor', async () => {
    const { sample } = await openTenant();
    const filter_expr = 'category = "runtime"';
    const first = await sample.read('list_runtime_events', { scope_hours: 336, limit: 1000, filter_expr });
    expect(first.data).toHaveLength(200);
    expect(first.page.total).toBeGreaterThan(200);
    const next = await sample.read('list_runtime_events', { scope_hours: 1, limit: 200, filter_expr, cursor: first.page.next });
    expect(next.data.length).toBeGreaterThan(0);
    expect(next.data.some(({ category }: { category: string }) => category !== 'runtime')).toBe(true);
  });

  it('refuses more than two weeks, an unknown attribute and a made-up cursor', async () => {
    const { sample } = await openTenant();
    for (const args of [
      { scope_hours: 337 },
      { filter_expr: 'container.imageName = "x"' },
      { filter_expr: 'nonsense = "x"' },
      { cursor: 'x' },
    ]) {
      expect((await sample.ask('list_runtime_events', args)).text, JSON.stringify(args)).toMatch(/status code: 400/);
    }
  });

  it('looks back one hour unless told otherwise, newest first', async () => {
    const { sample } = await openTenant();
    const { data } = await sample.read('list_runtime_events');
    expect(data.map(({ content }: { content?: { ruleName?: string } }) => content?.ruleName)).toContain('Run shell untrusted');
    const times = data.map(({ timestamp }: { timestamp: number }) => timestamp);
    expect(times).toEqual([...times].sort((a: number, b: number) => b - a));
    const day = await sample.read('list_runtime_events', { scope_hours: 24, filter_expr: 'ruleName = "System Geolocation Discovery"' });
    expect(day.page.total).toBe(2);
  });

  it('counts by category and severity what it lists, and discovers the values of a field', async () => {
    const { sample } = await openTenant();
    const args = { scope_hours: 336, filter_expr: 'aws.accountId = "123456789012" and source = "awscloudtrail"' };
    const { page } = await sample.read('list_runtime_events', args);
    const counts = await sample.read('count_runtime_events', args);
    expect(Object.keys(counts)).toHaveLength(16);
    const bySeverity: Record<string, number> = counts.cloudTrailEvents.countBySeverity;
    expect(Object.values(bySeverity).reduce((sum, count) => sum + count, 0)).toBe(page.total);
    const { data } = await sample.read('discover_runtime_event_field_values', { field: 'kubernetes.cluster.name', scope_hours: 336 });
    expect(data.flatMap(({ options }: { options: string[] }) => options)).toEqual(
      expect.arrayContaining(['prod-eu-1', 'staging-eu-1', 'pay-eu-2']),
    );
  });
});
