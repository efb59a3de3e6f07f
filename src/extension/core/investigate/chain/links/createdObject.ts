import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { workloadName } from '../../../facts/workloadName.ts';
import { code, phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';
import { wayFromOutside } from '../entry.ts';

const changes = /^(create|update|patch|replace)$/;
const running = /^(pods?|deployments?|daemonsets?|statefulsets?|replicasets?|replicationcontrollers?|jobs?|cronjobs?)$/;
const owners = [
  'kubernetes.cronJob.name',
  'kubernetes.job.name',
  'kubernetes.deployment.name',
  'kubernetes.daemonSet.name',
  'kubernetes.statefulSet.name',
];
/**
 * A workload was created or changed through the API, and afterwards something ran in it. What a controller rolled out explains nothing that came
 * in through the workload's own server.
 */
export const createdObject: CausalLink = {
  name: 'created object',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const { verb, resource, subresource, namespace, target, user } = kubeRequestOf(event) ?? {};
    if (subresource !== undefined || verb === undefined || resource === undefined) return [];
    if (!changes.test(verb) || !running.test(resource) || namespace === undefined || target === undefined) return [];
    return [`${event.scope.cluster}/${namespace}/${target} ${user?.startsWith('system:') === true ? 'rolled out' : 'made'}`];
  },
  effects: (event) => {
    if (kubeRequestOf(event) !== undefined || cloudCallOf(event) !== undefined) return [];
    const ways = wayFromOutside(event) === undefined ? ['made', 'rolled out'] : ['made'];
    return namesOf(event).flatMap((name) => ways.map((way) => `${name} ${way}`));
  },
  reason: (cause) => {
    const { user, verb, target } = kubeRequestOf(cause) ?? {};
    return phrase`${text(user ?? 'somebody')} had asked the API server to ${[verb === 'create' ? 'create' : 'change']} ${code(target ?? '')}, in which it ran`;
  },
};

function namesOf({ scope, labels }: SecurityEvent): readonly string[] {
  const { cluster, namespace, pod } = scope;
  if (cluster === undefined || namespace === undefined) return [];
  const names = [pod, workloadName(scope), ...owners.map((label) => labels[label])];
  return [...new Set(names)].flatMap((name) => (name === undefined ? [] : [`${cluster}/${namespace}/${name}`]));
}
