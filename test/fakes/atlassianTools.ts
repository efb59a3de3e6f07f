import type { TicketTool, TicketTools } from '../../src/extension/core/handoff/ports.ts';
import { hasLabels } from './jiraServer.ts';

export type ToolIssue = {
  readonly key: string;
  readonly site: string;
  readonly summary: string;
  readonly labels: readonly string[];
  readonly description: string;
};

type Input = Readonly<Record<string, unknown>>;
/** Instead of the usual answer of `createJiraIssue`: a text, a rejection, never an answer, or the usual effect without an answer. */
type CreateFault = { readonly says: string } | { readonly throws: string } | 'hang' | 'acceptedThenHang' | 'acceptedThenProse';

export const firstSite = {
  id: '11111111-2222-3333-4444-555555555555',
  url: 'https://acme.atlassian.net',
  name: 'acme',
  scopes: ['read:jira-work'],
};
export const secondSite = { id: '99999999-2222-3333-4444-555555555555', url: 'https://acme-labs.atlassian.net', name: 'labs', scopes: [] };

const strings = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
const tool = (name: string, properties: object, required: readonly string[]): TicketTool => ({
  name: `mcp_atlassian_${name}`,
  inputSchema: { type: 'object', properties, required },
});

/** Atlassian's own MCP server as VS Code offers its tools: prefixed names, a cloudId in each call, answers that are text with JSON in it. */
export function atlassianTools({ sites = [firstSite] as readonly object[], searchLag = 0, faults = [] as CreateFault[] } = {}) {
  const issues: ToolIssue[] = [];
  const comments: Input[] = [];
  const calls: { readonly name: string; readonly input: Input }[] = [];
  let searches = 0;
  const create = (input: Input) => {
    const { labels = [] } = (input['additional_fields'] ?? {}) as { readonly labels?: readonly string[] };
    const key = `${input['projectKey']}-${issues.length + 7}`;
    issues.push({
      key,
      labels,
      site: String(input['cloudId']),
      summary: String(input['summary']),
      description: String(input['description']),
    });
    return JSON.stringify({ id: '10001', key, self: `https://api.atlassian.com/ex/jira/${input['cloudId']}/rest/api/3/issue/10001` });
  };
  const createOrFail = (input: Input, signal: AbortSignal): string | Promise<string> => {
    const fault = faults.shift();
    if (fault === undefined) return `Created the issue: ${create(input)}`;
    if (fault === 'acceptedThenHang' || fault === 'acceptedThenProse') create(input);
    if (fault === 'acceptedThenProse') return 'Done.';
    if (typeof fault === 'string') return untilAborted(signal);
    if ('says' in fault) return fault.says;
    throw new Error(fault.throws);
  };
  const search = (input: Input) => {
    const found = issues.filter((one) => one.site === input['cloudId'] && hasLabels(one.labels, String(input['jql'])));
    if (found.length > 0) searches += 1;
    return JSON.stringify({ issues: { nodes: searches > searchLag ? found.map(({ key }) => ({ key })) : [], totalCount: 0 } });
  };
  const projects = (input: Input) =>
    JSON.stringify({ values: [{ id: '1', key: 'RUNTIME', name: 'Runtime security' }], isLast: true, startAt: 0, cloud: input['cloudId'] });
  const tools: TicketTools = {
    list: [
      tool('getAccessibleAtlassianResources', {}, []),
      tool('getVisibleJiraProjects', { ...strings('cloudId', 'action', 'searchString'), maxResults: { type: 'number' } }, ['cloudId']),
      tool('searchJiraIssuesUsingJql', { ...strings('cloudId', 'jql'), maxResults: { type: 'number' } }, ['cloudId', 'jql']),
      tool('addCommentToJiraIssue', strings('cloudId', 'issueIdOrKey', 'commentBody'), ['cloudId', 'issueIdOrKey', 'commentBody']),
      tool(
        'createJiraIssue',
        { ...strings('cloudId', 'projectKey', 'issueTypeName', 'summary', 'description'), additional_fields: { type: 'object' } },
        ['cloudId', 'projectKey', 'issueTypeName', 'summary'],
      ),
    ],
    call: async (name, input, signal) => {
      calls.push({ name, input });
      const own = tools.list.find((one) => one.name === name);
      const schema = (own?.inputSchema ?? { required: [] }) as { readonly required: readonly string[] };
      const missing = schema.required.find((one) => input[one] === undefined);
      if (missing !== undefined) throw new Error(`MCP error -32602: Invalid arguments: ${missing} is required`);
      if (name.endsWith('Resources')) return JSON.stringify(sites);
      if (name.endsWith('addCommentToJiraIssue')) return JSON.stringify({ id: String(comments.push(input)) });
      if (name.endsWith('Projects')) return projects(input);
      return name.endsWith('Jql') ? search(input) : createOrFail(input, signal);
    },
  };
  return { tools, issues, comments, calls, created: () => calls.filter(({ name }) => name.endsWith('createJiraIssue')).length };
}

function untilAborted(signal: AbortSignal): Promise<string> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
