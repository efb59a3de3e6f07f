import type { SourceRow } from '../caseFooter.ts';
import { leavesOf } from './answerText.ts';
import type { CaseUnit } from './caseText.ts';
import { contradicted, type Doubt, notProven } from './doubt.ts';
import type { EvidenceText } from './evidenceText.ts';
import { identifiersOf, unnamed } from './identifiers.ts';
import { isSupported } from './supported.ts';

/** How often, or how many, a sentence says; `things` is the word after the number, and the rest are those "more" than one it has named. */
type Count = { readonly said: string; readonly value: number; readonly things: string; readonly isRest: boolean };

/** Whether the numbers of a sentence are what its evidence counts, lists or states. @param rows of the Sources table that it cites */
export function countDoubts(unit: CaseUnit, cited: readonly EvidenceText[], rows: readonly SourceRow[]): readonly Doubt[] {
  const counts = countsIn(unit);
  if (counts.length === 0) return [];
  const names = identifiersOf(unit).filter(({ kind }) => kind === 'name');
  const matching = new Set(
    cited.flatMap((one) => one.records().filter((record) => names.every((name) => isSupported(name, [record])))).map(({ id }) => id),
  );
  const told = rows.flatMap(truncation);
  const counted = cited.flatMap(({ value }) => countedIn(value));
  return counts.flatMap((count): readonly Doubt[] => {
    const { said, value, things } = count;
    const shown = `“${`${said} ${things}`.trim()}”`;
    if (durations.test(things))
      return lasted(value, things, cited) ? [] : [notProven(`${shown} is not proven by the times in the cited evidence.`)];
    if (told.includes(value) || isSpelledOut(count, unit.words)) return [];
    if (isCounted(count, counted) || isHeld(count, unit, matching.size, cited)) return [];
    if (occurrences.test(things) && !count.isRest && names.length > 0 && matching.size > 0)
      return [contradicted('countContradicted', `${shown}, but the cited evidence holds ${matching.size} of it.`)];
    return [notProven(`${shown} is not proven: the cited evidence neither counts nor lists as many.`)];
  });
}

/** A field that counts says what in its name, unless it counts what happened. */
function isCounted({ value, things }: Count, counted: readonly (readonly [field: string, value: number])[]): boolean {
  const happens = occurrences.test(things);
  return counted.some(([field, counts]) => counts === value && (happens || field.toLowerCase().startsWith(stemOf(things))));
}

/** What happens is counted in events, and an event is a citation as a rule; anything else in rows that hold the word. */
function isHeld({ value, things, isRest }: Count, { cites }: CaseUnit, events: number, cited: readonly EvidenceText[]): boolean {
  if (!occurrences.test(things)) return isListed(value, things, cited);
  return value === events || (!/^times?$/i.test(things) && value === cites.length - (isRest || /^links?$/i.test(things) ? 1 : 0));
}

const occurrences =
  /^(?:times?|events?|calls?|hits?|alerts?|occurrences?|signals?|detections?|requests?|attempts?|logins?|links?|steps?)?$/i;
const durations = /^(?:s|seconds?|min|minutes?|h|hours?|d|days?)$/i;

const numerals: Readonly<Record<string, number>> = Object.fromEntries([
  ...'zero one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, value) => [word, value] as const),
  ['once', 1],
  ['twice', 2],
  ['thrice', 3],
  ['dozen', 12],
]);

// Not "5/5", "80 %", "9.8" or "±2": shares, scores and reaches are no counts. "One" counts only before what can be counted.
const numbers = new RegExp(
  String.raw`(?<![\w./:±+-])(?:(\d{1,3}(?:,\d{3})+|\d{1,9})(?![\d./:%]|\s*%)|(one(?= (?:time|event|call|hit|alert|process|account|host|group|attempt))|${Object.keys(
    numerals,
  )
    .filter((word) => word !== 'one')
    .join('|')}))\b\s*(more |other |further )?(?:different |separate |distinct )?([\p{L}-]*)`,
  'giu',
);

/** Whether a sentence says how many, or how often. */
export function saysCount(unit: CaseUnit): boolean {
  return countsIn(unit).length > 0;
}

function countsIn(unit: CaseUnit): readonly Count[] {
  return [...unnamed(unit).matchAll(numbers)].flatMap(([, digits, word, rest, things = '']) => {
    const said = digits ?? word ?? '';
    const value = digits === undefined ? numerals[said.toLowerCase()] : Number(digits.replaceAll(',', ''));
    return value === undefined
      ? []
      : [{ said, value, things: /^(?:once|twice|thrice)$/i.test(said) ? 'times' : things, isRest: rest !== undefined }];
  });
}

/** Whether some answers list as many of it: "2 critical" are two rows that hold the word. */
function isListed(value: number, things: string, cited: readonly EvidenceText[]): boolean {
  const thing = stemOf(things);
  const walk = (inner: unknown): boolean => {
    if (inner === null || typeof inner !== 'object') return false;
    const rows = Array.isArray(inner)
      ? inner.filter((row) => leavesOf(row).some((leaf) => leaf.toLowerCase().startsWith(thing))).length
      : -1;
    return rows === value || Object.values(inner).some(walk);
  };
  return thing !== '' && cited.some((one) => walk(one.value));
}

function stemOf(things: string): string {
  return things.toLowerCase().replace(/(?:ie)?s$/, '');
}

/** Numbers in fields whose names say that they count; those of one object are added up too. */
function countedIn(value: unknown): readonly (readonly [field: string, value: number])[] {
  const found: (readonly [string, number])[] = [];
  const walk = (field: string, inner: unknown, counts: boolean): number => {
    if (inner === null || typeof inner !== 'object') {
      if (counts && typeof inner === 'number') found.push([field, inner]);
      return counts && typeof inner === 'number' ? inner : 0;
    }
    const sum = Object.entries(inner).reduce((total, [key, one]) => total + walk(key, one, counts || counter.test(key)), 0);
    if (sum > 0) found.push([field, sum]);
    return sum;
  };
  walk('', value, false);
  return found;
}

const counter = /count|total|times|occurrences|hits/i;

function truncation({ truncated }: SourceRow): readonly number[] {
  return truncated === undefined ? [] : [truncated.shown, ...(truncated.total === undefined ? [] : [truncated.total])];
}

/** "violates 3 controls: a, b and c" lists three, right after it has said so. */
function isSpelledOut({ said, value }: Count, words: string): boolean {
  return [...words.matchAll(/(\S+)(?: [\p{L}-]+){1,2}: ([^:;]+)/gu)].some(
    ([, number, list = '']) => number === said && list.split(/, | and /).length === value,
  );
}

/** Whether two of the cited events are so far apart. */
function lasted(value: number, unit: string, cited: readonly EvidenceText[]): boolean {
  const length = value * (/^s/i.test(unit) ? 1 : /^m/i.test(unit) ? 60 : /^h/i.test(unit) ? 3600 : 86_400);
  const slack = length / value / 2;
  const times = cited.flatMap((one) => one.records().flatMap(({ at }) => (at === undefined ? [] : [at]))).slice(0, 200);
  return times.some((one) => times.some((other) => Math.abs(other - one - length) <= slack));
}
