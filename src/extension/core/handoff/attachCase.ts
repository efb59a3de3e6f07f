import { Failure } from '../model/failure.ts';
import type { TicketDraft } from './ticket.ts';
import type { Ticket, TicketDoor } from './ticketDoor.ts';

export type Attached = 'done' | 'unsupported' | Failure;

/** A ticket without its file is a ticket: what went wrong is told beside it; where there is none, nothing is missing. Rejects when the signal fires. */
export async function attachCase({ attach }: TicketDoor, { key }: Ticket, draft: TicketDraft, signal: AbortSignal): Promise<Attached> {
  if (draft.attachment === undefined) return 'done';
  if (attach === undefined) return 'unsupported';
  try {
    await attach(key, draft.attachment, signal);
    return 'done';
  } catch (error) {
    if (Failure.is(error)) return error;
    throw error;
  }
}
