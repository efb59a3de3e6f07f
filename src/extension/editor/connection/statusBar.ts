import * as vscode from 'vscode';
import type { SessionState, TenantSession } from './tenantSession.ts';

/** Which tenant this window works on, the sample tenant marked as such (C-06, C-13). Hidden while nothing is connected. */
export function registerStatusBar(session: TenantSession): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('runtimeThreats.tenant', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Runtime Threats tenant');
  item.command = 'runtimeThreats.connect';
  const draw = (state: SessionState): void => {
    const text = textOf(state);
    item.text = text ?? '';
    item.tooltip = tooltipOf(state);
    if (text === undefined) item.hide();
    else item.show();
  };
  draw(session.state);
  return vscode.Disposable.from(item, session.onDidChange(draw));
}

function textOf(state: SessionState): string | undefined {
  switch (state.kind) {
    case 'disconnected':
      return undefined;
    case 'connecting':
      return `$(sync~spin) ${state.name}`;
    case 'connected':
      return state.tenant.sample ? `$(beaker) ${vscode.l10n.t('Threats: sample tenant')}` : `$(shield) ${tenantText(state.tenant)}`;
    case 'unauthenticated':
      return `$(key) ${vscode.l10n.t('{0}: not authenticated', state.name)}`;
    case 'unreachable':
      return `$(debug-disconnect) ${vscode.l10n.t('{0}: not reachable', state.name)}`;
  }
}

function tooltipOf(state: SessionState): string {
  if ('failure' in state) return `${state.failure.what}\n${state.failure.why}\n${state.failure.fix}`;
  if (state.kind === 'connected' && state.tenant.sample)
    return vscode.l10n.t('Runtime Threats shows made-up data. Click to connect to a tenant');
  return vscode.l10n.t('The tenant that Runtime Threats works on. Click to switch');
}

/** acme · eu1 */
function tenantText(tenant: { readonly name: string; readonly region?: string }): string {
  return tenant.region === undefined ? tenant.name : `${tenant.name} · ${tenant.region}`;
}
