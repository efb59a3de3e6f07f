import type { Failure } from '../../../../src/extension/core/model/failure.ts';
import type { SecurityEvent, Threat, ThreatGroup } from '../../../../src/extension/core/model/threat.ts';
import { caseOf } from '../../../../src/extension/core/tools/recentCase.ts';
import type { RecentCase } from '../../../../src/extension/core/tools/skillState.ts';
import type { CasePanels } from '../../../../src/extension/editor/casePanel/casePanel.ts';
import type { ShownCase } from '../../../../src/extension/editor/casePanel/keptViews.ts';
import { createCasePlaces } from '../../../../src/extension/editor/cases/casePlaces.ts';
import { createKnownCases } from '../../../../src/extension/editor/cases/knownCases.ts';
import { createCaseChanges } from '../../../../src/extension/editor/investigation/caseChanges.ts';
import type { InvestigatePorts } from '../../../../src/extension/editor/investigation/investigateCommand.ts';
import { createSeenCases } from '../../../../src/extension/editor/investigation/seenCases.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { noIntelligence } from '../../../fakes/intelligence.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { type FakeOptions, fakeReadTools } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';

export const now = Date.UTC(2026, 5, 10, 9, 20);
export const eventId = '18b7ad56233b5660a1c94e07d2f3b815';
export const groupId = '0b8f4c0e-5f0f-4a55-9d0c-1f3a8f6f2c11';
const scope = { cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront' };

const event: SecurityEvent = {
  id: eventId,
  at: now - 600_000,
  rule: 'Execution from /dev/shm',
  severity: { word: 'critical', raw: '0' },
  source: 'syscall',
  tags: ['MITRE_TA0002_execution'],
  labels: {},
  fields: { 'proc.name': 'kdevtmpfsi' },
  scope,
  raw: {},
};

const group: ThreatGroup = {
  id: groupId,
  title: 'Miner [x](command:y) $(check)',
  severity: { word: 'critical', raw: '0' },
  scope,
  lastSignal: now - 600_000,
};

const threat: Threat = { id: 'threat-1', groupId, name: 'Execution from /dev/shm', eventIds: [eventId], scope };

type Setting = {
  before?: FakeOptions['before'];
  preflight?: Failure;
  saveFails?: Failure;
  writeFails?: Failure;
  dropFails?: Failure;
  /** the saved case file refuses to be rewritten */
  rewriteFails?: Failure;
  htmlFails?: Failure;
  /** of the shared state */
  cases?: readonly RecentCase[];
};

/** One tenant with one group of one event, and what the command did with it. */
export function world({ before, preflight, saveFails, writeFails, dropFails, rewriteFails, htmlFails, cases = [] }: Setting = {}) {
  const order: string[] = [];
  const faults: unknown[] = [];
  const shown: ShownCase[] = [];
  const kept: string[] = [];
  const moved: (readonly [string, string])[] = [];
  const saved: { readonly file: string; readonly refreshed: RecentCase | undefined }[] = [];
  const html: { readonly file: string; readonly told: boolean; readonly markdown: string }[] = [];
  const dropped: (RecentCase | undefined)[] = [];
  const ended = new AbortController();
  const tools = fakeReadTools({ events: [event], groups: [group], threats: [threat] }, { now, ...(before && { before }) });
  const step =
    <T>(name: string, value: T, fault?: Failure) =>
    async (): Promise<T> => {
      order.push(name);
      if (fault !== undefined) throw fault;
      return value;
    };
  const panels: CasePanels = {
    show: (one) => shown.push(one),
    showKept: (file) => kept.push(file) > 0,
    restore: () => undefined,
    moved: (from, to) => moved.push([from, to]),
    drawing: async () => undefined,
    dispose: () => undefined,
  };
  const tenant = { label: { name: 'acme', sample: false }, tools, ended: ended.signal, connection: undefined as never };
  const ports: InvestigatePorts = {
    session: { tenant: step('preflight', tenant, preflight) },
    questions: createQuestions(),
    clock: { now: () => now, sleep: async () => undefined },
    log: { write: () => undefined },
    report: (error) => faults.push(error),
    firstRun: { exists: step('notice', true), create: async () => undefined },
    surroundings: {
      preamble: () => void order.push('preamble'),
      connectivity: () => {
        order.push('connectivity line');
        return 'Sysdig ✓';
      },
    },
    shared: {
      read: step('state', cases),
      save: async (_tenant, _finished, file, refreshed) => {
        await step('save', undefined, saveFails)();
        saved.push({ file, refreshed });
      },
      drop: async (_tenant, id) => {
        await step('drop', undefined, dropFails)();
        dropped.push(caseOf(cases, id));
      },
    },
    intelligence: noIntelligence,
    handOffKeys: { names: async () => [] },
    seen: createSeenCases(fakeMemento()),
    known: createKnownCases(fakeMemento()),
    places: createCasePlaces(fakeMemento()),
    changes: createCaseChanges(),
    writeCaseFile: async ({ id }, text) => {
      order.push('write');
      if (writeFails !== undefined) throw writeFails;
      editor.files.set(`/tmp/${id}.md`, text);
      return `/tmp/${id}.md`;
    },
    readCaseFile: async (path, isOurs) => readOwn(path, isOurs),
    rewriteCaseFile: async (path, isOurs, revise) => {
      const found = readOwn(path, isOurs);
      if (found.status !== 'own') return found;
      const after = revise(found.text);
      if (rewriteFails !== undefined) throw rewriteFails;
      editor.files.set(path, after);
      return { status: 'done', before: found.text, after };
    },
    writeHtml: async (file, told, markdown) => {
      if (htmlFails !== undefined) throw htmlFails;
      html.push({ file, told: told !== undefined, markdown });
      return file.replace('.md', '.html');
    },
    panels,
  };
  return { ports, order, faults, shown, kept, moved, saved, html, dropped, tools, ended };
}

function readOwn(path: string, isOurs: (text: string) => boolean) {
  const text = editor.files.get(path);
  if (text === undefined) return { status: 'gone' } as const;
  if (isOurs(text)) return { status: 'own', text } as const;
  return { status: 'foreign', reason: 'its footer is not the one of this case' } as const;
}
