import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { workloadName } from '../../../facts/workloadName.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** One of the two names no container, as a detection of a model does not, but the pod. With two containers named it is for `same container` to say. */
export const samePod: CausalLink = {
  name: 'same pod',
  inferred: false,
  within: 2 * hour,
  causes: (event) => keys(event, event.scope.pod).flatMap((pod) => (event.scope.container === undefined ? [pod, `${pod} bare`] : [pod])),
  effects: (event) => keys(event, event.scope.pod).map((pod) => (event.scope.container === undefined ? pod : `${pod} bare`)),
  reason: (_cause, effect) => phrase`same pod ${code(effect.scope.pod ?? '')}`,
};

/** One of the two names neither container nor pod, but the workload; inferred, since a workload has several pods. */
export const sameWorkload: CausalLink = {
  name: 'same workload',
  inferred: true,
  within: 2 * hour,
  causes: (event) =>
    keys(event, workloadName(event.scope)).flatMap((workload) => (isBare(event) ? [workload, `${workload} bare`] : [workload])),
  effects: (event) => keys(event, workloadName(event.scope)).map((workload) => (isBare(event) ? workload : `${workload} bare`)),
  reason: (_cause, effect) => phrase`same workload ${code(effect.scope.workload ?? effect.scope.pod ?? '')}`,
};

function isBare({ scope }: SecurityEvent): boolean {
  return scope.container === undefined && scope.pod === undefined;
}

function keys(event: SecurityEvent, name: string | undefined): readonly string[] {
  const { cluster, namespace } = event.scope;
  if (name === undefined || cluster === undefined || namespace === undefined) return [];
  if (kubeRequestOf(event) !== undefined || cloudCallOf(event) !== undefined) return [];
  return [`${cluster}/${namespace}/${name}`];
}
