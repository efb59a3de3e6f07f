import * as vscode from 'vscode';
import { type OpenedInvestigation, openInvestigation } from '../../core/investigate/investigate.ts';
import { fromHours, type Reach, type ReachInHours } from '../../core/investigate/reach.ts';
import type { Log, Narrator } from '../../core/model/ports.ts';
import { readCaseDocument } from '../../core/report/merge/caseDocument.ts';
import type { ReadCaseFile } from '../../core/report/savedCase.ts';
import { caseOf } from '../../core/tools/recentCase.ts';
import { losesOnlyState, type RecentCase } from '../../core/tools/skillState.ts';
import { caseDocument, lostCase } from '../cases/caseArgument.ts';
import { openCaseFile } from '../cases/caseEditor.ts';
import type { CasePlaces } from '../cases/casePlaces.ts';
import type { OpenTenant, TenantSession } from '../connection/tenantSession.ts';
import type { HandOffKeys } from '../handOff/handOffKeys.ts';
import type { Questions } from '../questions.ts';
import { chosenThreat } from './chosenThreat.ts';
import { announce, caseSentences, type DeliverPorts, showCase, writeCase, writeReport } from './deliverCase.ts';
import { type FirstRunMarker, showFirstRunNotice } from './firstRunNotice.ts';
import type { Intelligence } from './intelligence.ts';
import { createNarrator } from './narrator.ts';
import { askThreatId, pickThreat } from './pickThreat.ts';
import { askReportFormat } from './reportFormat.ts';
import { askResume, type Resumed, refreshCase, refreshFile } from './resume.ts';
import type { SeenCases } from './seenCases.ts';
import type { SharedCases } from './sharedCases.ts';
import type { Surroundings } from './surroundings.ts';

export type InvestigatePorts = Omit<DeliverPorts, 'narrator'> & {
  readonly session: Pick<TenantSession, 'tenant'>;
  readonly questions: Questions;
  readonly log: Log;
  readonly firstRun: FirstRunMarker;
  readonly surroundings: Surroundings;
  readonly shared: SharedCases;
  readonly seen: SeenCases;
  readonly intelligence: Intelligence;
  readonly handOffKeys: Pick<HandOffKeys, 'names'>;
  readonly readCaseFile: ReadCaseFile;
  readonly places: CasePlaces;
};

/** `refresh` names the case file that is to be refreshed, where the user did; `again` where its file is gone. */
type Wish = { readonly reach?: Reach; readonly refresh?: { readonly file: string; readonly eventId?: string }; readonly again?: true };
type Run = InvestigatePorts & Wish & { readonly narrator: Narrator; readonly signal: AbortSignal };

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
  await underProgress(async () => id, ports, { reach: fromHours(hours) });
}

/**
 * Investigates the case of a file again and merges what is new into it, without a question (I-04). Where its file is gone, a new one is written.
 * @param argument as for any command on a case, or a row of the Cases view without a file
 */
export async function refreshCaseCommand(argument: unknown, ports: InvestigatePorts): Promise<void> {
  const lost = lostCase(argument);
  if (lost !== undefined) {
    // The state knows the event alone; what it was picked from, where this workspace knows it, has the title.
    const told = ports.known.all().find(({ told: { trigger } }) => trigger.eventId === lost)?.told;
    return underProgress(async () => told?.trigger.id ?? lost, ports, { again: true });
  }
  const document = await caseDocument(argument);
  const footer = readCaseDocument(document.getText())?.footer;
  // What the user picked then: its group has the title and the threats that its event alone has not.
  const id = chosenThreat({ eventId: footer?.trigger.id });
  const eventId = footer?.eventId;
  await underProgress(async () => id, ports, { refresh: { file: document.uri.fsPath, ...(eventId !== undefined && { eventId }) } });
}

/** What the notification at the end tells, and where it leads. */
type Delivered = { readonly sentences: readonly string[]; readonly file: string; readonly html?: string; readonly refreshed: boolean };

/** The whole way from the click to the case, under one progress notification whose Cancel keeps what was found (V-10). */
async function underProgress(entry: EntryPoint, ports: InvestigatePorts, wish: Wish = {}): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Threats'), cancellable: true };
  const delivered = await vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const narrator = createNarrator(progress, ports.log);
    return run(entry, { ...ports, ...wish, narrator, signal: cancel.signal });
  });
  if (delivered === undefined) return;
  announce(delivered.sentences, delivered, ports.changes).catch((error: unknown) => ports.report(error, 'open case'));
}

/** C-12: notice, preamble, preflight, state, probes, connectivity line, entry point, resume. The first three outcomes that fail stop the rest (C-04). */
async function run(entry: EntryPoint, ports: Run): Promise<Delivered | undefined> {
  const { narrator, log } = ports;
  await showFirstRunNotice(ports.firstRun, log);
  ports.surroundings.preamble(narrator);
  const tenant = await ports.session.tenant(ports.signal);
  const live = { ...ports, signal: AbortSignal.any([ports.signal, tenant.ended]) };
  const cases = await learnCases(tenant, live);
  narrator.say(ports.surroundings.connectivity([...(await ports.intelligence.keyNames()), ...(await ports.handOffKeys.names())]));
  const id = await entry(tenant, live);
  if (id === undefined) return undefined;
  const begun = await begin(id, cases, tenant, live);
  if (begun === undefined) return undefined;
  return 'opened' in begun ? finish(begun, tenant, live) : goOnWith(begun, live);
}

/** Continue investigates nothing; it goes on to the format and the hand-off like every run (I-04). */
async function goOnWith({ file, ago }: Continued, ports: Run): Promise<Delivered> {
  const format = await askReportFormat(ports.questions, ports.signal);
  const { document } = await openCaseFile(file);
  ports.panels.showKept(file);
  const html = await writeReport(format, { file, markdown: document.getText(), told: ports.known.told(file) }, ports);
  const sentence = vscode.l10n.t('This is the case that was completed {0}; nothing was investigated again.', ago);
  return { sentences: [sentence], file, refreshed: false, ...(html !== undefined && { html }) };
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
    if (ports.refresh !== undefined) return refreshFile(ports.refresh.file, id, caseOf(cases, ports.refresh.eventId ?? id), ports);
    const entry = eventId === undefined ? undefined : caseOf(cases, eventId);
    if (entry === undefined) return { way: 'new' };
    // Who asks to look wider, or to refresh, has the earlier case before them.
    const isAsked = ports.reach === undefined && ports.again === undefined;
    return isAsked ? askResume(entry, tenant, ports) : refreshCase(entry, ports);
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
  const ended = new AbortController();
  const asked = askReportFormat(ports.questions, AbortSignal.any([ports.signal, ended.signal]));
  try {
    const finished = await opened.run(refresh?.earlier);
    ports.narrator.say(refresh?.earlier === undefined ? vscode.l10n.t('Writing the case.') : vscode.l10n.t('Merging into the saved case.'));
    // Written before the answer is waited for: nobody loses a case by looking away.
    const written = await writeCase(finished, refresh?.earlier?.file, ports);
    ports.seen.remember(finished);
    const format = await asked;
    await showCase(finished, written, ports.panels);
    const html = await writeReport(format, { ...written, told: finished }, ports);
    // The case is there; that the state could not be saved is told beside it.
    const noted = written.merged === undefined ? written.file : (refresh?.entry?.caseFile ?? written.file);
    await ports.shared
      .save(tenant, finished, noted, refresh?.entry)
      .catch((error: unknown) => ports.report(error, 'save the shared state'));
    const sentences = caseSentences(finished, written, ports.clock.now());
    return { sentences, file: written.file, refreshed: written.merged !== undefined, ...(html !== undefined && { html }) };
  } finally {
    ended.abort();
  }
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
