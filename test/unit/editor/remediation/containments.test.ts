import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { labelOf } from '../handOff/handOffWorld.ts';
import { acme, dialogsShown, quiet, refusal, sayYes, titles, type World, world } from './remediationWorld.ts';
import { shopMachine } from './shopMachine.ts';

beforeEach(() => editor.reset());

const count = () => (editor.statusBar[0]?.visible ? editor.statusBar[0].text : undefined);
const show = async (answer: (rows: readonly unknown[]) => unknown = () => undefined) => {
  const before = editor.answer;
  editor.answer = (shown) => (shown.kind === 'quickPick' ? answer(shown.items) : before(shown));
  await editor.run('runtimeThreats.showContainments');
  await quiet();
  editor.answer = before;
};
const rows = () => {
  const list = editor.shown.findLast(({ text }) => text.startsWith('What is contained'));
  return (list?.items ?? []).map((item) => item as { readonly label: string; readonly description: string; readonly detail: string });
};

/** Somebody else, from the console of the tenant. */
function theirs({ tenant }: World, type: string, parameters: Readonly<Record<string, string>>): string {
  const { id } = tenant.responses.submit(type, parameters);
  tenant.responses.poll(id);
  tenant.responses.poll(id);
  return id;
}

const workload = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.workload.type': 'deployment',
  'kubernetes.workload.name': 'storefront',
};

describe('[X-05] what is contained', () => {
  it('is counted in the status bar only where something is, and counts down when it is taken back', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    expect(count()).toBeUndefined();
    sayYes();
    await list.click('run', 'GET_LOGS');
    expect(count()).toBeUndefined();
    await list.click('run', 'ISOLATE_NETWORK');
    expect(count()).toBe('$(shield) 1 contained');
    await list.click('undo', 'ISOLATE_NETWORK');
    expect(count()).toBeUndefined();
  });

  it('is listed with its age, its owner and the exact call that takes it back', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    await show();
    const { executionId } = list.row('ISOLATE_NETWORK');
    expect(rows()).toMatchObject([
      {
        label: expect.stringMatching(/^ISOLATE_NETWORK .*storefront/),
        description: expect.stringMatching(/^\d+ min · this window$/),
        detail: `undo_response_action ${executionId}`,
      },
    ]);
  });

  it('by others is theirs, and can be taken back too, with its own dialog', async () => {
    const here = await world();
    const id = theirs(here, 'ISOLATE_NETWORK', workload);
    sayYes();
    await show((items) => items[0]);
    expect(rows()[0]?.description).toMatch(/ · user 4021$/);
    expect(dialogsShown()).toEqual([expect.stringMatching(/^Take back ISOLATE_NETWORK on /)]);
    expect(here.called('undo_response_action').map(({ args }) => args)).toEqual([{ action_execution_id: id }]);
    expect(editor.shown.at(-1)?.text).toBe('ISOLATE_NETWORK is taken back.');
    await show();
    expect(editor.shown.at(-1)?.text).toBe('Nothing is contained on this tenant.');
  });

  it('is not taken back by picking it alone, nor while read-only is on', async () => {
    const here = await world();
    theirs(here, 'ISOLATE_NETWORK', workload);
    await show((items) => items[0]);
    await editor.run('runtimeThreats.toggleReadOnly');
    sayYes();
    await show((items) => items[0]);
    expect(here.called('undo_response_action')).toEqual([]);
    expect(editor.shown.filter(({ kind }) => kind === 'error').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Nothing was run\. read-only is switched on\./i),
    ]);
  });

  it('[X-12] is left alone where read-only is switched on while its dialog is open', async () => {
    const here = await world();
    theirs(here, 'ISOLATE_NETWORK', workload);
    sayYes();
    const yes = editor.answer;
    editor.answer = async (shown) => {
      if (shown.kind === 'warning') await editor.run('runtimeThreats.toggleReadOnly');
      return yes(shown);
    };
    await show((items) => items[0]);
    expect(dialogsShown()).toEqual([expect.stringMatching(/^Take back ISOLATE_NETWORK on /)]);
    expect(here.called('undo_response_action')).toEqual([]);
  });

  it('whose executions can not be read is told by what the journal knows, as not sure', async () => {
    let reads = true;
    const here = await world({
      before: ({ tool }) => (!reads && tool === 'list_response_action_executions' ? refusal(tool, 403) : undefined),
    });
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    reads = false;
    await show();
    expect(rows()[0]?.description).toMatch(/this window · can not tell whether it still holds$/);
    here.dispose();
    await world({ earlier: here, before: ({ tool }) => (tool === 'list_response_action_executions' ? refusal(tool, 403) : undefined) });
    await show();
    expect(rows()[0]?.description).toMatch(/this editor · can not tell whether it still holds$/);
  });

  it('by a command leads to the checklist that it came from, where its context is known', async () => {
    const machine = shopMachine();
    const here = await world({ label: acme, machine });
    const list = await here.open(titles.miner);
    sayYes();
    list.say({ type: 'grantRead', surface: 'kubectl' });
    await quiet();
    await list.click('run', 'kubectl scale');
    expect(count()).toBe('$(shield) 1 contained');
    await show((items) => items[0]);
    expect(rows()[0]?.detail).toMatch(/^kubectl scale deployments\.apps storefront .*--replicas=3/);
    expect(list.panel.revealed).toBe(1);
    expect(machine.ran).toHaveLength(1);
  });

  it('[K-07] on a name that looks like an icon or a second line is one plain line', async () => {
    const here = await world({
      before: ({ tool }, through) =>
        tool === 'list_response_action_executions'
          ? through().then((answer) => ({
              content: JSON.parse(JSON.stringify(answer.content).replaceAll('storefront', 'store$(bug)\\\\nfront')),
            }))
          : undefined,
    });
    theirs(here, 'ISOLATE_NETWORK', workload);
    await show();
    expect(rows().map(labelOf)).toEqual([expect.stringMatching(/^ISOLATE_NETWORK shop\/store\$ \(bug\).front$/)]);
  });
});

describe('[R-27] what others did on the same target', () => {
  it('is shown as theirs before anything new is proposed', async () => {
    const here = await world();
    theirs(here, 'ISOLATE_NETWORK', workload);
    const list = await here.open(titles.miner);
    expect(list.view().others).toHaveLength(1);
    expect(list.view().others[0]?.text).toMatch(/ISOLATE_NETWORK/);
    expect(list.view().others[0]?.cites.length).toBeGreaterThan(0);
  });

  it('is not what this checklist did, nor what was done to something else', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes();
    await list.click('run', 'ISOLATE_NETWORK');
    list.say({ type: 'probeAgain' });
    await quiet();
    expect(list.view().others).toEqual([]);
    const ledger = await here.open(titles.ledger);
    expect(ledger.view().others).toEqual([]);
  });
});
