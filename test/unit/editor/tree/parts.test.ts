import { expect, it } from 'vitest';
import { chosenThreat } from '../../../../src/extension/editor/investigation/chosenThreat.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';
import { gate, labels, node, openSidebar, settled, unfold } from './sidebar.ts';
import { event, group, minute, now, threat } from './tenant.ts';

const scope = { host: 'vm-12' };
const tenant = () => ({
  groups: [group('ggg', 5, { scope, start: now - 60 * minute, threatCount: 1, eventCount: 2 })],
  threats: [threat('ttt', 'ggg', ['eee', 'fff'])],
  events: [event('eee', 5), event('fff', 7), event('other', 6)],
});

it('[V-02] a group unfolds to threats, resources and latest events, each read when it unfolds and not before', async () => {
  const sidebar = await openSidebar(tenant());
  const parts = await sidebar.rows(node(await sidebar.rows()));
  expect(labels(parts)).toEqual(['Threats (1)', 'Resources', 'Latest events (2)']);
  expect(sidebar.tools.asked.map((call) => call.tool)).toEqual(['list_threats_engine_groups']);
  expect(labels(await unfold(sidebar, 0))).toEqual(['Threat ttt']);
  expect(labels(await unfold(sidebar, 1))).toEqual(['vm-12']);
  expect(labels(await unfold(sidebar, 2))).toEqual(['09:55:00  Rule eee', '09:53:00  Rule fff']);
});

it('[V-02] is read once, however often it unfolds', async () => {
  const sidebar = await openSidebar(tenant());
  await unfold(sidebar, 0);
  const { length } = sidebar.tools.asked;
  await unfold(sidebar, 0);
  expect(sidebar.tools.asked).toHaveLength(length);
});

it('[V-02] shows that it loads while the tenant takes its time, then redraws that part only', async () => {
  const held = gate();
  const sidebar = await openSidebar(tenant(), {
    before: async (tool) => tool === 'list_threats_engine_threats_by_group' && held.opened,
  });
  expect(labels(await unfold(sidebar, 0))).toEqual(['Loading…']);
  sidebar.redrawn.length = 0;
  held.open();
  await settled();
  expect(sidebar.redrawn).toEqual([{ kind: 'part', of: 'ggg', part: 'threats' }]);
  const [, ...others] = await sidebar.rows(node(await sidebar.rows()));
  expect(others).toHaveLength(2);
  expect(labels(await unfold(sidebar, 0))).toEqual(['Threat ttt']);
});

it('[V-02] [V-20] a part that fails says what and why, the fix on hover, and its row asks again for that part only', async () => {
  let broken = true;
  const sidebar = await openSidebar(tenant(), {
    fail: (tool) => (broken && tool === 'list_threats_engine_resources_by_group' ? failure('server', 'status 500') : undefined),
  });
  const [row] = await unfold(sidebar, 1);
  expect(row?.item).toMatchObject({ label: 'A call failed.', description: expect.stringContaining('status 500') });
  expect(row?.item.tooltip).toBe('A call failed.\nstatus 500\nTry again later.');
  expect(row?.item.accessibilityInformation?.label).toContain('Press Enter to try again');
  await unfold(sidebar, 1);
  broken = false;
  sidebar.tools.asked.length = 0;
  await editor.run(String(row?.item.command?.command), ...(row?.item.command?.arguments ?? []));
  expect(labels(await unfold(sidebar, 1))).toEqual(['vm-12']);
  expect(sidebar.tools.asked.map((call) => call.tool)).toEqual(['list_threats_engine_resources_by_group']);
});

it('[V-02] events that the tenant does not tie to the group are not passed off as its own', async () => {
  const { groups, events } = tenant();
  const sidebar = await openSidebar({ groups, events, threats: [threat('ttt', 'ggg')] });
  expect(labels(await unfold(sidebar, 2)).at(-1)).toContain('these are of its place and time');
  const nowhere = await openSidebar({ groups: groups.map((one) => ({ ...one, scope: {} })), events, threats: [threat('ttt', 'ggg')] });
  expect(labels(await unfold(nowhere, 2))).toEqual(['The tenant names no events of this group']);
});

it('[V-02] an event that can not be read costs that event, not the others', async () => {
  const sidebar = await openSidebar(tenant(), {
    fail: (tool, args) => (tool === 'get_event_info' && args['eventId'] === 'fff' ? failure('notFound', 'status 404') : undefined),
  });
  expect(labels(await unfold(sidebar, 2))).toEqual(['09:55:00  Rule eee', '1 could not be read: status 404']);
});

it('[V-07] Investigate gets from every row the id that the row stands for', async () => {
  const sidebar = await openSidebar(tenant());
  const groups = await sidebar.rows();
  const chosen = [groups, await unfold(sidebar, 0), await unfold(sidebar, 2)].map((rows) => chosenThreat(node(rows)));
  expect(chosen).toEqual(['ggg', 'ttt', 'eee']);
});

it('[V-05] a refresh reads again what changed and is looked at, and keeps the rest', async () => {
  const data = tenant();
  data.groups.push(group('quiet', 9, { scope }));
  data.threats.push(threat('qqq', 'quiet'));
  const sidebar = await openSidebar(data);
  const before = await sidebar.rows();
  const parts = await sidebar.rows(node(before));
  await unfold(sidebar, 0);
  await sidebar.rows(node(await sidebar.rows(node(before, 1)), 0));
  sidebar.data.groups = data.groups.map((one) => (one.id === 'ggg' ? { ...one, lastSignal: now, threatCount: 2 } : one));
  sidebar.data.threats = [...data.threats, threat('uuu', 'ggg')];
  sidebar.tools.asked.length = 0;
  await editor.run('runtimeThreats.refresh');
  const after = await sidebar.rows();
  expect(after.map((row) => row.item.id)).toEqual(before.map((row) => row.item.id));
  expect(node(after)).toBe(node(before));
  expect(node(await sidebar.rows(node(after)))).toBe(node(parts));
  expect(labels(await unfold(sidebar, 0))).toEqual(['Threat ttt', 'Threat uuu']);
  await sidebar.rows(node(await sidebar.rows(node(after, 1)), 0));
  expect(sidebar.tools.asked.slice(1)).toMatchObject([{ tool: 'list_threats_engine_threats_by_group', args: { groupId: 'ggg' } }]);
});
