import type { Outcome } from '../pivot.ts';
import type { Material } from './material.ts';

export type Gathered = Required<Material>;

/** What all directions brought, in their order. */
export function gathered(outcomes: readonly Outcome[]): Gathered {
  const brought = outcomes.flatMap(({ found }) => found?.material ?? []);
  return {
    findings: brought.flatMap((one) => one.findings ?? []),
    violations: brought.flatMap((one) => one.violations ?? []),
    advisories: brought.flatMap((one) => one.advisories ?? []),
    verdicts: brought.flatMap((one) => one.verdicts ?? []),
    feed: brought.flatMap((one) => one.feed ?? []),
  };
}
