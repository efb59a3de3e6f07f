import { maskSecrets } from '../report/secrets.ts';
import { canonical, type RedactionClass, redactableValues, redactionClasses } from './redactableValues.ts';

/** What a text holds of a class: each value once, with how often it stands there. Secrets are counted and never repeated. */
export type Redactable = {
  readonly class: RedactionClass | 'secrets';
  readonly count: number;
  readonly values: readonly { readonly value: string; readonly count: number }[];
};

/** The texts in the order in which they were given, and what was taken out of all of them together. */
export type Redacted = { readonly texts: readonly string[]; readonly removed: readonly Redactable[] };

export type KnownValues = Readonly<Partial<Record<RedactionClass, readonly string[]>>>;

/** What could be taken out of the texts, for the preview; classes without a value are left out. Parameters as for redact. */
export function findRedactable(texts: readonly string[], keep: readonly string[], known: KnownValues = {}): readonly Redactable[] {
  return redact(texts, redactionClasses, keep, known).removed;
}

/**
 * Takes secrets out, and the values of the given classes: each becomes a placeholder of its own (`‹host 1›`), the same one in every text, so that
 * the story stays readable. Citations, digests, the case's format and seal, and what is to be kept stay verbatim. Safe to repeat.
 * @param keep the event id (H-07): neither it nor a value that contains it or that it begins with, as the file's name does, is touched
 * @param known values that the case knows to be of a class, where no label in the text says so
 */
export function redact(
  texts: readonly string[],
  classes: readonly RedactionClass[],
  keep: readonly string[],
  known: KnownValues = {},
): Redacted {
  const masked = texts.map(maskSecrets);
  const kept = keep.filter((one) => one !== '').map(canonical);
  const given = new Map<string, Placeholder>();
  const next = nextNumbers(masked);
  let before: readonly string[] = masked;
  // What is taken out may lay bare what stood right beside it, so it is looked at again until nothing is found.
  for (;;) {
    const after = replaced(before, valuesByClass(before, classes, kept, known), kept, given, next);
    if (after.every((text, index) => text === before[index])) break;
    before = after;
  }
  return { texts: before, removed: [...secretsIn(texts, masked), ...summed(given)] };
}

function replaced(
  texts: readonly string[],
  known: ReadonlyMap<string, RedactionClass>,
  kept: readonly string[],
  given: Map<string, Placeholder>,
  next: Map<RedactionClass, number>,
): readonly string[] {
  const pattern = patternOf(known, kept);
  return texts.map((text) =>
    text.replace(pattern, (found) => {
      const value = valueBehind(found, known);
      if (value === undefined) return found;
      const placeholder = given.get(value) ?? named(known.get(value) ?? 'hosts', next);
      given.set(value, { ...placeholder, count: placeholder.count + 1 });
      return placeholder.text;
    }),
  );
}

type Placeholder = { readonly class: RedactionClass; readonly text: string; readonly count: number };

/** A value that is of two classes counts as the first: an address of mail is not a host. */
function valuesByClass(texts: readonly string[], classes: readonly RedactionClass[], kept: readonly string[], told: KnownValues) {
  const known = new Map<string, RedactionClass>();
  for (const of of redactionClasses.filter((one) => classes.includes(one))) {
    const given = (told[of] ?? []).map(canonical).filter((value) => value.length > 2);
    for (const value of [...given, ...texts.flatMap((text) => redactableValues(text, of))]) {
      if (!known.has(value) && !kept.some((one) => value.includes(one) || one.startsWith(value))) known.set(value, of);
    }
  }
  return known;
}

/** What stays comes first, placeholders too, then the longest value, so that a host is not taken for its domain. */
function patternOf(known: ReadonlyMap<string, RedactionClass>, kept: readonly string[]): RegExp {
  const stays = [
    ...kept.map((one) => writtenForms(one)),
    String.raw`\[E\d+\]|‹[a-z-]{1,20}(?: \d+)?›|\b[0-9a-f]{64}\b`,
    '^- (?:Seal|Format): .*$',
  ];
  const values = [...known.entries()].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  const goes = values.map(([value, of]) => writtenForms(value, of));
  return new RegExp([...stays, ...(goes.length === 0 ? [] : [`(?<![0-9a-z])(?:${goes.join('|')})(?![0-9a-z])`])].join('|'), 'gim');
}

/** Every spelling of a value: defanged, with Markdown's escapes, an address also as a host's name carries it (198-51-100-23). */
function writtenForms(value: string, of?: RedactionClass): string {
  const dot = of === 'addresses' ? String.raw`(?:\[\.\]|\\?\.|-)` : String.raw`(?:\[\.\]|\\?\.)`;
  return value.replace(/[^0-9a-z]/g, (sign) => {
    if (sign === '.') return dot;
    if (sign === '@') return String.raw`(?:\[@\]|\\?@)`;
    return sign === '_' || sign === '-' ? String.raw`\\?${sign}` : sign.replace(/[\^$\\.*+?()[\]{}|/]/g, String.raw`\$&`);
  });
}

function valueBehind(found: string, known: ReadonlyMap<string, RedactionClass>): string | undefined {
  const value = canonical(found);
  return [value, value.replaceAll('-', '.')].find((one) => known.has(one));
}

const words: Readonly<Record<RedactionClass, string>> = { emails: 'e-mail', accounts: 'account', addresses: 'address', hosts: 'host' };

function named(of: RedactionClass, next: Map<RedactionClass, number>): Placeholder {
  const number = next.get(of) ?? 1;
  next.set(of, number + 1);
  return { class: of, text: `‹${words[of]} ${number}›`, count: 0 };
}

/** Numbers go on where an earlier redaction of the same text stopped: two values must not share a placeholder. */
function nextNumbers(texts: readonly string[]): Map<RedactionClass, number> {
  const used = (word: string) =>
    texts.flatMap((text) => [...text.matchAll(new RegExp(`‹${word} (\\d{1,6})›`, 'g'))].map(([, number]) => Number(number)));
  return new Map(redactionClasses.map((of) => [of, used(words[of]).reduce((most, one) => Math.max(most, one), 0) + 1]));
}

function summed(given: ReadonlyMap<string, Placeholder>): readonly Redactable[] {
  return redactionClasses.flatMap((of) => {
    const values = [...given].filter(([, one]) => one.class === of).map(([value, { count }]) => ({ value, count }));
    return values.length === 0 ? [] : [{ class: of, count: values.reduce((sum, { count }) => sum + count, 0), values }];
  });
}

/** Secrets that were not masked yet; the engine's own sentences come masked. */
function secretsIn(before: readonly string[], after: readonly string[]): readonly Redactable[] {
  const count = marks(after) - marks(before);
  return count > 0 ? [{ class: 'secrets', count, values: [] }] : [];
}

function marks(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split('‹masked›').length - 1, 0);
}
