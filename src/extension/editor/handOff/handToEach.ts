import * as vscode from 'vscode';
import type { RedactionClass } from '../../core/handoff/redactableValues.ts';
import type { Ticket } from '../../core/handoff/ticketDoor.ts';
import type { Handoff } from '../../core/tools/skillState.ts';
import { tellDeclined, tellTrouble } from './announcing.ts';
import { type Destinations, detectDestinations } from './destinations.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { type Memory, recall, settle } from './handOffMemory.ts';
import { documentKey, inTurn } from './inTurn.ts';
import type { Outcome, Way } from './outcome.ts';
import { handOffPage } from './pageHandOff.ts';
import type { PagePlan } from './pagePreview.ts';
import type { TicketPlan } from './ticketFields.ts';
import { handOffTicket } from './ticketHandOff.ts';

/** Hears what became of a retry, which begins after its hand-off is done. */
export type Later = (outcomes: readonly Outcome[]) => void;

/**
 * What was chosen for this hand-off. A retry has what the last try ended with, and no preference: nothing was chosen anew. `below` as in TicketStart,
 * `elsewhere` begins the hand-off anew.
 */
export type Plan = {
  readonly handed: Handed;
  readonly there: Destinations;
  readonly redact: readonly RedactionClass[];
  readonly preferred?: Handoff;
  readonly ticket?: TicketPlan;
  readonly page?: PagePlan;
  readonly below?: Ticket;
  readonly elsewhere: () => Promise<void>;
  readonly later: Later;
};

/** Each destination has its own yes, declining one leaves the others, and each is noted before the next is asked about (H-04). */
export async function handToEach(ways: readonly Way[], plan: Plan, given: Memory, ports: HandOffTools): Promise<readonly Outcome[]> {
  const { preferred } = plan;
  const outcomes: Outcome[] = [];
  let memory = given;
  for (const way of ways) {
    const { outcome, project, after } = await handTo(way, plan, memory, ports);
    outcomes.push(outcome);
    tellWithout(outcome, after, ports);
    const chosen = { ...(preferred !== undefined && { preferred }), ...(project !== undefined && { project }) };
    memory = await settle(memory, { outcome, ...chosen }, plan.handed, ports);
  }
  return outcomes;
}

type End = { readonly outcome: Outcome; readonly project?: string; readonly after: Plan };

async function handTo(way: Way, plan: Plan, { project: preferred }: Memory, ports: HandOffTools): Promise<End> {
  const { handed, there, redact } = plan;
  if (way === 'jira' && there.tickets !== undefined) {
    const start = {
      redact,
      ...(preferred !== undefined && { preferred }),
      ...(plan.ticket && { plan: plan.ticket }),
      ...(plan.below && { below: plan.below }),
    };
    const { plan: ticket, ...end } = await handOffTicket(handed, there.tickets, start, ports);
    return { ...end, after: { ...plan, ...(ticket && { ticket }) } };
  }
  if (way === 'pagerduty' && there.pages !== undefined) {
    const { plan: page, outcome } = await handOffPage(handed, there.pages, { redact, ...(plan.page && { plan: plan.page }) }, ports);
    return { outcome, after: { ...plan, page } };
  }
  // Its key or its tool is gone since it was offered.
  return { outcome: { status: 'declined', way }, after: plan };
}

/** What did not arrive; what did was told where it did. */
function tellWithout(outcome: Outcome, plan: Plan, ports: HandOffTools): void {
  const { way } = outcome;
  if (outcome.status === 'declined') tellDeclined(way === 'jira' ? (plan.there.tickets?.product ?? 'Jira') : 'PagerDuty', ports);
  if (!('failure' in outcome)) return;
  const follow = {
    [vscode.l10n.t('Retry')]: () => retry(way, plan, ports),
    [vscode.l10n.t('Other Destination')]: plan.elsewhere,
  };
  tellTrouble(outcome.failure, plan.handed, follow, ports);
}

/** From the preview on, with keys and tools as they are by now; a ticket is looked for first. */
async function retry(way: Way, { preferred: _before, ...plan }: Plan, ports: HandOffTools): Promise<void> {
  const { handed } = plan;
  await inTurn(documentKey(handed.of), ports.underWay, async () => {
    const there = await detectDestinations(handed.of.tenant.sample, ports);
    plan.later(await handToEach([way], { ...plan, there }, await recall(handed, ports), ports));
  });
}
