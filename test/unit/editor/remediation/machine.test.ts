import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { editor } from '../../../fakes/vscode.ts';
import { ended } from '../../remediate/probe/recordedTools.ts';
import { acme, type Checklist, dialogsShown, quiet, sayYes, shownDocument, titles, world } from './remediationWorld.ts';
import { shopMachine } from './shopMachine.ts';

beforeEach(() => editor.reset());

const grant = async (list: Checklist, surface: 'kubectl' | 'aws' = 'kubectl') => {
  list.say({ type: 'grantRead', surface });
  await quiet();
};
const place = (list: Checklist, surface: string) => list.view().guard.find((one) => one.surface === surface);
const reads = (machine: ReturnType<typeof shopMachine>) => machine.asked.filter(({ argv }) => argv[0] === 'get').length;

async function shop() {
  const machine = shopMachine();
  const here = await world({ label: acme, machine });
  const list = await here.open(titles.miner);
  return { machine, here, list };
}

describe('[R-03] reading with kubectl', () => {
  it('is not done before it is allowed, and says what it would need', async () => {
    const { machine, list } = await shop();
    expect(reads(machine)).toBe(0);
    expect(place(list, 'kubectl')).toMatchObject({ points: 'prod-eu-1', match: 'match', grant: 'none', canGrant: true });
    expect(
      list
        .view()
        .radius.flatMap(({ lines }) => lines)
        .some(({ gap }) => gap),
    ).toBe(true);
  });

  it('is asked about right then, is done once it is allowed, and opens what kubectl can do', async () => {
    const { machine, list } = await shop();
    sayYes();
    await grant(list);
    expect(dialogsShown()).toEqual(['Allow reading with kubectl at context prod-eu-1, cluster prod-eu-1, for tenant acme, eu1?']);
    expect(place(list, 'kubectl')).toMatchObject({ grant: 'read', canGrant: false });
    expect(list.view().grants).toEqual(['kubectl']);
    expect(reads(machine)).toBeGreaterThan(5);
    expect(list.row('kubectl scale')).toMatchObject({ availability: { state: 'confirmed' }, can: { run: true } });
  });

  it('that is refused is a gap, no error', async () => {
    const { machine, here, list } = await shop();
    sayYes([/^Allow reading/, 'No']);
    await grant(list);
    expect(place(list, 'kubectl')).toMatchObject({ grant: 'refused', canGrant: true });
    expect([reads(machine), here.faults]).toEqual([0, []]);
    expect(list.row('kubectl scale').availability).toMatchObject({ state: 'unavailable' });
  });

  it('is kept nowhere: not in the memory of workspace or editor, not in the journal, not in the next window', async () => {
    const { here, list, machine } = await shop();
    sayYes();
    await grant(list);
    await list.click('run', 'ISOLATE_NETWORK');
    const kept = [here.memento, here.globalState].flatMap((memento) => memento.keys().map((key) => [key, memento.get(key)]));
    expect(JSON.stringify([kept, await here.journal.all()])).not.toMatch(/grant|"read"|readOnly":true|allow/i);
    here.dispose();
    const next = await world({ label: acme, machine, earlier: here });
    const again = await next.open(titles.miner);
    expect(place(again, 'kubectl')).toMatchObject({ grant: 'none', canGrant: true });
  });

  it('[X-12] that is revoked is allowed no more', async () => {
    const { list } = await shop();
    sayYes();
    await grant(list);
    list.say({ type: 'revokeGrants' });
    await quiet();
    expect(list.view().grants).toEqual([]);
    expect(list.row('kubectl scale').can.run).toBe(false);
  });
});

describe('[X-04] a tool that points elsewhere', () => {
  it('is said, with what to switch, is never granted, and turns its buttons off', async () => {
    const machine = shopMachine();
    machine.context = 'staging';
    machine.clusters.set('staging', 'staging');
    machine.account = '210987654321';
    const here = await world({ label: acme, machine });
    const list = await here.open(titles.miner);
    expect(place(list, 'kubectl')).toMatchObject({ points: 'staging', match: 'mismatch', canGrant: false });
    expect(place(list, 'kubectl')?.note).toContain('kubectl config use-context prod-eu-1');
    expect(list.view().threatPlace).toBe('prod-eu-1 / 123456789012');
    for (const row of list.actions().filter(({ surface }) => surface === 'kubectl')) {
      expect(row.can).toMatchObject({ run: false, select: false, file: true });
      expect(row.blocked).toMatch(/staging/);
    }
    sayYes();
    await grant(list);
    expect(dialogsShown()).toEqual([]);
    expect(here.faults.map((fault) => Failure.is(fault, 'refused'))).toEqual([true]);
    expect(reads(machine)).toBe(0);
  });

  it('[R-05] since the list was made, stops the action after its yes', async () => {
    const { machine, here, list } = await shop();
    sayYes();
    await grant(list);
    const yes = editor.answer;
    editor.answer = (shown) => {
      if (shown.text.startsWith('Scale')) {
        machine.context = 'staging';
        machine.clusters.set('staging', 'staging');
      }
      return yes(shown);
    };
    await list.click('run', 'kubectl scale');
    expect(machine.ran).toEqual([]);
    expect(here.faults.map((fault) => Failure.is(fault) && fault.what)).toEqual(['Nothing was run']);
  });
});

describe('[R-15] writing with kubectl', () => {
  it('[C-13] is asked for the one action with its command, context and tenant, then the action itself, and runs what was shown', async () => {
    const { machine, list } = await shop();
    sayYes();
    await grant(list);
    await list.click('run', 'kubectl scale');
    const [, write, action] = editor.shown.filter(({ kind }) => kind === 'warning');
    expect([write?.text, action?.text]).toEqual(['This action needs write access with kubectl', 'Scale to 0: shop/storefront?']);
    const [ran, ...more] = machine.ran;
    expect(more).toEqual([]);
    expect(String(action?.options['detail']).split('\n\n')[1]).toBe([ran?.program, ...(ran?.argv ?? [])].join(' '));
    expect(String(action?.options['detail'])).toMatch(/^kubectl scale on context prod-eu-1, .*for tenant acme, eu1/);
    expect(ran?.argv).toContain('--context=prod-eu-1');
    expect(list.row('kubectl scale')).toMatchObject({ status: 'done', said: ['done'], undo: { status: 'offered' } });
    expect(list.row('kubectl scale').undo?.call).toMatch(/^kubectl scale deployments\.apps storefront .*--replicas=3/);
  });

  it.each([
    ['No', 'declined'],
    ['File as Ticket Instead', 'filed'],
  ])('answered with "%s" runs nothing and is %s', async (button, decision) => {
    const { machine, list } = await shop();
    sayYes([/write access/, button]);
    await grant(list);
    await list.click('run', 'kubectl scale');
    expect(list.row('kubectl scale').decision).toBe(decision);
    expect(machine.ran).toEqual([]);
  });

  it('[R-03] is not even asked for where reading alone was allowed', async () => {
    const { machine, here, list } = await shop();
    sayYes([/^Allow reading/, 'Read Only, Never Change']);
    await grant(list);
    await list.click('run', 'kubectl scale');
    expect(dialogsShown()).toHaveLength(1);
    expect(machine.ran).toEqual([]);
    expect(here.faults.map((fault) => Failure.is(fault) && fault.fix).join()).toContain('file the action as a ticket');
  });

  it('[R-16] its exit code decides, and what it printed is told', async () => {
    const { machine, list } = await shop();
    machine.write = () => ended({ exitCode: 1, stderr: 'Error from server (Forbidden): deployments.apps "storefront" is forbidden' });
    sayYes();
    await grant(list);
    await list.click('run', 'kubectl scale');
    expect(list.row('kubectl scale')).toMatchObject({ status: 'failed', can: { run: true, undo: false } });
    expect(list.row('kubectl scale').said.join(' ')).toContain('is forbidden');
  });

  it('[R-16] that timed out failed without a known effect, and its undo stays', async () => {
    const { machine, list } = await shop();
    machine.write = () => ({ kind: 'timedOut', afterMs: 60_000, stdout: '', stderr: '', cut: false });
    sayYes();
    await grant(list);
    await list.click('run', 'kubectl scale');
    expect(list.row('kubectl scale')).toMatchObject({ status: 'failed', undo: { status: 'offered' }, can: { undo: true } });
  });
});

describe('[X-03] the effect of an action', () => {
  it('of kubectl is tried out by the server alone, and stands in the native diff', async () => {
    const { machine, list } = await shop();
    sayYes();
    await grant(list);
    await list.click('preview', 'kubectl scale');
    const diff = editor.executedWith.find(([id]) => id === 'vscode.diff');
    expect(machine.asked.filter(({ argv }) => argv.includes('--dry-run=server')).map(({ argv }) => argv[0])).toEqual(['scale']);
    expect(machine.ran).toEqual([]);
    const provider = editor.contentProviders.get('runtime-threats-request');
    const [before, after] = [diff?.[1], diff?.[2]].map((uri) => String(provider?.provideTextDocumentContent(uri as never)));
    expect([before, after]).toEqual([expect.stringContaining('replicas: 3'), expect.stringContaining('replicas: 0')]);
    expect(diff?.[3]).toContain('storefront');
  });

  it('of an isolation is the pods that its policy hits', async () => {
    const { list } = await shop();
    sayYes();
    await grant(list);
    await list.click('preview', 'ISOLATE_NETWORK');
    const text = shownDocument().getText();
    expect(text).toMatch(/selects \d pods now:\n/);
    expect(text).toContain('storefront-7c9d8b6f5d-x2k4q');
  });

  it('that has none says why, and so does one without the grant', async () => {
    const { list } = await shop();
    await list.click('preview', 'KILL_CONTAINER');
    expect(list.notices().at(-1)).toMatch(/^No preview: .+\.$/);
    await list.click('preview', 'ISOLATE_NETWORK');
    expect(list.notices().at(-1)).toMatch(/^No preview: .*kubectl.*\.$/);
    expect(editor.editors).toEqual([]);
  });
});
