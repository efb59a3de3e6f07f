import type { SecurityEvent } from '../model/threat.ts';

type Texts = Readonly<Record<string, string>>;
type Known = { readonly texts: Texts; readonly families: ReadonlySet<string> };

const read = new WeakMap<Texts, Known>();

/** The first of the named fields that the event has, whatever their case: plugins and their versions spell one field in several ways. */
export function fieldOf({ fields }: SecurityEvent, ...names: readonly string[]): string | undefined {
  const { texts } = knownOf(fields);
  return names.map((name) => texts[name]).find((value) => value !== undefined);
}

/** The first field whose name and value are of a kind, for sources whose field names vary more than in their case. */
export function fieldLike({ fields }: SecurityEvent, name: RegExp, value: RegExp): string | undefined {
  return Object.entries(knownOf(fields).texts).find(([field, text]) => name.test(field) && value.test(text))?.[1];
}

/** Fields whose lower-case names begin so, under those names. */
export function fieldsUnder({ fields }: SecurityEvent, prefix: string): readonly (readonly [name: string, value: string])[] {
  return Object.entries(knownOf(fields).texts).filter(([field]) => field.startsWith(prefix));
}

/** Whether the event has fields of a plugin (`ct`, `okta`): asked of every event, and nearly always no. */
export function hasFamily({ fields }: SecurityEvent, family: string): boolean {
  return knownOf(fields).families.has(family);
}

function knownOf(fields: Texts): Known {
  const known = read.get(fields) ?? knownFrom(fields);
  read.set(fields, known);
  return known;
}

function knownFrom(fields: Texts): Known {
  const names = Object.keys(fields);
  // Most events are written in lower case already: they need no second copy.
  const texts = names.every((name) => name === name.toLowerCase())
    ? fields
    : Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
  return { texts, families: new Set(names.map((name) => name.toLowerCase().split('.')[0] ?? '')) };
}
