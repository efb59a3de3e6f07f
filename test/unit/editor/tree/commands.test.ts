import { expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { connected, node, openSidebar, unfold } from './sidebar.ts';
import { event, group, threat } from './tenant.ts';

const tenant = {
  groups: [group('ggg', 5, { scope: { host: 'vm-12' } })],
  threats: [threat('ttt', 'ggg', ['eee'])],
  events: [event('eee', 5)],
};

it('[V-21] Copy ID copies the id of the group, threat or event that the row stands for', async () => {
  const sidebar = await openSidebar(tenant);
  const copied: string[] = [];
  for (const rows of [await sidebar.rows(), await unfold(sidebar, 0), await unfold(sidebar, 2)]) {
    await editor.run('runtimeThreats.copyId', node(rows));
    copied.push(editor.clipboard);
  }
  expect(copied).toEqual(['ggg', 'ttt', 'eee']);
});

it('[V-20] Copy ID without a row says how to use it, and leaves the clipboard alone', async () => {
  await openSidebar(tenant);
  await editor.run('runtimeThreats.copyId');
  expect(editor.shown).toMatchObject([{ kind: 'error', text: expect.stringContaining('Use Copy ID in the menu of a row') }]);
  expect(editor.clipboard).toBe('');
});

it('[V-21] Open in Sysdig opens the console of the region, and is offered only where it is known', async () => {
  const { session } = await openSidebar(tenant);
  expect(editor.context.get('runtimeThreats.hasConsole')).toBe(false);
  await editor.run('runtimeThreats.openInSysdig');
  expect(editor.opened).toEqual([]);
  expect(editor.shown).toMatchObject([{ kind: 'error', text: expect.stringContaining('no known region') }]);
  session.become({ ...connected, consoleUrl: 'https://eu1.app.sysdig.com' });
  expect(editor.context.get('runtimeThreats.hasConsole')).toBe(true);
  await editor.run('runtimeThreats.openInSysdig');
  expect(editor.opened).toEqual(['https://eu1.app.sysdig.com']);
});

it('[V-23] leaving "Group By" changes nothing and asks nothing more', async () => {
  const { rows } = await openSidebar(tenant);
  await editor.run('runtimeThreats.groupBy');
  expect(editor.shown).toHaveLength(1);
  expect(await rows()).toHaveLength(1);
});
