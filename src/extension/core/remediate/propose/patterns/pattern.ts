import type { Maker } from '../draft.ts';
import type { Sign } from '../signs.ts';

/** What deserves the same answers, how it is known, and what may be done about it. An event can show several. */
export type Pattern = {
  /** our own words, as in "A miner or other malware runs" */
  readonly name: string;
  readonly signs: readonly Sign[];
  readonly asks: readonly Maker[];
};
