import { maskLeaf } from '../../report/secrets.ts';
import type { JsonValue } from '../surfaces/patch.ts';
import { isJsonObject, type JsonObject } from './jsonParts.ts';

/** What `kubectl apply` notes: the whole object again, as text in which nothing could be masked. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object of the cluster with its secrets masked: by what a text holds, by the name that it stands under, by the name of the variable that it is the
 * value of, and as the word behind an option such as `--password`.
 */
export function maskObject(value: JsonValue, key = ''): JsonValue {
  if (typeof value === 'string') return maskLeaf(key, value) as string;
  if (Array.isArray(value)) return value.map((item: JsonValue, index) => maskObject(item, wordBefore(value, index) ?? key));
  if (!isJsonObject(value)) return value;
  const named = typeof value['name'] === 'string' ? value['name'] : '';
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskObject(inner, name === 'value' ? named : name)]));
}

function wordBefore(list: readonly JsonValue[], index: number): string | undefined {
  const before = list[index - 1];
  return typeof before === 'string' ? before : undefined;
}

const noise = new Set(['managedFields', 'resourceVersion', 'generation', 'uid', 'selfLink', 'creationTimestamp']);

/** What a person compares: masked, and without what the server keeps for itself. */
export function plainObject(object: JsonObject): JsonObject {
  const { metadata, status: _status, ...rest } = object;
  if (!isJsonObject(metadata ?? null)) return maskObject(rest) as JsonObject;
  const kept = Object.entries(metadata as JsonObject).filter(([name]) => !noise.has(name));
  const masked = maskObject({ ...rest, metadata: Object.fromEntries(kept.map(([name, value]) => [name, withoutApplied(name, value)])) });
  const { apiVersion, kind, metadata: own, ...others } = masked as JsonObject;
  // In the order of a manifest.
  return Object.fromEntries(
    Object.entries({ apiVersion, kind, metadata: own, ...others }).filter((pair): pair is [string, JsonValue] => pair[1] !== undefined),
  );
}

function withoutApplied(name: string, value: JsonValue): JsonValue {
  if (name !== 'annotations' || !isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== lastApplied));
}
