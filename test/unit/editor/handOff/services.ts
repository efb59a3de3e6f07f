import type { Send } from '../../../../src/extension/core/handoff/ports.ts';
import { hasLabels } from '../../../fakes/jiraServer.ts';

export type Request = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
type Reply = { readonly status: number; readonly body: unknown };

/** Answers before the service does: a reply, a fault, or (undefined) nothing. `after` sees a request that the service has acted on already. */
export type Service = {
  before?: (request: Request, signal: AbortSignal) => Reply | undefined | Promise<Reply | undefined>;
  after?: (request: Request, signal: AbortSignal) => Reply | undefined | Promise<Reply | undefined>;
};

export type Issue = {
  readonly key: string;
  readonly fields: { readonly labels: readonly string[]; readonly summary: string } & Record<string, unknown>;
};

/** Jira Cloud and PagerDuty's Events API as far as a hand-off in the editor meets them; core's own tests have the whole of it. */
export function ticketAndPagerServices({ before, after }: Service) {
  const issues: Issue[] = [];
  const attached: string[] = [];
  const comments: { readonly key: string; readonly body: string }[] = [];
  const pages: Readonly<Record<string, unknown>>[] = [];
  const requests: Request[] = [];
  const act = (request: Request): Reply => {
    const { url, body } = request;
    if (url.host.endsWith('.pagerduty.com')) {
      pages.push(JSON.parse(body));
      return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: pages.at(-1)?.['dedup_key'] } };
    }
    if (url.pathname.endsWith('/project/search')) return { status: 200, body: { values: projects, isLast: true } };
    if (url.pathname.endsWith('/search/jql')) return { status: 200, body: { issues: labelled(issues, url.searchParams.get('jql') ?? '') } };
    if (url.pathname.endsWith('/attachments')) {
      attached.push(body);
      return { status: 200, body: [] };
    }
    const [, commented] = /\/issue\/([\w-]+)\/comment$/.exec(url.pathname) ?? [];
    if (commented !== undefined) {
      comments.push({ key: commented, body });
      return { status: 201, body: { id: '1' } };
    }
    const { fields } = JSON.parse(body) as Pick<Issue, 'fields'>;
    issues.push({ key: `RUNTIME-${issues.length + 1}`, fields });
    return { status: 201, body: { id: '1', key: issues.at(-1)?.key } };
  };
  const send: Send = async (address, { method, headers, body = '', signal }) => {
    const request = { method, url: new URL(address), headers, body: typeof body === 'string' ? body : Buffer.from(body).toString() };
    requests.push(request);
    const early = await before?.(request, signal);
    const reply = early ?? act(request);
    return answer(early === undefined ? ((await after?.(request, signal)) ?? reply) : reply);
  };
  return { send, issues, attached, comments, pages, requests };
}

const projects = [
  { id: '1', key: 'RUNTIME', name: 'Runtime' },
  { id: '2', key: 'SEC', name: 'Security $(bug) [x](command:y)' },
];

function labelled(issues: readonly Issue[], jql: string): readonly Issue[] {
  return issues.filter(({ fields }) => hasLabels(fields.labels, jql));
}

function answer({ status, body }: Reply) {
  return { status, headers: { get: () => null }, text: async () => JSON.stringify(body) };
}
