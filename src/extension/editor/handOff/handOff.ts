import * as vscode from 'vscode';
import type { Filings } from '../../core/handoff/fileTicket.ts';
import type { HandoffDocument } from '../../core/handoff/handoffDocument.ts';
import type { Send } from '../../core/handoff/ports.ts';
import type { Clock, Log } from '../../core/model/ports.ts';
import type { Verdict } from '../../core/report/verify/finding.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import type { Commands } from '../commands.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { Questions } from '../questions.ts';
import type { GivenReport } from './handedReport.ts';
import type { HandOffKeys } from './handOffKeys.ts';
import type { UnderWay } from './inTurn.ts';
import type { End } from './outcome.ts';
import type { ShownTexts } from './shownTexts.ts';

export type HandOffPorts = {
  readonly session: Pick<TenantSession, 'tenant'>;
  readonly commands: Commands;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Log;
  readonly known: Pick<KnownCases, 'told'>;
  /** the shared state was written */
  readonly noted: () => void;
  readonly keys: HandOffKeys;
  /** the workspace's: what was redacted last time, and which tickets were filed */
  readonly memento: vscode.Memento;
  /** as process.env is; secrets are among its values */
  readonly variables: () => Readonly<Record<string, string | undefined>>;
  /** VS Code's own fetch, with its proxy and certificates */
  readonly send: Send;
  /** whether a case document says what its evidence says */
  readonly verdictOf: (document: vscode.TextDocument) => Promise<Verdict>;
};

/** With what lives as long as the window. */
export type HandOffTools = HandOffPorts & { readonly texts: ShownTexts; readonly filings: Filings; readonly underWay: UnderWay };

/** What a remediation hands off; see fileAction and appendReport. */
export type HandOff = vscode.Disposable & {
  fileAction(document: HandoffDocument, later: (end: End) => void): Promise<End>;
  appendReport(given: GivenReport, later: (end: End) => void): Promise<End>;
  /** where something of that tenant, made-up or not, can be filed from this window */
  destinationNames(sample: boolean): Promise<readonly string[]>;
};

/** Hand Off, Set Up Jira, Set Up PagerDuty, and what a remediation hands off. Everything behind them is loaded on first use. */
export function registerHandOff(ports: HandOffPorts): HandOff {
  const { commands } = ports;
  let assembled: Promise<HandOffTools> | undefined;
  const ready = () => {
    assembled ??= assemble(ports);
    return assembled;
  };
  const registered = vscode.Disposable.from(
    commands.register('runtimeThreats.handOff', async (argument) =>
      (await import('./handOffCommand.ts')).handOffCommand(argument, await ready()),
    ),
    commands.register('runtimeThreats.setUpJira', async () => void (await (await import('./setUpJira.ts')).setUpJira(ports))),
    commands.register(
      'runtimeThreats.setUpPagerDuty',
      async () => void (await (await import('./setUpPagerDuty.ts')).setUpPagerDuty(ports)),
    ),
    { dispose: () => assembled?.then(({ texts }) => texts.dispose()) },
  );
  return {
    dispose: () => registered.dispose(),
    fileAction: async (document, later) => (await import('./fileAction.ts')).fileAction(document, await ready(), later),
    appendReport: async (given, later) => (await import('./appendReport.ts')).appendReport(given, await ready(), later),
    destinationNames: async (sample) => (await import('./destinations.ts')).destinationNames(sample, await ready()),
  };
}

async function assemble(ports: HandOffPorts): Promise<HandOffTools> {
  const [{ createShownTexts }, { createKeptFilings }] = await Promise.all([import('./shownTexts.ts'), import('./keptFilings.ts')]);
  return { ...ports, texts: createShownTexts(), filings: createKeptFilings(ports.memento), underWay: new Map() };
}
