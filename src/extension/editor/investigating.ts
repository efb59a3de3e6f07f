import * as vscode from 'vscode';
import type { CasePanels } from './casePanel.ts';
import type { Commands } from './commands.ts';
import type { InvestigatePorts } from './investigateCommand.ts';

/** The panels are made on first use, so they are not among what the caller brings. */
export type InvestigatingPorts = Omit<InvestigatePorts, 'panels' | 'report'> & {
  readonly commands: Commands;
  readonly extensionUri: vscode.Uri;
  readonly memento: vscode.Memento;
};

/** Must equal `casePanelType`, which lives behind zod; the manifest's activation event names it too. */
const panelType = 'runtimeThreats.case';

/** Investigate, Investigate by ID, Open Recent Case, and the case panels that come back after a reload. The engine is loaded on first use. */
export function registerInvestigating(ports: InvestigatingPorts): vscode.Disposable {
  const { commands, log } = ports;
  let panels: Promise<CasePanels> | undefined;
  const loadPanels = (): Promise<CasePanels> => {
    panels ??= import('./casePanel.ts').then((module) => module.createCasePanels({ ...ports, report: commands.report, log }));
    return panels;
  };
  const full = async (): Promise<InvestigatePorts> => ({ ...ports, report: commands.report, panels: await loadPanels() });
  const load = () => import('./investigateCommand.ts');
  return vscode.Disposable.from(
    commands.register('runtimeThreats.investigate', async (argument) => (await load()).investigateCommand(argument, await full())),
    commands.register('runtimeThreats.investigateById', async () => (await load()).investigateByIdCommand(await full())),
    commands.register('runtimeThreats.openRecentCase', async () => (await import('./recentCases.ts')).openRecentCase(await full())),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel) => (await loadPanels()).restore(panel),
    }),
    { dispose: () => void panels?.then((made) => made.dispose()) },
  );
}
