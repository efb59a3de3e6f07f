import { describe, expect, it } from 'vitest';
import type { ReadCalls, ReadTool, ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';
import { gate, labels, listCalls, openSidebar, type Sidebar, settled } from './sidebar.ts';
import { group, manyGroups, minute, now } from './tenant.ts';

const last = async (sidebar: Sidebar) => labels(await sidebar.rows()).at(-1);

/** A tenant whose list tool knows no cursor and, if told so, no more than `most` rows. */
function withoutCursor(sidebar: Sidebar, { most = Number.POSITIVE_INFINITY, total = true } = {}): void {
  const { read } = sidebar.tools;
  const cut: ReadTools['read'] = async (tool, args, signal) => {
    const answer = await read(tool, args, signal);
    if (tool !== 'list_threats_engine_groups') return answer;
    const page = answer.value as ReadCalls['list_threats_engine_groups']['result'];
    const { next: _next, total: all, ...rest } = { ...page, groups: page.groups.slice(0, most) };
    return { ...answer, value: { ...rest, ...(total && { total: all }) } as never };
  };
  sidebar.tools.read = cut;
}

describe('[V-03] by cursor', () => {
  it('reads a page, not the tenant, and appends the next one on demand', async () => {
    const sidebar = await openSidebar({ groups: manyGroups(60) });
    expect(await last(sidebar)).toBe('Load more (25+)');
    await editor.run('runtimeThreats.loadMore');
    expect(await last(sidebar)).toBe('Load more (50+)');
    await editor.run('runtimeThreats.loadMore');
    expect(await sidebar.rows()).toHaveLength(60);
    expect(await last(sidebar)).toBe('Threat g00059');
    expect(listCalls(sidebar).map((args) => [args['limit'], args['cursor']])).toEqual([
      [25, undefined],
      [25, '25'],
      [25, '50'],
    ]);
  });

  it('a refresh keeps the pages that are loaded and goes on where they end', async () => {
    const sidebar = await openSidebar({ groups: manyGroups(200) });
    for (let page = 0; page < 5; page += 1) await editor.run('runtimeThreats.loadMore');
    expect(await last(sidebar)).toBe('Load more (150+)');
    await editor.run('runtimeThreats.refresh');
    expect(await last(sidebar)).toBe('Load more (150+)');
    await editor.run('runtimeThreats.loadMore');
    expect(await last(sidebar)).toBe('Load more (175+)');
    expect(listCalls(sidebar).slice(-2)).toMatchObject([{ limit: 100 }, { limit: 25, cursor: '150' }]);
  });

  it('a group that was closed goes with the next refresh, one on a page behind it stays', async () => {
    const groups = manyGroups(60);
    const sidebar = await openSidebar({ groups });
    sidebar.data.groups = groups.filter((one) => one.id !== 'g00003');
    await editor.run('runtimeThreats.refresh');
    expect(labels(await sidebar.rows())).not.toContain('Threat g00003');
    expect(labels(await sidebar.rows())).toContain('Threat g00024');
  });

  it('a click while a refresh runs is done after it, not lost', async () => {
    const held = gate();
    let slow = false;
    const sidebar = await openSidebar({ groups: manyGroups(60) }, { before: async () => slow && held.opened });
    slow = true;
    const refreshed = editor.run('runtimeThreats.refresh');
    const more = editor.run('runtimeThreats.loadMore');
    held.open();
    await Promise.all([refreshed, more]);
    expect(await last(sidebar)).toBe('Load more (50+)');
  });

  it('[V-20] a page that can not be read leaves what is loaded, and says what, why and the fix', async () => {
    let broken = false;
    const sidebar = await openSidebar({ groups: manyGroups(60) }, { fail: () => (broken ? failure('server', 'status 500') : undefined) });
    broken = true;
    await editor.run('runtimeThreats.loadMore');
    expect(await last(sidebar)).toBe('Load more (25+)');
    expect(sidebar.view.message).toBe('A call failed. status 500. Try again later. The rows are as of 10:00:00 UTC.');
    broken = false;
    await editor.run('runtimeThreats.loadMore');
    expect(await last(sidebar)).toBe('Load more (50+)');
    expect(sidebar.view.message).toBe('');
  });
});

describe('[V-03] without a cursor', () => {
  it('asks for more at once', async () => {
    const sidebar = await openSidebar({ groups: manyGroups(60) }, { visible: false });
    withoutCursor(sidebar, { total: false });
    sidebar.view.show(true);
    await settled();
    await editor.run('runtimeThreats.loadMore');
    await editor.run('runtimeThreats.loadMore');
    expect(await sidebar.rows()).toHaveLength(60);
    expect(listCalls(sidebar)).toMatchObject([{ limit: 25 }, { limit: 50 }, { limit: 75 }]);
  });

  it('a tenant that hands out no more still counts as having more, and is not asked in vain', async () => {
    const sidebar = await openSidebar({ groups: manyGroups(60) }, { visible: false });
    withoutCursor(sidebar, { most: 25 });
    sidebar.view.show(true);
    await settled();
    await editor.run('runtimeThreats.loadMore');
    const rows = await sidebar.rows();
    expect(rows.at(-1)?.item).toMatchObject({ label: 'More exist: the tenant lists no more than these 25' });
    expect(rows.at(-1)?.item).not.toHaveProperty('command');
    await editor.run('runtimeThreats.loadMore');
    expect(listCalls(sidebar)).toHaveLength(2);
  });
});

describe('[V-03] 10,000 groups', () => {
  const groups = Array.from({ length: 10_000 }, (_, index) =>
    group(`g${index}`, index, { scope: { cluster: `c${index % 7}` }, start: now - (index + 1) * minute }),
  );

  it('take one call a page and one drawing each, a refresh one of the newest only; rows stay the same objects', async () => {
    const sidebar = await openSidebar({ groups }, { visible: false });
    const limits: unknown[] = [];
    const { read } = sidebar.tools;
    const bigPages = async (tool: ReadTool, args: { limit?: number }, signal: AbortSignal) => {
      limits.push(args.limit);
      return read(tool, { ...args, ...(args.limit === 25 && { limit: 1000 }) } as never, signal);
    };
    sidebar.tools.read = bigPages as ReadTools['read'];
    sidebar.view.show(true);
    await settled();
    sidebar.redrawn.length = 0;
    for (let page = 1; page < 10; page += 1) await editor.run('runtimeThreats.loadMore');
    expect(limits).toEqual(Array.from({ length: 10 }, () => 25));
    expect(sidebar.redrawn).toEqual(Array.from({ length: 9 }, () => undefined));
    const before = await sidebar.provider.getChildren();
    expect(before).toHaveLength(10_000);
    await editor.run('runtimeThreats.refresh');
    expect(limits.at(-1)).toBe(100);
    const after = await sidebar.provider.getChildren();
    expect(after?.every((node, index) => node === before?.[index])).toBe(true);
  });
});
