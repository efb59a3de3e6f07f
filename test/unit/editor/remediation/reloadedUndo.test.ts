import { beforeEach, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { acme, type Checklist, quiet, sayYes, titles, world } from './remediationWorld.ts';
import { shopMachine } from './shopMachine.ts';

beforeEach(() => editor.reset());

async function grant(list: Checklist) {
  list.say({ type: 'grantRead', surface: 'kubectl' });
  await quiet();
}

const labels = (list: Checklist) =>
  list
    .view()
    .stages.flatMap(({ actions }) => actions)
    .filter(({ name }) => name === 'kubectl label');

it('[R-22] [R-24] what kubectl did is listed after a reload though nothing asks for it yet, and is taken back once kubectl is allowed', async () => {
  const machine = shopMachine();
  const first = await world({ label: acme, machine });
  const list = await first.open(titles.miner);
  sayYes();
  await grant(list);
  await list.click('run', 'kubectl label');
  editor.registered.clear();
  const again = await (await world({ label: acme, machine, earlier: first })).open(titles.miner);
  expect(labels(again)).toMatchObject([
    { status: 'done', decision: 'approved', availability: { state: 'unavailable' }, can: { run: false } },
  ]);
  const [label] = labels(again);
  expect(label?.undo).toMatchObject({ status: 'offered', call: expect.stringContaining('runtime-threats/quarantine-') });
  await grant(again);
  again.say({ type: 'undo', action: label?.id ?? '' });
  await quiet();
  expect(machine.ran.map(({ argv }) => argv[3])).toEqual([expect.stringMatching(/quarantine=/), 'runtime-threats/quarantine-']);
  expect(labels(again)).toMatchObject([{ undo: { status: 'done' } }]);
});

it('[R-26] what was declined stays declined when it is probed again', async () => {
  const list = await (await world()).open(titles.miner);
  sayYes([/Isolate network/, 'Do Not Run']);
  await list.click('run', 'ISOLATE_NETWORK');
  list.say({ type: 'probeAgain' });
  await quiet();
  expect(list.row('ISOLATE_NETWORK')).toMatchObject({ status: 'skipped', decision: 'declined' });
});
