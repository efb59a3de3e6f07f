import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import manifest from '../../../../package.json' with { type: 'json' };
import { failure } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';
import { connected, gate, labels, listCalls, node, openSidebar, settled } from './sidebar.ts';
import { event, group, manyGroups, minute, now, severity, threat } from './tenant.ts';

const key = (name: string) => editor.context.get(`runtimeThreats.${name}`);
const unauthenticated = { kind: 'unauthenticated', name: 'acme', failure: failure('unauthenticated', '401') } as const;

describe('the rows', () => {
  it('[V-01] lists open groups, the newest signal first, with name, place, age and a sign for the severity', async () => {
    const place = { cluster: 'prod', namespace: 'shop', workload: 'web' };
    const { rows, tools } = await openSidebar({
      groups: [
        group('old', 600, { ...severity('6'), title: undefined as never, name: 'Rule roll-up' }),
        group('new', 29, { ...severity('0'), scope: place }),
      ],
    });
    const [first, second] = await rows();
    expect(first?.item).toMatchObject({ label: 'Threat new', description: 'prod/shop/web · 29 min', contextValue: 'group' });
    expect(first?.item.iconPath).toMatchObject({ id: 'flame', color: { id: 'charts.red' } });
    expect(first?.item.accessibilityInformation?.label).toBe('Critical: Threat new, prod/shop/web, 29 min');
    expect(second?.item).toMatchObject({ label: 'Rule roll-up', description: 'host-old · 10 h' });
    expect(second?.item.iconPath).not.toMatchObject({ id: 'flame' });
    expect(tools.asked[0]?.args).toMatchObject({ status: 'open' });
  });

  it('[I-01] says which groups were looked at before', async () => {
    const { rows } = await openSidebar({ groups: [group('a', 5)] }, { seen: { a: now - 180 * minute } });
    expect((await rows())[0]?.item.description).toBe('host-a · 5 min · seen 3 h ago');
  });

  it('[V-21] tells times in UTC with the local time on hover, made only when the pointer rests on the row', async () => {
    const { rows, provider } = await openSidebar({ groups: [group('a', 5)] });
    const [row] = await rows();
    expect(row?.item.tooltip).toBeUndefined();
    const item = await provider.resolveTreeItem?.(row?.item as vscode.TreeItem, row?.node as never, undefined as never);
    expect(item?.tooltip).toMatchObject({ value: expect.stringMatching(/Last signal: 2026-06-10 09:55:00Z.*local time/) });
  });
});

describe('hostile names', () => {
  const hostile = 'a\u202Eb\n$(flame) [x](command:evil) ![i](https://evil.example/i.png) <img src=x onerror=1> `**b**';

  it('[V-01] stay on one visible line in labels and for screen readers', async () => {
    const { rows } = await openSidebar({ groups: [group('g', 5, { title: hostile, resource: hostile, scope: {} })] });
    const [row] = await rows();
    for (const text of [row?.item.label, row?.item.description, row?.item.accessibilityInformation?.label]) {
      expect(text).not.toMatch(/[\n\u202E]/);
      expect(text).not.toContain('](command');
    }
  });

  it('[V-21] are text in tooltips: no link, image, HTML or icon, and nothing trusted', async () => {
    const data = {
      groups: [group('g', 5, { title: hostile, description: hostile, scope: { cluster: hostile } })],
      threats: [{ ...threat('t', 'g', ['e']), description: hostile }],
      events: [{ ...event('e', 5), rule: hostile, output: hostile }],
    };
    const { rows, provider } = await openSidebar(data);
    const groups = await rows();
    const parts = await rows(node(groups));
    const inside = await Promise.all(parts.map((part) => rows(part.node)));
    for (const row of [...groups, ...inside.flat()]) {
      const item = await provider.resolveTreeItem?.(row.item, row.node, undefined as never);
      expect(item?.tooltip).toMatchObject({ isTrusted: false, supportHtml: false });
      expect(item?.tooltip).not.toHaveProperty('supportThemeIcons');
      const tooltip = item?.tooltip as vscode.MarkdownString | undefined;
      expect(await marked.parse(tooltip?.value ?? '<img>')).not.toMatch(/<(a|img|h\d|table)\b/);
    }
  });
});

describe('around the rows', () => {
  it('[V-05] the badge counts loaded open critical and high ones, and goes when there are none', async () => {
    const groups = [group('a', 1, severity('critical')), group('b', 2, severity('high')), group('c', 3, severity('medium')), group('d', 4)];
    const { view, session } = await openSidebar({ groups });
    expect(view.badge).toMatchObject({ value: 2, tooltip: expect.stringContaining('loaded') });
    session.become({ kind: 'disconnected' });
    expect(view.badge).toBeUndefined();
  });

  it('[C-13] [C-06] the title names tenant and region, "sample" for the sample tenant, and neither without a connection', async () => {
    const { view, session } = await openSidebar({});
    expect(view.title).toBe('acme · eu1');
    session.become({ kind: 'connected', tenant: { name: 'Sample tenant', sample: true } });
    expect(view.title).toBe('sample');
    session.become(unauthenticated);
    expect(view.title).toBe('Threats');
  });
});

describe('[V-06] welcome views', () => {
  it('every key that the manifest asks for is set by a view, the session or a case document', async () => {
    await openSidebar({});
    const { viewsWelcome, commands, menus } = manifest.contributes;
    const asked = JSON.stringify([viewsWelcome.map((one) => one.when), commands, menus]).matchAll(
      /runtimeThreats\.(\w+)(?= ==| !=| &&|"| \|\|)/g,
    );
    const commandNames = commands.map((one) => one.command);
    const keys = [...asked].map(([full]) => full).filter((full) => full !== 'runtimeThreats.threats' && !commandNames.includes(full));
    const bySession = ['runtimeThreats.session', 'runtimeThreats.hasConnection'];
    const byOthers = ['runtimeThreats.cases', 'runtimeThreats.noCases', 'runtimeThreats.caseActive'];
    const known = [...bySession, ...byOthers];
    expect([...new Set(keys)].filter((one) => !known.includes(one) && !editor.context.has(one))).toEqual([]);
  });

  it('no open threats: only once the tenant has said so', async () => {
    const held = gate();
    const { rows } = await openSidebar({}, { before: () => held.opened });
    expect(labels(await rows())).toEqual(['Loading…']);
    expect(key('noThreats')).toBe(false);
    held.open();
    await settled();
    expect(await rows()).toEqual([]);
    expect(key('noThreats')).toBe(true);
  });

  it('nothing matches: no row and no message stand in the way of the welcome view', async () => {
    const { rows, view } = await openSidebar({ groups: [group('a', 1)] });
    editor.answer = ({ kind }) => (kind === 'input' ? 'no such thing' : []);
    await editor.run('runtimeThreats.filter');
    expect(await rows()).toEqual([]);
    expect(view.message).toBe('');
    expect(key('nothingMatches')).toBe(true);
    expect(key('noThreats')).toBe(false);
    await editor.run('runtimeThreats.clearFilter');
    expect(key('nothingMatches')).toBe(false);
    expect(await rows()).toHaveLength(1);
  });

  it('nothing matches among what is loaded, while more exist: the rows offer to load more', async () => {
    const { rows, view } = await openSidebar({ groups: manyGroups(30) });
    editor.answer = ({ kind }) => (kind === 'input' ? 'no such thing' : []);
    await editor.run('runtimeThreats.filter');
    expect(labels(await rows())).toEqual(['Load more (25+)']);
    expect(view.message).toBe('Filtered: 0 of 25+ loaded.');
    expect(key('nothingMatches')).toBe(false);
  });

  it('a session that is no longer accepted leaves no row of the tenant', async () => {
    const sidebar = await openSidebar({ groups: [group('a', 1)] });
    sidebar.session.become(unauthenticated);
    expect(await sidebar.rows()).toEqual([]);
    expect(key('noThreats')).toBe(false);
  });
});

describe('[V-06] who is contacted', () => {
  it('nobody without a connection, whatever the view does', async () => {
    const { tools, view, clock } = await openSidebar({ groups: [group('a', 1)] }, { state: { kind: 'disconnected' }, refreshSeconds: 60 });
    view.show(false);
    view.show(true);
    await clock.pass(3600);
    expect(tools.asked).toEqual([]);
  });

  it('a stored connection when the view shows, and not before', async () => {
    const { session, view } = await openSidebar({}, { state: { kind: 'disconnected' }, visible: false });
    expect(session.reconnects).toBe(0);
    view.show(true);
    expect(session.reconnects).toBe(1);
  });

  it('a connection that fails is not tried again until somebody asks', async () => {
    const { session } = await openSidebar({}, { state: { kind: 'disconnected' } });
    session.become({ kind: 'connecting', name: 'acme' });
    session.become({ kind: 'unreachable', name: 'acme', failure: failure('unreachable', 'refused') });
    expect(session.reconnects).toBe(1);
  });

  it('[C-05] a refused token is not sent again because a view shows', async () => {
    const { session, view } = await openSidebar({}, { state: unauthenticated });
    view.show(false);
    view.show(true);
    expect(session.reconnects).toBe(0);
  });

  it('[C-13] another tenant is read anew, and nothing of the one before stays', async () => {
    const sidebar = await openSidebar({ groups: [group('a', 1)] });
    sidebar.data.groups = [group('b', 1)];
    sidebar.session.become({ kind: 'connecting', name: 'other' });
    expect(await sidebar.rows()).toEqual([]);
    sidebar.session.become(connected);
    await settled();
    expect(labels(await sidebar.rows())).toEqual(['Threat b']);
    expect(listCalls(sidebar)).toHaveLength(2);
  });
});
