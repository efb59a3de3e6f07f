import { describe, expect, it } from 'vitest';
import { readInvestigateState, saveInvestigateState } from '../../../src/extension/core/tools/skillState.ts';
import { type Answer, answer, type Calls, connectTo, never, refused } from './toolServer.ts';

const lastRun = '2026-06-10T12:00:00Z';

async function stateWith(get: () => Answer, save: () => Answer = () => answer({ ok: true })) {
  const calls: Calls = [];
  const connection = await connectTo({ get_skill_state: { run: get }, save_skill_state: { run: save } }, { calls });
  return { connection, saved: () => calls.filter(({ tool }) => tool === 'save_skill_state').map(({ args }) => args) };
}

describe('[K-09] the shared state', () => {
  const nothing: readonly Answer[] = [
    answer(null),
    answer({}),
    answer({ result: null }),
    { content: [] },
    { content: [{ type: 'text', text: '' }] },
  ];
  it.each(nothing)('takes %j for version 0', async (none) => {
    const { connection, saved } = await stateWith(() => none);
    expect(await readInvestigateState(connection, never)).toEqual({ version: 0, data: {}, recentCases: [] });
    await saveInvestigateState(connection, { lastRun }, never);
    expect(saved()).toEqual([{ skill_state: 'runtime-investigate', version: 0, data: { last_run: lastRun, recent_cases: [] } }]);
  });

  it('keeps what others wrote, puts the version outside the data, and touches no preference that was not chosen', async () => {
    const theirs = { version: 7, preferred_handoff: 'jira', theirs: { a: 1 }, recent_cases: [{ event_id: 'e0', note: 'kept' }, 'odd'] };
    const { connection, saved } = await stateWith(() => answer(theirs));
    const recentCase = { eventId: 'e1', cluster: 'prod', caseFile: 'case.md', handoff: { destination: 'jira', ticketKey: 'R-1' } };
    await saveInvestigateState(connection, { lastRun, recentCase, preferredJiraProject: 'R' }, never);
    expect(saved()).toEqual([
      {
        skill_state: 'runtime-investigate',
        version: 7,
        data: {
          preferred_handoff: 'jira',
          preferred_jira_project: 'R',
          theirs: { a: 1 },
          last_run: lastRun,
          recent_cases: [
            { event_id: 'e0', note: 'kept' },
            'odd',
            { event_id: 'e1', cluster: 'prod', case_file: 'case.md', handoff: { destination: 'jira', ticket_key: 'R-1' } },
          ],
        },
      },
    ]);
  });

  it('updates the case of the same event and keeps its handoff', async () => {
    const before = { event_id: 'e1', tactic: 'c2', handoff: { destination: 'jira' }, completed: '2026-06-01T00:00:00Z' };
    const { connection, saved } = await stateWith(() => answer({ version: 1, recent_cases: [before] }));
    await saveInvestigateState(connection, { lastRun, recentCase: { eventId: 'e1', tactic: 'impact', completed: lastRun } }, never);
    expect(saved()[0]).toMatchObject({ data: { recent_cases: [{ ...before, tactic: 'impact', completed: lastRun }] } });
  });

  it('keeps the ten newest cases', async () => {
    const day = (n: number) => ({ event_id: `e${n}`, completed: `2026-06-${String(n).padStart(2, '0')}T00:00:00Z` });
    const stored = [5, 1, 9, 2, 8, 3, 7, 4, 6, 10].map(day);
    const { connection, saved } = await stateWith(() => answer({ version: 1, recent_cases: stored }));
    await saveInvestigateState(connection, { lastRun, recentCase: { eventId: 'new', completed: lastRun } }, never);
    const { data } = saved()[0] as { data: { recent_cases: { event_id: string }[] } };
    expect(data.recent_cases.map(({ event_id }) => event_id)).toEqual(['e5', 'e9', 'e2', 'e8', 'e3', 'e7', 'e4', 'e6', 'e10', 'new']);
  });

  it('merges into what the other side saved meanwhile', async () => {
    let version = 3;
    const theirs = () => answer({ version, recent_cases: version === 4 ? [{ event_id: 'theirs' }] : [] });
    const save = () => (version++ === 3 ? refused('status code: 409, conflict') : answer({}));
    const { connection, saved } = await stateWith(theirs, save);
    await saveInvestigateState(connection, { lastRun, recentCase: { eventId: 'ours' } }, never);
    expect(saved().map((args) => args['version'])).toEqual([3, 4]);
    expect(saved()[1]).toMatchObject({ data: { recent_cases: [{ event_id: 'theirs' }, { event_id: 'ours' }] } });
  });

  it.each([409, 500, 403])('surfaces status %i, and only a conflict is tried again', async (status) => {
    const { connection, saved } = await stateWith(
      () => answer(null),
      () => refused(`status code: ${status}`),
    );
    await expect(saveInvestigateState(connection, { lastRun }, never)).rejects.toMatchObject({ status });
    expect(saved()).toHaveLength(status === 409 ? 2 : 1);
  });
});
