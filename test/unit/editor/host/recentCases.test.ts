import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { RecentCase } from '../../../../src/extension/core/tools/skillState.ts';
import { openCase, openRecentCase, type RecentCasesPorts } from '../../../../src/extension/editor/cases/recentCases.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { editor } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const eventId = storefrontCase.trigger.eventId ?? '';
const caseFile = 'sysdig-runtime-investigate-18b7ad56233b-20260610-0920.md';
const path = join(tmpdir(), caseFile);
const recent: RecentCase = { eventId, tactic: 'c2', cluster: 'prod-eu-1', caseFile, completed: '2026-06-10T09:00:00Z' };

beforeEach(() => editor.reset());

function world(cases: readonly RecentCase[], moved: Readonly<Record<string, string>> = {}) {
  const looked: string[] = [];
  const flows: string[] = [];
  const ports: RecentCasesPorts = {
    session: { tenant: async () => ({ ended: new AbortController().signal }) as never },
    shared: { read: async () => cases },
    places: { of: (file) => moved[file] ?? file },
    questions: createQuestions(),
    clock: { now: () => Date.UTC(2026, 5, 10, 9, 30), sleep: async () => undefined },
    readCaseFile: async (file, isOurs) => {
      looked.push(file);
      const text = editor.files.get(file);
      if (text === undefined) return { status: 'gone' };
      return isOurs(text) ? { status: 'own', text } : { status: 'foreign', reason: 'not ours' };
    },
    panels: { showKept: (file) => flows.push(file) > 0 },
  };
  return { ports, looked, flows };
}

it('[V-07] opens a case of the shared state again, and its attack flow', async () => {
  const { flows, ports } = world([recent]);
  editor.files.set(path, renderCase(storefrontCase));
  editor.answer = ({ items }) => items[0];
  await openRecentCase(ports);
  expect(editor.shown[0]?.items).toMatchObject([{ label: storefrontCase.trigger.title, description: 'c2 · 30 min ago', detail: caseFile }]);
  expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([path]);
  expect(flows).toEqual([path]);
});

it("[K-01] offers no file that is gone, and none that is another event's", async () => {
  const { ports } = world([recent, { ...recent, eventId: 'another' }]);
  await openRecentCase(ports);
  editor.files.set(path, '# not a case');
  await openRecentCase(ports);
  expect(editor.shown.map((one) => one.kind)).toEqual(['information', 'information']);
});

it('a name in the shared state never leads out of the folder of the cases', async () => {
  const names = ['../../etc/passwd', '/etc/passwd', `../${caseFile}`, 'notes.md', ''];
  const { looked, ports } = world(names.map((name) => ({ ...recent, caseFile: name })));
  await openRecentCase(ports);
  expect(looked).toEqual([]);
});

it('newest first, whatever order the state has them in', async () => {
  const older = {
    ...recent,
    eventId: 'older',
    caseFile: 'sysdig-runtime-investigate-0000000000aa-20260609-0920.md',
    completed: '2026-06-09T09:00:00Z',
  };
  const { ports } = world([older, recent]);
  editor.files.set(path, renderCase(storefrontCase));
  const trigger = { ...storefrontCase.trigger, eventId: 'older', title: 'An older one' };
  editor.files.set(join(tmpdir(), older.caseFile), renderCase({ ...storefrontCase, trigger }));
  await openRecentCase(ports);
  expect(editor.shown[0]?.items).toMatchObject([{ label: storefrontCase.trigger.title }, { label: 'An older one' }]);
});

it('[K-12] opens a case where the user put it', async () => {
  const place = '/home/me/cases/miner.md';
  const { flows, ports } = world([recent], { [path]: place });
  editor.files.set(place, renderCase(storefrontCase));
  editor.answer = ({ items }) => items[0];
  await openRecentCase(ports);
  expect(flows).toEqual([place]);
});

it('[K-07] a name that would be drawn as an icon is text', async () => {
  const { ports } = world([{ ...recent, tactic: '$(trash)' }]);
  const trigger = { ...storefrontCase.trigger, title: '$(flame) fire' };
  editor.files.set(path, renderCase({ ...storefrontCase, trigger }));
  await openRecentCase(ports);
  expect(JSON.stringify(editor.shown[0]?.items)).not.toContain('$(');
});

it('[V-13] opens the case of a row of the Cases view, and its attack flow', async () => {
  const { flows, ports } = world([]);
  editor.files.set(path, renderCase(storefrontCase));
  await openCase({ kind: 'case', file: path, eventId }, ports);
  expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([path]);
  expect(flows).toEqual([path]);
});
