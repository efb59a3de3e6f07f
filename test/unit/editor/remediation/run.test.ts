import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { type Checklist, dialogsShown, panelOf, quiet, refusal, sayYes, titles, until, type World, world } from './remediationWorld.ts';

beforeEach(() => editor.reset());

const submits = (here: World) => here.called('submit_response_action').map(({ args }) => args['action_type']);
const select = (list: Checklist, ...names: readonly string[]) => {
  for (const name of names) list.say({ type: 'select', action: list.row(name).id, on: true });
};
const runSelected = async (list: Checklist) => {
  list.say({ type: 'runSelected' });
  await quiet();
};

describe('one action', () => {
  it('[R-13] [R-16] [R-26] is submitted once after its yes, exactly as shown, and is done with its execution', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    const [sent, ...more] = here.called('submit_response_action');
    expect(more).toEqual([]);
    const dialog = editor.shown.find(({ kind }) => kind === 'warning')?.options['detail'];
    expect(dialog).toContain(`submit_response_action ${JSON.stringify(sent?.args)}`);
    const row = list.row('ISOLATE_NETWORK');
    expect(row).toMatchObject({ status: 'done', decision: 'approved', can: { run: false, undo: true, file: false } });
    expect(row.executionId).toBe(here.tenant.responses.executions()[0]?.id);
    expect(row.undo).toEqual({ call: `undo_response_action {"action_execution_id":"${row.executionId}"}`, status: 'offered' });
  });

  it('[R-19] is told by one line before its call, with why, and by one after it, with its result', async () => {
    const heard: string[] = [];
    const here = await world({
      before: ({ tool }) => {
        if (tool === 'submit_response_action') heard.push(panelOf(editor.panels[0]).notices().at(-1) ?? '');
        return undefined;
      },
    });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'FILE_QUARANTINE');
    expect(heard).toEqual([expect.stringMatching(/^Submitting FILE_QUARANTINE on .+, as it was confirmed\.$/)]);
    const after = list.notices().slice(list.notices().indexOf(heard[0] ?? '') + 1);
    expect(after[0]).toMatch(/^FILE_QUARANTINE is done: completed.*\.$/);
    expect(here.log.lines.map(({ message }) => message)).toEqual(expect.arrayContaining(heard));
  });

  it('[R-13] that is answered by Enter is declined and never sent', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes([/^Isolate network/, 'Do Not Run']);
    await list.click('run', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'skipped', decision: 'declined', can: { run: true, file: true } });
    expect(submits(here)).toEqual([]);
    expect(await here.journal.all()).toEqual([]);
  });

  it('[R-13] that is left by Escape is neither declined nor sent', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await list.click('run', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'pending', can: { run: true } });
    expect(list.row('ISOLATE_NETWORK').decision).toBeUndefined();
    expect(submits(here)).toEqual([]);
  });

  it.each([
    ['3f2a9c81d7be', 1],
    ['3f2a9c81d7b', 0],
    [undefined, 0],
  ])('[R-13] that can not be taken back is sent for its typed name alone: %j', async (typed, times) => {
    const here = await world();
    const list = await here.open(titles.miner);
    editor.answer = ({ kind, items }) => (kind === 'input' ? typed : kind === 'warning' ? items[1] : undefined);
    await list.click('run', 'KILL_CONTAINER');
    expect(submits(here)).toHaveLength(times);
    expect(editor.shown.find(({ kind }) => kind === 'warning')?.options['detail']).toContain('Can not be taken back. Recovery: ');
  });

  it('[V-10] that is cancelled while its dialog is open is not sent, whatever is answered then', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes();
    const yes = editor.answer;
    editor.answer = (shown) => {
      list.say({ type: 'cancel' });
      return yes(shown);
    };
    await list.click('run', 'ISOLATE_NETWORK');
    expect(submits(here)).toEqual([]);
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'pending', can: { run: true } });
  });

  it('[R-16] that the tenant refuses failed with what, why and the fix, and can be tried again', async () => {
    const here = await world({
      before: ({ tool }) =>
        tool === 'submit_response_action' ? refusal(tool, 400, { type: 'bad_request', message: 'no such path' }) : undefined,
    });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'FILE_QUARANTINE');
    const row = list.row('FILE_QUARANTINE');
    expect(row).toMatchObject({ status: 'failed', can: { run: true, file: true, undo: false } });
    expect(row.said).toHaveLength(3);
    expect(row.said.join(' ')).toContain('no such path');
    expect((await here.journal.all())[0]).toMatchObject({ phase: 'ended', status: 'failed' });
  });
});

describe('[R-22] taking back', () => {
  async function isolated(setting: Parameters<typeof world>[0] = {}) {
    const here = await world(setting);
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    return { here, list };
  }

  it('has its own dialog, calls the undo of that execution once, is told, and then the action can be run again', async () => {
    const { here, list } = await isolated();
    const { executionId } = list.row('ISOLATE_NETWORK');
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(dialogsShown().at(-1)).toMatch(/^Take back ISOLATE_NETWORK on /);
    expect(here.called('undo_response_action').map(({ args }) => args)).toEqual([{ action_execution_id: executionId }]);
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'done', undo: { status: 'done' }, can: { run: true, undo: false } });
    expect(list.notices().at(-1)).toMatch(/^undo of ISOLATE_NETWORK is done: completed/);
  });

  it('that is declined takes nothing back', async () => {
    const { here, list } = await isolated();
    sayYes([/^Take back/, 'Do Not Run']);
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(here.called('undo_response_action')).toEqual([]);
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ undo: { status: 'offered' }, can: { undo: true } });
  });

  it('that is refused says why, and can be tried again until it is taken back', async () => {
    let refuses = true;
    const { here, list } = await isolated({
      before: ({ tool }) =>
        refuses && tool === 'undo_response_action' ? refusal(tool, 400, { type: 'bad_request', message: 'policy is locked' }) : undefined,
    });
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'done', undo: { status: 'failed' }, can: { undo: true, run: false } });
    expect(list.row('ISOLATE_NETWORK').undo?.said).toContain('policy is locked');
    refuses = false;
    await here.clock.sleep(1_000);
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK').undo?.status).toBe('done');
    expect(here.called('undo_response_action')).toHaveLength(2);
  });

  it('[X-12] is off while read-only is on', async () => {
    const { here, list } = await isolated();
    list.say({ type: 'setReadOnly', on: true });
    await quiet();
    expect(list.row('ISOLATE_NETWORK').can.undo).toBe(false);
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(here.called('undo_response_action')).toEqual([]);
  });
});

describe('several actions', () => {
  it('[R-13] [V-23] are asked about one after the other, in the order of the list, whatever the order of the clicks', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    select(list, 'ISOLATE_NETWORK', 'GET_LOGS', 'FILE_QUARANTINE');
    let open = 0;
    editor.answer = async ({ kind, items }) => {
      if (kind !== 'warning') return undefined;
      open += 1;
      expect(open).toBe(1);
      await new Promise(setImmediate);
      open -= 1;
      return items[1];
    };
    await runSelected(list);
    expect(submits(here)).toEqual(['GET_LOGS', 'FILE_QUARANTINE', 'ISOLATE_NETWORK']);
    expect(list.view().queue).toBeUndefined();
    expect(list.notices().filter((line) => line.includes(' Next: '))).toEqual([
      expect.stringMatching(/^GET_LOGS is done.* Next: FILE_QUARANTINE\.$/),
      expect.stringMatching(/^FILE_QUARANTINE is done.* Next: ISOLATE_NETWORK\.$/),
    ]);
  });

  it.each([
    ['revokeGrants', { type: 'revokeGrants' }],
    ['read-only', { type: 'setReadOnly', on: true }],
  ])('[X-12] %s in the middle drops the rest of the queue, also the one whose dialog is open', async (_what, message) => {
    const here = await world();
    const list = await here.open(titles.miner);
    select(list, 'GET_LOGS', 'FILE_QUARANTINE', 'ISOLATE_NETWORK');
    editor.answer = async ({ kind, text, items }) => {
      if (kind !== 'warning') return undefined;
      if (text.startsWith('Quarantine')) {
        list.say(message);
        await until(() => list.view().queue === undefined, 'the queue is dropped');
      }
      return items[1];
    };
    await runSelected(list);
    expect(submits(here)).toEqual(['GET_LOGS']);
    expect(dialogsShown()).toHaveLength(2);
    expect(here.faults).toEqual([]);
  });

  it('[X-12] read-only blocks every row with its reason, in every window of this editor, and after a reload', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await editor.run('runtimeThreats.toggleReadOnly');
    await quiet();
    for (const row of list.actions()) {
      expect(row).toMatchObject({ blocked: 'Read-only is switched on.', can: { run: false, select: false, undo: false } });
    }
    list.say({ type: 'run', action: list.row('ISOLATE_NETWORK').id });
    await quiet();
    expect(submits(here)).toEqual([]);
    here.dispose();
    const again = await world({ earlier: here });
    const other = await again.open(titles.miner);
    expect(other.view().readOnly).toBe(true);
  });

  it('[R-12] words select nothing before they are confirmed', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    list.say({ type: 'describe', words: 'isolate the network, then get the logs' });
    await quiet();
    const { reading } = list.view();
    expect(reading?.understood.map(({ text }) => text.split(' ')[0])).toEqual(['ISOLATE_NETWORK', 'GET_LOGS']);
    expect(list.actions().filter(({ selected }) => selected)).toEqual([]);
    list.say({ type: 'acceptReading' });
    await quiet();
    expect(list.view().reading).toBeUndefined();
    await (async () => {
      sayYes();
      await runSelected(list);
    })();
    expect(submits(here)).toEqual(['ISOLATE_NETWORK', 'GET_LOGS']);
  });
});
