import { beforeEach, expect, it } from 'vitest';
import type { RecentCase } from '../../../../src/extension/core/tools/skillState.ts';
import { refreshCaseCommand } from '../../../../src/extension/editor/investigation/investigateCommand.ts';
import { editor } from '../../../fakes/vscode.ts';
import { eventId, groupId, world } from '../host/investigateWorld.ts';

const recent: RecentCase = {
  eventId,
  caseFile: 'sysdig-runtime-investigate-18b7ad56233b-20260610-0730.md',
  started: '2026-06-09T07:00:00Z',
  completed: '2026-06-10T07:30:00Z',
  handoff: { destination: 'jira', ticketKey: 'RUNTIME-1234' },
};

/** The format of the report is asked for in every run (K-06). */
const asked = () => editor.shown.filter(({ kind, text }) => kind === 'quickPick' && !text.includes('format'));

beforeEach(() => editor.reset());

it.each([{ eventId }, { groupId }])(
  '[V-13] [I-04] a case whose file is gone is investigated again by %j without a question',
  async (id) => {
    const { ports, saved } = world({ cases: [recent] });
    await refreshCaseCommand({ kind: 'goneCase', ...id }, ports);
    expect(asked()).toEqual([]);
    // Into a new file, as the same entry of the shared state, which keeps its hand-off.
    expect(saved).toMatchObject([{ refreshed: { eventId, handoff: { ticketKey: 'RUNTIME-1234' } } }]);
    expect(saved[0]?.file).not.toContain(recent.caseFile);
    expect(editor.files.get(saved[0]?.file ?? '')).toContain('runtime-threats-case/1');
  },
);

it('[V-13] a row that has a file is never taken for one that has none', async () => {
  const { ports, saved } = world({ cases: [recent] });
  await expect(refreshCaseCommand({ kind: 'case', file: '/tmp/no-such-case.md', eventId }, ports)).rejects.toThrow(/gone/);
  expect(saved).toEqual([]);
});
