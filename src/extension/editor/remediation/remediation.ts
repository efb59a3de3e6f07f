import * as vscode from 'vscode';
import type { ActingCommands, Commands as Machine } from '../../core/model/command.ts';
import type { Clock, Log } from '../../core/model/ports.ts';
import type { Journal } from '../../core/remediate/journal/journal.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import type { Commands } from '../commands.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { HandOff } from '../handOff/handOff.ts';
import type { FirstRunMarker } from '../investigation/firstRunNotice.ts';
import type { RewriteCaseFile } from '../investigation/mergeIntoFile.ts';
import type { SeenCases } from '../investigation/seenCases.ts';
import type { Questions } from '../questions.ts';
import { registerContainments } from './containments.ts';
import type { MachineSettings } from './machineSettings.ts';
import { remediationPanelType } from './remediationPanelType.ts';
import type { Remediations } from './remediations.ts';

export type RemediationPorts = {
  readonly session: TenantSession;
  readonly commands: Commands;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Log;
  readonly known: KnownCases;
  readonly seen: SeenCases;
  readonly extensionUri: vscode.Uri;
  /** the workspace's: which checklists are open */
  readonly memento: vscode.Memento;
  /** the editor's: whether acting is switched off */
  readonly globalState: vscode.Memento;
  readonly rewriteCaseFile: RewriteCaseFile;
  /** the user's own kubectl and aws, behind the allow-list */
  readonly machine: (settings: MachineSettings) => Promise<Machine & ActingCommands>;
  readonly journal: () => Promise<Journal>;
  readonly firstRun: () => Promise<FirstRunMarker>;
  readonly handOff: Pick<HandOff, 'fileAction' | 'appendReport' | 'destinationNames'>;
};

export type Remediation = vscode.Disposable & {
  /** Grants, the journal and what panels began with (C-14). What was contained on a tenant stays contained. */
  forget(): Promise<void>;
};

/** Remediate, the checklist panels and the count of what is still contained. Everything behind them is loaded on first use. */
export function registerRemediation(ports: RemediationPorts): Remediation {
  const { commands } = ports;
  let assembled: Promise<Remediations> | undefined;
  const ready = (): Promise<Remediations> => {
    assembled ??= import('./remediations.ts').then(({ createRemediations }) => createRemediations(ports, () => containments.refresh()));
    return assembled;
  };
  const containments = registerContainments(ports);
  const registered = vscode.Disposable.from(
    containments,
    commands.register('runtimeThreats.remediate', async (argument) =>
      (await import('./remediateCommand.ts')).remediateCommand(argument, ports, await ready()),
    ),
    commands.register('runtimeThreats.showContainments', async () =>
      (await import('./showContainments.ts')).showContainments(ports, await ready()),
    ),
    commands.register('runtimeThreats.revokeGrants', async () => (await ready()).revokeGrants()),
    commands.register('runtimeThreats.toggleReadOnly', async () => (await ready()).toggleReadOnly()),
    vscode.window.registerWebviewPanelSerializer(remediationPanelType, {
      deserializeWebviewPanel: async (panel) => (await ready()).restore(panel),
    }),
    // What failed to be assembled has nothing to dispose of, and was told when it did.
    {
      dispose: () =>
        void assembled?.then(
          (remediations) => remediations.dispose(),
          () => undefined,
        ),
    },
  );
  return {
    dispose: () => registered.dispose(),
    forget: async () => (await import('./forgetRemediations.ts')).forgetRemediations(ports, assembled && (await assembled)),
  };
}
