import { refuse } from './word.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

type JsonObject = { readonly [key: string]: JsonValue };

/** One step of RFC 6902; `test` makes the whole patch depend on what was captured before. */
export type PatchStep =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string };

/** A patch as a value: it becomes text here, so nothing of it was ever text that someone else wrote. */
export type Patch =
  | { readonly type: 'merge' | 'strategic'; readonly body: JsonObject }
  | { readonly type: 'json'; readonly body: readonly PatchStep[] };

const longest = 100_000;

/** The patch as JSON in ASCII: what is invisible or turns the direction of writing is shown by its number. Throws Failure. */
export function jsonPatch({ body }: Patch): string {
  const text = JSON.stringify(body).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (text === '{}' || text === '[]') refuse('a patch', text, 'it changes nothing');
  if (text.length > longest) refuse('a patch', text, `longer than ${longest} characters`);
  return text;
}

/** The patch that `rollout restart` makes, to try out what kubectl itself can not. `at` is any instant: only that it changes matters. */
export function restartPatch(at: Date): Patch {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': at.toISOString() };
  return { type: 'strategic', body: { spec: { template: { metadata: { annotations } } } } };
}
