import { adfProblems } from './adfRules.ts';
import { localServer, type Received, type Reply } from './localServer.ts';

export const account = { email: 'dana@acme.example', token: 'ATATT3xFfGF0-s3cr3t' } as const;

export type Issue = {
  readonly key: string;
  readonly fields: {
    readonly project: { readonly key: string };
    readonly issuetype: { readonly name: string };
    readonly summary: string;
    readonly labels: readonly string[];
    readonly description: unknown;
  };
  readonly attachments: { readonly name: string; readonly text: string }[];
  readonly comments: unknown[];
};

const projects = [
  { id: '1', key: 'RUNTIME', name: 'Runtime security', projectTypeKey: 'software' },
  { id: '2', key: 'LOCKED', name: 'Locked', projectTypeKey: 'software' },
  ...Array.from({ length: 60 }, (_, index) => ({
    id: `${index + 3}`,
    key: `TEAM${index}`,
    name: `Team ${index}`,
    projectTypeKey: 'business',
  })),
];

export const createPath = '/rest/api/3/issue';
export const searchPath = '/rest/api/3/search/jql';

/**
 * Jira Cloud as its REST version 3 answers: it checks the account, the fields and the document, tells errors by field, and its search lags behind:
 * a new issue is found from the `searchLag`th search on.
 */
export async function jiraServer({ searchLag = 0 } = {}) {
  const issues: Issue[] = [];
  const searches = new Map<string, number>();
  const server = await localServer((received) => {
    if (received.headers.authorization !== `Basic ${Buffer.from(`${account.email}:${account.token}`).toString('base64')}`) {
      return { status: 401, body: 'Client must be authenticated to access this resource.' };
    }
    if (received.path === createPath && received.method === 'POST') return create(received, issues, server.origin);
    if (received.path === '/rest/api/3/project/search') return searchProjects(received);
    if (received.path === '/rest/api/3/search') return { status: 410, body: { errorMessages: ['The requested API has been removed.'] } };
    if (received.path === searchPath) return search(received, issues, searches, searchLag);
    const commented = /^\/rest\/api\/3\/issue\/([\w-]+)\/comment$/.exec(received.path)?.[1];
    if (commented !== undefined) return comment(received, issues, commented);
    const key = /^\/rest\/api\/3\/issue\/([\w-]+)\/attachments$/.exec(received.path)?.[1];
    return key === undefined ? { status: 404, body: { errorMessages: ['No such resource'] } } : attach(received, issues, key);
  });
  return { ...server, issues };
}

function create({ body, headers }: Received, issues: Issue[], origin: string): Reply {
  if (headers['content-type'] !== 'application/json') return { status: 415, body: '' };
  const { fields } = JSON.parse(body.toString('utf8')) as { readonly fields: Issue['fields'] };
  if (fields.project.key === 'LOCKED') {
    return { status: 403, body: { errorMessages: ['You do not have permission to create issues in this project.'], errors: {} } };
  }
  const errors = fieldErrors(fields);
  if (Object.keys(errors).length > 0) return { status: 400, body: { errorMessages: [], errors } };
  const key = `${fields.project.key}-${issues.length + 101}`;
  issues.push({ key, fields, attachments: [], comments: [] });
  return { status: 201, body: { id: `${10_000 + issues.length}`, key, self: `${origin}/rest/api/3/issue/${10_000 + issues.length}` } };
}

function fieldErrors({ project, issuetype, summary, labels, description }: Issue['fields']): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  if (!projects.some(({ key }) => key === project.key)) errors['project'] = 'valid project is required';
  if (!['Task', 'Incident'].includes(issuetype.name)) errors['issuetype'] = 'Specify a valid issue type';
  if (summary.trim() === '') errors['summary'] = 'You must specify a summary of the issue.';
  if (summary.length > 255) errors['summary'] = 'Summary must be less than 255 characters.';
  if (summary.includes('\n')) errors['summary'] = 'The summary is invalid because it contains newline characters.';
  const spaced = labels.find((label) => /\s/.test(label));
  if (spaced !== undefined) errors['labels'] = `The label '${spaced}' contains spaces which is invalid.`;
  if (labels.some((label) => label.length > 255)) errors['labels'] = 'A label is longer than 255 characters.';
  const problems = adfProblems(description);
  if (problems.length > 0) errors['description'] = `Operation value must be an Atlassian Document: ${problems.slice(0, 3).join('; ')}`;
  if (JSON.stringify(description).length > 32_767) {
    errors['description'] = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
  }
  return errors;
}

function comment({ method, body }: Received, issues: readonly Issue[], key: string): Reply {
  const issue = issues.find((one) => one.key === key);
  if (issue === undefined || method !== 'POST') return { status: 404, body: { errorMessages: ['Issue does not exist'], errors: {} } };
  const { body: document } = JSON.parse(body.toString('utf8')) as { readonly body: unknown };
  const tooLong = JSON.stringify(document).length > 32_767 ? ['The entered text is too long'] : [];
  const problems = [...adfProblems(document), ...tooLong];
  if (problems.length > 0) return { status: 400, body: { errorMessages: [], errors: { comment: problems.slice(0, 3).join('; ') } } };
  issue.comments.push(document);
  return { status: 201, body: { id: '20001' } };
}

function search({ query }: Received, issues: readonly Issue[], searches: Map<string, number>, lag: number): Reply {
  const jql = query.get('jql') ?? '';
  if (!jqlOfLabels.test(jql)) return { status: 400, body: { errorMessages: ['Error in the JQL Query.'], errors: {} } };
  const found = issues.filter(({ key, fields }) => {
    if (!hasLabels(fields.labels, jql)) return false;
    const times = (searches.get(key) ?? 0) + 1;
    searches.set(key, times);
    return times > lag;
  });
  return {
    status: 200,
    body: { issues: found.map(({ key, fields: { summary } }) => ({ id: '1', key, fields: { summary } })), isLast: true },
  };
}

const jqlOfLabels = /^labels = "[^"]+"(?: AND labels !?= "[^"]+")* ORDER BY created ASC$/;

/** Jira's word for word: `labels != "x"` is an issue with labels, none of which is x. */
export function hasLabels(labels: readonly string[], jql: string): boolean {
  const terms = [...jql.matchAll(/labels (!?)= "([^"]+)"/g)];
  return terms.length > 0 && labels.length > 0 && terms.every(([, not, label = '']) => labels.includes(label) === (not === ''));
}

function searchProjects({ query }: Received): Reply {
  const startAt = Number(query.get('startAt') ?? 0);
  const maxResults = Math.min(50, Number(query.get('maxResults') ?? 50));
  const words = (query.get('query') ?? '').toLowerCase();
  const all = projects.filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(words));
  const values = all.slice(startAt, startAt + maxResults);
  return { status: 200, body: { maxResults, startAt, total: all.length, isLast: startAt + values.length >= all.length, values } };
}

function attach({ headers, body }: Received, issues: readonly Issue[], key: string): Reply {
  if (headers['x-atlassian-token'] !== 'no-check') return { status: 403, body: 'XSRF check failed' };
  const issue = issues.find((one) => one.key === key);
  if (issue === undefined) return { status: 404, body: { errorMessages: ['Issue does not exist'], errors: {} } };
  const boundary = /^multipart\/form-data; boundary=([\w-]{1,70})$/.exec(headers['content-type'] ?? '')?.[1];
  const [head, file, tail] = body.toString('utf8').split(`--${boundary}`);
  const [, name, text] =
    /^\r\nContent-Disposition: form-data; name="file"; filename="([^"\r\n]+)"\r\nContent-Type: [^\r\n]+\r\n\r\n([\s\S]*)\r\n$/.exec(
      file ?? '',
    ) ?? [];
  if (head !== '' || tail !== '--\r\n' || name === undefined || text === undefined)
    return { status: 400, body: { errorMessages: ['Not multipart'] } };
  issue.attachments.push({ name, text });
  return { status: 200, body: [{ id: '1', filename: name, size: text.length }] };
}
