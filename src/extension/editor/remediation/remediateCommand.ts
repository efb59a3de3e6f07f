import * as vscode from 'vscode';
import { openInvestigation } from '../../core/investigate/investigate.ts';
import type { ToldCase } from '../../core/model/case.ts';
import { Failure } from '../../core/model/failure.ts';
import { readCaseDocument } from '../../core/report/merge/caseDocument.ts';
import { isCase } from '../caseDocument/isCase.ts';
import { caseDocument } from '../cases/caseArgument.ts';
import { toldCase } from '../cases/toldCase.ts';
import type { OpenTenant } from '../connection/tenantSession.ts';
import { chosenThreat } from '../investigation/chosenThreat.ts';
import { createNarrator } from '../investigation/narrator.ts';
import { pickThreat } from '../investigation/pickThreat.ts';
import { askDepth } from './depthQuestion.ts';
import { tellPreamble } from './preamble.ts';
import type { RemediationPorts } from './remediation.ts';
import type { Remediations } from './remediations.ts';
import type { Seed } from './seeds.ts';

/**
 * Opens the checklist of a threat: from a case (its path, address or row, or the active document), from the ids of a tree item, or from nothing,
 * which asks. Throws Failure for anything else.
 */
export async function remediateCommand(argument: unknown, ports: RemediationPorts, remediations: Remediations): Promise<void> {
  const document = await caseGiven(argument);
  const id = document === undefined ? chosenThreat(argument) : undefined;
  await tellPreamble(ports, remediations);
  await (document === undefined ? fromThreat(id, ports, remediations) : fromCase(document, ports, remediations));
}

async function caseGiven(argument: unknown): Promise<vscode.TextDocument | undefined> {
  if (argument === undefined || argument === null) {
    const active = vscode.window.activeTextEditor?.document;
    return active !== undefined && isCase(active) ? active : undefined;
  }
  const isThreat = typeof argument === 'object' && ('groupId' in argument || 'threatId' in argument || 'eventId' in argument);
  return isThreat && !('file' in argument) ? undefined : caseDocument(argument);
}

/** A case gives ids and a title alone: what they stand for is asked of the tenant (K-10). */
async function fromCase(document: vscode.TextDocument, ports: RemediationPorts, remediations: Remediations): Promise<void> {
  const { footer } = readCaseDocument(document.getText()) ?? {};
  const told = toldCase(document, ports.known);
  const eventId = footer?.eventId ?? told?.trigger.eventId;
  if (eventId === undefined) throw noEvent();
  await remediations.open({ ...seedOfCase(eventId, told), caseFile: document.uri.fsPath });
}

function seedOfCase(eventId: string, told: ToldCase | undefined): Seed {
  return {
    ...{ eventId, depth: 'case' },
    eventIds: [...new Set(told?.chain.steps.flatMap((step) => step.eventIds) ?? [])],
    ...(told !== undefined && { title: told.trigger.title }),
  };
}

async function fromThreat(given: string | undefined, ports: RemediationPorts, remediations: Remediations): Promise<void> {
  const resolved = await resolve(given, ports);
  if (resolved === undefined) return;
  const { id, eventId } = resolved;
  const earlier = knownCase(id, eventId, ports);
  if (earlier !== undefined) return fromCase(await caseDocument(earlier), ports, remediations);
  const depth = await askDepth(ports.questions, eventId);
  if (depth === undefined) return;
  if (depth === 'investigate') {
    ports.log.write('info', `No case of event ${eventId}: it is investigated first, and the remediation goes on from there.`);
    await vscode.commands.executeCommand('runtimeThreats.investigate', { eventId: id });
    const made = knownCase(id, eventId, ports);
    // Cancelled, or failed, which was told there.
    return made === undefined ? undefined : fromCase(await caseDocument(made), ports, remediations);
  }
  await remediations.open({ eventId, eventIds: [], depth });
}

type Resolved = { readonly id: string; readonly eventId: string };

/** Which event the id stands for. The tenant is asked for nothing else here. */
async function resolve(given: string | undefined, ports: RemediationPorts): Promise<Resolved | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Threats'), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const narrator = createNarrator(progress, ports.log);
    const tenant = await ports.session.tenant(cancel.signal);
    const signal = AbortSignal.any([cancel.signal, tenant.ended]);
    const id = given ?? (await pickThreat({ ...ports, narrator, signal, tools: tenant.tools }));
    return id === undefined ? undefined : { id, eventId: await eventOf(id, tenant, { ...ports, narrator, signal }) };
  });
}

type Resolving = RemediationPorts & { readonly narrator: ReturnType<typeof createNarrator>; readonly signal: AbortSignal };

async function eventOf(id: string, { tools, label }: OpenTenant, { clock, log, narrator, signal }: Resolving): Promise<string> {
  const { eventId } = await openInvestigation(id, { tools, clock, log, narrator, signal, tenant: label });
  if (eventId === undefined) throw noEvent();
  return eventId;
}

/** The file of a case of that threat which this workspace has made, the newest first. */
function knownCase(id: string, eventId: string, { known }: RemediationPorts): string | undefined {
  const ids = [id, eventId];
  return known
    .all()
    .find(({ told: { trigger } }) =>
      [trigger.eventId, trigger.id, trigger.groupId, trigger.threatId].some((one) => one !== undefined && ids.includes(one)),
    )?.file;
}

function noEvent(): Failure {
  return new Failure('notFound', {
    what: vscode.l10n.t('There is nothing to act on'),
    why: vscode.l10n.t('The threat names no event, so its place is not known'),
    fix: vscode.l10n.t('Pick one of its events in the threats view, then run Remediate on that'),
  });
}
