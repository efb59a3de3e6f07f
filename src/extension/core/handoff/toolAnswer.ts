import { jsonOf } from './jsonText.ts';

/** The object or list that a text is, or holds between words; undefined without one. */
export function jsonIn(text: string): unknown {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return parsed(text) ?? (start < 0 || end < start ? undefined : parsed(text.slice(start, end + 1)));
}

function parsed(text: string): unknown {
  const value = jsonOf(text);
  return value !== null && typeof value === 'object' ? value : undefined;
}

/** What an answer says of an error: `{"error": true, "message": "…"}`, `{"error": "…"}`, Jira's own `{"errorMessages": […], "errors": {…}}`. */
export function errorIn(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { error, message, errorMessages, errors } = value as Readonly<Record<string, unknown>>;
  if (error === true || typeof error === 'string') return words([error, message]);
  return Array.isArray(errorMessages) ? `invalid: ${words([...errorMessages, errors])}` : undefined;
}

function words(parts: readonly unknown[]): string {
  const told = parts.filter((part) => part !== undefined && part !== true);
  return told.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('; ');
}

/** Whether a text tells of a fault of the request, by its status or its words: what is refused so had no effect. */
export function isFault(text: string): boolean {
  return statusIn(text) !== undefined || faultWords.test(text);
}

const faultWords =
  /\b(?:forbidden|unauthori[sz]ed|permission|not authori[sz]ed|invalid|validation|is required|must be|does not exist|not found|unknown tool)\b/i;

/** "HTTP 403", "status code: 403", "Error 403", "403 Forbidden". */
export function statusIn(text: string): number | undefined {
  const found = named.exec(text) ?? worded.exec(text);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

const named = /\b(?:status(?:\s*code)?|http|error|code|returned)\W{0,4}([45]\d\d)\b/i;
const worded =
  /\b([45]\d\d)\s+(?:bad request|unauthori[sz]ed|forbidden|not found|too many|internal server|bad gateway|service unavailable|gateway time)/i;

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a list: bare, or the first list that is found on the way in, such as `issues` or `issues.nodes`. */
export function rowsIn(value: unknown): readonly Row[] {
  const list = Array.isArray(value)
    ? value
    : (listIn(value) ?? listIn(Object.values(value ?? {}).find((inner) => listIn(inner) !== undefined)));
  return (list ?? []).filter((row: unknown): row is Row => row !== null && typeof row === 'object');
}

function listIn(value: unknown): readonly unknown[] | undefined {
  return value !== null && typeof value === 'object' ? Object.values(value).find(Array.isArray) : undefined;
}

/** The first of the keys that holds words. */
export function textAt(row: Row, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => row[key]).find((value) => typeof value === 'string' && value !== '') as string | undefined;
}

/** An address that may be opened: https alone, since an answer chooses it. */
export function linkAt(row: Row, ...keys: readonly string[]): string | undefined {
  const url = URL.parse(textAt(row, ...keys) ?? '');
  return url?.protocol === 'https:' ? url.href : undefined;
}
