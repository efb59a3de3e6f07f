import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type * as vscode from 'vscode';
import type { TenantLabel, ToldCase } from '../../../../src/extension/core/model/case.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { Connection } from '../../../../src/extension/core/tools/connection.ts';
import type { CaseNode } from '../../../../src/extension/editor/cases/casesItem.ts';
import { registerCasesView } from '../../../../src/extension/editor/cases/casesView.ts';
import type { KnownCase } from '../../../../src/extension/editor/cases/knownCases.ts';
import { createCommands } from '../../../../src/extension/editor/commands.ts';
import type { SessionState } from '../../../../src/extension/editor/connection/tenantSession.ts';
import { EventEmitter, editor, type FakeTreeView } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const now = Date.parse('2026-06-10T09:50:00Z');
export const acme: TenantLabel = { name: 'acme', region: 'eu1', sample: false };
export const eventId = storefrontCase.trigger.eventId ?? '';
export const caseFile = 'sysdig-runtime-investigate-18bc3a1fd676-20260610-0941.md';
export const path = join(tmpdir(), caseFile);
export const told: ToldCase = { ...storefrontCase, tenant: acme };

/** An entry of the shared state as it is stored. */
export type Entry = Readonly<Record<string, unknown>>;
export const entry: Entry = {
  event_id: eventId,
  cluster: 'prod-eu-1',
  tactic: 'c2',
  case_file: caseFile,
  completed: '2026-06-10T09:38:00Z',
};

/** Puts the case on the disk. */
export function onDisk(of: ToldCase = told, at = path): void {
  editor.files.set(at, renderCase({ ...storefrontCase, ...of, evidence: storefrontCase.evidence, calls: [] }));
}

type Answer = readonly Entry[] | { readonly error: string } | Promise<readonly Entry[]>;

type Setting = {
  readonly state?: SessionState;
  readonly visible?: boolean;
  readonly known?: readonly KnownCase[];
  /** before a file is read */
  readonly hold?: () => Promise<void>;
  /** where the user put a case */
  readonly moved?: Readonly<Record<string, string>>;
};

/** The view on a tenant whose shared state has those cases; what `answers` gives is read anew at each reading. */
export async function openCases(answers: () => Answer, setting: Setting = {}) {
  const asked: string[] = [];
  const looked: string[] = [];
  const known = [...(setting.known ?? [])];
  const [knownChanged, noted, sessionChanged] = [new EventEmitter<string>(), new EventEmitter<void>(), new EventEmitter<SessionState>()];
  let state = setting.state ?? ({ kind: 'connected', tenant: acme } as const);
  let reconnects = 0;
  let ended = new AbortController();
  const connection = {
    call: async (tool: string) => {
      asked.push(tool);
      const answer = await answers();
      if ('error' in answer) return { isError: true, content: [{ type: 'text', text: answer.error }] };
      return { content: [{ type: 'text', text: JSON.stringify({ version: 1, recent_cases: answer }) }] };
    },
  } as unknown as Connection;
  const registered = registerCasesView({
    session: {
      get state() {
        return state;
      },
      onDidChange: sessionChanged.event as unknown as vscode.Event<SessionState>,
      reconnect: async () => {
        reconnects += 1;
        return state;
      },
      tenant: async () => {
        if (state.kind !== 'connected') throw new Error('nobody is connected');
        return { label: state.tenant, connection, tools: undefined as never, ended: ended.signal };
      },
    },
    commands: createCommands({ write: () => undefined }, () => undefined),
    clock: { now: () => now, sleep: async () => undefined },
    known: { all: () => known, onDidChange: knownChanged.event as unknown as vscode.Event<string> },
    places: { of: (file) => setting.moved?.[file] ?? file },
    noted: noted.event as unknown as vscode.Event<void>,
    readCaseFile: async (file, isOurs) => {
      looked.push(file);
      await setting.hold?.();
      const text = editor.files.get(file);
      if (text === undefined) return { status: 'gone' };
      return isOurs(text) ? { status: 'own', text } : { status: 'foreign', reason: 'its footer is not the one of this case' };
    },
  });
  onTestFinished(() => registered.dispose());
  const [view] = editor.treeViews as FakeTreeView[];
  if (view === undefined) throw new Error('no view was made');
  const provider = view.options['treeDataProvider'] as vscode.TreeDataProvider<CaseNode>;
  let redrawn = 0;
  provider.onDidChangeTreeData?.(() => (redrawn += 1));
  if (setting.visible !== false) view.show(true);
  await settled();
  return {
    asked,
    looked,
    view,
    provider,
    noted,
    redrawn: () => redrawn,
    reconnects: () => reconnects,
    become: (next: SessionState) => {
      ended.abort();
      ended = new AbortController();
      state = next;
      sessionChanged.fire(next);
    },
    learn: (one: KnownCase) => {
      known.unshift(one);
      knownChanged.fire(one.file);
    },
    rows: async () => {
      const nodes = (await provider.getChildren(undefined)) ?? [];
      return Promise.all(nodes.map(async (node) => ({ node, item: await provider.getTreeItem(node) })));
    },
    tooltip: async (node: CaseNode): Promise<string> => {
      const item = await provider.resolveTreeItem?.(await provider.getTreeItem(node), node, undefined as never);
      return (item?.tooltip as vscode.MarkdownString | undefined)?.value ?? '';
    },
  };
}

export type CasesWorld = Awaited<ReturnType<typeof openCases>>;

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** After what is loaded on first use is there as well. */
export async function read({ asked }: CasesWorld, times = 1): Promise<void> {
  for (let turn = 0; turn < 400 && asked.length < times; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await settled();
}
