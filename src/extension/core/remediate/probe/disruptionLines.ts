import type { Autoscaler, DisruptionBudget } from '../../model/blastRadius.ts';
import { code, count, type Phrase, phrase } from '../../model/phrase.ts';
import { type Answered, combine } from './answered.ts';
import { matchesSelector } from './labelMatch.ts';
import { type Line, lineOf, listed, type Told } from './line.ts';
import type { NamespaceReads } from './readNamespace.ts';
import type { PodReads } from './readPods.ts';
import type { Subject } from './subject.ts';

/** What holds the number of pods: budgets against evictions, and autoscalers against any other number. */
export function disruptionLines(subject: Answered<Subject>, { budgets, autoscalers }: NamespaceReads, { pods }: PodReads): readonly Line[] {
  const disruption = { topic: 'disruption', probeWith: 'kubectl' } as const;
  const holding = combine([budgets, pods, subject], (all, live, { labels }) => {
    const candidates = live.length > 0 ? live.map((pod) => pod.metadata.labels) : [labels];
    return tellBudgets(all.filter(({ spec }) => candidates.some((one) => matchesSelector(spec.selector, one))).map(budgetOf));
  });
  const scaling = combine(
    [autoscalers, subject],
    (all, { ref, unread }) => unread ?? tellAutoscalers(all.filter(({ spec }) => isTarget(spec.scaleTargetRef, ref)).map(autoscalerOf)),
  );
  return [
    lineOf({ ...disruption, about: 'budgets', asked: 'which PodDisruptionBudgets cover it' }, holding),
    lineOf({ ...disruption, about: 'autoscalers', asked: 'whether an autoscaler would undo a scale-down' }, scaling),
  ];
}

type Items<K extends 'budgets' | 'autoscalers'> = Extract<NamespaceReads[K], { readonly kind: 'answered' }>['value'][number];

function budgetOf({ metadata, spec, status }: Items<'budgets'>): DisruptionBudget {
  const { minAvailable, maxUnavailable } = spec;
  // Before its first count a budget says 0 allowed, which would read as "none".
  const counted = typeof status?.observedGeneration === 'number' ? status.disruptionsAllowed : undefined;
  return {
    name: metadata.name,
    ...(isGiven(minAvailable) && { minAvailable: String(minAvailable) }),
    ...(isGiven(maxUnavailable) && { maxUnavailable: String(maxUnavailable) }),
    ...(typeof counted === 'number' && { allowed: counted }),
  };
}

function autoscalerOf({ metadata, spec, status }: Items<'autoscalers'>): Autoscaler {
  const current = status?.currentReplicas;
  return { name: metadata.name, min: spec.minReplicas ?? 1, max: spec.maxReplicas, ...(typeof current === 'number' && { current }) };
}

/** The group decides as well as the name: a Deployment of another group is another kind. Its version does not. */
function isTarget({ apiVersion, kind, name }: Items<'autoscalers'>['spec']['scaleTargetRef'], ref: Subject['ref']): boolean {
  const group = apiVersion?.includes('/') ? apiVersion.split('/')[0] : undefined;
  const isOwnGroup = group === undefined || group === 'apps' || group === 'extensions';
  return isOwnGroup && kind === ref.kind && name === ref.name;
}

function tellBudgets(budgets: readonly DisruptionBudget[]): Told {
  const value = { about: 'budgets', budgets } as const;
  if (budgets.length === 0) return { phrase: phrase`No PodDisruptionBudget covers it.`, value };
  return { phrase: phrase`${listed(budgets.map(tellBudget))}. It holds back evictions, not a delete or a scale-down.`, value };
}

function tellBudget({ name, minAvailable, maxUnavailable, allowed }: DisruptionBudget): Phrase {
  const bound =
    minAvailable === undefined ? phrase`at most ${code(maxUnavailable ?? '0')} missing` : phrase`at least ${code(minAvailable)} available`;
  const now = allowed === undefined ? phrase`not counted yet` : phrase`${count(allowed)} may go now`;
  return phrase`PodDisruptionBudget ${code(name)}: ${bound}, ${now}`;
}

function tellAutoscalers(autoscalers: readonly Autoscaler[]): Told {
  const value = { about: 'autoscalers', autoscalers } as const;
  if (autoscalers.length === 0) return { phrase: phrase`No autoscaler sets its replicas.`, value };
  const each = autoscalers.map(({ name, min, max }) => {
    const but = min === 0 ? phrase`` : phrase`, but 0 would switch it off`;
    return phrase`HorizontalPodAutoscaler ${code(name)} keeps ${count(min)} to ${count(max)} replicas and would overrule a scale-down${but}`;
  });
  return { phrase: phrase`${listed(each)}.`, value };
}

function isGiven(value: number | string | null | undefined): value is number | string {
  return value !== null && value !== undefined;
}
