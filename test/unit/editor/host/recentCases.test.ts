import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { RecentCase } from '../../../../src/extension/core/tools/skillState.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { openRecentCase, type RecentCasesPorts } from '../../../../src/extension/editor/recentCases.ts';
import { editor } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const eventId = storefrontCase.trigger.eventId ?? '';
const caseFile = 'sysdig-runtime-investigate-18b7ad56233b-20260610-0920.md';
const path = join(tmpdir(), caseFile);
const recent: RecentCase = { eventId, tactic: 'c2', cluster: 'prod-eu-1', caseFile, completed: '2026-06-10T09:00:00Z' };

beforeEach(() => editor.reset());

function world(cases: readonly RecentCase[]) {
  const looked: string[] = [];
  const flows: string[] = [];
  const ports: RecentCasesPorts = {
    session: { tenant: async () => ({ ended: new AbortController().signal }) as never },
    shared: { read: async () => cases, save: async () => undefined, drop: async () => undefined },
    questions: createQuestions(),
    clock: { now: () => Date.UTC(2026, 5, 10, 9, 30), sleep: async () => undefined },
    readCaseFile: async (file, isOurs) => {
      looked.push(file);
      const text = editor.files.get(file);
      if (text === undefined) return { status: 'gone' };
      return isOurs(text) ? { status: 'own', text } : { status: 'foreign', reason: 'not ours' };
    },
    panels: { show: () => undefined, showKept: (file) => flows.push(file), restore: () => undefined, dispose: () => undefined },
  };
  return { ports, looked, flows };
}

it('[V-07] opens a case of the shared state again, and its attack flow', async () => {
  const { flows, ports } = world([recent]);
  editor.files.set(path, renderCase(storefrontCase));
  editor.answer = ({ items }) => items[0];
  await openRecentCase(ports);
  expect(editor.shown[0]?.items).toMatchObject([{ label: 'c2 · prod-eu-1', description: '30 min', detail: caseFile }]);
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
