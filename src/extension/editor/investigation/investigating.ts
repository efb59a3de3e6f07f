import * as vscode from 'vscode';
import { casePanelType } from '../casePanel/casePanelType.ts';
import type { InvestigatingPorts, Investigation } from './assembleInvestigation.ts';

export type Investigating = vscode.Disposable & {
  /** Brings the panel of that case file up. Throws Failure where its attack flow is not known here. */
  showAttackFlow(file: string): Promise<void>;
};

/** The commands from a threat to its case and on a case, and the case panels that come back after a reload. The engine is loaded on first use. */
export function registerInvestigating(ports: InvestigatingPorts): Investigating {
  const { commands } = ports;
  let assembled: Promise<Investigation> | undefined;
  const load = () => import('./investigateCommand.ts');
  const ready = (): Promise<Investigation> => {
    assembled ??= import('./assembleInvestigation.ts').then(({ assembleInvestigation }) =>
      assembleInvestigation(ports, async (trigger, hours) => (await load()).lookWider(trigger, hours, await ready())),
    );
    return assembled;
  };
  const registered = vscode.Disposable.from(
    commands.register('runtimeThreats.investigate', async (argument) => (await load()).investigateCommand(argument, await ready())),
    commands.register('runtimeThreats.investigateById', async () => (await load()).investigateByIdCommand(await ready())),
    commands.register('runtimeThreats.refreshCase', async (argument) => (await load()).refreshCaseCommand(argument, await ready())),
    commands.register('runtimeThreats.openRecentCase', async () => (await import('../cases/recentCases.ts')).openRecentCase(await ready())),
    commands.register('runtimeThreats.openCase', async (argument) =>
      (await import('../cases/recentCases.ts')).openCase(argument, await ready()),
    ),
    commands.register('runtimeThreats.saveCaseAs', async (argument) =>
      (await import('../cases/saveCaseAs.ts')).saveCaseAs(argument, await ready()),
    ),
    commands.register('runtimeThreats.exportCase', async (argument) =>
      (await import('../cases/exportCase.ts')).exportCase(argument, await ready()),
    ),
    vscode.window.registerWebviewPanelSerializer(casePanelType, {
      deserializeWebviewPanel: async (panel) => (await ready()).panels.restore(panel),
    }),
  );
  return {
    showAttackFlow: async (file) => (await import('../casePanel/showAttackFlow.ts')).showAttackFlow(file, (await ready()).panels),
    dispose: () => {
      registered.dispose();
      // What failed to be assembled has nothing to dispose of, and was told when it did.
      assembled?.then(
        ({ panels, changes }) => {
          panels.dispose();
          changes.dispose();
        },
        () => undefined,
      );
    },
  };
}
