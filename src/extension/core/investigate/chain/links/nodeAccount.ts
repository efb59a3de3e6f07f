import { kubeHabitOf, kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

const kubeletKeys = /\/var\/lib\/kubelet\/(pki\/|kubeconfig|config)|\/etc\/kubernetes\/(kubelet|bootstrap-kubelet)\.conf/;
const adminKeys = /\/etc\/kubernetes\/(super-)?admin\.conf|\/etc\/rancher\/(k3s|rke2)\/\w+\.yaml/;

/** The key of a node or of its cluster's administrator was read on it, and afterwards that account made requests as it had not before. */
export const nodeAccount: CausalLink = {
  name: 'account of the node',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const { host, cluster } = event.scope;
    if (kubeRequestOf(event) !== undefined) return [];
    const node = host === undefined || !touches(event, kubeletKeys) ? [] : [`system:node:${host}`];
    return [...node, ...(cluster === undefined || !touches(event, adminKeys) ? [] : [`${cluster} kubernetes-admin`])];
  },
  effects: (event) => {
    const user = kubeRequestOf(event)?.user;
    if (user?.startsWith('system:node:') === true) return [user];
    return user === 'kubernetes-admin' || user === 'system:admin' ? [`${event.scope.cluster} kubernetes-admin`] : [];
  },
  habit: kubeHabitOf,
  reason: (_cause, effect) => phrase`the key of ${text(kubeRequestOf(effect)?.user ?? '')} was read, and the request was made with it`,
};

function touches({ fields }: SecurityEvent, paths: RegExp): boolean {
  return [fields['fd.name'], fields['fs.path.name'], fields['proc.cmdline']].some((place) => place !== undefined && paths.test(place));
}
