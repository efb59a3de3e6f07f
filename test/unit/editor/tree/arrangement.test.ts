import { describe, expect, it } from 'vitest';
import { relate } from '../../../../src/extension/core/investigate/incident/relation.ts';
import type { ThreatGroup } from '../../../../src/extension/core/model/threat.ts';
import { incidentsAmong } from '../../../../src/extension/editor/threats/threatsIncidents.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { editor, type Shown } from '../../../fakes/vscode.ts';
import { labels, openSidebar, type Sidebar } from './sidebar.ts';
import { group, manyGroups, minute, now, severity } from './tenant.ts';

const groups: readonly ThreatGroup[] = [
  group('a', 1, { ...severity('medium'), scope: { cluster: 'prod', workload: 'web' } }),
  group('b', 90, { ...severity('critical'), scope: { cluster: 'prod', workload: 'db' } }),
  group('c', 600, { scope: { awsAccount: '123456789012' } }),
];

type Labelled = { readonly label: string };

function pick(...wanted: readonly string[]) {
  return ({ kind, items, options }: Shown): unknown => {
    if (kind !== 'quickPick') return undefined;
    const found = (items as readonly Labelled[]).filter((item) => wanted.includes(item.label));
    return options['canPickMany'] === true ? found : found[0];
  };
}

async function groupBy(name: string): Promise<void> {
  editor.answer = pick(name);
  await editor.run('runtimeThreats.groupBy');
}

async function filter(text: string, ...severities: readonly string[]): Promise<void> {
  editor.answer = (shown) => (shown.kind === 'input' ? text : pick(...severities)(shown));
  await editor.run('runtimeThreats.filter');
}

async function outline(sidebar: Sidebar): Promise<Readonly<Record<string, unknown>>> {
  const roots = await sidebar.rows();
  const entries = await Promise.all(
    roots.map(async (root) => [
      String(root.item.label),
      root.node.kind === 'bucket' ? labels(await sidebar.rows(root.node)) : root.node.kind,
    ]),
  );
  return Object.fromEntries(entries);
}

describe('[V-04] grouping', () => {
  it('by severity, the worst first', async () => {
    const sidebar = await openSidebar({ groups });
    await groupBy('Severity');
    expect(Object.entries(await outline(sidebar))).toEqual([
      ['Critical', ['Threat b']],
      ['Medium', ['Threat a']],
      ['Severity unknown', ['Threat c']],
    ]);
    expect(sidebar.view.message).toBe('Grouped by severity, among the 3 loaded.');
  });

  it('by cluster or account', async () => {
    const sidebar = await openSidebar({ groups });
    await groupBy('Cluster or account');
    expect(await outline(sidebar)).toEqual({ prod: ['Threat a', 'Threat b'], 'AWS account 123456789012': ['Threat c'] });
  });

  it('[I-05] by incident: one parent named after its worst group, and groups alone stand alone', async () => {
    const sidebar = await openSidebar({ groups });
    await groupBy('Incident');
    expect(await outline(sidebar)).toEqual({ 'Threat b': ['Threat a', 'Threat b'], 'Threat c': 'group' });
  });

  it('[V-03] counts say that more may belong to a parent while more exist', async () => {
    const sidebar = await openSidebar({ groups: manyGroups(30) });
    await groupBy('Severity');
    expect((await sidebar.rows())[0]?.item.description).toBe('25+');
    expect(sidebar.view.message).toBe('Grouped by severity, among the 25+ loaded.');
  });
});

describe('[V-04] filter', () => {
  it('by every word of the text, in any case, and by severity', async () => {
    const sidebar = await openSidebar({ groups });
    await filter('PROD threat');
    expect(labels(await sidebar.rows())).toEqual(['Threat a', 'Threat b']);
    expect(sidebar.view.message).toBe('Filtered: 2 of 3 loaded.');
    await filter('prod', 'Critical');
    expect(labels(await sidebar.rows())).toEqual(['Threat b']);
    await filter('', 'Severity unknown');
    expect(labels(await sidebar.rows())).toEqual(['Threat c']);
    expect(editor.context.get('runtimeThreats.filtered')).toBe(true);
    await editor.run('runtimeThreats.clearFilter');
    expect(await sidebar.rows()).toHaveLength(3);
    expect(editor.context.get('runtimeThreats.filtered')).toBe(false);
  });

  it('stays as it was where the user leaves either question', async () => {
    const sidebar = await openSidebar({ groups });
    await filter('db');
    editor.answer = ({ kind }) => (kind === 'input' ? 'web' : undefined);
    await editor.run('runtimeThreats.filter');
    expect(labels(await sidebar.rows())).toEqual(['Threat b']);
  });

  it('asks the tenant nothing: it applies to what is loaded', async () => {
    const { tools } = await openSidebar({ groups });
    tools.asked.length = 0;
    await filter('web');
    await groupBy('Incident');
    expect(tools.asked).toEqual([]);
  });
});

describe('[V-04] the choice', () => {
  it('survives a reload', async () => {
    const memento = fakeMemento();
    await openSidebar({ groups }, { memento });
    await groupBy('Severity');
    await filter('prod', 'Critical', 'High');
    expect(await outline(await openSidebar({ groups }, { memento }))).toEqual({ Critical: ['Threat b'] });
  });

  it('that can not be read counts as none', async () => {
    const memento = fakeMemento();
    await memento.update('treeChoice', { groupBy: 'moon', text: 7, severities: ['critical', 'purple', 3] });
    expect(await outline(await openSidebar({ groups }, { memento }))).toEqual({ 'Threat b': 'group' });
  });
});

it('[I-05] marks the later groups of an incident in the plain list, and names the first one on hover', async () => {
  const { rows, provider } = await openSidebar({ groups });
  const [first, second] = await rows();
  expect(first?.item.description).not.toContain('same incident');
  expect(second?.item.description).toContain('same incident');
  const item = await provider.resolveTreeItem?.(second?.item as never, second?.node as never, undefined as never);
  expect(item?.tooltip).toMatchObject({ value: expect.stringMatching(/Same incident as: Threat a \(same cluster prod/) });
});

describe('[I-05] incidents among the loaded groups', () => {
  const spread = Array.from({ length: 80 }, (_, index): ThreatGroup => {
    const start = now - ((index * 7919) % 20_000) * minute;
    const image =
      index % 5 === 0 ? { repository: 'shop/web', tag: `v${index % 3}`, ...(index % 2 === 0 && { digest: `d${index % 4}` }) } : {};
    const scope = { cluster: `c${index % 3}`, ...(index % 4 === 0 && { awsAccount: `a${index % 8}` }), image };
    return group(`g${index}`, 0, { scope, start, lastSignal: start + (index % 4 === 1 ? 1500 : (index * 31) % 200) * minute });
  });

  it('reach over a short group to the long one before it', () => {
    const at = (id: string, start: number, end: number) =>
      group(id, 0, { scope: { cluster: 'c' }, start: now + start * minute, lastSignal: now + end * minute });
    const incidents = incidentsAmong([at('long', 0, 1000), at('short', 10, 15), at('late', 1050, 1060)]);
    expect(incidents.get('late')?.members.map((one) => one.id)).toEqual(['long', 'short', 'late']);
  });

  it('are those that comparing every pair finds', () => {
    const found = [...new Set(incidentsAmong(spread).values())].map((incident) => incident.members.map((one) => one.id));
    expect(found.length).toBeGreaterThan(1);
    expect(found).toEqual(byEveryPair(spread));
  });
});

function byEveryPair(all: readonly ThreatGroup[]): readonly (readonly string[])[] {
  const left = new Set(all);
  const incidents: string[][] = [];
  for (const first of left) {
    const together = new Set([first]);
    for (const one of together) for (const other of left) if (relate(one, other)?.same === true) together.add(other);
    for (const one of together) left.delete(one);
    if (together.size > 1) incidents.push(all.filter((one) => together.has(one)).map((one) => one.id));
  }
  return incidents;
}
