import type { Confidence, Coverage } from '../../model/case.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Chain } from '../chain/buildChain.ts';
import type { Lead, Outcome } from '../pivot.ts';
import type { Classified } from '../tactic/classify.ts';

/** What the sentences of a case are written from, once everything is in. */
export type Story = {
  readonly lead: Lead;
  readonly origin: Evidence;
  readonly classified: Classified;
  readonly outcomes: readonly Outcome[];
  /** what the budget left unfollowed (I-22) */
  readonly left: readonly Coverage[];
  readonly chain: Chain;
};

/** A story with its confidence, which the summary tells too. */
export type Told = Story & { readonly confidence: Confidence };
