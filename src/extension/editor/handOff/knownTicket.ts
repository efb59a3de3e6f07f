import { filingKey } from '../../core/handoff/fileTicket.ts';
import { jiraKey } from '../../core/handoff/jiraKey.ts';
import type { Ticket, TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { Failure } from '../../core/model/failure.ts';
import type { RecentCase } from '../../core/tools/skillState.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { findTicket } from './ticketHandOff.ts';

/**
 * The ticket that the case of an event went to. The place of tickets knows best; what this workspace filed and what the shared state notes count
 * where it finds none, as its search may lag behind, and only where they are not of another site. Rejects when the search is cancelled.
 */
export async function knownTicket(
  handed: Handed,
  door: TicketDoor,
  noted: RecentCase['handoff'],
  ports: HandOffTools,
): Promise<Ticket | undefined> {
  const found = await search(handed, door, ports);
  const remembered = [ports.filings.get(filingKey(door, handed.of))?.ticket, notedTicket(noted)];
  return found ?? remembered.find((ticket) => ticket !== undefined && fits(ticket, door));
}

/** A search that fails finds nothing: what is remembered may do. */
async function search(handed: Handed, door: TicketDoor, { log }: HandOffTools): Promise<Ticket | undefined> {
  try {
    return await findTicket(handed, door);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    log.write('warn', 'the ticket of the case could not be looked for', { reason: error.reason, why: error.why });
    return undefined;
  }
}

function notedTicket(noted: RecentCase['handoff']): Ticket | undefined {
  if (noted?.ticketKey === undefined) return undefined;
  return { key: noted.ticketKey, ...(noted.ticketUrl !== undefined && { link: noted.ticketUrl }) };
}

/** The state is written by others too, and the site may be another one by now: the same key would be another ticket there. */
function fits({ key, link }: Ticket, { kind, product, name }: TicketDoor): boolean {
  if (product === 'Jira' && !jiraKey.test(key)) return false;
  return kind !== 'rest' || (link !== undefined && URL.parse(link)?.host === name);
}
