import { vi } from 'vitest';
import type * as vscode from 'vscode';
import type { Case, TenantLabel } from '../../../../src/extension/core/model/case.ts';
import type { Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import type { Clock, Log } from '../../../../src/extension/core/model/ports.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { createReadTools } from '../../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../../src/extension/core/tools/connection.ts';
import type { ReadTool, ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { type CaseDocuments, registerCaseDocuments } from '../../../../src/extension/editor/caseDocument/caseDocuments.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { connectInMemory } from '../../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../../src/extension/sample/tenant.ts';
import { type StandingClock, standingClock } from '../../../fakes/standingClock.ts';
import { EventEmitter, editor, type FakeDocument, Uri } from '../../../fakes/vscode.ts';
import { ledgerCase } from './ledgerCase.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const clock: Clock = { now: () => now, sleep: async () => undefined };
const log: Log = { write: () => undefined };
const never = new AbortController().signal;
const label: TenantLabel = { name: 'sample', sample: true };

/** A case of the sample tenant through a real MCP server in memory, and the tools to ask it again. */
export type SampleCase = {
  readonly found: Case;
  readonly markdown: string;
  readonly tools: ReadTools;
  readonly close: () => Promise<void>;
};

export async function sampleCase(): Promise<SampleCase> {
  const tenant = createSampleTenant({ now: () => now });
  const reached = await connect({ label, address: 'sample', open: () => connectInMemory(tenant) }, { clock, log, signal: never });
  if (reached.state !== 'reachable') throw reached.failure;
  const tools = createReadTools(reached.connection, clock, log);
  const found = await ledgerCase(tools, label);
  return { found, markdown: renderCase(found), tools, close: () => reached.connection.close() };
}

export type Asked = { readonly tool: ReadTool; readonly args: unknown }[];

export type World = {
  readonly documents: CaseDocuments;
  readonly faults: unknown[];
  readonly asked: Asked;
  readonly flows: string[];
  readonly clock: StandingClock;
  /** the tenant connects; before, nothing is */
  connect(): void;
  /** how often a connection was asked for */
  readonly connections: () => number;
  /** this window's own investigation is known, or not any more */
  readonly knownChanged: EventEmitter<string>;
};

type Setting = {
  readonly tools: ReadTools;
  /** of this window's investigation; none after a reload */
  readonly exhibits?: readonly Exhibit[];
  readonly tenant?: TenantLabel;
  readonly connected?: boolean;
};

export const file = '/tmp/case.md';

/** A window with the case documents registered, on a tenant. */
export function openWorld({ tools, exhibits, tenant = label, connected = true }: Setting): World {
  const asked: Asked = [];
  const faults: unknown[] = [];
  const flows: string[] = [];
  const knownChanged = new EventEmitter<string>();
  const standing = standingClock();
  let isConnected = connected;
  let connections = 0;
  const watched: ReadTools = {
    offers: (tool) => tools.offers(tool),
    read: (tool, args, signal) => {
      asked.push({ tool, args });
      return tools.read(tool, args, signal);
    },
  };
  const documents = registerCaseDocuments({
    commands: {
      register: (id, handler) => {
        editor.registered.set(id, async (argument) => {
          try {
            return await handler(argument);
          } catch (error) {
            faults.push(error);
            return undefined;
          }
        });
        return { dispose: () => editor.registered.delete(id) };
      },
      report: (error) => faults.push(error),
    },
    session: {
      get state() {
        return isConnected ? ({ kind: 'connected', tenant } as const) : ({ kind: 'disconnected' } as const);
      },
      tenant: async () => {
        connections++;
        isConnected = true;
        return { label: tenant, tools: watched, ended: never, connection: undefined as never };
      },
    },
    known: { exhibits: () => exhibits, onDidChange: knownChanged.event as unknown as vscode.Event<string> },
    questions: createQuestions(),
    clock: standing,
    showAttackFlow: async (path) => void flows.push(path),
  });
  return {
    documents,
    faults,
    asked,
    flows,
    clock: standing,
    connect: () => (isConnected = true),
    connections: () => connections,
    knownChanged,
  };
}

/** The document opened, with everything that works on a case registered. */
export async function openCase(text: string, path = file): Promise<FakeDocument> {
  const document = editor.open(Uri.file(path), text);
  const verified = () => {
    if (!editor.problems.has(document.uri.toString())) throw new Error('not verified yet');
  };
  await vi.waitFor(verified, { interval: 2 });
  return document;
}

/** The place of the n-th occurrence of a text, a few characters into it. */
export function at(document: FakeDocument, text: string, into = 1) {
  const index = document.getText().indexOf(text);
  if (index < 0) throw new Error(`no ${text}`);
  return document.positionAt(index + into);
}
