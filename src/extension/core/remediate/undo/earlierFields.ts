import { canonical } from '../../model/evidence.ts';
import type { JsonValue, Patch, PatchStep } from '../surfaces/patch.ts';
import { isJsonObject, type JsonObject, member } from './jsonParts.ts';
import { lastApplied, maskObject } from './maskedObject.ts';

/** What was at a path before a patch; no `value` where nothing was. `inList`: the path leads through a list, by position. */
export type EarlierField = { readonly path: readonly string[]; readonly value?: JsonValue; readonly inList?: true };

/** The earlier state of exactly what a patch changes, or why it can not be kept. */
export type EarlierFields = { readonly fields: readonly EarlierField[] } | { readonly unkept: string };

/** Reads what a patch would change from the object as it is. A secret, an environment or a template is never kept: it would lie in the journal. */
export function earlierFields(patch: Patch, object: JsonObject): EarlierFields {
  const found = patch.type === 'json' ? stepFields(patch.body, object) : bodyFields(patch, object);
  if ('unkept' in found) return found;
  const bad = found.fields.find((field) => !mayBeKept(field));
  return bad === undefined ? found : { unkept: `what was at ${bad.path.join('.')} may hold secrets` };
}

function bodyFields({ type, body }: Extract<Patch, { readonly type: 'merge' | 'strategic' }>, object: JsonObject): EarlierFields {
  // A strategic patch merges lists by rules that only the server has.
  if (type === 'strategic' && hasListOrDirective(body)) return { unkept: 'the patch changes a list in part' };
  return { fields: memberFields(body, object, []) };
}

function hasListOrDirective(value: JsonValue): boolean {
  if (Array.isArray(value)) return true;
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => key.startsWith('$') || hasListOrDirective(inner));
}

function memberFields(body: JsonObject, object: JsonObject, above: readonly string[]): readonly EarlierField[] {
  return Object.entries(body).flatMap(([key, wanted]): readonly EarlierField[] => {
    const path = [...above, key];
    if (isGuard(path)) return [];
    const value = member(object, key);
    if (isJsonObject(wanted) && isJsonObject(value)) return memberFields(wanted, value, path);
    return [{ path, ...(value !== undefined && { value }) }];
  });
}

function stepFields(steps: readonly PatchStep[], object: JsonObject): EarlierFields {
  const fields: EarlierField[] = [];
  for (const step of steps) {
    const path = pointerKeys(step.path);
    if (step.op === 'test' || isGuard(path)) continue;
    const field = fieldAt(path, step, object);
    if (field === undefined) return { unkept: `the patch changes a list at ${step.path}` };
    if (fields.some((other) => isAbove(other.path, path) || isAbove(path, other.path))) return { unkept: 'its steps build on one another' };
    fields.push(field);
  }
  return { fields };
}

/** Undefined where a list grows or shrinks, or where the patch has no place to work on. */
function fieldAt(path: readonly string[], { op }: PatchStep, object: JsonObject): EarlierField | undefined {
  let parent: JsonValue | undefined = object;
  let inList = false;
  for (const key of path.slice(0, -1)) {
    inList ||= Array.isArray(parent);
    parent = Array.isArray(parent) ? itemOf(parent, key) : member(parent, key);
  }
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    const item = itemOf(parent, last);
    return op === 'replace' && item !== undefined ? { path, value: item, inList: true } : undefined;
  }
  if (!isJsonObject(parent)) return undefined;
  const value = member(parent, last);
  return { path, ...(value !== undefined && { value }), ...(inList && { inList: true as const }) };
}

function itemOf(list: readonly JsonValue[], key: string): JsonValue | undefined {
  return /^(?:0|[1-9]\d*)$/.test(key) ? list[Number(key)] : undefined;
}

/** The keys of a JSON pointer (RFC 6901). */
function pointerKeys(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer of keys. */
export function pointerOf(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function isAbove(path: readonly string[], other: readonly string[]): boolean {
  return path.every((key, index) => other[index] === key);
}

/** The version of the object in a patch is what the patch depends on, not what it changes. */
function isGuard(path: readonly string[]): boolean {
  return path.length === 2 && path[0] === 'metadata' && path[1] === 'resourceVersion';
}

const neverKept = new Set(['env', 'envFrom', 'args', 'command', 'data', 'stringData', 'binaryData', lastApplied]);
const tooMuch = new Set([...neverKept, 'template', 'containers', 'initContainers', 'ephemeralContainers']);
const longest = 2_000;

/** Nothing of a container, nothing that masking would change, and nothing that is long. */
function mayBeKept({ path, value }: EarlierField): boolean {
  if (path.some((key) => neverKept.has(key))) return false;
  if (value === undefined) return true;
  const text = canonical(value);
  if (text.length > longest || hasKey(value, tooMuch)) return false;
  return canonical(maskObject(value, path.at(-1))) === text;
}

function hasKey(value: JsonValue, keys: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => hasKey(item, keys));
  return isJsonObject(value) && Object.entries(value).some(([key, inner]) => keys.has(key) || hasKey(inner, keys));
}

/** Whether a text of a label or an annotation may lie in the journal. */
export function mayKeepMark(key: string, value: string): boolean {
  return mayBeKept({ path: ['metadata', 'annotations', key], value });
}
