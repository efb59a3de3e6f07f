import * as vscode from 'vscode';
import { type OpenedInvestigation, openInvestigation } from '../core/investigate/investigate.ts';
import { fromHours, type Reach, type ReachInHours } from '../core/investigate/reach.ts';
import type { Case } from '../core/model/case.ts';
import type { Clock, Log, Narrator } from '../core/model/ports.ts';
import type { ReadCaseFile } from '../core/report/savedCase.ts';
import { caseOf } from '../core/tools/recentCase.ts';
import { losesOnlyState, type RecentCase } from '../core/tools/skillState.ts';
import { openCaseFile } from './caseEditor.ts';
import type { CasePanels } from './casePanel.ts';
import { chosenThreat } from './chosenThreat.ts';
import { announceCase, deliverCase, type WriteCaseFile } from './deliverCase.ts';
import { type FirstRunMarker, showFirstRunNotice } from './firstRunNotice.ts';
import type { Intelligence } from './intelligence.ts';
import { createNarrator } from './narrator.ts';
import { askThreatId, pickThreat } from './pickThreat.ts';
import type { Questions } from './questions.ts';
import { askResume, type Resumed, refreshCase } from './resume.ts';
import type { SeenCases } from './seenCases.ts';
import type { SharedCases } from './sharedCases.ts';
import type { Surroundings } from './surroundings.ts';
import type { OpenTenant, TenantSession } from './tenantSession.ts';

export type InvestigatePorts = {
  readonly session: Pick<TenantSession, 'tenant'>;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly log: Log;
  readonly report: (error: unknown, during: string) => void;
  readonly firstRun: FirstRunMarker;
  readonly surroundings: Surroundings;
  readonly shared: SharedCases;
  readonly seen: SeenCases;
  readonly intelligence: Intelligence;
  readonly writeCaseFile: WriteCaseFile;
  readonly readCaseFile: ReadCaseFile;
  readonly panels: CasePanels;
};

type Run = InvestigatePorts & { readonly narrator: Narrator; readonly signal: AbortSignal; readonly reach?: Reach };

/** How the threat to look at is found, once everything before it in C-12 is done; undefined when the user changed their mind. */
type EntryPoint = (tenant: OpenTenant, ports: Run) => Promise<string | undefined>;

/** @param argument the ids of a tree item, or nothing: then the user picks (I-01). Throws Failure for anything else. */
export async function investigateCommand(argument: unknown, ports: InvestigatePorts): Promise<void> {
  const id = chosenThreat(argument);
  await underProgress(async ({ tools }, run) => id ?? pickThreat({ ...run, tools }), ports);
}

export async function investigateByIdCommand(ports: InvestigatePorts): Promise<void> {
  await underProgress((_tenant, { questions, signal }) => askThreatId(questions, signal), ports);
}

/** The same trigger once more, so many hours round it and back. */
export async function lookWider(id: string, hours: ReachInHours, ports: InvestigatePorts): Promise<void> {
  await underProgress(async () => id, ports, fromHours(hours));
}

/** A new case, or an earlier one that is shown again (I-04). */
type Delivered = { readonly way: 'investigated'; readonly finished: Case; readonly file: string } | Continued;

/** The whole way from the click to the case, under one progress notification whose Cancel keeps what was found (V-10). */
async function underProgress(entry: EntryPoint, ports: InvestigatePorts, reach?: Reach): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Threats'), cancellable: true };
  const delivered = await vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const narrator = createNarrator(progress, ports.log);
    return run(entry, { ...ports, narrator, signal: cancel.signal, ...(reach && { reach }) });
  });
  if (delivered === undefined) return;
  if (delivered.way === 'continue') tellContinued(delivered);
  else announceCase(delivered.finished, delivered.file).catch((error: unknown) => ports.report(error, 'open case'));
}

function tellContinued({ ago }: Continued): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('This is the case that was completed {0}; nothing was investigated again.', ago));
}

/** C-12: notice, preamble, preflight, state, probes, connectivity line, entry point, resume. The first three outcomes that fail stop the rest (C-04). */
async function run(entry: EntryPoint, ports: Run): Promise<Delivered | undefined> {
  const { narrator, log } = ports;
  await showFirstRunNotice(ports.firstRun, log);
  ports.surroundings.preamble(narrator);
  const tenant = await ports.session.tenant(ports.signal);
  const live = { ...ports, signal: AbortSignal.any([ports.signal, tenant.ended]) };
  const cases = await learnCases(tenant, live);
  narrator.say(ports.surroundings.connectivity(await ports.intelligence.keyNames()));
  const id = await entry(tenant, live);
  if (id === undefined) return undefined;
  const begun = await begin(id, cases, tenant, live);
  if (begun === undefined) return undefined;
  if ('opened' in begun) return finish(begun, tenant, ports);
  await openCaseFile(begun.file);
  ports.panels.showKept(begun.file);
  return begun;
}

type Continued = Extract<Resumed, { readonly way: 'continue' }>;

/** `new`: the tenant has no earlier case of it. */
type Settled = Resumed | { readonly way: 'new' };
type Begun = { readonly opened: OpenedInvestigation; readonly resumed: Exclude<Settled, Continued> };

/**
 * I-04: an earlier case is asked about before any call where the ID itself has one, else as soon as it is known which event the ID stands for.
 * @returns undefined when the user changed their mind
 */
async function begin(id: string, cases: readonly RecentCase[], tenant: OpenTenant, ports: Run): Promise<Begun | Continued | undefined> {
  const settle = async (eventId: string | undefined): Promise<Settled | undefined> => {
    const entry = eventId === undefined ? undefined : caseOf(cases, eventId);
    if (entry === undefined) return { way: 'new' };
    // Who asks to look wider has the earlier case before them.
    return ports.reach === undefined ? askResume(entry, tenant, ports) : refreshCase(entry, ports);
  };
  const direct = await settle(id);
  if (direct === undefined || direct.way === 'continue') return direct;
  const opened = await openInvestigation(id, await contextOf(tenant, ports));
  const resumed = direct.way === 'new' ? await settle(opened.eventId) : direct;
  return resumed === undefined || resumed.way === 'continue' ? resumed : { opened, resumed };
}

async function contextOf({ tools, label }: OpenTenant, { clock, narrator, log, signal, reach, intelligence }: Run) {
  return { tools, intel: await intelligence.sources(label), clock, narrator, log, signal, tenant: label, ...(reach && { reach }) };
}

async function finish({ opened, resumed }: Begun, tenant: OpenTenant, ports: Run): Promise<Delivered> {
  const refresh = resumed.way === 'refresh' ? resumed : undefined;
  const finished = await opened.run(refresh?.earlier);
  ports.narrator.say(vscode.l10n.t('Writing the case.'));
  const file = await deliverCase(finished, ports.writeCaseFile, ports.panels);
  ports.seen.remember(finished);
  // The case is there; that the state could not be saved is told beside it.
  await ports.shared.save(tenant, finished, file, refresh?.entry).catch((error: unknown) => ports.report(error, 'save the shared state'));
  return { way: 'investigated', finished, file };
}

/** The cases of the shared state, for the marks and to go on from; a tenant without them only loses those, one that refuses or does not answer stops everything. */
async function learnCases(tenant: OpenTenant, { shared, seen, signal, log }: Run): Promise<readonly RecentCase[]> {
  try {
    const cases = await shared.read(tenant, signal);
    seen.learn(cases);
    return cases;
  } catch (error) {
    if (!losesOnlyState(error)) throw error;
    log.write('warn', 'the shared state could not be read', { reason: error.reason, why: error.why });
    return [];
  }
}
