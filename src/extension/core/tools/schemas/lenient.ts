import * as z from 'zod';
import { parseSeverity } from '../../model/severity.ts';
import { isRecord } from '../unwrap.ts';
import { parseInstant } from './instant.ts';

// zod takes a missing key for an error unless the schema says that it may be.
const anything = z.unknown().optional();

/** Building blocks for tool results: what is missing, empty, `<NA>` or of another type is absent, never an error and never a default. */
export const text = anything.transform(readText);
export const instant = anything.transform(parseInstant);
export const severity = anything.transform(parseSeverity);
export const record = anything.transform((value) => (isRecord(value) ? value : {}));
export const textMap = anything.transform(readTextMap);
export const texts = anything.transform((value) => (Array.isArray(value) ? value.map(readText).filter((one) => one !== undefined) : []));
/** An upper-case kind; `KUBERNETES_WORKLOAD` and `K8S_WORKLOAD` are the same one (contract, trap 16). */
export const kind = text.transform((value) => value?.toUpperCase().replace(/^KUBERNETES_/, 'K8S_'));
/** A status in lower case: its case varies (contract, trap 16). */
export const status = text.transform((value) => value?.toLowerCase());

export function readText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' || trimmed === '<NA>' ? undefined : trimmed;
}

export function readCount(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

export function readTextMap(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const read = readText(inner);
      return read === undefined ? [] : [[key, read] as const];
    }),
  );
}

export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** What the first of the keys says that `read` can read. */
export function firstOf<T>(
  source: Readonly<Record<string, unknown>>,
  read: (value: unknown) => T | undefined,
  ...keys: readonly string[]
): T | undefined {
  for (const key of keys) {
    const value = read(source[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The first of the keys that holds text. */
export function firstText(source: Readonly<Record<string, unknown>>, ...keys: readonly string[]): string | undefined {
  return firstOf(source, readText, ...keys);
}

type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined members: absent is absent. */
export function present<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}
