import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { RecentCase } from '../../../../src/extension/core/tools/skillState.ts';
import { saveCaseAs } from '../../../../src/extension/editor/cases/saveCaseAs.ts';
import { investigateCommand, lookWider, refreshCaseCommand } from '../../../../src/extension/editor/investigation/investigateCommand.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor, type Shown, Uri, workspace } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { eventId, groupId, now, world } from './investigateWorld.ts';

const hour = 3_600_000;
const caseFile = 'sysdig-runtime-investigate-18b7ad56233b-20260610-0730.md';
const path = join(tmpdir(), caseFile);

const hoursAgo = (hours: number): RecentCase => ({
  eventId,
  caseFile,
  started: '2026-06-09T07:00:00Z',
  completed: new Date(now - hours * hour).toISOString(),
  handoff: { destination: 'jira', ticketKey: 'RUNTIME-1234' },
});

/** The case of three hours ago as it was written, about this event. */
function saveEarlierCase(id = eventId): void {
  const { trigger } = storefrontCase;
  editor.files.set(path, renderCase({ ...storefrontCase, trigger: { ...trigger, id, eventId: id } }));
}

const labels = ({ items }: Shown) => items.map((row) => (row as { label: string }).label);
const whichFormat = 'In which format do you want the report?';
const questions = () => editor.shown.filter((one) => one.kind === 'quickPick' && one.text !== whichFormat);
const notices = () => editor.shown.filter((one) => one.kind === 'information').map((one) => one.text);
const settled = () => new Promise(setImmediate);
const choosing = (label: string) => (asked: Shown) =>
  asked.kind === 'quickPick' ? asked.items.find((row) => (row as { label: string }).label === label) : undefined;

beforeEach(() => editor.reset());

describe('[I-04] an earlier case of the event', () => {
  it('is asked about once, before any call, with age, case file and hand-off', async () => {
    const { ports, tools } = world({ cases: [hoursAgo(3)] });
    await investigateCommand({ eventId }, ports);
    expect(questions()).toHaveLength(1);
    const [asked] = questions();
    expect(asked?.text).toBe(`You investigated ${eventId} 3 h ago`);
    expect(asked?.options['placeHolder']).toBe(`Case file ${caseFile} · Hand-off: jira RUNTIME-1234`);
    expect(tools.asked).toEqual([]);
  });

  it.each([
    ['Continue', hoursAgo(3.9)],
    ['Refresh', hoursAgo(4)],
    ['Refresh', { eventId, caseFile }],
    ['Refresh', { eventId, caseFile, completed: 'yesterday' }],
  ])('offers %s first for %j', async (first, entry) => {
    const { ports } = world({ cases: [entry] });
    await investigateCommand({ eventId }, ports);
    const rows = labels(questions()[0] as Shown);
    expect(rows[0]).toBe(first);
    expect(rows.toSorted()).toEqual(['Continue', 'Refresh', 'Start fresh']);
  });

  it('cancels the command when the question is left with Escape', async () => {
    const { order, ports, saved, tools } = world({ cases: [hoursAgo(3)] });
    saveEarlierCase();
    await investigateCommand({ eventId }, ports);
    expect([tools.asked, saved, editor.editors]).toEqual([[], [], []]);
    expect(order).not.toContain('drop');
    expect(editor.progress[0]?.ended).toBe(true);
  });

  it('is asked about after the ID of a group resolved to its event, and before anything else is looked at', async () => {
    const { ports, tools } = world({ cases: [hoursAgo(3)] });
    await investigateCommand({ groupId }, ports);
    expect(questions()).toHaveLength(1);
    const tried = new Set(tools.asked.map(({ tool }) => tool));
    expect(tried).not.toContain('get_event_process_tree');
    expect(tried).not.toContain('list_threats_engine_groups');
  });

  it('is asked about after the pick from the list, never before it', async () => {
    const { ports } = world({ cases: [hoursAgo(3)] });
    editor.answer = (asked) => (asked.text === 'Which threat?' ? asked.items[0] : undefined);
    await investigateCommand(undefined, ports);
    expect(questions().map((one) => one.text)).toEqual(['Which threat?', `You investigated ${eventId} 3 h ago`]);
  });

  it('of another event asks nothing', async () => {
    const { ports, saved } = world({ cases: [{ ...hoursAgo(3), eventId: 'another' }] });
    await investigateCommand({ eventId }, ports);
    expect(questions()).toEqual([]);
    expect(saved).toMatchObject([{ refreshed: undefined }]);
  });

  it('is what the shared state says, so its text is shown as text', async () => {
    const { ports } = world({ cases: [{ ...hoursAgo(3), handoff: { destination: 'jira\n\u001b[31m', ticketKey: 'R' } }] });
    await investigateCommand({ eventId }, ports);
    expect(String(questions()[0]?.options['placeHolder'])).not.toMatch(/\p{Cc}/u);
  });
});

describe('[I-04] Continue', () => {
  it('makes no investigation call: it opens the saved case and its panel, and says so', async () => {
    const { kept, ports, saved, tools } = world({ cases: [hoursAgo(3)] });
    saveEarlierCase();
    editor.answer = choosing('Continue');
    await investigateCommand({ eventId }, ports);
    expect([tools.asked, saved, kept]).toEqual([[], [], [path]]);
    expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([path]);
    await settled();
    expect(editor.shown.at(-1)?.text).toMatch(/This is the case that was completed .*nothing was investigated again/);
  });

  it('goes on to format and hand-off like every run', async () => {
    const { html, ports } = world({ cases: [hoursAgo(3)] });
    saveEarlierCase();
    editor.answer = (asked) => choosing('Continue')(asked) ?? (asked.text === whichFormat ? asked.items[1] : undefined);
    await investigateCommand({ eventId }, ports);
    await settled();
    expect(html).toEqual([{ file: path, told: false, markdown: editor.files.get(path) }]);
    expect(editor.shown.at(-1)?.items).toEqual(['Open Case', 'Open HTML', 'Remediate…', 'Hand Off…']);
  });

  it.each([
    ['a file that is gone', () => undefined, /its file is gone/],
    ["another event's file", () => saveEarlierCase('another'), /its footer is not the one of this case/],
    ['a file that was edited', () => editor.files.set(path, '# notes'), /its footer is not the one of this case/],
  ])('becomes Refresh for %s, and says so', async (_what, prepare, why) => {
    const { kept, ports, saved } = world({ cases: [hoursAgo(3)] });
    prepare();
    editor.answer = choosing('Continue');
    await investigateCommand({ eventId }, ports);
    expect(editor.shown.find((one) => one.kind === 'warning')?.text).toMatch(why);
    expect(saved).toMatchObject([{ refreshed: { handoff: { ticketKey: 'RUNTIME-1234' } } }]);
    expect(kept).toEqual([]);
  });

  it('never opens a file that the state names outside the folder of the cases', async () => {
    const { ports, saved } = world({ cases: [{ ...hoursAgo(3), caseFile: '../../etc/passwd' }] });
    editor.answer = choosing('Continue');
    await investigateCommand({ eventId }, ports);
    expect(editor.shown.find((one) => one.kind === 'warning')?.text).toMatch(/no case file of ours/);
    expect(saved).toHaveLength(1);
  });
});

describe('[I-04] Refresh', () => {
  const note = 'A note of mine, resting on the tree [E4].';
  const withNote = (text: string) => text.replace('### Attack flow', `${note}\n\n### Attack flow`);
  const isRefreshed = /\[E\d+\]\./;

  async function refresh(setting: Parameters<typeof world>[0] = {}) {
    const entry = hoursAgo(5);
    const at = world({ cases: [entry], ...setting });
    editor.answer = choosing('Refresh');
    await investigateCommand({ eventId }, at.ports);
    await settled();
    return { ...at, entry };
  }

  it('merges into the saved file, goes on from the entry, and the shared state keeps the name of the file', async () => {
    saveEarlierCase();
    editor.files.set(path, withNote(editor.files.get(path) ?? ''));
    const { entry, order, saved, shown } = await refresh();
    expect(saved).toEqual([{ file: caseFile, refreshed: entry }]);
    expect([...editor.files.keys()]).toEqual([path]);
    expect(order).not.toContain('write');
    expect(editor.files.get(path)).toContain('A note of mine, resting on the tree [');
    expect(editor.files.get(path)).toContain('the earlier case was completed at');
    expect(editor.files.get(path)).toMatch(isRefreshed);
    expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([path]);
    expect(shown).toMatchObject([{ file: path, view: { caseFile: path, changes: { since: storefrontCase.completedAt } } }]);
  });

  it('[X-07] says what changed since when, and shows it in the diff of VS Code', async () => {
    saveEarlierCase();
    const before = editor.files.get(path);
    const { ports } = world({ cases: [hoursAgo(5)] });
    editor.answer = (asked) => (asked.kind === 'information' ? 'Show Changes' : choosing('Refresh')(asked));
    await investigateCommand({ eventId }, ports);
    await settled();
    expect(notices().at(-1)).toMatch(/\. (\d+ new, )?(\d+ changed, )?\d+ gone since 09:41 UTC\.$/);
    const [id, left, right] = editor.executedWith.at(-1) ?? [];
    expect([id, (right as Uri).fsPath]).toEqual(['vscode.diff', path]);
    const document = await workspace.openTextDocument(left as Uri);
    expect(document.getText()).toBe(before);
  });

  it('[K-12] merges into what is open and saved, as one step to undo, and saves it', async () => {
    saveEarlierCase();
    const open = editor.open(Uri.file(path), withNote(editor.files.get(path) ?? ''));
    await refresh();
    expect(open.getText()).toContain('A note of mine');
    expect(open.getText()).toContain('the earlier case was completed at');
    expect([open.isDirty, editor.edits.length]).toEqual([false, 1]);
    expect(editor.files.get(path)).toBe(open.getText());
    // The line with the note is not touched, so a cursor in it stays.
    const at = withNote(renderCase(storefrontCase)).split('\n').indexOf(note);
    expect(editor.edits[0]?.edits.some(({ range }) => range.start.line < at && range.end.line > at + 1)).toBe(false);
  });

  it('[K-12] merges into changes that are not saved, and leaves the saving to the user', async () => {
    saveEarlierCase();
    const onDisk = editor.files.get(path);
    const open = editor.open(Uri.file(path), onDisk ?? '');
    open.type(withNote(onDisk ?? ''));
    await refresh();
    expect(open.getText()).toContain('A note of mine');
    expect(open.getText()).toContain('the earlier case was completed at');
    expect([open.isDirty, editor.files.get(path)]).toEqual([true, onDisk]);
    expect(notices().at(-1)).toContain('save the file when you are ready');
  });

  it('[K-12] writes a new file where the unsaved text is no case any more, and touches nothing of it', async () => {
    saveEarlierCase();
    const open = editor.open(Uri.file(path), 'all gone');
    const { saved } = await refresh();
    expect(open.getText()).toBe('all gone');
    expect(saved).toMatchObject([{ file: `/tmp/${eventId}.md` }]);
    expect(editor.shown.find((one) => one.kind === 'warning')?.text).toMatch(/can not be brought up to date \(its footer is not/);
  });

  it.each([
    ['its folder can not be written to', () => saveEarlierCase(), { rewriteFails: failure('refused', 'EROFS') }, /EROFS/],
    ['it is gone', () => undefined, {}, /its file is gone/],
    ["it is another event's", () => saveEarlierCase('another'), {}, /its footer is not the one of this case/],
  ])('writes a new file where %s, and says so', async (_what, prepare, setting, why) => {
    prepare();
    const before = editor.files.get(path);
    const { saved } = await refresh(setting);
    expect(saved).toMatchObject([{ file: `/tmp/${eventId}.md`, refreshed: { handoff: { ticketKey: 'RUNTIME-1234' } } }]);
    expect(editor.files.get(path)).toBe(before);
    expect(editor.shown.find((one) => one.kind === 'warning')?.text).toMatch(why);
  });

  it('[K-12] goes on where the case was saved to, and the state keeps the name that others know', async () => {
    saveEarlierCase();
    const first = editor.files.get(path);
    const place = '/home/me/cases/RUNTIME-1234.md';
    const copied: unknown[] = [];
    const at = world({ cases: [hoursAgo(5)] });
    editor.answer = (asked) => (asked.kind === 'save' ? Uri.file(place) : choosing('Refresh')(asked));
    editor.active = { document: editor.open(Uri.file(path), withNote(first ?? '')) };
    await saveCaseAs(undefined, {
      ...at.ports,
      known: { copied: (...places) => copied.push(places) },
      writeCaseCopy: async (to, text) => void editor.files.set(to, text),
    });
    expect(editor.files.get(place)).toBe(withNote(first ?? ''));
    expect([copied, at.moved]).toEqual([[[path, place]], [[path, place]]]);
    await investigateCommand({ eventId }, at.ports);
    expect(editor.files.get(place)).toContain('the earlier case was completed at');
    expect(editor.files.get(place)).toContain('A note of mine');
    expect(editor.files.get(path)).toBe(first);
    expect(at.saved).toMatchObject([{ file: caseFile }]);
  });

  it('of a case file that the user names asks nothing, looks at what was picked then, and merges into that file', async () => {
    const { trigger } = storefrontCase;
    editor.files.set(path, renderCase({ ...storefrontCase, trigger: { ...trigger, id: groupId, groupId, eventId } }));
    const { ports, saved, tools } = world({ cases: [hoursAgo(1)] });
    editor.open(Uri.file(path), editor.files.get(path) ?? '');
    await refreshCaseCommand(path, ports);
    expect(questions()).toEqual([]);
    expect(JSON.stringify(tools.asked[0])).toContain(groupId);
    expect(editor.files.get(path)).toContain('the earlier case was completed at');
    expect(saved).toMatchObject([{ file: caseFile, refreshed: { eventId } }]);
  });

  it('is what looking wider does, without a question', async () => {
    const { ports, saved } = world({ cases: [hoursAgo(1)] });
    await lookWider(eventId, { around: 6, before: 336 }, ports);
    expect(questions()).toEqual([]);
    expect(saved).toMatchObject([{ refreshed: { eventId } }]);
  });
});

describe('[I-04] Start fresh', () => {
  it('drops the entry and investigates without it', async () => {
    const entry = hoursAgo(3);
    const { dropped, order, ports, saved } = world({ cases: [entry] });
    saveEarlierCase();
    editor.answer = choosing('Start fresh');
    await investigateCommand({ eventId }, ports);
    expect(dropped).toEqual([entry]);
    expect(order.slice(-3)).toEqual(['drop', 'write', 'save']);
    expect(saved).toMatchObject([{ refreshed: undefined }]);
    expect(editor.files.get(`/tmp/${eventId}.md`)).not.toContain('the earlier case');
  });

  it('tells an entry that could not be dropped, and investigates all the same', async () => {
    const dropFails = failure('conflict', 'status code: 409');
    const { faults, ports, saved } = world({ cases: [hoursAgo(3)], dropFails });
    editor.answer = choosing('Start fresh');
    await investigateCommand({ eventId }, ports);
    expect(faults).toEqual([dropFails]);
    expect(saved).toHaveLength(1);
  });
});
