import { afterEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../../src/extension/core/tools/connection.ts';
import { readInvestigateState, saveInvestigateState } from '../../../src/extension/core/tools/skillState.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { instantClock, keptLog, never, reached } from './toolServer.ts';

const skill_state = 'runtime-investigate';
const open: Connection[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** So many connections to one tenant, as of so many windows or tools. */
async function windows(count: number): Promise<readonly Connection[]> {
  const tenant = createSampleTenant({ now: Date.now });
  const label = { name: 'sample', sample: true };
  const connections = Array.from({ length: count }, async () =>
    reached(
      await connect(
        { label, address: 'sample', open: () => connectInMemory(tenant) },
        { clock: instantClock(), log: keptLog(), signal: never },
      ),
    ),
  );
  open.push(...(await Promise.all(connections)));
  return open;
}

const completed = '2026-06-10T11:30:00Z';
const saveCase = (window: Connection, eventId: string) =>
  saveInvestigateState(window, { lastRun: completed, recentCase: { eventId, completed } }, never);

/** The connection, and what it was refused: an answer of an MCP tool that says 409. */
function watched(window: Connection, before: (tool: string, turn: number) => Promise<void> = async () => undefined) {
  const conflicts: string[] = [];
  const turns = new Map<string, number>();
  const call: Connection['call'] = async (tool, args, signal) => {
    turns.set(tool, (turns.get(tool) ?? 0) + 1);
    await before(tool, turns.get(tool) ?? 0);
    const answer = await window.call(tool, args, signal);
    if (answer.isError === true) conflicts.push(tool);
    return answer;
  };
  return { window: { ...window, call }, conflicts };
}

describe('the shared state while others write it', () => {
  it('[K-09] two windows that save at the same moment both stand in the record, with what another tool wrote meanwhile', async () => {
    const [a, b, tool] = (await windows(3)) as [Connection, Connection, Connection];
    await tool.call(
      'save_skill_state',
      { skill_state, version: 0, data: { theirs: 'kept', recent_cases: [{ event_id: 'older' }] } },
      never,
    );
    // Both have read before either saves.
    let arrive: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      let waiting = 0;
      arrive = () => {
        waiting += 1;
        if (waiting === 2) resolve();
      };
    });
    const together = async (name: string, turn: number): Promise<void> => {
      if (name !== 'save_skill_state' || turn > 1) return;
      arrive();
      await both;
    };
    const first = watched(a, together);
    const second = watched(b, together);
    await Promise.all([saveCase(first.window, 'from a'), saveCase(second.window, 'from b')]);
    expect([...first.conflicts, ...second.conflicts]).toEqual(['save_skill_state']);
    const state = await readInvestigateState(tool, never);
    expect(state.recentCases.map(({ eventId }) => eventId).toSorted()).toEqual(['from a', 'from b', 'older']);
    expect(state).toMatchObject({ version: 3, data: { theirs: 'kept' } });
  });

  it('[K-09] a second conflict is told, and leaves what the others wrote', async () => {
    const [a, tool] = (await windows(2)) as [Connection, Connection];
    const interfere = async (name: string, turn: number): Promise<void> => {
      if (name !== 'save_skill_state') return;
      await tool.call('save_skill_state', { skill_state, version: turn - 1, data: { theirs: turn } }, never);
    };
    await expect(saveCase(watched(a, interfere).window, 'ours')).rejects.toMatchObject({ reason: 'conflict' });
    expect(await readInvestigateState(tool, never)).toMatchObject({ version: 2, data: { theirs: 2 }, recentCases: [] });
  });

  it('[K-09] saves of one window wait for each other', async () => {
    const [a] = (await windows(1)) as [Connection];
    const { window, conflicts } = watched(a);
    const ids = ['1', '2', '3', '4', '5'];
    await Promise.all(ids.map((id) => saveCase(window, id)));
    expect(conflicts).toEqual([]);
    expect((await readInvestigateState(a, never)).recentCases.map(({ eventId }) => eventId)).toEqual(ids);
  });
});
