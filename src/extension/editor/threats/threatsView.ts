import * as vscode from 'vscode';
import type { Clock, Log } from '../../core/model/ports.ts';
import { plainText, withoutStop } from '../../core/report/plainText.ts';
import type { Commands } from '../commands.ts';
import type { SessionState, TenantSession } from '../connection/tenantSession.ts';
import type { SeenCases } from '../investigation/seenCases.ts';
import type { Questions } from '../questions.ts';
import { clockTime } from '../relativeTime.ts';
import { AutoRefresh } from './autoRefresh.ts';
import type { ThreatNode } from './threatNodes.ts';
import { loadedCount } from './threatNodesText.ts';
import { registerThreatsCommands } from './threatsCommands.ts';
import { ThreatsList } from './threatsList.ts';
import { ThreatsTree } from './threatsTree.ts';
import { createTreeChoices, groupingName, isFiltered, type TreeChoice } from './treeFilter.ts';

const threatsViewId = 'runtimeThreats.threats';

export type ThreatsViewPorts = {
  readonly session: TenantSession;
  readonly commands: Commands;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly seen: SeenCases;
  readonly memento: vscode.Memento;
  readonly log: Log;
};

/** The view of open threats (V-01 to V-06). It reads when it shows, reconnecting what is stored; without a connection it contacts nothing. */
export function registerThreatsView(ports: ThreatsViewPorts): vscode.Disposable {
  const { session, clock, seen, memento } = ports;
  const list = new ThreatsList(session, clock);
  const choices = createTreeChoices(memento);
  const isConnected = (): boolean => session.state.kind === 'connected';
  const tree = new ThreatsTree({ list, choices, seen, clock, isConnected });
  const view = vscode.window.createTreeView<ThreatNode>(threatsViewId, { treeDataProvider: tree, showCollapseAll: true });
  const refreshing = new AutoRefresh({
    clock,
    seconds: () => vscode.workspace.getConfiguration('runtimeThreats').get<number>('refreshSeconds', 0),
    isWanted: () => view.visible && vscode.window.state.focused && isConnected(),
    refresh: () => list.refresh(),
    tried: () => list.tried,
  });
  const draw = (): void => {
    tree.redraw();
    dress(view, { list, tree, choice: choices.get(), state: session.state });
  };
  const busy = (work: Promise<unknown>) => vscode.window.withProgress({ location: { viewId: threatsViewId } }, () => work);
  const read = (): void => {
    if (view.visible && isConnected() && list.refreshedAt === undefined) void busy(list.refresh());
    refreshing.update();
  };
  // Only here, not when the session changes: one that fails to come up would be asked again and again. A refused token waits for a click (C-05).
  const shown = (): void => {
    if (view.visible && session.state.kind !== 'unauthenticated') void session.reconnect();
    read();
  };
  draw();
  shown();
  return vscode.Disposable.from(
    list,
    tree,
    view,
    refreshing,
    list.onDidChange((change) => (change === undefined ? draw() : tree.redrawPart(change.groupId, change.part))),
    seen.onDidChange(draw),
    session.onDidChange(() => {
      list.clear();
      read();
      draw();
    }),
    view.onDidChangeVisibility(shown),
    vscode.window.onDidChangeWindowState(() => refreshing.update()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('runtimeThreats.refreshSeconds')) refreshing.update();
    }),
    registerThreatsCommands({ ...ports, list, choices, redraw: draw, busy }),
  );
}

type Dressing = { readonly list: ThreatsList; readonly tree: ThreatsTree; readonly choice: TreeChoice; readonly state: SessionState };

/** Title, badge, message and the keys of the welcome views: everything around the rows. */
function dress(view: vscode.TreeView<ThreatNode>, { list, tree, choice, state }: Dressing): void {
  const { shown } = tree.arrangement;
  view.title = state.kind === 'connected' ? tenantTitle(state.tenant) : vscode.l10n.t('Threats');
  view.badge = badge(list);
  view.message = messageFor(list, choice, shown.length);
  const settled = state.kind === 'connected' && list.refreshedAt !== undefined && !list.isReading && list.failure === undefined;
  void vscode.commands.executeCommand('setContext', 'runtimeThreats.noThreats', settled && list.pages.groups.length === 0);
  void vscode.commands.executeCommand('setContext', 'runtimeThreats.filtered', isFiltered(choice));
  const isHidden = list.pages.groups.length > 0 && shown.length === 0;
  void vscode.commands.executeCommand('setContext', 'runtimeThreats.nothingMatches', isHidden && !list.pages.hasMore);
  void vscode.commands.executeCommand('setContext', 'runtimeThreats.hasConsole', 'consoleUrl' in state && state.consoleUrl !== undefined);
}

function tenantTitle({ name, region, sample }: Extract<SessionState, { kind: 'connected' }>['tenant']): string {
  if (sample) return vscode.l10n.t('sample');
  return region === undefined ? plainText(name) : `${plainText(name)} · ${plainText(region)}`;
}

/** Loaded open critical and high (V-05); "loaded", since more may exist. */
function badge({ pages }: ThreatsList): vscode.ViewBadge | undefined {
  const value = pages.groups.filter(({ severity }) => severity?.word === 'critical' || severity?.word === 'high').length;
  return value === 0 ? undefined : { value, tooltip: vscode.l10n.t('{0} loaded open threats of critical or high severity', value) };
}

/**
 * What the rows do not say themselves: a failed reading, and that filter and grouping apply to what is loaded (V-03). Empty where no row
 * stands below it, since VS Code shows no welcome view beside a message.
 */
function messageFor({ pages, failure, refreshedAt }: ThreatsList, choice: TreeChoice, shown: number): string {
  if (pages.groups.length === 0) return '';
  const lines: string[] = [];
  if (failure !== undefined) {
    const [what, why, fix] = [failure.what, failure.why, failure.fix].map((line) => withoutStop(plainText(line)));
    lines.push(vscode.l10n.t('{0}. {1}. {2}.', what ?? '', why ?? '', fix ?? ''));
    if (refreshedAt !== undefined) lines.push(vscode.l10n.t('The rows are as of {0} UTC.', clockTime(refreshedAt, refreshedAt)));
  } else if (shown === 0 && !pages.hasMore) return '';
  const loaded = loadedCount(pages.groups.length, pages.hasMore);
  if (isFiltered(choice)) lines.push(vscode.l10n.t('Filtered: {0} of {1} loaded.', shown, loaded));
  if (choice.groupBy !== 'none')
    lines.push(vscode.l10n.t('Grouped by {0}, among the {1} loaded.', groupingName(choice.groupBy).toLowerCase(), loaded));
  return lines.join(' ');
}
