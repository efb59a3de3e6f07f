import type * as vscode from 'vscode';
import type { Clock, Fetch, Log } from '../../core/model/ports.ts';
import type { ReadCaseFile } from '../../core/report/savedCase.ts';
import { type CasePanelPorts, type CasePanels, createCasePanels } from '../casePanel/casePanel.ts';
import type { CasePlaces } from '../cases/casePlaces.ts';
import type { ExportPorts } from '../cases/exportCase.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import type { RecentCasesPorts } from '../cases/recentCases.ts';
import type { SaveCaseAsPorts } from '../cases/saveCaseAs.ts';
import type { Commands } from '../commands.ts';
import type { IntelligenceKeys } from '../connection/intelligenceKeys.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { HandOffKeys } from '../handOff/handOffKeys.ts';
import type { Questions } from '../questions.ts';
import { createCaseChanges } from './caseChanges.ts';
import type { WriteCaseFile } from './deliverCase.ts';
import type { FirstRunMarker } from './firstRunNotice.ts';
import { createIntelligence } from './intelligence.ts';
import type { InvestigatePorts } from './investigateCommand.ts';
import type { RewriteCaseFile } from './mergeIntoFile.ts';
import type { WriteHtml } from './reportFormat.ts';
import type { SeenCases } from './seenCases.ts';
import { sharedCases } from './sharedCases.ts';
import { createSurroundings } from './surroundings.ts';

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

/** What the commands from a threat to its case and on a case work with. */
export type Investigation = InvestigatePorts & RecentCasesPorts & ExportPorts & SaveCaseAsPorts;

/** Made when the first of them runs, with the panels that live as long as the window. */
export async function assembleInvestigation(ports: InvestigatingPorts, lookWider: CasePanelPorts['lookWider']): Promise<Investigation> {
  const { report } = ports.commands;
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
    const { toHtml } = await import('../../core/report/export/html.ts');
    return writeBeside(file, '.html', toHtml({ markdown, ...(told && { told }), ...(drawing !== undefined && { drawing }) }));
  };
}
