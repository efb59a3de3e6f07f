import { Failure } from '../model/failure.ts';
import type { Clock } from '../model/ports.ts';
import { askTool, callWith, type ToolPorts, toolNamed } from './askTool.ts';
import { describeDraft } from './description.ts';
import { type HandoffKey, isTextOf } from './handoffKey.ts';
import type { TicketTool, TicketTools } from './ports.ts';
import type { TicketDraft } from './ticket.ts';
import type { Creation, Project, Ticket, TicketDoor } from './ticketDoor.ts';
import { linkAt, type Row, rowsIn, textAt } from './toolAnswer.ts';
import { hasArgument } from './toolArguments.ts';
import { toolRefusal } from './toolCall.ts';

/** Linear through its tools. It has no labels that appear by being named, so a ticket is found by the event id in its text. */
export function linearTools(tools: TicketTools, clock: Clock): TicketDoor | undefined {
  const create = toolNamed(tools, /linear\w*(?:create|save)issue$/);
  if (create === undefined || !hasArgument(create, 'title') || !hasArgument(create, 'description')) return undefined;
  const search = toolNamed(tools, /linear\w*(?:list|search)issues$/);
  const teams = toolNamed(tools, /linear\w*listteams$/);
  const ports: ToolPorts = { tools, clock };
  return {
    kind: 'tools',
    product: 'Linear',
    name: create.name,
    create: (draft, signal) => createIssue(draft, create, ports, signal),
    ...(search === undefined || !hasArgument(search, 'query') ? {} : { find: (key, signal) => findIssue(key, search, ports, signal) }),
    ...(teams === undefined ? {} : { projects: (query, signal) => listTeams(query, teams, ports, signal) }),
  };
}

async function createIssue(draft: TicketDraft, tool: TicketTool, ports: ToolPorts, signal: AbortSignal): Promise<Creation> {
  const what = 'The Linear ticket was not filed';
  const wanted = [
    { names: ['team', 'teamId'], value: draft.projectKey },
    { names: ['title'], value: draft.summary },
    { names: ['description'], value: describeDraft(draft).markdown },
  ] as const;
  const reply = await callWith({ tool, wanted, what }, ports, signal);
  const orElse = `, or choose another destination; ${draft.kept}`;
  if (reply.kind === 'refused') throw toolRefusal(reply, { what, tool: tool.name, right: 'the right to create issues', orElse });
  const row = reply.kind === 'answer' ? issueIn(reply.value) : undefined;
  const ticket = row && ticketOf(row);
  if (ticket !== undefined) return { status: 'created', ticket };
  const why = reply.kind === 'unclear' ? reply.why : 'its answer names no ticket';
  return { status: 'unclear', failure: new Failure('malformed', { what, why: `${tool.name}: ${why}`, fix: `Look in Linear${orElse}` }) };
}

function issueIn(value: unknown): Row | undefined {
  const outer = value as Row | undefined;
  const inner = outer?.['issue'];
  return inner !== null && typeof inner === 'object' ? (inner as Row) : outer;
}

function ticketOf(row: Row): Ticket | undefined {
  const key = textAt(row, 'identifier', 'id');
  const link = linkAt(row, 'url');
  return key === undefined ? undefined : { key, ...(link === undefined ? {} : { link }) };
}

/** The search is by likeness: what it finds counts only where the ids stand in it. An event may have a ticket for each of its actions. */
async function findIssue(key: HandoffKey, tool: TicketTool, ports: ToolPorts, signal: AbortSignal): Promise<Ticket | undefined> {
  const wanted = [
    { names: ['query'], value: key.eventId },
    { names: ['limit', 'first'], value: 50 },
  ] as const;
  const rows = rowsIn(await askTool({ tool, wanted, what: 'Tickets could not be searched' }, ports, signal));
  const ours = rows.find((row) => isTextOf(textAt(row, 'description') ?? '', key));
  return ours && ticketOf(ours);
}

async function listTeams(query: string, tool: TicketTool, ports: ToolPorts, signal: AbortSignal): Promise<readonly Project[]> {
  const rows = rowsIn(await askTool({ tool, wanted: [], what: 'The Linear teams could not be listed' }, ports, signal));
  return rows.flatMap((row) => {
    const key = textAt(row, 'id', 'key');
    const name = textAt(row, 'name') ?? key;
    return key === undefined || name === undefined || !name.toLowerCase().includes(query.toLowerCase()) ? [] : [{ key, name }];
  });
}
