import * as vscode from 'vscode';
import type { Clock } from '../../core/model/ports.ts';
import type { Commands } from '../commands.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { CaseNode } from './casesItem.ts';
import type { CasesList, CasesListPorts } from './casesList.ts';
import type { CasesTree } from './casesTree.ts';
import type { KnownCases } from './knownCases.ts';

const viewId = 'runtimeThreats.cases';

export type CasesViewPorts = Omit<CasesListPorts, 'shared' | 'session' | 'known'> & {
  readonly session: Pick<TenantSession, 'state' | 'onDidChange' | 'tenant' | 'reconnect'>;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly known: Pick<KnownCases, 'all' | 'onDidChange'>;
  /** the shared state was written: a case was finished, dropped or handed off */
  readonly noted: vscode.Event<void>;
};

type Loaded = { readonly list: CasesList; readonly tree: CasesTree };

/**
 * The view of recent cases (V-13). It reads when it shows and when the state was written while it shows; everything behind it is loaded with the
 * first reading.
 */
export function registerCasesView(ports: CasesViewPorts): vscode.Disposable {
  const { session, commands, known } = ports;
  const changed = new vscode.EventEmitter<undefined>();
  let loading: Promise<Loaded> | undefined;
  let loaded: Loaded | undefined;
  const isConnected = (): boolean => session.state.kind === 'connected';
  const draw = (): void => {
    changed.fire(undefined);
    dress(view, isConnected() ? loaded?.list : undefined);
  };
  const ready = (): Promise<Loaded> => {
    loading ??= load(ports).then((parts) => {
      loaded = parts;
      parts.list.onDidChange(draw);
      return parts;
    });
    return loading;
  };
  const provider: vscode.TreeDataProvider<CaseNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => (node === undefined && isConnected() ? (await ready()).tree.nodes() : []),
    getTreeItem: async (node) => (await ready()).tree.item(node),
    resolveTreeItem: async (item, node) => {
      const tooltip = (await ready()).tree.tooltip(node);
      if (tooltip !== undefined) item.tooltip = tooltip;
      return item;
    },
  };
  const view = vscode.window.createTreeView<CaseNode>(viewId, { treeDataProvider: provider });
  const refresh = async (): Promise<void> => {
    if (isConnected()) await vscode.window.withProgress({ location: { viewId } }, async () => (await ready()).list.refresh());
  };
  const read = (): void => {
    if (view.visible) refresh().catch((error: unknown) => commands.report(error, 'cases view'));
  };
  // As in the threats view: a refused token waits for a click (C-05).
  const shown = (): void => {
    if (view.visible && session.state.kind !== 'unauthenticated') void session.reconnect();
    read();
  };
  shown();
  return vscode.Disposable.from(
    view,
    changed,
    { dispose: () => loaded?.list.dispose() },
    session.onDidChange(() => {
      loaded?.list.clear();
      read();
      draw();
    }),
    view.onDidChangeVisibility(shown),
    ports.noted(read),
    known.onDidChange(() => {
      loaded?.list.lookAgain().catch((error: unknown) => commands.report(error, 'cases view'));
    }),
    commands.register('runtimeThreats.refreshCases', refresh),
  );
}

async function load(ports: CasesViewPorts): Promise<Loaded> {
  const [{ CasesList }, { createCasesTree }, { sharedCases }] = await Promise.all([
    import('./casesList.ts'),
    import('./casesTree.ts'),
    import('../investigation/sharedCases.ts'),
  ]);
  const list = new CasesList({ ...ports, shared: sharedCases });
  return { list, tree: createCasesTree(list, ports.clock) };
}

/** What the rows do not say themselves, and the key of the welcome view; VS Code shows none beside a message. */
function dress(view: vscode.TreeView<CaseNode>, list: CasesList | undefined): void {
  const isEmpty = list === undefined || list.rows.length === 0;
  view.message =
    isEmpty || list.missing === undefined
      ? ''
      : vscode.l10n.t('This tenant shares no cases, so these are the ones of this workspace: {0}.', list.missing.why);
  void vscode.commands.executeCommand('setContext', 'runtimeThreats.noCases', list?.isSettled === true && isEmpty);
}
