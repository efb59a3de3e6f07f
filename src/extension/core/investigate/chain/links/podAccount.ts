import { remoteAddress } from '../../../facts/addresses.ts';
import { kubeHabitOf, kubeRequestOf, serviceAccountOf } from '../../../facts/k8sRequest.ts';
import { contactsKubeApi, readsKubeToken } from '../../../facts/kubeToken.ts';
import { workloadName } from '../../../facts/workloadName.ts';
import { code, phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** Programs that people type requests with; a workload's own program names itself. */
const handTools = /^(curl|wget|kubectl|oc|helm|k9s|httpie|python-requests|python-urllib|mozilla|peirates|kubeletctl)/i;

/**
 * A pod's token was read, or the API server asked from it, and afterwards the account named like its workload made requests in a way that it had
 * not before: its everyday requests are its program's own.
 */
export const podAccount: CausalLink = {
  name: 'account of the pod',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const { cluster, namespace } = event.scope;
    const workload = workloadName(event.scope);
    const known = cluster !== undefined && namespace !== undefined && workload !== undefined;
    return known && usesToken(event) ? [`${cluster} ${namespace}/${workload}`] : [];
  },
  effects: (event) => {
    const account = serviceAccountOf(kubeRequestOf(event)?.user);
    const { cluster } = event.scope;
    // Two unknown clusters are not one.
    return account === undefined || cluster === undefined ? [] : [`${cluster} ${account.namespace}/${account.name}`];
  },
  prefers: readsKubeToken,
  habit: kubeHabitOf,
  reason: (cause, effect) => {
    const user = text(kubeRequestOf(effect)?.user ?? '');
    const pod = code(cause.scope.pod ?? cause.scope.workload ?? '');
    return readsKubeToken(cause)
      ? phrase`the token of ${pod} was read, and the request was made with its account ${user}`
      : phrase`${pod} had asked the API server, and the request was made with its account ${user}`;
  },
};

/**
 * The same with an account of another name: a pod can hold accounts of its own namespace only, but several pods share that. Hence the namespace's
 * default account, one whose name begins as the workload's or the other way round, or one that is used by hand or from outside.
 */
export const namespaceAccount: CausalLink = {
  name: 'account of the namespace',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const { cluster, namespace } = event.scope;
    const workload = workloadName(event.scope);
    if (cluster === undefined || namespace === undefined || !usesToken(event)) return [];
    const named = workload === undefined ? [] : [`begins ${workload}`, ...beginningsOf(workload).map((part) => `is ${part}`)];
    return ['any', ...named].map((key) => `${cluster} ${namespace} ${key}`);
  },
  effects: (event) => {
    const { user, address, agent } = kubeRequestOf(event) ?? {};
    const account = serviceAccountOf(user);
    if (account === undefined) return [];
    const any = account.name === 'default' || handTools.test(agent ?? '') || remoteAddress(address) !== undefined;
    const named = [`is ${account.name}`, ...beginningsOf(account.name).map((part) => `begins ${part}`)];
    return [...(any ? ['any'] : []), ...named].map((key) => `${event.scope.cluster} ${account.namespace} ${key}`);
  },
  prefers: readsKubeToken,
  habit: kubeHabitOf,
  reason: (cause, effect) => {
    const user = text(kubeRequestOf(effect)?.user ?? '');
    return phrase`a token was read in the namespace ${text(cause.scope.namespace ?? '')}, and the request was made with its account ${user}`;
  },
};

function usesToken(event: SecurityEvent): boolean {
  return kubeRequestOf(event) === undefined && event.scope.namespace !== undefined && (readsKubeToken(event) || contactsKubeApi(event));
}

/** `invoice-web-sa` begins as `invoice-web` and as `invoice`. */
function beginningsOf(name: string): readonly string[] {
  const parts = name.split('-');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('-'));
}
