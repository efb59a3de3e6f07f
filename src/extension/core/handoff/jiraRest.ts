import * as z from 'zod';
import { describeDraft } from './description.ts';
import { type Answered, patientExchange, type Request, type Silence } from './exchange.ts';
import { labelQuery } from './handoffKey.ts';
import { jiraRefusal, jiraSilence, unreadable } from './jiraFailure.ts';
import { jiraKey } from './jiraKey.ts';
import { jsonOf } from './jsonText.ts';
import { multipart } from './multipart.ts';
import type { HandoffPorts } from './ports.ts';
import type { TicketDraft } from './ticket.ts';
import type { Commenting, Creation, Project, Ticket, TicketDoor } from './ticketDoor.ts';

/** `site` is an origin, see jiraSite. */
export type JiraAccount = { readonly site: string; readonly email: string; readonly token: string };

/** `https://acme.atlassian.net` from what a person types; undefined for what is no https address. Plain http is for this machine alone. */
export function jiraSite(typed: string): string | undefined {
  const text = typed.trim();
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.username !== '' || !/^[\w.-]+$/.test(url.hostname)) return undefined;
  const local = url.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname);
  return local || (url.protocol === 'https:' && url.hostname.includes('.')) ? url.origin : undefined;
}

/** Jira Cloud, REST version 3, with an API token (contract §8). The token is in one header and in no message. */
export function jiraRest({ site, email, token }: JiraAccount, ports: HandoffPorts): TicketDoor {
  const name = new URL(site).host;
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const ask = (path: string, signal: AbortSignal, sent?: Pick<Request, 'headers' | 'body'>) => {
    const headers = { accept: 'application/json', authorization, ...sent?.headers };
    return patientExchange({ ...sent, method: sent === undefined ? 'GET' : 'POST', url: `${site}${path}`, headers }, ports, signal);
  };
  const ticket = (key: string): Ticket => ({ key, link: `${site}/browse/${key}` });
  return {
    kind: 'rest',
    product: 'Jira',
    name,
    projects: (query, signal) => projects(query, (path) => ask(path, signal), name),
    find: async (key, signal) => {
      const jql = labelQuery(key);
      const answer = await ask(`/rest/api/3/search/jql?${new URLSearchParams({ jql, fields: 'summary', maxResults: '1' })}`, signal);
      const { issues } = read(answer, foundIssues, { site: name, doing: 'Tickets could not be searched' });
      return issues[0] && ticket(issues[0].key);
    },
    create: async (draft, signal) => {
      const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ fields: fieldsOf(draft) }) };
      return creation(await ask('/rest/api/3/issue', signal, sent), draft, name, ticket);
    },
    comment: async (key, draft, signal) => {
      const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ body: describeDraft(draft).adf }) };
      return commenting(await ask(`/rest/api/3/issue/${encodeURIComponent(key)}/comment`, signal, sent), key, draft, name);
    },
    attach: async (key, attachment, signal) => {
      const sent = multipart(attachment);
      const headers = { ...sent.headers, 'x-atlassian-token': 'no-check' };
      const answer = await ask(`/rest/api/3/issue/${encodeURIComponent(key)}/attachments`, signal, { ...sent, headers });
      read(answer, z.unknown(), {
        site: name,
        doing: `The case file was not attached to ${key}`,
        fix: `Attach ${attachment.file} by hand`,
      });
    },
  };
}

function fieldsOf(draft: TicketDraft): unknown {
  return {
    project: { key: draft.projectKey },
    issuetype: { name: draft.issueType },
    summary: draft.summary,
    labels: draft.labels,
    description: describeDraft(draft).adf,
  };
}

const createdIssue = z.object({ key: z.string().regex(jiraKey) });
const foundIssues = z.object({ issues: z.array(createdIssue) });
const projectPage = z.object({
  values: z.array(z.object({ key: z.string(), name: z.string() })),
  isLast: z.boolean().optional(),
  total: z.number().optional(),
});

/** A failed server, a lost answer and one that names no issue leave open whether there is one now. */
function creation(answer: Answered | Silence, draft: TicketDraft, site: string, ticket: (key: string) => Ticket): Creation {
  const doing = 'The Jira ticket was not filed';
  const context = { site, doing, project: draft.projectKey, fix: `or choose another destination; ${draft.kept}` };
  if (answer.kind === 'silence') {
    const failure = jiraSilence(answer, context);
    if (answer.delivered === 'no') throw failure;
    return { status: 'unclear', failure };
  }
  if (answer.status >= 500) return { status: 'unclear', failure: jiraRefusal(answer, context) };
  if (answer.status < 200 || answer.status >= 300) throw jiraRefusal(answer, context);
  const issue = createdIssue.safeParse(jsonOf(answer.text));
  if (issue.success) return { status: 'created', ticket: ticket(issue.data.key) };
  return { status: 'unclear', failure: unreadable(context) };
}

function commenting(answer: Answered | Silence, key: string, { kind, kept }: TicketDraft, site: string): Commenting {
  const context = { site, doing: `The ${kind} was not added to ${key}`, fix: `or choose another destination; ${kept}` };
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return { status: 'added' };
  const failure = answer.kind === 'silence' ? jiraSilence(answer, context) : jiraRefusal(answer, context);
  if (answer.kind === 'silence' ? answer.delivered === 'no' : answer.status < 500) throw failure;
  return { status: 'unclear', failure };
}

type Context = Parameters<typeof jiraRefusal>[1];

function read<T>(answer: Answered | Silence, shape: z.ZodType<T>, context: Context): T {
  if (answer.kind === 'silence') throw jiraSilence(answer, context);
  if (answer.status < 200 || answer.status >= 300) throw jiraRefusal(answer, context);
  const parsed = shape.safeParse(jsonOf(answer.text));
  if (!parsed.success) throw unreadable(context);
  return parsed.data;
}

const projectsAPage = 50;
const mostProjects = 500;

async function projects(query: string, ask: (path: string) => Promise<Answered | Silence>, site: string): Promise<readonly Project[]> {
  const all: Project[] = [];
  for (let startAt = 0; startAt < mostProjects; startAt += projectsAPage) {
    const asked = new URLSearchParams({
      startAt: String(startAt),
      maxResults: String(projectsAPage),
      action: 'create',
      ...(query && { query }),
    });
    const answer = await ask(`/rest/api/3/project/search?${asked}`);
    const page = read(answer, projectPage, { site, doing: 'The Jira projects could not be listed' });
    all.push(...page.values.map(({ key, name }) => ({ key, name })));
    if (page.isLast ?? page.values.length < projectsAPage) break;
  }
  return all;
}
