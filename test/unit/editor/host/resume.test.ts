import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { RecentCase } from '../../../../src/extension/core/tools/skillState.ts';
import { investigateCommand, lookWider } from '../../../../src/extension/editor/investigateCommand.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor, type Shown } from '../../../fakes/vscode.ts';
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
const questions = () => editor.shown.filter((one) => one.kind === 'quickPick');
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
    expect(editor.shown.at(-1)?.text).toMatch(/This is the case that was completed .*nothing was investigated again/);
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
  it('investigates again, goes on from the entry, and takes the saved case along without touching its file', async () => {
    const entry = hoursAgo(5);
    const { ports, saved } = world({ cases: [entry] });
    saveEarlierCase();
    const before = editor.files.get(path);
    editor.answer = choosing('Refresh');
    await investigateCommand({ eventId }, ports);
    expect(saved).toEqual([{ file: `/tmp/${eventId}.md`, refreshed: entry }]);
    expect(editor.files.get(path)).toBe(before);
    expect(editor.files.get(`/tmp/${eventId}.md`)).toContain('the earlier case was completed at');
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
    expect(order.slice(-2)).toEqual(['drop', 'save']);
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
