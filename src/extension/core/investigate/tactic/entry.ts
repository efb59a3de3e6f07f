import type { Tactic } from '../../model/tactic.ts';
import type { Family } from './vocabulary/family.ts';
import { stem } from './wordForms.ts';
import { wordGroups } from './wordGroups.ts';

/** Words in a row, in their stems. */
type Row = readonly string[];

/** Rows that mean the same here, by their first word: a text has few words, a term may have a hundred rows. */
export type Term = ReadonlyMap<string, readonly Row[]>;

/** One entry of the vocabulary, ready to be looked for. */
export type Entry = {
  readonly tactic: Tactic;
  readonly technique: string;
  /** each must be found */
  readonly terms: readonly Term[];
  readonly without: Term;
  /** absent: told by how many words were found */
  readonly weight?: number;
};

export function entriesOf({ tactic, techniques }: Family): readonly Entry[] {
  return techniques.flatMap(([technique, said]) =>
    said
      .replaceAll(/\|\s+/g, '|')
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => entry(tactic, technique, one)),
  );
}

function entry(tactic: Tactic, technique: string, said: string): Entry {
  const parts = said.split(/\s+/);
  const weight = parts.find((part) => part.startsWith(':'));
  return {
    tactic,
    technique,
    terms: parts.filter((part) => !/^[:-]/.test(part)).map((part) => byFirst(rowsOf(part))),
    without: byFirst(parts.filter((part) => part.startsWith('-')).flatMap((part) => rowsOf(part.slice(1)))),
    ...(weight !== undefined && { weight: Number(weight.slice(1)) }),
  };
}

function rowsOf(term: string): readonly Row[] {
  return term.split('|').flatMap((one) => {
    const group = one.startsWith('@') ? wordGroups[one.slice(1)] : undefined;
    return group === undefined ? [one.split('_').map(stem)] : rowsOf(group);
  });
}

function byFirst(rows: readonly Row[]): Term {
  const term = new Map<string, Row[]>();
  for (const row of rows) term.set(row[0] ?? '', [...(term.get(row[0] ?? '') ?? []), row]);
  return term;
}
