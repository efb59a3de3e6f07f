import { Failure, type FailureReason } from '../model/failure.ts';
import type { Answered, Silence } from './exchange.ts';
import { jsonOf } from './jsonText.ts';
import { quoted } from './quoted.ts';

/** `doing` is the first line of the failure; `fix` ends its last one. */
type Context = { readonly site: string; readonly doing: string; readonly project?: string; readonly fix?: string };

/** The failure of an answer that is no success (H-05). What Jira says of a field is told with the field's name. */
export function jiraRefusal({ status, text, retryAfter }: Answered, context: Context): Failure {
  const { reason, why, fix } = verdict(status, said(text), context, retryAfter);
  return new Failure(reason, { what: context.doing, why: `${context.site} answered ${status}: ${why}`, fix: ended(fix, context), status });
}

export function jiraSilence({ reason, why }: Silence, context: Context): Failure {
  return new Failure(reason, {
    what: context.doing,
    why: `${context.site}: ${why}`,
    fix: ended("Check the site's address and the network, then try again", context),
  });
}

export function unreadable(context: Context): Failure {
  return new Failure('malformed', {
    what: context.doing,
    why: `${context.site} answered in a way that is not Jira's`,
    fix: ended("Check the site's address, and whether a proxy changes answers", context),
  });
}

function ended(fix: string, context: Context): string {
  return context.fix === undefined ? fix : `${fix}, ${context.fix}`;
}

type Verdict = { readonly reason: FailureReason; readonly why: string; readonly fix: string };

function verdict(status: number, said: string, { project }: Context, retryAfter: number | undefined): Verdict {
  if (status >= 300 && status < 400) {
    return { reason: 'refused', why: 'it sends on to another address', fix: "Enter the site's own address, such as acme.atlassian.net" };
  }
  if (status >= 500) return { reason: 'server', why: said || 'the server failed', fix: 'Try again later' };
  switch (status) {
    case 400:
      return { reason: 'invalid', why: said || 'a field is not right', fix: 'Edit these fields and submit again' };
    case 401:
      return { reason: 'unauthenticated', why: 'the e-mail address or the API token is not right', fix: 'Set up Jira again' };
    case 403:
      return { reason: 'forbidden', why: forbidden(project, said), fix: 'Ask a Jira administrator for it' };
    case 404:
      return {
        reason: 'notFound',
        why: said || 'there is no such thing, or this account may not see it',
        fix: 'Check the site and the project',
      };
    case 410:
      return { reason: 'unsupported', why: 'this part of Jira is no more', fix: 'Update the extension' };
    case 413:
      return { reason: 'invalid', why: 'the file is larger than the site allows', fix: 'Put it where the team can read it' };
    case 429:
      return { reason: 'rateLimited', why: 'too many requests', fix: `Try again ${later(retryAfter)}` };
    default:
      return { reason: 'refused', why: said || 'it refused', fix: 'Try again' };
  }
}

function forbidden(project: string | undefined, said: string): string {
  const lacks =
    project === undefined ? 'the account lacks `read:jira-work`' : `the account lacks \`write:jira-work\` for project ${project}`;
  return said === '' ? lacks : `${lacks} (${said})`;
}

function later(retryAfter: number | undefined): string {
  return retryAfter === undefined ? 'in a minute' : `in ${Math.ceil(retryAfter / 1000)} s`;
}

/** `{"errorMessages": ["…"], "errors": {"summary": "…"}}` as "summary: …; …", at most three of them. The text is Jira's: data. */
function said(text: string): string {
  const { messages, fields } = errorsOf(text);
  const told = [...fields.map(([field, message]) => `${fieldNames[field] ?? field}: ${message}`), ...messages];
  return told.slice(0, 3).map(quoted).join('; ');
}

const fieldNames: Readonly<Record<string, string>> = { issuetype: 'issue type', description: 'body', project: 'project' };

function errorsOf(text: string): { messages: readonly string[]; fields: readonly (readonly [string, string])[] } {
  const { errorMessages, errors } = (jsonOf(text) ?? {}) as { readonly errorMessages?: unknown; readonly errors?: unknown };
  const messages = Array.isArray(errorMessages) ? errorMessages.filter((one) => typeof one === 'string') : [];
  const fields = Object.entries(errors !== null && typeof errors === 'object' ? errors : {});
  return { messages, fields: fields.flatMap(([field, message]) => (typeof message === 'string' ? [[field, message] as const] : [])) };
}
