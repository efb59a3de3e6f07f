import type { Clock } from '../model/ports.ts';
import { jiraTools } from './jiraTools.ts';
import { linearTools } from './linearTools.ts';
import type { TicketTools } from './ports.ts';
import type { TicketDoor } from './ticketDoor.ts';

/** The door that the window's tools open: Jira's, else Linear's; undefined where none of them can file a ticket. */
export function ticketToolsDoor(tools: TicketTools, clock: Clock): TicketDoor | undefined {
  return jiraTools(tools, clock) ?? linearTools(tools, clock);
}
