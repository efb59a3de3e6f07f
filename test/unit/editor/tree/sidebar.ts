import { onTestFinished } from 'vitest';
import type * as vscode from 'vscode';
import type { Clock } from '../../../../src/extension/core/model/ports.ts';
import type { ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { createCommands } from '../../../../src/extension/editor/commands.ts';
import type { SessionState, TenantSession } from '../../../../src/extension/editor/connection/tenantSession.ts';
import type { SeenCases } from '../../../../src/extension/editor/investigation/seenCases.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import type { ThreatNode } from '../../../../src/extension/editor/threats/threatNodes.ts';
import { registerThreatsView } from '../../../../src/extension/editor/threats/threatsView.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { type FakeOptions, type FakeReadTools, type FakeTenant, fakeReadTools } from '../../../fakes/readTools.ts';
import { EventEmitter, editor, type FakeTreeView } from '../../../fakes/vscode.ts';
import { now } from './tenant.ts';

export const connected = { kind: 'connected', tenant: { name: 'acme', region: 'eu1', sample: false } } as const satisfies SessionState;

/** Time stands still until the test moves it; sleepers wake in order. */
export function fakeClock() {
  let at = now;
  const sleepers: { due: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => at,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { due: at + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal.reason);
        });
      }),
  };
  return {
    ...clock,
    sleeping: () => sleepers.length,
    /** Wakes what is due on the way, each before the next. */
    pass: async (seconds: number): Promise<void> => {
      const end = at + seconds * 1000;
      for (;;) {
        const [next] = sleepers.filter((one) => one.due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        sleepers.splice(sleepers.indexOf(next), 1);
        at = Math.max(at, next.due);
        next.wake();
        await settled();
      }
      at = end;
    },
  };
}

/** After all that is under way without waiting for a timer or a test has ended. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

class FakeSession {
  readonly #changed = new EventEmitter<SessionState>();
  readonly onDidChange = this.#changed.event;
  readonly #tools: ReadTools;
  state: SessionState;
  reconnects = 0;
  constructor(state: SessionState, tools: ReadTools) {
    this.state = state;
    this.#tools = tools;
  }
  become(state: SessionState): void {
    this.state = state;
    this.#changed.fire(state);
  }
  async reconnect(): Promise<SessionState> {
    this.reconnects += 1;
    return this.state;
  }
  async tools(): Promise<ReadTools> {
    return this.#tools;
  }
}

export type Row = { readonly node: ThreatNode; readonly item: vscode.TreeItem };

type Options = Partial<FakeOptions> & {
  readonly state?: SessionState;
  readonly visible?: boolean;
  readonly refreshSeconds?: unknown;
  readonly memento?: vscode.Memento;
  readonly seen?: Readonly<Record<string, number>>;
};

/** The view as `extension.ts` registers it, over a tenant as data; `rows` is what the user has before them. */
export async function openSidebar(tenant: Partial<FakeTenant>, options: Options = {}) {
  editor.reset();
  editor.settings.set('runtimeThreats.refreshSeconds', options.refreshSeconds ?? 0);
  const data: FakeTenant = { events: [], groups: [], threats: [], ...tenant };
  const tools: FakeReadTools = fakeReadTools(data, { now, ...options });
  const session = new FakeSession(options.state ?? connected, tools);
  const clock = fakeClock();
  const sighted = new EventEmitter<void>();
  const view = registerThreatsView({
    session: session as unknown as TenantSession,
    clock,
    commands: createCommands({ write: () => undefined }, () => undefined),
    questions: createQuestions(),
    seen: { seenAt: (id: string) => options.seen?.[id], onDidChange: sighted.event } as unknown as SeenCases,
    memento: options.memento ?? fakeMemento(),
    log: { write: () => undefined },
  });
  onTestFinished(() => view.dispose());
  const [shown] = editor.treeViews as (FakeTreeView & { title?: string })[];
  if (shown === undefined) throw new Error('no view was made');
  const provider = shown.options['treeDataProvider'] as vscode.TreeDataProvider<ThreatNode>;
  const redrawn: (ThreatNode | undefined)[] = [];
  provider.onDidChangeTreeData?.((node) => redrawn.push(node as ThreatNode | undefined));
  const rows = async (parent?: ThreatNode): Promise<Row[]> => {
    const nodes = (await provider.getChildren(parent)) ?? [];
    return Promise.all(nodes.map(async (node) => ({ node, item: await provider.getTreeItem(node) })));
  };
  if (options.visible !== false) shown.show(true);
  await settled();
  return { data, tools, session, clock, sighted, dispose: () => view.dispose(), view: shown, provider, redrawn, rows };
}

export type Sidebar = Awaited<ReturnType<typeof openSidebar>>;

export function labels(rows: readonly Row[]): readonly unknown[] {
  return rows.map((row) => row.item.label);
}

export function node(rows: readonly Row[], index = 0): ThreatNode {
  const row = rows[index];
  if (row === undefined) throw new Error(`no row ${index}`);
  return row.node;
}

/** The rows below "Threats", "Resources" or "Latest events" of the group that stands first. */
export async function unfold(sidebar: Sidebar, part: 0 | 1 | 2): Promise<Row[]> {
  const parts = await sidebar.rows(node(await sidebar.rows()));
  return sidebar.rows(node(parts, part));
}

export function listCalls({ tools }: Sidebar): readonly Readonly<Record<string, unknown>>[] {
  return tools.asked.filter((call) => call.tool === 'list_threats_engine_groups').map((call) => call.args);
}

/** A gate that a test opens: what waits at it shows as loading until then. */
export function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
