import { describe, expect, it } from 'vitest';
import type { ReadTool } from '../../../../src/extension/core/tools/readTools.ts';
import { AutoRefresh } from '../../../../src/extension/editor/threats/autoRefresh.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';
import { connected, fakeClock, gate, labels, listCalls, openSidebar, settled } from './sidebar.ts';
import { group } from './tenant.ts';

const groups = [group('a', 1)];
const everyMinute = { refreshSeconds: 60 };
const isList = (tool: ReadTool) => tool === 'list_threats_engine_groups';

describe('[V-05] auto-refresh', () => {
  it('reads the list once an interval while the view shows, and brings what is new', async () => {
    const sidebar = await openSidebar({ groups }, everyMinute);
    sidebar.data.groups = [...groups, group('b', 0)];
    await sidebar.clock.pass(59);
    expect(listCalls(sidebar)).toHaveLength(1);
    await sidebar.clock.pass(1);
    expect(labels(await sidebar.rows())).toEqual(['Threat b', 'Threat a']);
    await sidebar.clock.pass(180);
    expect(listCalls(sidebar)).toHaveLength(5);
  });

  it('is off while the view is hidden or the window is unfocused, and due at once on return', async () => {
    const sidebar = await openSidebar({ groups }, everyMinute);
    sidebar.view.show(false);
    expect(sidebar.clock.sleeping()).toBe(0);
    await sidebar.clock.pass(600);
    expect(listCalls(sidebar)).toHaveLength(1);
    sidebar.view.show(true);
    await sidebar.clock.pass(0);
    expect(listCalls(sidebar)).toHaveLength(2);
    editor.focus(false);
    await sidebar.clock.pass(600);
    expect(listCalls(sidebar)).toHaveLength(2);
    editor.focus(true);
    await sidebar.clock.pass(0);
    expect(listCalls(sidebar)).toHaveLength(3);
  });

  it('comes no sooner because the user turns away and back', async () => {
    const sidebar = await openSidebar({ groups }, everyMinute);
    await sidebar.clock.pass(30);
    for (let turn = 0; turn < 5; turn += 1) {
      editor.focus(false);
      editor.focus(true);
    }
    expect(sidebar.clock.sleeping()).toBe(1);
    await sidebar.clock.pass(29);
    expect(listCalls(sidebar)).toHaveLength(1);
    await sidebar.clock.pass(1);
    expect(listCalls(sidebar)).toHaveLength(2);
  });

  it('backs off while the tenant fails, whoever turns away and back, and is itself again after one success', async () => {
    let broken = false;
    const sidebar = await openSidebar({ groups }, { ...everyMinute, fail: () => (broken ? failure('server', 'status 500') : undefined) });
    broken = true;
    const calls = async (seconds: number) => {
      await sidebar.clock.pass(seconds);
      editor.focus(false);
      editor.focus(true);
      return listCalls(sidebar).length;
    };
    expect(await calls(60)).toBe(2);
    expect(await calls(119)).toBe(2);
    expect(await calls(1)).toBe(3);
    expect(await calls(239)).toBe(3);
    broken = false;
    expect(await calls(1)).toBe(4);
    expect(await calls(60)).toBe(5);
  });

  it('asks a tenant that keeps failing every 15 minutes, not ever more rarely', async () => {
    const sidebar = await openSidebar({ groups }, { ...everyMinute, fail: () => failure('server', 'status 500') });
    await sidebar.clock.pass(3600);
    const { length } = listCalls(sidebar);
    await sidebar.clock.pass(3600);
    expect(listCalls(sidebar)).toHaveLength(length + 4);
  });

  it('does not spin where the tenant can not be read at all', async () => {
    const sidebar = await openSidebar(
      { groups },
      { ...everyMinute, before: async (tool) => isList(tool) && Promise.reject(new Error('odd')) },
    );
    await sidebar.clock.pass(59);
    expect(listCalls(sidebar)).toHaveLength(1);
    expect((await sidebar.rows())[0]?.item).toMatchObject({ label: 'The threats could not be read', contextValue: 'rootFailure' });
  });

  it('does not spin where a refresh returns at once and has read nothing', async () => {
    const clock = fakeClock();
    let asked = 0;
    const refresh = async () => {
      asked += 1;
    };
    const tried = () => ({ at: clock.now() - 3_600_000, failures: 0 });
    const refreshing = new AutoRefresh({ clock, seconds: () => 60, isWanted: () => true, refresh, tried });
    refreshing.update();
    await clock.pass(59);
    expect(asked).toBe(1);
    refreshing.dispose();
  });

  it('starts afresh on another tenant: the failures of the one before do not slow it down', async () => {
    let broken = true;
    const sidebar = await openSidebar({ groups }, { ...everyMinute, fail: () => (broken ? failure('server', 'status 500') : undefined) });
    await sidebar.clock.pass(600);
    broken = false;
    sidebar.session.become({ kind: 'connecting', name: 'other' });
    sidebar.session.become(connected);
    await settled();
    const { length } = listCalls(sidebar);
    await sidebar.clock.pass(60);
    expect(listCalls(sidebar)).toHaveLength(length + 1);
  });

  it.each([0, -1, 'often', Number.NaN, undefined])('a setting of %s turns it off', async (refreshSeconds) => {
    const sidebar = await openSidebar({ groups }, { refreshSeconds });
    expect(sidebar.clock.sleeping()).toBe(0);
  });

  it.each([
    [0.001, 5],
    [1e12, 86_400],
  ])('a setting of %s s waits %s s: neither a flood nor more than a timer can hold', async (refreshSeconds, waits) => {
    const sidebar = await openSidebar({ groups }, { refreshSeconds });
    await sidebar.clock.pass(waits - 1);
    expect(listCalls(sidebar)).toHaveLength(1);
    await sidebar.clock.pass(1);
    expect(listCalls(sidebar)).toHaveLength(2);
  });

  it('follows the setting when it changes', async () => {
    const sidebar = await openSidebar({ groups }, everyMinute);
    editor.configure('runtimeThreats.refreshSeconds', 10);
    await sidebar.clock.pass(10);
    expect(listCalls(sidebar)).toHaveLength(2);
    editor.configure('runtimeThreats.refreshSeconds', 0);
    expect(sidebar.clock.sleeping()).toBe(0);
  });
});

it('[V-05] [V-20] a refresh that fails keeps the rows, says so and how old they are, until one succeeds', async () => {
  let broken = false;
  const sidebar = await openSidebar({ groups }, { fail: () => (broken ? failure('server', 'status 500') : undefined) });
  broken = true;
  await sidebar.clock.pass(300);
  await editor.run('runtimeThreats.refresh');
  expect(labels(await sidebar.rows())).toEqual(['Threat a']);
  expect(sidebar.view.message).toBe('A call failed. status 500. Try again later. The rows are as of 10:00:00 UTC.');
  broken = false;
  await editor.run('runtimeThreats.refresh');
  expect(sidebar.view.message).toBe('');
});

it('[V-02] a first reading that fails is one row with what, why and the fix; Enter on it tries again', async () => {
  let broken = true;
  const sidebar = await openSidebar({ groups }, { fail: () => (broken ? failure('server', 'status 500') : undefined) });
  const [row] = await sidebar.rows();
  expect(row?.item).toMatchObject({ label: 'A call failed.', tooltip: expect.stringContaining('Try again later.') });
  broken = false;
  await editor.run(String(row?.item.command?.command), ...(row?.item.command?.arguments ?? []));
  expect(labels(await sidebar.rows())).toEqual(['Threat a']);
});

it('[V-05] one reading at a time: two refreshes at once are one call', async () => {
  const held = gate();
  const sidebar = await openSidebar({ groups }, { visible: false, before: () => held.opened });
  sidebar.view.show(true);
  const asked = [editor.run('runtimeThreats.refresh'), editor.run('runtimeThreats.refresh')];
  held.open();
  await Promise.all(asked);
  expect(listCalls(sidebar)).toHaveLength(1);
});

it('shows the progress bar of the view while the user waits for a reading', async () => {
  const held = gate();
  await openSidebar({ groups }, { before: () => held.opened });
  expect(editor.progress.at(-1)).toMatchObject({ options: { location: { viewId: 'runtimeThreats.threats' } }, ended: false });
  held.open();
  await settled();
  expect(editor.progress.every((one) => one.ended)).toBe(true);
});

it('after it is disposed nothing is asked, nothing is drawn and no timer runs', async () => {
  const held = gate();
  const sidebar = await openSidebar({ groups }, { ...everyMinute, before: () => held.opened });
  sidebar.dispose();
  held.open();
  await settled();
  sidebar.redrawn.length = 0;
  sidebar.session.become(connected);
  sidebar.sighted.fire();
  sidebar.view.show(true);
  editor.focus(true);
  editor.configure('runtimeThreats.refreshSeconds', 5);
  await sidebar.clock.pass(600);
  expect(sidebar.clock.sleeping()).toBe(0);
  expect(sidebar.redrawn).toEqual([]);
  expect(listCalls(sidebar)).toHaveLength(1);
  expect([...editor.registered.keys()]).toEqual([]);
});
