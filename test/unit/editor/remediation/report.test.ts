import { beforeEach, describe, expect, it } from 'vitest';
import { parseCaseFooter } from '../../../../src/extension/core/report/parseCaseFooter.ts';
import { editor, Uri } from '../../../fakes/vscode.ts';
import { caseFile, panelOf, quiet, sayYes, shownDocument, titles, type World, world } from './remediationWorld.ts';

beforeEach(() => editor.reset());

const heading = '## Remediation log';
const text = () => editor.files.get(caseFile) ?? '';

/** A checklist that was begun from a case, with one action done and its watch at its end. */
async function reported(prepare: (here: World) => void = () => undefined) {
  const here = await world();
  await here.keepCase();
  await editor.run('runtimeThreats.remediate', caseFile);
  const list = panelOf(editor.panels.at(-1));
  sayYes();
  await list.click('run', 'ISOLATE_NETWORK');
  prepare(here);
  const report = async () => {
    list.say({ type: 'report' });
    await quiet();
  };
  return { here, list, report };
}

describe('[R-21] the report', () => {
  it('is appended to the case file below its audit, names the undo, and the case is still one', async () => {
    const { list, report } = await reported();
    const before = text();
    await report();
    expect(text().startsWith(before.trimEnd())).toBe(true);
    const [, log = ''] = text().split(heading);
    expect(log).toContain(`undo_response_action {"action_execution_id":"${list.row('ISOLATE_NETWORK').executionId}"}`);
    expect(log).toContain('confirmed: ISOLATE_NETWORK');
    expect(log).toMatch(/Cleared: no re-fire/);
    expect(parseCaseFooter(text()).status).toBe('ok');
    expect(list.view().summary.join('\n')).toContain('undo_response_action');
  });

  it('written twice stands there once, with what came since', async () => {
    const { list, report } = await reported();
    await report();
    await list.click('run', 'GET_LOGS');
    await report();
    expect(text().split(heading)).toHaveLength(2);
    expect(text().split(heading)[1]?.includes('confirmed: GET_LOGS')).toBe(true);
  });

  it('[K-12] goes into the open editor of the case with what is unsaved in it, and leaves saving to the user', async () => {
    const { report } = await reported(() => {
      const document = editor.open(Uri.file(caseFile), text());
      document.type(`${text()}\n\nA note of mine.\n`);
    });
    const saved = text();
    await report();
    const [document] = editor.documents;
    expect(document?.getText()).toContain('A note of mine.');
    expect(document?.getText()).toContain(heading);
    expect([document?.isDirty, text()]).toEqual([true, saved]);
  });

  it('is saved with the editor of the case where nothing was unsaved', async () => {
    const { report } = await reported(() => void editor.open(Uri.file(caseFile), text()));
    await report();
    expect(text()).toContain(heading);
    expect(editor.documents[0]?.isDirty).toBe(false);
  });

  it.each([
    ['a file that is gone', () => void editor.files.delete(caseFile), /Its file is gone/],
    ['a file that another case stands in', () => void editor.files.set(caseFile, '# Notes'), /footer is not the one of this case/],
    ['an editor with another text', () => void editor.open(Uri.file(caseFile), '# Notes'), /Its Audit section is that of another event/],
  ])('is not written into %s, which is told with the fix', async (_what, change, why) => {
    const { here, report } = await reported(change);
    await report();
    const [fault] = here.faults;
    expect(String((fault as { readonly why?: string }).why)).toMatch(why);
    expect(text()).not.toContain(heading);
    expect(editor.documents.every((document) => !document.getText().includes(heading))).toBe(true);
    expect(here.handedOff.reports).toEqual([]);
  });

  it('is offered to the ticket of the case, and goes there only if that is wanted', async () => {
    const { here, report } = await reported();
    await report();
    expect(here.handedOff.reports).toEqual([]);
    const offered = editor.shown.at(-1);
    expect(offered).toMatchObject({ kind: 'information', items: ['Add to Ticket…'] });
    editor.answer = ({ items }) => (items.includes('Add to Ticket…') ? 'Add to Ticket…' : undefined);
    await report();
    expect(here.handedOff.reports).toMatchObject([{ file: caseFile, markdown: expect.stringContaining(heading) }]);
  });

  it('of a checklist without a case is shown beside it, and says the same', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    expect(list.view().canReport).toBe(false);
    sayYes([/^Isolate network/, 'Do Not Run']);
    await list.click('run', 'ISOLATE_NETWORK');
    expect(list.view().canReport).toBe(true);
    list.say({ type: 'report' });
    await quiet();
    const shown = shownDocument();
    expect(shown.uri.path).toMatch(/^\/Remediation log .*\.md$/);
    expect(shown.getText()).toMatch(/declined/);
    expect(editor.files.size).toBe(0);
  });
});

describe('[R-22] after the case', () => {
  it('[R-23] a target is fetched again from the tenant: what the file says now changes nothing of it', async () => {
    const here = await world();
    await here.keepCase();
    editor.files.set(caseFile, text().replaceAll('storefront', 'billing'));
    await editor.run('runtimeThreats.remediate', caseFile);
    const list = panelOf(editor.panels.at(-1));
    expect(list.row('ISOLATE_NETWORK').request).toContain('"kubernetes.workload.name":"storefront"');
    expect(JSON.stringify(list.view().stages)).not.toContain('billing');
  });
});

describe('[K-11] the evidence behind a line', () => {
  it('opens as a document with its source and answer, secrets masked', async () => {
    const here = await world({
      before: ({ tool }, through) =>
        tool === 'get_event_info'
          ? through().then((answer) => ({
              content: JSON.parse(JSON.stringify(answer.content).replaceAll('kdevtmpfsi -o', 'kdevtmpfsi --password hunter2secret -o')),
            }))
          : undefined,
    });
    const list = await here.open(titles.miner);
    const [cite = ''] = list.row('ISOLATE_NETWORK').why.cites;
    list.say({ type: 'openEvidence', evidence: cite });
    await quiet();
    const shown = shownDocument();
    expect(shown.uri.path).toBe(`/${cite} get_event_info.json`);
    expect(shown.getText()).toContain('"tool": "get_event_info"');
    expect(shown.getText()).not.toContain('hunter2secret');
    expect(shown.getText()).toMatch(/--password \S*masked/);
  });

  it('that nobody knows opens nothing', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    list.say({ type: 'openEvidence', evidence: 'P999' });
    await quiet();
    expect(editor.editors).toEqual([]);
  });

  it('every citation of the checklist leads to evidence', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    const cites = [...new Set(JSON.stringify(list.view()).match(/"P\d+"/g) ?? [])];
    expect(cites.length).toBeGreaterThan(3);
    for (const cite of cites) {
      list.say({ type: 'openEvidence', evidence: JSON.parse(cite) });
      await quiet();
    }
    expect(editor.editors).toHaveLength(cites.length);
  });
});

describe('[R-13] the whole request', () => {
  it('stands in a document on request, as it would be sent', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    await list.click('showRequest', 'ISOLATE_NETWORK');
    const shown = shownDocument();
    expect(shown.getText()).toContain(list.row('ISOLATE_NETWORK').request);
  });
});

describe('[V-15] the page', () => {
  it.each([
    { type: 'run' },
    { type: 'run', action: 7 },
    { type: 'run', action: 'x', command: 'kubectl delete pod' },
    { type: 'submit', action: 'ISOLATE_NETWORK' },
    { type: 'setReadOnly', on: 'no' },
    'run',
    null,
  ])('is not listened to where it says something else: %j', async (message) => {
    const here = await world();
    const list = await here.open(titles.miner);
    here.calls.length = 0;
    list.say(message);
    await quiet();
    expect([here.calls, here.faults]).toEqual([[], []]);
  });

  it('runs nothing for an id that is not in the list', async () => {
    const here = await world();
    const list = await here.open(titles.miner);
    sayYes();
    for (const type of ['run', 'undo', 'checkAgain', 'file', 'preview', 'showRequest'] as const)
      list.say({ type, action: 'A-000000000000' });
    await quiet();
    expect(here.called('submit_response_action')).toEqual([]);
    expect(here.handedOff.filed).toEqual([]);
  });
});
