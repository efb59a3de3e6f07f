import * as vscode from 'vscode';
import type { Ticket } from '../../core/handoff/ticketDoor.ts';
import { isAbort } from '../../core/model/failure.ts';
import { rowText } from '../rowText.ts';
import { type Destinations, detectDestinations } from './destinations.ts';
import type { Handed } from './handedCase.ts';
import { type GivenReport, handedReport } from './handedReport.ts';
import type { HandOffTools } from './handOff.ts';
import { type Memory, recall } from './handOffMemory.ts';
import { goElsewhere, handOut, leave } from './handOut.ts';
import { handToEach, type Later } from './handToEach.ts';
import { documentKey, inTurn } from './inTurn.ts';
import { knownTicket } from './knownTicket.ts';
import { type End, endOf, type Outcome, type Way } from './outcome.ts';
import { askRow, type Row } from './prompts.ts';
import { askRedaction } from './redactionQuestion.ts';

/**
 * Adds the report of a remediation to where its case went: a comment below the ticket, an event with the incident's dedup key, each redacted,
 * previewed and with its own yes. Where the case went nowhere that is known, it can become a ticket of its own.
 * @param later what becomes of a retry out of a notification, after this has resolved
 */
export async function appendReport(given: GivenReport, ports: HandOffTools, later: (end: End) => void): Promise<End> {
  const handed = handedReport(given, ports.clock.now());
  ports.log.write('info', `The remediation of event ${rowText(given.eventId)} hands its report back to where the case went`);
  let outcomes: readonly Outcome[] = [];
  await inTurn(documentKey(handed.of), ports.underWay, async () => {
    outcomes = await append(handed, given.ticket, ports, (retried) => later(endOf(retried)));
  });
  return endOf(outcomes);
}

async function append(handed: Handed, named: Ticket | undefined, ports: HandOffTools, later: Later): Promise<readonly Outcome[]> {
  const memory = await recall(handed, ports);
  const there = await detectDestinations(handed.of.tenant.sample, ports);
  const looked = await look(named, handed, there, memory, ports);
  if (looked === 'cancelled') return leave({}, memory, handed, ports);
  const { below } = looked;
  const ways: readonly Way[] = [...(below === undefined ? [] : (['jira'] as const)), ...pageWays(memory, there)];
  if (ways.length === 0) {
    return (await askForTicket(handed, ports)) ? handOut(handed, memory, ports, later) : leave({}, memory, handed, ports);
  }
  const redact = await askRedaction(handed, ports);
  if (redact === undefined) return leave({}, memory, handed, ports);
  const elsewhere = () => goElsewhere(handed, ports, later);
  return handToEach(ways, { handed, there, redact, elsewhere, later, ...(below && { below }) }, memory, ports);
}

async function look(named: Ticket | undefined, handed: Handed, { tickets }: Destinations, { handoff }: Memory, ports: HandOffTools) {
  try {
    return { below: tickets && (named ?? (await knownTicket(handed, tickets, handoff, ports))) };
  } catch (error) {
    if (isAbort(error)) return 'cancelled';
    throw error;
  }
}

/** PagerDuty can not be asked for an incident by its dedup key: that the case went there is all that is known. */
function pageWays({ handoff }: Memory, { pages }: Destinations): readonly Way[] {
  const paged = handoff?.destination === 'pagerduty' || handoff?.destination === 'both';
  return paged && pages !== undefined ? ['pagerduty'] : [];
}

async function askForTicket({ of }: Handed, { questions }: HandOffTools): Promise<boolean> {
  const leaves = of.file === undefined ? vscode.l10n.t('Leave it here') : vscode.l10n.t('Leave it in the case');
  const rows: readonly Row<boolean>[] = [
    { label: vscode.l10n.t('Hand the report off by itself…'), choice: true },
    { label: leaves, choice: false },
  ];
  const title = vscode.l10n.t('No ticket or page of event {0} is known here', rowText(of.eventId));
  return (await askRow(questions, rows, { title })) === true;
}
