import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { type Checklist, dialogsShown, quiet, refusal, sayYes, titles, type World, world } from './remediationWorld.ts';

beforeEach(() => editor.reset());

const submits = (here: World) => here.called('submit_response_action').map(({ args }) => args['action_type']);
const select = (list: Checklist, ...names: readonly string[]) => {
  for (const name of names) list.say({ type: 'select', action: list.row(name).id, on: true });
};
const runSelected = async (list: Checklist) => {
  list.say({ type: 'runSelected' });
  await quiet();
};

describe('[R-17] what a surface refuses', () => {
  const sameScope = ['ISOLATE_NETWORK', 'DELETE_POD', 'ROLLOUT_RESTART'];

  it('responder_not_found makes the rest of that scope unavailable, with reason and fix, and the queue leaves it out', async () => {
    const here = await world();
    const list = await here.open(titles.ledger);
    sayYes();
    select(list, ...sameScope);
    await runSelected(list);
    expect(submits(here)).toEqual(['ISOLATE_NETWORK']);
    expect([dialogsShown().length, here.faults]).toEqual([1, []]);
    expect(list.notices()).toEqual(expect.arrayContaining([expect.stringMatching(/^DELETE_POD is left out: .*no CLUSTER responder/)]));
    for (const name of sameScope) {
      const row = list.row(name);
      expect(row).toMatchObject({
        availability: { state: 'unavailable', fix: expect.stringMatching(/./) },
        can: { run: false, file: true },
      });
      expect(row.availability.reason).toContain('no CLUSTER responder');
      expect(row.blocked).toContain('no CLUSTER responder');
    }
  });

  it('is still known after it is probed again', async () => {
    const here = await world();
    const list = await here.open(titles.ledger);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    list.say({ type: 'probeAgain' });
    await quiet();
    expect(list.row('DELETE_POD').availability.state).toBe('unavailable');
  });

  it('storage_not_configured makes what needs storage unavailable, and nothing else', async () => {
    const here = await world({
      before: ({ tool }) => (tool === 'submit_response_action' ? refusal(tool, 412, { type: 'storage_not_configured' }) : undefined),
    });
    const list = await here.open(titles.miner);
    sayYes();
    select(list, 'GET_LOGS', 'FILE_ACQUIRE', 'CAPTURE');
    await runSelected(list);
    expect(submits(here)).toEqual(['GET_LOGS']);
    for (const name of ['GET_LOGS', 'FILE_ACQUIRE', 'CAPTURE']) expect(list.row(name).availability.state).toBe('unavailable');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ availability: { state: 'confirmed' }, can: { run: true } });
  });

  it('403 names the permission that is missing', async () => {
    const here = await world({ before: ({ tool }) => (tool === 'submit_response_action' ? refusal(tool, 403) : undefined) });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    const { availability, said } = list.row('ISOLATE_NETWORK');
    expect(`${availability.reason} ${availability.fix} ${said.join(' ')}`).toContain('response-actions.exec');
    expect(list.row('DELETE_POD').availability.state).toBe('unavailable');
  });
});

describe('[R-18] an action as a ticket', () => {
  it('goes with its exact payload and why, and is decided as filed', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await list.click('file', 'ISOLATE_NETWORK');
    const row = list.row('ISOLATE_NETWORK');
    expect(row).toMatchObject({ status: 'skipped', decision: 'filed', said: ['Filed: RUNTIME-7'], can: { file: false } });
    expect(JSON.stringify(here.handedOff.filed)).toContain('ISOLATE_NETWORK');
    expect(here.handedOff.filed).toHaveLength(1);
  });

  it('is filed out of its dialog as well, and nothing is run', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes([/^Isolate network/, 'File as Ticket']);
    await list.click('run', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ decision: 'filed' });
    expect(submits(here)).toEqual([]);
  });

  it('that was not filed in the end stays declined', async () => {
    const here = await world({ fileEnd: { status: 'declined' } });
    const list = await here.open(titles.miner);
    sayYes([/^Isolate network/, 'File as Ticket']);
    await list.click('run', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ decision: 'declined', said: [], can: { file: true } });
  });
});
