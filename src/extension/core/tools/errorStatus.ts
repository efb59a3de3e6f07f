import { Failure, type FailureReason, type Refusal } from '../model/failure.ts';
import { permissionOf } from './access.ts';

/**
 * The HTTP status that a tool's error text tells of. The server answers every upstream error as text (contract §1.4), and the hosted one's
 * wording is not public, hence the chain: "status code: 404", "HTTP 404", the `type` of embedded JSON, known tokens. Undefined if none is found.
 */
export function statusOfErrorText(text: string): number | undefined {
  const written = /status(?:\s*code)?[:\s]+(\d{3})\b/i.exec(text) ?? /HTTP\s*(\d{3})\b/i.exec(text);
  if (written?.[1] !== undefined) return Number(written[1]);
  const type = typeOfErrorText(text);
  if (type !== undefined && type in statusByType) return statusByType[type];
  return tokens.find(([token]) => token.test(text))?.[1];
}

const statusByType: Readonly<Record<string, number>> = {
  bad_request: 400,
  responder_not_found: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  storage_not_configured: 412,
  too_many_requests: 429,
  internal: 500,
};

const tokens: readonly (readonly [RegExp, number])[] = [
  [/\bresponder_not_found\b/i, 400],
  [/\bstorage_not_configured\b/i, 412],
  [/\bnot found\b/i, 404],
  [/\bis required\b/i, 400],
];

function typeOfErrorText(text: string): string | undefined {
  return /"type"\s*:\s*"([a-z_ -]+)"/i.exec(text)?.[1]?.toLowerCase().replaceAll(/[ -]/g, '_');
}

/**
 * What the tenant names in an error text: the `type` of embedded JSON or a known token, the scope without a responder (contract §3.16) and the
 * permission of response actions that is missing (contract §2.5). Undefined if none is found.
 */
function refusalOfErrorText(text: string): Refusal | undefined {
  const token = /\b(?:responder_not_found|storage_not_configured)\b/i.exec(text)?.[0].toLowerCase() ?? typeOfErrorText(text);
  const scope = /\bscope\b[\s"'\\:=]*([a-z][\w.]*:[^\s"'\\,}\])]*)/i.exec(text)?.[1];
  const permission = /\b(?:containment|data-gathering)-response-actions\.(?:exec|read)\b/i.exec(text)?.[0].toLowerCase();
  if (token === undefined && scope === undefined && permission === undefined) return undefined;
  return { ...(token !== undefined && { token }), ...(scope !== undefined && { scope }), ...(permission !== undefined && { permission }) };
}

/** Milliseconds that an error text asks to wait; undefined if it names none. */
export function retryAfterOfErrorText(text: string): number | undefined {
  const seconds = /retry[-_ ]?after"?\s*[:=]?\s*"?(\d+)/i.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** The failure of a call that the tenant refused. `said` is the server's own text: data, cut to one short line. */
export function refusal(tool: string, status: number | undefined, said: string): Failure {
  const named = refusalOfErrorText(said);
  return new Failure(reasonOf(status), {
    what: `${tool} failed${status === undefined ? '' : ` with status ${status}`}`,
    why: `The tenant answered: ${oneLine(said) || 'nothing'}`,
    fix: fixOf(tool, status),
    ...(status !== undefined && { status }),
    ...(named !== undefined && { refusal: named }),
  });
}

function reasonOf(status: number | undefined): FailureReason {
  if (status === undefined) return 'server';
  if (status >= 500) return 'server';
  return reasons.get(status) ?? 'refused';
}

const reasons: ReadonlyMap<number, FailureReason> = new Map([
  [400, 'invalid'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [409, 'conflict'],
  [422, 'invalid'],
  [429, 'rateLimited'],
]);

function fixOf(tool: string, status: number | undefined): string {
  switch (status) {
    case 400:
    case 422:
      return 'Check the id or filter that was given';
    case 401:
      return 'Connect again with a token that is valid for this tenant';
    case 403:
      return permissionFix(tool);
    case 404:
      return 'Check that the id belongs to this tenant and is of the right kind';
    case 409:
      return 'Someone else saved at the same time; try again';
    case 429:
      return 'Wait a minute, then try again';
    default:
      return 'Try again; if it stays, look at the status of the Sysdig region';
  }
}

/** How to get at a tool that is forbidden or not listed: tools/list is filtered by permission (contract, trap 34). */
export function permissionFix(tool: string): string {
  const permission = permissionOf(tool);
  return permission === undefined
    ? `Ask an administrator for a role that may use ${tool}`
    : `Ask an administrator for a role with the permission ${permission}`;
}

/** Foreign text on one line without control characters, at most `limit` characters. */
export function oneLine(text: string, limit = 200): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}
