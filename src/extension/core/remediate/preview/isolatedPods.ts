import * as z from 'zod';
import type { ActionParameters } from '../../model/responseAction.ts';
import { type LabelSelector, labelMap, labelSelector, matchesSelector } from '../probe/labelMatch.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import { getObject, listObjects } from '../surfaces/kubectlReads.ts';
import type { CaptureAsking } from '../undo/capture.ts';
import { malformed, type Reads, readsThrough } from '../undo/reading.ts';
import type { EffectPreview } from './effectPreview.ts';

const kinds = {
  deployment: 'deployments.apps',
  statefulset: 'statefulsets.apps',
  daemonset: 'daemonsets.apps',
  replicaset: 'replicasets.apps',
} as const;

const workload = z.object({ spec: z.object({ selector: labelSelector }) });
const podList = z.object({
  items: z.array(
    z.object({ metadata: z.object({ name: z.string(), labels: labelMap }), status: z.object({ phase: z.string().nullish() }).nullish() }),
  ),
});

/** The pods that an isolation would cut off: all that its workload selects, whoever made them. Throws Failure. */
export async function isolatedPods(parameters: ActionParameters, { commands, signal, scope }: CaptureAsking): Promise<EffectPreview> {
  const { 'kubernetes.namespace.name': namespace, 'kubernetes.workload.name': name, 'kubernetes.workload.type': type } = parameters;
  if (scope === undefined) return { kind: 'none', why: 'the tenant has no dry run, and reading the cluster with kubectl was not allowed' };
  const kind =
    typeof type === 'string'
      ? new Map<string, (typeof kinds)[keyof typeof kinds]>(Object.entries(kinds)).get(type.toLowerCase())
      : undefined;
  if (kind === undefined || typeof namespace !== 'string' || typeof name !== 'string') {
    return { kind: 'none', why: 'the tenant has no dry run, and the action names no workload whose pods could be looked up' };
  }
  const reads = readsThrough(commands, signal);
  const found = workload.safeParse(await reads.json(getObject(scope, { kind, namespace, name })));
  if (!found.success) throw malformed('kubectl');
  const { selector } = found.data.spec;
  return { kind: 'pods', selector: selectorText(selector), pods: await selected(selector, { namespace, scope, reads }) };
}

type Place = { readonly namespace: string; readonly scope: KubectlScope; readonly reads: Reads };

async function selected(selector: LabelSelector, { namespace, scope, reads }: Place): Promise<readonly string[]> {
  const labels = selector.matchLabels;
  const narrow = Object.keys(labels).length === 0 ? {} : { labels };
  const listed = podList.safeParse(await reads.json(listObjects(scope, { kind: 'pods', namespace, ...narrow })));
  if (!listed.success) throw malformed('kubectl');
  // A pod that has ended has no network to lose.
  const live = listed.data.items.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
  return live.flatMap(({ metadata }) => (matchesSelector(selector, metadata.labels) ? [metadata.name] : []));
}

/** As kubectl writes selectors. */
function selectorText({ matchLabels, matchExpressions }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    return operator === 'DoesNotExist' ? `!${key}` : `${key} ${operator.toLowerCase()} (${(values ?? []).join(',')})`;
  });
  return [...labels, ...expressions].join(',');
}
