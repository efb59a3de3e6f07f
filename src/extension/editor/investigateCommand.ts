import * as vscode from 'vscode';
import { investigate } from '../core/investigate/investigate.ts';
import type { Reach } from '../core/investigate/reach.ts';
import type { Case } from '../core/model/case.ts';
import { Failure } from '../core/model/failure.ts';
import type { Clock, Log, Narrator } from '../core/model/ports.ts';
import type { CasePanels } from './casePanel.ts';
import { chosenThreat } from './chosenThreat.ts';
import { announceCase, deliverCase, type WriteCaseFile } from './deliverCase.ts';
import { type FirstRunMarker, showFirstRunNotice } from './firstRunNotice.ts';
import { createNarrator } from './narrator.ts';
import { askThreatId, pickThreat } from './pickThreat.ts';
import type { Questions } from './questions.ts';
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
  readonly writeCaseFile: WriteCaseFile;
  readonly panels: CasePanels;
};

type Run = InvestigatePorts & { readonly narrator: Narrator; readonly signal: AbortSignal; readonly reach?: Reach };

type Hours = { readonly around: number; readonly before: number };

const hour = 3_600_000;

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
export async function lookWider(id: string, hours: Hours, ports: InvestigatePorts): Promise<void> {
  await underProgress(async () => id, ports, { around: hours.around * hour, before: hours.before * hour });
}

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
  announceCase(delivered.finished, delivered.file).catch((error: unknown) => ports.report(error, 'open case'));
}

/** C-12: notice, preamble, preflight, state, probes, connectivity line, entry point. The first three outcomes that fail stop the rest (C-04). */
async function run(entry: EntryPoint, ports: Run): Promise<{ finished: Case; file: string } | undefined> {
  const { narrator, clock, log } = ports;
  await showFirstRunNotice(ports.firstRun, log);
  ports.surroundings.preamble(narrator);
  const tenant = await ports.session.tenant(ports.signal);
  const signal = AbortSignal.any([ports.signal, tenant.ended]);
  await learnSeen(tenant, { ...ports, signal });
  narrator.say(ports.surroundings.connectivity());
  const id = await entry(tenant, { ...ports, signal });
  if (id === undefined) return undefined;
  const reach = ports.reach && { reach: ports.reach };
  const finished = await investigate(id, { tools: tenant.tools, clock, narrator, log, signal, tenant: tenant.label, ...reach });
  narrator.say(vscode.l10n.t('Writing the case.'));
  const file = await deliverCase(finished, ports.writeCaseFile, ports.panels);
  ports.seen.remember(finished);
  // The case is there; that the state could not be saved is told beside it.
  await ports.shared.save(tenant, finished, file).catch((error: unknown) => ports.report(error, 'save the shared state'));
  return { finished, file };
}

/** Marks of the shared state; a tenant without them only loses the marks, one that refuses or does not answer stops everything. */
async function learnSeen(tenant: OpenTenant, { shared, seen, signal, log }: Run): Promise<void> {
  try {
    seen.learn(await shared.read(tenant, signal));
  } catch (error) {
    if (!Failure.is(error) || error.reason === 'unauthenticated' || error.reason === 'unreachable') throw error;
    log.write('warn', 'the shared state could not be read', { reason: error.reason, why: error.why });
  }
}
