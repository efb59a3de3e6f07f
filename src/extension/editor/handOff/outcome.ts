import type { Ticket } from '../../core/handoff/ticketDoor.ts';
import type { Failure } from '../../core/model/failure.ts';
import type { RecentCase } from '../../core/tools/skillState.ts';

export type Way = 'jira' | 'pagerduty';

/**
 * What became of one destination. `unclear`: it was sent, and no answer says whether it arrived. A page has no ticket; what failed has one where it
 * was to be added to it.
 */
export type Outcome =
  | { readonly status: 'arrived'; readonly way: Way; readonly ticket?: Ticket }
  | { readonly status: 'unclear' | 'failed'; readonly way: Way; readonly ticket?: Ticket; readonly failure: Failure }
  | { readonly status: 'declined'; readonly way: Way };

/** What became of a hand-off that may have gone to two: it arrived where it arrived at one. `where` names what can be looked at: `RUNTIME-12, PagerDuty`. */
export type End = { readonly status: Outcome['status']; readonly where?: string };

const telling = ['arrived', 'unclear', 'failed', 'declined'] as const;

export function endOf(outcomes: readonly Outcome[]): End {
  const status = telling.find((one) => outcomes.some((outcome) => outcome.status === one)) ?? 'declined';
  const of = outcomes.filter((outcome) => outcome.status === status && status !== 'declined');
  const where = of.map((outcome) => nameOf(outcome)).join(', ');
  return { status, ...(where !== '' && { where }) };
}

function nameOf(outcome: Outcome): string {
  const ticket = 'ticket' in outcome ? outcome.ticket : undefined;
  return ticket?.key ?? (outcome.way === 'jira' ? 'Jira' : 'PagerDuty');
}

/**
 * What the shared state notes of a case's hand-off after one more outcome: where it went so far, and the newest ticket. A hand-off that came to
 * nothing is noted as `skip`, unless there was one before.
 */
export function notedHandoff(before: RecentCase['handoff'], outcome: Outcome | undefined): NonNullable<RecentCase['handoff']> {
  const ticket = outcome === undefined || outcome.status === 'declined' ? undefined : outcome.ticket;
  const reached = outcome?.status === 'arrived' || outcome?.status === 'unclear' || ticket !== undefined ? outcome?.way : undefined;
  if (reached === undefined) return before ?? { destination: 'skip' };
  const isNew = before === undefined || before.destination === 'skip' || before.destination === reached;
  const { ticketKey, ticketUrl } = ticket === undefined ? (before ?? {}) : { ticketKey: ticket.key, ticketUrl: ticket.link };
  return {
    destination: isNew ? reached : 'both',
    ...(ticketKey !== undefined && { ticketKey }),
    ...(ticketUrl !== undefined && { ticketUrl }),
  };
}
