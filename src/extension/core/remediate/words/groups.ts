import { type ProposedAction, type Stage, stages } from '../../model/remediation.ts';
import type { Word } from './said.ts';

/** Actions that are meant together, in the order of the list; `outOfList` tells a number that the list does not have. */
export type Group = { readonly actions: readonly ProposedAction[]; readonly outOfList: boolean };

type Keep = (action: ProposedAction) => boolean;

const ofStage =
  (stage: Stage): Keep =>
  (action) =>
    action.stage === stage;

const stageWords: Readonly<Record<Stage, readonly string[]>> = {
  evidence: ['evidence', 'forensics'],
  containment: ['containment'],
  destruction: ['destruction', 'destructive'],
};

const filters: ReadonlyMap<string, Keep> = new Map([
  ...stages.flatMap((stage) => stageWords[stage].map((word): [string, Keep] => [word, ofStage(stage)])),
  ...(['sysdig', 'kubectl', 'aws'] as const).map((surface): [string, Keep] => [surface, (action) => action.surface === surface]),
  ...['reversible', 'undoable', 'undone'].map((word): [string, Keep] => [word, ({ reversibility }) => reversibility.kind !== 'never']),
  ['irreversible', ({ reversibility }) => reversibility.kind === 'never'],
  ['confirmed', ({ availability }) => availability.state === 'confirmed'],
  ['unconfirmed', ({ availability }) => availability.state === 'unconfirmed'],
  ['available', ({ availability }) => availability.state !== 'unavailable'],
]);

const whole: ReadonlySet<string> = new Set(['everything', 'anything', 'all', 'list']);
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const numerals = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const neutral: ReadonlySet<string> = new Set(['number', 'numbers', 'through', 'whole']);

/** The group that a clause is about, and nothing but it: "the first two", "all containment", "1-3". Undefined where it says anything else. */
export function groupOf(words: readonly Word[], actions: readonly ProposedAction[]): Group | undefined {
  if (!words.every((word) => belongs(word))) return undefined;
  const keeps = words.flatMap(({ word }) => filters.get(word) ?? []);
  // "Evidence first" says when, and not which.
  const counted = keeps.length > 0 && isPosition(words.at(-1)?.word ?? '') ? words.slice(0, -1) : words;
  const list = actions.filter((action) => keeps.every((keep) => keep(action)));
  if (counted.some(({ word }) => isPosition(word))) return placed(counted, list);
  if (counted.some(({ word, isFiller }) => numerals.includes(word) && !isFiller)) return undefined;
  if (keeps.length > 0 || words.some(({ word }) => whole.has(word))) return { actions: list, outOfList: false };
  return words.some(({ word }) => word === 'both') && actions.length === 2 ? { actions, outOfList: false } : undefined;
}

function belongs({ word, isFiller }: Word): boolean {
  return isFiller || filters.has(word) || whole.has(word) || neutral.has(word) || isPosition(word) || numerals.includes(word);
}

/** Whether a clause does nothing but count, as in "first" and "the third". */
export function isCounting(words: readonly Word[]): boolean {
  return (
    words.some(({ word }) => isPosition(word)) &&
    words.every(({ word, isFiller }) => isFiller || isPosition(word) || numerals.includes(word))
  );
}

function isPosition(word: string): boolean {
  return word === 'last' || word === 'top' || numberOf(word) !== undefined || rangeOf(word) !== undefined;
}

/** The place that a word names, counted from 1. */
function numberOf(word: string): number | undefined {
  const at = ordinals.indexOf(word);
  if (at !== -1) return at + 1;
  const digits = /^(\d{1,3})(?:st|nd|rd|th)?$/.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function rangeOf(word: string): readonly [number, number] | undefined {
  const [, from, to] = /^(\d{1,3})-(\d{1,3})$/.exec(word) ?? [];
  return from === undefined || to === undefined ? undefined : [Number(from), Number(to)];
}

function placed(words: readonly Word[], list: readonly ProposedAction[]): Group {
  const said = words
    .map(({ word }) => word)
    .filter((word) => isPosition(word) || numerals.includes(word) || word === 'to' || word === 'through');
  const places = placesIn(said, list.length);
  const found = places.map((place) => list[place - 1]);
  return { actions: found.filter((one) => one !== undefined), outOfList: places.length === 0 || found.includes(undefined) };
}

function placesIn([first = '', second = '', third = '', ...rest]: readonly string[], length: number): readonly number[] {
  const many = countOf(second);
  if ((first === 'first' || first === 'top') && many !== undefined && third === '') return span(1, many);
  if (first === 'last') return third === '' ? span(length - (many ?? 1) + 1, length) : [];
  const range = rangeOf(first);
  if (range !== undefined && second === '') return span(...range);
  const from = numberOf(first);
  const to = numberOf(third);
  if ((second === 'to' || second === 'through') && from !== undefined && to !== undefined && rest.length === 0) return span(from, to);
  // "the first one": a numeral behind an ordinal counts nothing.
  return from !== undefined && (second === '' || second === 'one') && third === '' ? [from] : [];
}

function countOf(word: string): number | undefined {
  const at = numerals.indexOf(word);
  if (at !== -1) return at + 1;
  return /^\d{1,3}$/.test(word) ? Number(word) : undefined;
}

function span(from: number, to: number): readonly number[] {
  return to < from ? [] : Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
