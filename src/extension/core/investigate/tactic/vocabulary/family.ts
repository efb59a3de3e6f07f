import type { Tactic } from '../../../model/tactic.ts';

/**
 * What rules say of one tactic's techniques, `;` between entries. In an entry every term must stand near the others, in any order:
 * `a|b` either, `a_b` these words in a row, `@delete` a group of verbs, `-a` unless the text has it, `:4` its weight where the
 * number of words alone would tell too much or too little; a line may break after `|`. A technique of `TA…` is the tactic itself, no technique known.
 */
export type Family = {
  readonly tactic: Tactic;
  readonly techniques: readonly (readonly [technique: string, entries: string])[];
};
