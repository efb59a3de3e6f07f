import { code, count, phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { listed, verb } from '../../probe/line.ts';
import { knownBreak } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';

/** Budgets that hold back evictions and nothing else: a delete or a scale-down goes past them. */
export function budgetBreaks({ radius }: ProposalInput): readonly Consequence[] {
  const budgets = lookUp(radius, 'budgets');
  if (budgets.kind === 'unknown') return budgets.consequences;
  return budgets.value.budgets.map(({ name, minAvailable, maxUnavailable, allowed }) => {
    const bound =
      minAvailable === undefined
        ? phrase`at most ${code(maxUnavailable ?? '0')} missing`
        : phrase`at least ${code(minAvailable)} available`;
    const now = allowed === undefined ? phrase`` : phrase`, ${count(allowed)} may go now`;
    return knownBreak(
      phrase`PodDisruptionBudget ${code(name)} (${bound}${now}) is overridden: it holds back evictions only`,
      budgets.cites,
    );
  });
}

/** What an autoscaler does to a workload that is scaled to 0. */
export function autoscalerBreaks({ radius }: ProposalInput): readonly Consequence[] {
  const autoscalers = lookUp(radius, 'autoscalers');
  if (autoscalers.kind === 'unknown') return autoscalers.consequences;
  return autoscalers.value.autoscalers.map(({ name, min, max }) => {
    const then =
      min === 0 ? phrase`can scale it up again at any time` : phrase`is switched off by 0 replicas until someone scales it up again`;
    return knownBreak(phrase`HorizontalPodAutoscaler ${code(name)} (${count(min)} to ${count(max)} replicas) ${then}`, autoscalers.cites);
  });
}

/** Policies only ever add up: what another one allows passes an isolation. */
export function policyBreaks({ radius }: ProposalInput): readonly Consequence[] {
  const both = [lookUp(radius, 'inboundPolicies'), lookUp(radius, 'outboundPolicies')] as const;
  const words = ['come in', 'go out'];
  return both.flatMap((looked, at): readonly Consequence[] => {
    if (looked.kind === 'unknown') return looked.consequences;
    const allowing = looked.value.policies.filter(({ rules }) => rules.length > 0);
    if (allowing.length === 0) return [];
    const names = listed(allowing.map(({ name }) => phrase`${code(name)}`));
    const allow = verb(allowing.length, 'NetworkPolicy', 'NetworkPolicies');
    return [
      knownBreak(
        phrase`What ${allow} ${names} ${verb(allowing.length, 'lets', 'let')} ${[words[at] ?? '']} still may: policies only add up`,
        looked.cites,
      ),
    ];
  });
}
