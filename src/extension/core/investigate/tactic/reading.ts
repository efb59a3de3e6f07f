import type { Tactic, TacticOrigin } from '../../model/tactic.ts';

/** One way of reading a tactic: what was read, from what, and the word, tag or call that says so. */
export type Reading = {
  readonly tactic: Tactic;
  readonly secondary?: Tactic;
  readonly technique?: string;
  readonly origin: TacticOrigin;
  /** 1 a word of prose to 5 the rule's own tag */
  readonly confidence: number;
  /** the tag, the API or the words, each as the data has it */
  readonly because: readonly [string, ...string[]];
};

/**
 * How much a tactic tells, the more specific first: the goal of an attack before the means that any goal uses.
 * Discovery and execution go with almost every attack, so anything else is the more specific of two (I-06).
 */
const specificity: readonly Tactic[] = [
  'impact',
  'exfiltration',
  'credential_access',
  'collection',
  'lateral_movement',
  'c2',
  'privilege_escalation',
  'defense_evasion',
  'initial_access',
  'persistence',
  'resource_development',
  'reconnaissance',
  'execution',
  'discovery',
];

/** Sorts the more specific tactic first; an unknown one last. */
export function bySpecificity(a: Tactic | undefined, b: Tactic | undefined): number {
  const rank = (tactic: Tactic | undefined): number => (tactic === undefined ? specificity.length : specificity.indexOf(tactic));
  return rank(a) - rank(b);
}
