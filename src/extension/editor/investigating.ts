import * as vscode from 'vscode';
import type { Clock, Fetch, Log } from '../core/model/ports.ts';
import type { ReadCaseFile } from '../core/report/savedCase.ts';
import type { CasePanelPorts } from './casePanel.ts';
import { casePanelType } from './casePanelType.ts';
import type { Commands } from './commands.ts';
import type { WriteCaseFile } from './deliverCase.ts';
import type { FirstRunMarker } from './firstRunNotice.ts';
import type { IntelligenceKeys } from './intelligenceKeys.ts';
import type { InvestigatePorts } from './investigateCommand.ts';
import type { Questions } from './questions.ts';
import type { RecentCasesPorts } from './recentCases.ts';
import type { SeenCases } from './seenCases.ts';
import type { TenantSession } from './tenantSession.ts';

export type InvestigatingPorts = {
  readonly session: TenantSession;
  readonly commands: Commands;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Log;
  readonly seen: SeenCases;
  readonly extensionUri: vscode.Uri;
  readonly memento: vscode.Memento;
  /** the connection that will be used, as far as it is known before the preflight */
  readonly tenantName: () => string | undefined;
  readonly environmentNames: () => Promise<readonly string[]>;
  readonly intelligenceKeys: IntelligenceKeys;
  /** VirusTotal's key as the environment has it */
  readonly environmentKey: () => Promise<string | undefined>;
  /** how public sources are reached */
  readonly fetch: Fetch;
  readonly sampleFetch: () => Promise<Fetch>;
  readonly firstRun: () => Promise<FirstRunMarker>;
  readonly writeCaseFile: WriteCaseFile;
  readonly readCaseFile: ReadCaseFile;
};

/** Investigate, Investigate by ID, Open Recent Case, and the case panels that come back after a reload. The engine is loaded on first use. */
export function registerInvestigating(ports: InvestigatingPorts): vscode.Disposable {
  const { commands } = ports;
  let assembled: Promise<InvestigatePorts & RecentCasesPorts> | undefined;
  const load = () => import('./investigateCommand.ts');
  const ready = () => {
    assembled ??= assemble(ports, async (trigger, hours) => (await load()).lookWider(trigger, hours, await ready()));
    return assembled;
  };
  return vscode.Disposable.from(
    commands.register('runtimeThreats.investigate', async (argument) => (await load()).investigateCommand(argument, await ready())),
    commands.register('runtimeThreats.investigateById', async () => (await load()).investigateByIdCommand(await ready())),
    commands.register('runtimeThreats.openRecentCase', async () => (await import('./recentCases.ts')).openRecentCase(await ready())),
    vscode.window.registerWebviewPanelSerializer(casePanelType, {
      deserializeWebviewPanel: async (panel) => (await ready()).panels.restore(panel),
    }),
    { dispose: () => assembled?.then(({ panels }) => panels.dispose()) },
  );
}

async function assemble(ports: InvestigatingPorts, lookWider: CasePanelPorts['lookWider']): Promise<InvestigatePorts & RecentCasesPorts> {
  const { report } = ports.commands;
  const [{ createCasePanels }, { createSurroundings }, { sharedCases }, { createIntelligence }] = await Promise.all([
    import('./casePanel.ts'),
    import('./surroundings.ts'),
    import('./sharedCases.ts'),
    import('./intelligence.ts'),
  ]);
  const environmentNames = await ports.environmentNames();
  return {
    ...ports,
    report,
    firstRun: await ports.firstRun(),
    surroundings: createSurroundings(ports.tenantName, environmentNames),
    shared: sharedCases,
    intelligence: createIntelligence({ ...ports, keys: ports.intelligenceKeys }),
    panels: createCasePanels({ ...ports, report, lookWider }),
  };
}
