import { Failure } from '../model/failure.ts';
import type { Clock } from '../model/ports.ts';
import { askTool, callWith, type ToolPorts, toolNamed } from './askTool.ts';
import { type AtlassianSite, atlassianSites, siteOf } from './atlassianSites.ts';
import { describeDraft } from './description.ts';
import { type HandoffKey, labelQuery, wordQuery } from './handoffKey.ts';
import { jiraKey } from './jiraKey.ts';
import type { TicketTool, TicketTools } from './ports.ts';
import type { TicketDraft } from './ticket.ts';
import type { Commenting, Creation, Project, Ticket, TicketDoor } from './ticketDoor.ts';
import { linkAt, type Row, rowsIn, textAt } from './toolAnswer.ts';
import { hasArgument, type Wanted } from './toolArguments.ts';
import { toolRefusal } from './toolCall.ts';

type Door = ToolPorts & { readonly create: TicketTool; readonly sites: (signal: AbortSignal) => Promise<readonly AtlassianSite[]> };

/**
 * Jira through whatever tools the window has (contract §8): Atlassian's own server, or one that names tools and arguments in its own way. Without
 * a tool that creates issues there is no door.
 */
export function jiraTools(tools: TicketTools, clock: Clock): TicketDoor | undefined {
  const create = toolNamed(tools, /(?:createjiraissue|(?:jira|atlassian)\w*createissue)$/);
  if (create === undefined) return undefined;
  const search = toolNamed(tools, /(?:searchjiraissuesusingjql|(?:jira|atlassian)\w*search(?:issues)?)$/);
  const list = toolNamed(tools, /(?:getvisiblejiraprojects|(?:jira|atlassian)\w*(?:list|get|getall|search)projects)$/);
  const comment = toolNamed(tools, /(?:addcommenttojiraissue|(?:jira|atlassian)\w*addcomment)$/);
  const ports = { tools, clock };
  const door: Door = { ...ports, create, sites: (signal) => atlassianSites(ports, signal) };
  return {
    kind: 'tools',
    product: 'Jira',
    name: create.name,
    create: (draft, signal) => createIssue(draft, door, signal),
    ...(comment === undefined ? {} : { comment: (key, draft, signal) => addComment(key, draft, comment, door, signal) }),
    ...(search === undefined ? {} : { find: (key, signal) => findIssue(key, search, door, signal) }),
    ...(list === undefined ? {} : { projects: (query, signal) => listProjects(query, list, door, signal) }),
  };
}

async function createIssue(draft: TicketDraft, door: Door, signal: AbortSignal): Promise<Creation> {
  const what = 'The Jira ticket was not filed';
  const tool = door.create;
  const site = siteOf(await door.sites(signal), draft.site);
  const reply = await callWith({ tool, wanted: [cloudId(site), ...issueOf(draft, tool)], what }, door, signal);
  const orElse = `, or choose another destination; ${draft.kept}`;
  if (reply.kind === 'refused') {
    throw toolRefusal(reply, { what, tool: tool.name, right: `\`write:jira-work\` for project ${draft.projectKey}`, orElse });
  }
  const ticket = reply.kind === 'answer' ? ticketIn(reply.value, reply.text, draft.projectKey, site) : undefined;
  if (ticket !== undefined) return { status: 'created', ticket };
  const why = reply.kind === 'unclear' ? reply.why : 'its answer names no ticket';
  return { status: 'unclear', failure: new Failure('malformed', { what, why: `${tool.name}: ${why}`, fix: `Look in Jira${orElse}` }) };
}

async function addComment(key: string, draft: TicketDraft, tool: TicketTool, door: Door, signal: AbortSignal): Promise<Commenting> {
  const what = `The ${draft.kind} was not added to ${key}`;
  const wanted: readonly Wanted[] = [
    cloudId(siteOf(await door.sites(signal), draft.site)),
    { names: ['issueIdOrKey', 'issueKey', 'issueId', 'key'], value: key },
    { names: ['commentBody', 'comment', 'body', 'text'], value: describeDraft(draft).markdown },
  ];
  const reply = await callWith({ tool, wanted, what }, door, signal);
  const orElse = `, or choose another destination; ${draft.kept}`;
  if (reply.kind === 'answer') return { status: 'added' };
  if (reply.kind === 'refused') throw toolRefusal(reply, { what, tool: tool.name, right: `\`write:jira-work\` for ${key}`, orElse });
  return {
    status: 'unclear',
    failure: new Failure('malformed', { what, why: `${tool.name}: ${reply.why}`, fix: `Look at ${key}${orElse}` }),
  };
}

function cloudId({ id }: AtlassianSite): Wanted {
  return { names: ['cloudId'], value: id };
}

function issueOf(draft: TicketDraft, tool: TicketTool): readonly Wanted[] {
  const { labels } = draft;
  return [
    { names: ['projectKey', 'project', 'projectId', 'projectIdOrKey'], value: draft.projectKey },
    { names: ['issueTypeName', 'issueType', 'type'], value: draft.issueType },
    { names: ['summary', 'title'], value: draft.summary },
    { names: ['description', 'body'], value: describeDraft(draft).markdown },
    hasArgument(tool, 'labels') ? { names: ['labels'], value: labels } : { names: ['additional_fields', 'fields'], value: { labels } },
  ];
}

/** The issue of the answer, or in its words; a key of another project is some other issue that is talked of. */
function ticketIn(value: unknown, text: string, projectKey: string, site: AtlassianSite): Ticket | undefined {
  const outer = value as Row | undefined;
  const inner = outer?.['issue'];
  const row: Row = inner !== null && typeof inner === 'object' ? (inner as Row) : (outer ?? {});
  const said = new RegExp(String.raw`(?<![\w-])${projectKey}-\d+(?![\w-])`, 'i').exec(text)?.[0];
  const key = keyAt(row) ?? said;
  return key === undefined ? undefined : ticket(key, site, linkAt(row, 'url', 'link', 'browseUrl'));
}

function keyAt(row: Row): string | undefined {
  const key = textAt(row, 'key', 'issueKey', 'issue_key');
  return key !== undefined && jiraKey.test(key) ? key : undefined;
}

function ticket(key: string, { id, url }: AtlassianSite, link?: string): Ticket {
  const browse = link ?? (url === undefined ? undefined : `${url}/browse/${encodeURIComponent(key)}`);
  return { key, ...(browse === undefined ? {} : { link: browse }), ...(id === undefined ? {} : { site: id }) };
}

/** By its labels where the tool that creates can set them, else by the ids in its body. */
async function findIssue(of: HandoffKey, tool: TicketTool, door: Door, signal: AbortSignal): Promise<Ticket | undefined> {
  const labelled = hasArgument(door.create, 'labels', 'additionalfields', 'fields');
  const jql = labelled ? labelQuery(of) : wordQuery(of);
  for (const site of await door.sites(signal)) {
    const wanted: readonly Wanted[] = [
      cloudId(site),
      { names: ['jql', 'query'], value: jql },
      { names: ['maxResults', 'limit'], value: 10 },
    ];
    const found = rowsIn(await askTool({ tool, wanted, what: 'Tickets could not be searched' }, door, signal));
    const key = found.map(keyAt).find((one) => one !== undefined);
    if (key !== undefined) return ticket(key, site);
  }
  return undefined;
}

async function listProjects(query: string, tool: TicketTool, door: Door, signal: AbortSignal): Promise<readonly Project[]> {
  const all: Project[] = [];
  for (const site of await door.sites(signal)) {
    const wanted: readonly Wanted[] = [
      cloudId(site),
      { names: ['action'], value: 'create' },
      { names: ['searchString', 'query'], value: query === '' ? undefined : query },
      { names: ['maxResults', 'limit'], value: 50 },
    ];
    const rows = rowsIn(await askTool({ tool, wanted, what: 'The Jira projects could not be listed' }, door, signal));
    all.push(...rows.flatMap((row) => project(row, site)));
  }
  return all;
}

function project(row: Row, { id }: AtlassianSite): readonly Project[] {
  const key = textAt(row, 'key');
  return key === undefined ? [] : [{ key, name: textAt(row, 'name') ?? key, ...(id === undefined ? {} : { site: id }) }];
}
