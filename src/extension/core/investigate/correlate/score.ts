import type { CorrelationRow } from '../../model/case.ts';
import type { Claim } from '../../model/evidence.ts';
import type { Gate } from './gate.ts';

/** What counts for or against a finding, and by how much. */
export type Point = { readonly points: number; readonly reason: Claim };

export type Score = CorrelationRow['score'];

/** Beyond this nothing goes that the tactic gate does not let through. */
export const mostWithoutGate = 3;

/**
 * I-24: heuristics on top of 1, then the boosts, at most 5, and last the gate: what it refuses stays at 3 at most, whatever came before.
 */
export function scoreOf(heuristics: readonly number[], boosts: readonly number[], { passes }: Pick<Gate, 'passes'>): Score {
  const plain = between(1, 1 + sum(heuristics), 5);
  const boosted = between(1, plain + sum(boosts), 5);
  return between(1, boosted, passes ? 5 : mostWithoutGate);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function between(least: number, value: number, most: number): Score {
  return Math.min(Math.max(least, value), most) as Score;
}
