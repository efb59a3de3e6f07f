import * as vscode from 'vscode';
import type { RemediationPorts } from './remediation.ts';

export type ContainmentsPorts = Pick<RemediationPorts, 'session' | 'journal' | 'clock' | 'log'>;

export type Containments = vscode.Disposable & {
  /** Counts anew: something was contained or taken back. */
  refresh(): void;
};

/** How often it is looked at while the window has the focus: others contain and take back as well. */
const everyMs = 5 * 60_000;

/** The count of what is still contained, in the status bar and only when something is. Nothing is contacted for it before a tenant is connected. */
export function registerContainments(ports: ContainmentsPorts): Containments {
  const item = vscode.window.createStatusBarItem('runtimeThreats.containments', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Runtime Threats containments');
  item.command = 'runtimeThreats.showContainments';
  let last = 0;
  const refresh = (): void => {
    last += 1;
    const round = last;
    count(ports).then(
      (found) => {
        if (round === last) draw(item, found);
      },
      (error: unknown) => ports.log.write('warn', 'what is contained could not be counted', { error: String(error) }),
    );
  };
  const timer = setInterval(() => {
    if (vscode.window.state.focused) refresh();
  }, everyMs);
  const listening = ports.session.onDidChange(refresh);
  return { refresh, dispose: () => vscode.Disposable.from(item, listening, { dispose: () => clearInterval(timer) }).dispose() };
}

type Counted = { readonly count: number; readonly unsure: boolean };

async function count(ports: ContainmentsPorts): Promise<Counted> {
  if (ports.session.state.kind !== 'connected') return { count: 0, unsure: false };
  const { readContainments } = await import('./readContainments.ts');
  const found = await readContainments(ports, '');
  return { count: found.length, unsure: found.some(({ holds }) => holds === 'unknown') };
}

function draw(item: vscode.StatusBarItem, { count: contained, unsure }: Counted): void {
  if (contained === 0) {
    item.hide();
    return;
  }
  item.text = `$(shield) ${vscode.l10n.t('{0} contained', unsure ? `${contained}?` : contained)}`;
  item.tooltip = vscode.l10n.t('What response actions still hold. Click to see each with its age, its owner and how to take it back');
  item.show();
}
