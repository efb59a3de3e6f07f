import { describe, expect, it } from 'vitest';
import { caseOf, recentCaseOf, usualWay } from '../../../src/extension/core/tools/recentCase.ts';
import { saveInvestigateState } from '../../../src/extension/core/tools/skillState.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { answer, type Calls, connectTo, never, refused } from './toolServer.ts';

const entry = { eventId: 'e1', started: '2026-06-01T00:00:00Z', completed: '2026-06-01T00:10:00Z', handoff: { destination: 'jira' } };

describe('[I-04] an earlier case', () => {
  it('is the one of that very event, of several the one that was completed last', () => {
    const newer = { ...entry, completed: '2026-06-02T00:00:00Z' };
    expect(caseOf([{ eventId: 'e1' }, newer, entry, { eventId: 'e10' }], 'e1')).toBe(newer);
    expect(caseOf([entry], 'e')).toBeUndefined();
  });

  it.each([
    ['2026-06-01T00:00:00Z', 'refresh'],
    ['2026-06-01T00:00:01Z', 'continue'],
    ['2026-06-01T05:00:00Z', 'continue'],
    ['', 'refresh'],
    [undefined, 'refresh'],
  ])('completed %s is, at four o’clock, one to %s', (completed, way) => {
    expect(usualWay({ eventId: 'e1', ...(completed !== undefined && { completed }) }, Date.UTC(2026, 5, 1, 4))).toBe(way);
  });
});

describe('[K-09] what the state notes of a finished case', () => {
  const { startedAt, completedAt, trigger } = storefrontCase;

  it('is its own beginning and end', () => {
    const noted = recentCaseOf(storefrontCase, 'new.md');
    expect(noted).toMatchObject({ eventId: trigger.eventId, caseFile: 'new.md', started: startedAt, completed: completedAt });
  });

  it('[I-04] of a refresh is the entry that it goes on from: begun when that was, completed now, with the new file', () => {
    const noted = recentCaseOf(storefrontCase, 'new.md', entry);
    expect(noted).toMatchObject({ eventId: 'e1', caseFile: 'new.md', started: entry.started, completed: completedAt });
    expect(recentCaseOf(storefrontCase, 'new.md', { eventId: 'e1' })).not.toHaveProperty('started');
  });
});

describe('[I-04] dropping the earlier case', () => {
  const e0 = { event_id: 'e0' };
  const e1 = { event_id: 'e1', handoff: { destination: 'jira' } };

  async function stateWith(get: () => ReturnType<typeof answer>, save: () => ReturnType<typeof answer> = () => answer({})) {
    const calls: Calls = [];
    const connection = await connectTo({ get_skill_state: { run: get }, save_skill_state: { run: save } }, { calls });
    return { connection, saved: () => calls.filter(({ tool }) => tool === 'save_skill_state').map(({ args }) => args) };
  }

  it('takes its entry out, under the version that was read, and leaves everything else', async () => {
    const { connection, saved } = await stateWith(() => answer({ version: 3, last_run: 'then', recent_cases: [e0, e1, 'odd'] }));
    await saveInvestigateState(connection, { dropCase: 'e1' }, never);
    expect(saved()).toEqual([{ skill_state: 'runtime-investigate', version: 3, data: { last_run: 'then', recent_cases: [e0, 'odd'] } }]);
  });

  it('merges with what another side saved meanwhile', async () => {
    let version = 3;
    const get = () => answer({ version, recent_cases: version === 3 ? [e1] : [e1, e0] });
    const { connection, saved } = await stateWith(get, () => (version++ === 3 ? refused('status code: 409, conflict') : answer({})));
    await saveInvestigateState(connection, { dropCase: 'e1' }, never);
    expect(saved().map((args) => args['version'])).toEqual([3, 4]);
    expect(saved()[1]).toMatchObject({ data: { recent_cases: [e0] } });
  });

  it('lets a new case of the same event begin without the old hand-off', async () => {
    const { connection, saved } = await stateWith(() => answer({ version: 3, recent_cases: [e1] }));
    await saveInvestigateState(connection, { dropCase: 'e1', recentCase: { eventId: 'e1', tactic: 'c2' } }, never);
    expect(saved()[0]).toMatchObject({ data: { recent_cases: [{ event_id: 'e1', tactic: 'c2' }] } });
    expect(JSON.stringify(saved()[0])).not.toContain('jira');
  });
});
