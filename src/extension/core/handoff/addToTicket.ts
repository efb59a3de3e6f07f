import { Failure } from '../model/failure.ts';
import { type Attached, attachCase } from './attachCase.ts';
import type { TicketDraft } from './ticket.ts';
import type { Ticket, TicketDoor } from './ticketDoor.ts';

export type Added = { readonly status: 'added'; readonly attached: Attached } | { readonly status: 'unclear'; readonly failure: Failure };

/**
 * Adds a case or a report to the ticket that its event has already, as a comment, a case with its file. Comments can not be looked for, so one whose outcome is not known
 * is never repeated here. Throws Failure where certainly nothing was added; rejects when the signal fires.
 */
export async function addToTicket(door: TicketDoor, ticket: Ticket, draft: TicketDraft, signal: AbortSignal): Promise<Added> {
  const { key } = ticket;
  const { kind, attachment, kept } = draft;
  if (door.comment === undefined) {
    const fix = attachment === undefined ? `Add it by hand: ${kept}` : `Add ${attachment.file} by hand`;
    throw new Failure('unsupported', { what: `The ${kind} was not added to ${key}`, why: `${door.name} has no way to comment`, fix });
  }
  const commenting = await door.comment(key, draft, signal);
  if (commenting.status === 'unclear') return { status: 'unclear', failure: uncertainComment(ticket, draft, commenting.failure.why) };
  return { status: 'added', attached: await attachCase(door, ticket, draft, signal) };
}

/** Also for who cancels: that stops the waiting, not what was sent. */
export function uncertainComment({ key }: Ticket, { kind, kept }: TicketDraft, why: string): Failure {
  return new Failure('timeout', {
    what: `It is not known whether the ${kind} was added to ${key}`,
    why,
    fix: `Look at the comments of ${key} before you try again; ${kept}`,
  });
}
