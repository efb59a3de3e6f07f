import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { editor, Uri } from '../../../fakes/vscode.ts';
import { labelOf } from '../handOff/handOffWorld.ts';
import { acme, caseFile, groupOf, panelOf, titles, until, world } from './remediationWorld.ts';
import { shopMachine } from './shopMachine.ts';

beforeEach(() => editor.reset());

const depths = () => editor.shown.filter(({ text }) => text.startsWith('No case of event'));
const pick = (label: string) => {
  editor.answer = ({ kind, items }) => (kind === 'quickPick' ? items.find((item) => labelOf(item).startsWith(label)) : undefined);
};
const remediate = (argument?: unknown) => editor.run('runtimeThreats.remediate', argument);
const gone = new Failure('unreachable', { what: 'acme was not reached', why: 'Nothing answered', fix: 'Try again' });

describe('[R-01] a remediation', () => {
  it.each([
    ['the path of a case, as a notification hands it', caseFile],
    ['the address of a case, as its lens does', Uri.file(caseFile)],
    ['a row of the Cases view', { kind: 'case', file: caseFile, eventId: 'e'.repeat(32) }],
  ])('starts from %s without a question', async (_what, argument) => {
    const here = await world();
    const { trigger } = await here.keepCase();
    await remediate(argument);
    const list = panelOf(editor.panels.at(-1));
    expect(list.view()).toMatchObject({ eventId: trigger.eventId, title: trigger.title, caseFile });
    expect(list.view().banner).toBeUndefined();
    expect(editor.shown.filter(({ kind }) => kind !== 'information')).toEqual([]);
  });

  it('starts from the active document where that is a case', async () => {
    const here = await world();
    await here.keepCase();
    editor.active = { document: editor.open(Uri.file(caseFile), editor.files.get(caseFile) ?? '') };
    await remediate();
    expect(panelOf(editor.panels[0]).view().caseFile).toBe(caseFile);
  });

  it('starts from the case that this workspace has of a row of the threats view', async () => {
    const here = await world();
    await here.keepCase();
    await remediate({ groupId: await groupOf(titles.miner, here.tools) });
    expect(panelOf(editor.panels[0]).view().caseFile).toBe(caseFile);
    expect(depths()).toEqual([]);
  });

  it('asks for the threat where it starts from nothing, then how deep, Investigate first recommended on top', async () => {
    await world();
    editor.answer = ({ kind, items, text }) => (kind === 'quickPick' && text === 'Which threat?' ? items[0] : undefined);
    await remediate();
    expect(editor.shown.map(({ kind }) => kind)).toEqual(['information', 'quickPick', 'quickPick']);
    expect(depths()[0]?.items.map(labelOf)).toEqual(['Investigate first', 'Lightweight', 'Raw']);
    expect(depths()[0]?.items[0]).toMatchObject({ description: 'recommended' });
    expect(editor.panels).toEqual([]);
  });

  it('that investigates first comes back by itself, into the checklist of the new case', async () => {
    const here = await world();
    const investigated: unknown[] = [];
    editor.registered.set('runtimeThreats.investigate', async (argument) => {
      investigated.push(argument);
      await here.keepCase();
    });
    pick('Investigate first');
    const groupId = await groupOf(titles.miner, here.tools);
    await remediate({ groupId });
    expect(investigated).toEqual([{ eventId: groupId }]);
    expect(panelOf(editor.panels[0]).view()).toMatchObject({ caseFile, title: titles.miner });
  });

  it('whose investigation was cancelled opens nothing', async () => {
    const here = await world();
    editor.registered.set('runtimeThreats.investigate', () => undefined);
    pick('Investigate first');
    await remediate({ groupId: await groupOf(titles.miner, here.tools) });
    expect(editor.panels).toEqual([]);
  });

  it.each([
    ['Lightweight', /^Lightweight: the process tree and the place/, true],
    ['Raw', /consequences are best effort, and much of them will say unknown\.$/, false],
  ] as const)('that is %s says so in its banner, and reads no more than that', async (depth, banner, readsTree) => {
    const here = await world();
    here.calls.length = 0;
    const list = await here.open(titles.miner, depth);
    expect(list.view().banner).toMatch(banner);
    expect(list.view().caseFile).toBeUndefined();
    expect(here.called('get_event_process_tree').length > 0).toBe(readsTree);
    expect(list.actions().length).toBeGreaterThan(3);
  });

  it('of an event that has a checklist open brings that to the front', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await here.open(titles.miner);
    expect(editor.panels).toHaveLength(1);
    expect(list.panel.revealed).toBe(1);
  });

  it.each([[42], [{ other: 1 }], [{ eventId: 7 }]])('starts from nothing else: %j', async (argument) => {
    await world();
    await remediate(argument);
    expect(editor.panels).toEqual([]);
    expect(editor.shown.filter(({ kind }) => kind === 'error')).toHaveLength(1);
  });
});

describe('[C-12] before any question', () => {
  it('[C-08] [C-09] [C-10] come notice, preamble, preflight and what there is to work with', async () => {
    const here = await world({ firstRun: true, label: acme, machine: shopMachine(), destinations: ['Jira'] });
    await remediate();
    expect(editor.shown.map(({ kind, text }) => [kind, text.slice(0, 40)])).toEqual([
      ['information', 'This extension is a Public Beta release.'],
      ['information', "Reads from acme the threat's events, its"],
      ['quickPick', 'Which threat?'],
    ]);
    expect(editor.shown[1]?.items).toEqual([]);
    const lines = here.log.lines.map(({ message }) => message);
    const connectivity = lines.findIndex((line) => line.startsWith('Connectivity: '));
    expect(lines[connectivity]).toBe(
      'Connectivity: Sysdig MCP ✓ · Response Actions API: asked next · kubectl detected (unauthorized) · aws detected (unauthorized). A declined action would be filed to Jira.',
    );
    expect(lines.findIndex((line) => line.startsWith('Will not: run anything'))).toBeLessThan(connectivity);
    expect(lines.findIndex((line) => line.startsWith('list_threats_engine_groups'))).toBeGreaterThan(connectivity);
  });

  it('[C-10] a tool that is not there is told with what that skips, and nothing of it is started', async () => {
    const here = await world();
    await here.open(titles.miner);
    const line = here.log.lines.find(({ message }) => message.startsWith('Connectivity: '))?.message;
    expect(line).toContain('kubectl — (nothing is read or run with it)');
    expect(line).toMatch(/A declined action can not be filed yet\.$/);
  });

  it('[C-09] the preamble is a notification once a window, and in the log each time', async () => {
    const here = await world();
    await here.open(titles.miner);
    await here.open(titles.ledger);
    expect(editor.shown.filter(({ text }) => text.startsWith('Reads from'))).toHaveLength(1);
    expect(here.log.lines.filter(({ message }) => message.startsWith('Will not: run anything'))).toHaveLength(2);
  });

  it('[C-04] a tenant that is not reached stops everything: no question, no call, no checklist', async () => {
    const here = await world({ preflight: gone });
    await here.keepCase();
    here.calls.length = 0;
    await remediate(caseFile);
    await remediate();
    expect(editor.panels).toEqual([]);
    expect(here.calls).toEqual([]);
    expect(editor.shown.filter(({ kind }) => kind === 'error').map(({ text }) => text)).toEqual(
      Array(2).fill('acme was not reached. Nothing answered. Try again.'),
    );
    expect(editor.shown.filter(({ kind }) => kind === 'quickPick')).toEqual([]);
  });
});

describe('[R-02] list_response_actions', () => {
  const refused = (status: number) => ({
    isError: true,
    content: [{ type: 'text', text: `error calling list_response_actions, status code: ${status}, response: {}` }],
  });

  it.each([401, 403, 500])('that is answered with %s stops everything, and the checklist says what, why and the fix', async (status) => {
    let fails = true;
    const here = await world({
      before: async ({ tool }, through) => (fails && tool === 'list_response_actions' ? refused(status) : through()) as never,
    });
    const list = await here.open(titles.miner);
    expect(list.view().stopped).toMatchObject({
      what: expect.any(String),
      why: expect.stringMatching(/./),
      fix: expect.stringMatching(/./),
    });
    expect(list.view().parts.find(({ name }) => name === 'What the tenant can do')?.status).toBe('failed');
    expect(list.actions()).toEqual([]);
    expect(here.called('run_sysql')).toEqual([]);
    fails = false;
    list.say({ type: 'probeAgain' });
    await until(() => list.actions().length > 0 && list.view().stopped === undefined, 'the list is there on the second try');
  });
});

describe('[C-13] a checklist whose tenant is left', () => {
  it('says that it stopped, and begins again on the one that is connected then', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    here.leaveTenant();
    expect(list.view().stopped).toMatchObject({ what: 'This checklist stopped' });
    list.say({ type: 'probeAgain' });
    await until(() => list.view().stopped === undefined && list.actions().length > 0, 'it is open again');
  });
});
