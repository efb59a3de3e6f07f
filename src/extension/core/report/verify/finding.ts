import type { EvidenceId } from '../../model/evidence.ts';

/** One check of the verifier each. */
export type FindingCode =
  | 'footerUnreadable'
  | 'answerDiffers'
  | 'citationUnknown'
  | 'citationFailed'
  | 'citationMissing'
  | 'notInEvidence'
  | 'orderContradicted'
  | 'countContradicted'
  | 'samenessContradicted'
  | 'notProven'
  | 'changed'
  | 'addedByHand'
  | 'addedWithoutEvidence'
  | 'removed'
  | 'hypothesis';

/** `line` is zero-based; `from` and `to` are columns of the unit, `to` exclusive. `message` is plain text for the Problems view. */
export type Finding = {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly cites: readonly EvidenceId[];
};

/**
 * `failed` with an error · `unchecked` without one, but with something that was not held against its evidence, or that nothing proves ·
 * `verified` where every sentence was, and nothing is in doubt.
 */
export type Verdict = { readonly standing: 'verified' | 'unchecked' | 'failed'; readonly findings: readonly Finding[] };
