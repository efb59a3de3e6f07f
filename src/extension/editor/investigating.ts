import * as vscode from 'vscode';
import type { Clock, Fetch, Log } from '../core/model/ports.ts';
import type { ReadCaseFile } from '../core/report/savedCase.ts';
import type { CasePanelPorts, CasePanels } from './casePanel.ts';
import { casePanelType } from './casePanelType.ts';
import type { CasePlaces } from './casePlaces.ts';
import type { Commands } from './commands.ts';
import type { WriteCaseFile } from './deliverCase.ts';
import type { ExportPorts } from './exportCase.ts';
import type { FirstRunMarker } from './firstRunNotice.ts';
import type { HandOffKeys } from './handOff/handOffKeys.ts';
import type { IntelligenceKeys } from './intelligenceKeys.ts';
import type { InvestigatePorts } from './investigateCommand.ts';
import type { KnownCases } from './knownCases.ts';
import type { RewriteCaseFile } from './mergeIntoFile.ts';
import type { Questions } from './questions.ts';
import type { RecentCasesPorts } from './recentCases.ts';
import type { WriteHtml } from './reportFormat.ts';
import type { SaveCaseAsPorts } from './saveCaseAs.ts';
import type { SeenCases } from './seenCases.ts';
import type { TenantSession } from './tenantSession.ts';

/** What is done with case files on this machine. All throw Failure. */
export type CaseFilePorts = {
  readonly writeCaseFile: WriteCaseFile;
  readonly readCaseFile: ReadCaseFile;
  readonly rewriteCaseFile: RewriteCaseFile;
  readonly writeCaseCopy: SaveCaseAsPorts['writeCaseCopy'];
  /** a file of that case's name with another ending, for its owner only; its path */
  readonly writeBeside: (caseFile: string, ending: string, text: string) => Promise<string>;
};

export type InvestigatingPorts = CaseFilePorts & {
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
  readonly handOffKeys: Pick<HandOffKeys, 'names'>;
  readonly known: KnownCases;
  readonly places: CasePlaces;
  readonly exhibitsOf: ExportPorts['exhibitsOf'];
  /** the shared state was written */
  readonly noted: () => void;
};

export type Investigating = vscode.Disposable & {
  /** Brings the panel of that case file up. Throws Failure where its attack flow is not known here. */
  showAttackFlow(file: string): Promise<void>;
};

/** The commands from a threat to its case and on a case, and the case panels that come back after a reload. The engine is loaded on first use. */
export function registerInvestigating(ports: InvestigatingPorts): Investigating {
  const { commands } = ports;
  let assembled: Promise<Assembled> | undefined;
  const load = () => import('./investigateCommand.ts');
  const ready = () => {
    assembled ??= assemble(ports, async (trigger, hours) => (await load()).lookWider(trigger, hours, await ready()));
    return assembled;
  };
  const registered = vscode.Disposable.from(
    commands.register('runtimeThreats.investigate', async (argument) => (await load()).investigateCommand(argument, await ready())),
    commands.register('runtimeThreats.investigateById', async () => (await load()).investigateByIdCommand(await ready())),
    commands.register('runtimeThreats.refreshCase', async (argument) => (await load()).refreshCaseCommand(argument, await ready())),
    commands.register('runtimeThreats.openRecentCase', async () => (await import('./recentCases.ts')).openRecentCase(await ready())),
    commands.register('runtimeThreats.openCase', async (argument) => (await import('./recentCases.ts')).openCase(argument, await ready())),
    commands.register('runtimeThreats.saveCaseAs', async (argument) => (await import('./saveCaseAs.ts')).saveCaseAs(argument, ports)),
    commands.register('runtimeThreats.exportCase', async (argument) =>
      (await import('./exportCase.ts')).exportCase(argument, await ready()),
    ),
    vscode.window.registerWebviewPanelSerializer(casePanelType, {
      deserializeWebviewPanel: async (panel) => (await ready()).panels.restore(panel),
    }),
  );
  return {
    showAttackFlow: async (file) => (await import('./showAttackFlow.ts')).showAttackFlow(file, (await ready()).panels),
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

type Assembled = InvestigatePorts & RecentCasesPorts & ExportPorts;

async function assemble(ports: InvestigatingPorts, lookWider: CasePanelPorts['lookWider']): Promise<Assembled> {
  const { report } = ports.commands;
  const [{ createCasePanels }, { createSurroundings }, { sharedCases }, { createIntelligence }, { createCaseChanges }] = await Promise.all([
    import('./casePanel.ts'),
    import('./surroundings.ts'),
    import('./sharedCases.ts'),
    import('./intelligence.ts'),
    import('./caseChanges.ts'),
  ]);
  const environmentNames = await ports.environmentNames();
  const panels = createCasePanels({ ...ports, report, lookWider, told: ports.known.told });
  return {
    ...ports,
    report,
    panels,
    firstRun: await ports.firstRun(),
    surroundings: createSurroundings(ports.tenantName, environmentNames),
    shared: {
      ...sharedCases,
      save: async (...of) => {
        await sharedCases.save(...of);
        ports.noted();
      },
    },
    intelligence: createIntelligence({ ...ports, keys: ports.intelligenceKeys }),
    changes: createCaseChanges(),
    writeHtml: htmlWriter(panels, ports.writeBeside),
    drawing: (file, signal) => panels.drawing(file, signal),
  };
}

/** The report beside its case, with the drawing of the panel that is open. */
function htmlWriter(panels: Pick<CasePanels, 'drawing'>, writeBeside: CaseFilePorts['writeBeside']): WriteHtml {
  return async (file, told, markdown) => {
    const drawing = await panels.drawing(file);
    const { toHtml } = await import('../core/report/export/html.ts');
    return writeBeside(file, '.html', toHtml({ markdown, ...(told && { told }), ...(drawing !== undefined && { drawing }) }));
  };
}
