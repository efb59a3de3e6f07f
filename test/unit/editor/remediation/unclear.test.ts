import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { callFailure } from '../../../../src/extension/core/tools/faults.ts';
import { remediationPanelType } from '../../../../src/extension/editor/remediation/remediationPanelType.ts';
import { createPanel, editor } from '../../../fakes/vscode.ts';
import { type Before, panelOf, quiet, sayYes, titles, type World, world } from './remediationWorld.ts';

beforeEach(() => editor.reset());

const submits = (...windows: readonly World[]) => windows.flatMap((here) => here.called('submit_response_action')).length;
const timeout = () => callFailure('submit_response_action', { kind: 'timeout' }, 60, undefined);

/** The submit is never answered; whether it arrived all the same. */
const unanswered =
  (arrives: boolean): Before =>
  ({ tool }, through) =>
    tool === 'submit_response_action' ? (arrives ? through() : Promise.resolve()).then(() => Promise.reject(timeout())) : undefined;

/** What never ends as far as the tenant tells, until it `ends`. */
function underWay() {
  const state = { ends: false };
  const before: Before = ({ tool }, through) => {
    if (state.ends || tool !== 'get_response_action_status') return undefined;
    return through().then((answer) => JSON.parse(JSON.stringify(answer).replaceAll('COMPLETED', 'IN_PROGRESS')));
  };
  return { state, before };
}

async function restored(earlier: World, title: string) {
  earlier.dispose();
  const here = await world({ earlier });
  const panel = createPanel(title);
  const serializer = editor.serializers.get(remediationPanelType);
  await serializer?.deserializeWebviewPanel(panel, undefined);
  return { here, list: panelOf(editor.panels.at(-1)) };
}

describe('[R-16] a submit that was not answered', () => {
  it('stays in progress with Check again, which finds its execution and sends nothing', async () => {
    const here = await world({ before: unanswered(true) });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'FILE_QUARANTINE');
    expect(list.row('FILE_QUARANTINE')).toMatchObject({ status: 'in_progress', can: { checkAgain: true, run: false, undo: false } });
    expect(list.row('FILE_QUARANTINE').said[0]).toMatch(/^It is not clear whether the tenant took it: /);
    await list.click('checkAgain', 'FILE_QUARANTINE');
    const row = list.row('FILE_QUARANTINE');
    expect(row).toMatchObject({ status: 'done', can: { undo: true, checkAgain: false } });
    expect(row.executionId).toBe(here.tenant.responses.executions()[0]?.id);
    expect(list.notices()).toEqual(expect.arrayContaining([expect.stringMatching(/^FILE_QUARANTINE is done: completed/)]));
    expect(submits(here)).toBe(1);
  });

  it('that the tenant never saw is in progress for five minutes, then failed and unclear, and only a new yes runs it', async () => {
    const here = await world({ before: unanswered(false) });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'FILE_QUARANTINE');
    await list.click('checkAgain', 'FILE_QUARANTINE');
    expect(list.row('FILE_QUARANTINE').status).toBe('in_progress');
    expect(here.faults.map((fault) => Failure.is(fault) && fault.what)).toEqual(['It is not clear yet whether it ran']);
    await here.clock.sleep(5 * 60_000);
    await list.click('checkAgain', 'FILE_QUARANTINE');
    expect(list.row('FILE_QUARANTINE')).toMatchObject({ status: 'failed', can: { run: true, checkAgain: false } });
    expect(list.row('FILE_QUARANTINE').said.join(' ')).toContain('It is not clear whether it ran');
    expect(submits(here)).toBe(1);
    await list.click('run', 'FILE_QUARANTINE');
    expect(submits(here)).toBe(2);
  });
});

describe('[R-16] an execution that does not end', () => {
  it('is in progress with its id after five minutes, never failed, and its end is found later', async () => {
    const { state, before } = underWay();
    const here = await world({ before });
    const list = await here.open(titles.miner);
    sayYes();
    const began = here.clock.now();
    await list.click('run', 'ISOLATE_NETWORK');
    const row = list.row('ISOLATE_NETWORK');
    expect(row).toMatchObject({ status: 'in_progress', can: { checkAgain: true, run: false } });
    expect(row.said).toEqual([`Execution ${row.executionId} is still under way; check it again later.`]);
    expect(here.clock.now() - began).toBeGreaterThanOrEqual(5 * 60_000);
    expect(list.view().watch).toBeUndefined();
    state.ends = true;
    await list.click('checkAgain', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK').status).toBe('done');
    // is not lost because the end came late.
    expect(list.view().watch?.state).toBe('cleared');
    expect(submits(here)).toBe(1);
  });

  it('[V-10] is asked about no more when it is cancelled, and stays in progress', async () => {
    const { before } = underWay();
    const here = await world({
      before: (call, through) => {
        if (call.tool === 'get_response_action_status') panelOf(editor.panels[0]).say({ type: 'cancel' });
        return before(call, through);
      },
    });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'in_progress', can: { checkAgain: true } });
    expect(here.called('get_response_action_status')).toHaveLength(1);
  });
});

describe('[R-24] after a reload of the window', () => {
  it('what the tenant took without an answer is found again, with its undo, and nothing is submitted twice', async () => {
    const first = await world({ before: unanswered(true) });
    const list = await first.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    const { here, list: again } = await restored(first, list.view().title === '' ? '' : `Remediate: ${list.view().title}`);
    const row = again.row('ISOLATE_NETWORK');
    expect(row.executionId).toBe(first.tenant.responses.executions()[0]?.id);
    expect(row).toMatchObject({ status: 'in_progress', decision: 'approved', can: { run: false, checkAgain: true } });
    await again.click('checkAgain', 'ISOLATE_NETWORK');
    expect(again.row('ISOLATE_NETWORK')).toMatchObject({ status: 'done', can: { undo: true } });
    expect(submits(first, here)).toBe(1);
  });

  it('[V-15] [R-01] the checklist comes back by itself, with its banner', async () => {
    const first = await world();
    const list = await first.open(titles.miner, 'Raw');
    const before = list.view();
    const { list: again } = await restored(first, `Remediate: ${before.title}`);
    expect(again.view()).toMatchObject({ eventId: before.eventId, banner: before.banner, title: before.title });
    expect(again.actions().map(({ id }) => id)).toEqual(list.actions().map(({ id }) => id));
  });

  it('[V-15] a panel that nobody knows says so, and reads nothing', async () => {
    const first = await world();
    const { here } = await restored(first, 'Remediate: something else');
    expect(editor.panels.at(-1)?.html).toContain('This checklist is no longer known here.');
    expect(here.calls).toEqual([]);
  });

  it('an undo that was not answered is found again as well, and is not sent twice', async () => {
    const first = await world({
      before: ({ tool }, through) => (tool === 'undo_response_action' ? through().then(() => Promise.reject(timeout())) : undefined),
    });
    const list = await first.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(list.row('ISOLATE_NETWORK')).toMatchObject({ undo: { status: 'in_progress' }, can: { undo: false, run: false } });
    const [execution] = first.tenant.responses.executions();
    for (const _ of [1, 2]) first.tenant.responses.poll(execution?.id ?? '');
    const { here, list: again } = await restored(first, `Remediate: ${list.view().title}`);
    expect(again.row('ISOLATE_NETWORK')).toMatchObject({ undo: { status: 'done' }, can: { undo: false, run: true } });
    expect([...first.calls, ...here.calls].filter(({ tool }) => tool === 'undo_response_action')).toHaveLength(1);
  });
});

describe('[R-24] two windows', () => {
  it('do not submit the same action while one has it under way', async () => {
    const first = await world({ before: unanswered(true) });
    const list = await first.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    const second = await world({ earlier: first });
    const other = await second.open(titles.miner);
    other.say({ type: 'run', action: other.row('ISOLATE_NETWORK').id });
    await quiet();
    expect(submits(first, second)).toBe(1);
  });

  it('that both had their list before one ran it: the other is refused at its yes', async () => {
    const first = await world({ before: unanswered(true) });
    const second = await world({ earlier: first });
    const other = await second.open(titles.miner);
    editor.registered.clear();
    const third = await world({ earlier: first, before: unanswered(true) });
    const list = await third.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    await other.click('run', 'ISOLATE_NETWORK');
    expect(submits(second, third)).toBe(1);
    expect(second.faults.map((fault) => Failure.is(fault) && fault.what)).toEqual(['Nothing was run']);
    expect(second.faults.map((fault) => Failure.is(fault) && fault.why).join(' ')).toMatch(/was begun in another window at/);
  });

  it('what one did from its list while the dialog of the other was open is not done a second time', async () => {
    const first = await world();
    const second = await world({ earlier: first });
    const other = await second.open(titles.miner);
    editor.registered.clear();
    const third = await world({ earlier: first });
    const list = await third.open(titles.miner);
    sayYes();
    const yes = editor.answer;
    editor.answer = async (shown) => {
      if (shown.kind !== 'warning') return yes(shown);
      editor.answer = yes;
      await list.click('run', 'ISOLATE_NETWORK');
      return yes(shown);
    };
    await other.click('run', 'ISOLATE_NETWORK');
    await quiet();
    expect(list.row('ISOLATE_NETWORK').status).toBe('done');
    expect(submits(second, third)).toBe(1);
    expect(second.faults.map((fault) => Failure.is(fault) && fault.why).join(' ')).toMatch(/was done in another window at/);
  });
});
