import type { Evidence, EvidenceId } from '../../model/evidence.ts';
import type { RemediationState } from './state.ts';

/** Evidence of a remediation under the short id that it is cited by: P1, P2, … in the order in which it came to be known. */
export type NumberedEvidence = { readonly id: string; readonly evidence: Evidence };

/** What a remediation rests on: the threat's own events and tree, what can run, the probe. The same evidence has one number. */
export function numberedEvidence({
  threat,
  reach,
  radius,
}: Pick<RemediationState, 'threat' | 'reach' | 'radius'>): readonly NumberedEvidence[] {
  const all: readonly (Evidence | undefined)[] = [
    threat?.trigger,
    threat?.tree,
    ...(threat?.events ?? []),
    reach?.catalogue,
    reach?.executions,
    reach?.storage,
    ...(radius?.evidence ?? []),
  ];
  const once = new Map(all.filter((one) => one !== undefined).map((one) => [one.id, one]));
  return [...once.values()].map((evidence, index) => ({ id: `P${index + 1}`, evidence }));
}

/** The short ids of what a sentence cites, in their order; what is no longer among the evidence is left out. */
export function shortIds(numbered: readonly NumberedEvidence[]): (cites: readonly EvidenceId[]) => string[] {
  const ids = new Map(numbered.map(({ id, evidence }) => [evidence.id, id]));
  return (cites) => [...new Set(cites.map((cite) => ids.get(cite)).filter((id) => id !== undefined))];
}
