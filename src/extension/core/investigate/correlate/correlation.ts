import type { Found, Lead, Outcome, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { ancestry } from './ancestry.ts';
import { correlate } from './correlate.ts';
import { gathered } from './gathered.ts';
import { together } from './material.ts';

/** I-24, I-25: what is wrong with the resource beside what the trigger does. It asks nothing: everything is in. */
export function correlation(outcomes: readonly Outcome[]): Pivot {
  return {
    name: 'correlation',
    part: 'correlation',
    asked: () => "the vulnerabilities and violated controls beside the trigger's tactic",
    run: async (lead) => run(outcomes, lead),
  };
}

function run(outcomes: readonly Outcome[], { trigger, classified }: Lead): Found | Skipped {
  const material = gathered(outcomes);
  const [first, ...rest] = [...material.findings, ...material.violations].map((one) => one.cites);
  if (first === undefined) return { skipped: 'neither a vulnerability nor a violated control is known', inapplicable: true };
  const tree = outcomes.flatMap(({ found }) => (found?.tree === undefined ? [] : [{ tree: found.tree, cites: found.cites }]))[0];
  const { event } = trigger;
  const { tactic, cites } = classified.verdict;
  const found = correlate(material, { trigger: { tactic, cites }, forebears: ancestry(event, tree), ...(event && { event }) });
  return {
    cites: together(first, ...rest),
    count: found.rows.length,
    says: `${plural(found.rows.length, 'finding')} correlated with the trigger, ${found.refused.length} held back.`,
    correlation: found,
  };
}
