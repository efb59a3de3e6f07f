import { kubeHabitOf, kubeRequestOf, serviceAccountOf } from '../../../facts/k8sRequest.ts';
import { phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

const bindings = /^(cluster)?rolebindings?$/;

/**
 * An account was made, given a token or bound to a role through the API, and afterwards it made requests as it had not before. Inferred, since
 * the event tells who was given something and not who uses it.
 */
export const grantedAccount: CausalLink = {
  name: 'account given rights',
  inferred: true,
  within: 24 * hour,
  causes: (event) => granted(event).flatMap((subject) => inCluster(event, subject)),
  effects: (event) => {
    const user = kubeRequestOf(event)?.user;
    const account = serviceAccountOf(user);
    const subject = account === undefined ? user : `${account.namespace}/${account.name}`;
    return subject === undefined ? [] : inCluster(event, subject);
  },
  habit: kubeHabitOf,
  reason: (_cause, effect) => phrase`the request was made as ${text(kubeRequestOf(effect)?.user ?? '')}, which had been given rights`,
};

function granted(event: SecurityEvent): readonly string[] {
  const { verb, resource = '', namespace, target } = kubeRequestOf(event) ?? {};
  if (verb === undefined || !/^(create|update|patch)$/.test(verb)) return [];
  if (bindings.test(resource)) {
    const subjects = event.fields['ka.req.binding.subjects'] ?? event.fields['ka.req.binding.subject.name'] ?? '';
    return subjects
      .split(/[\s,[\]()"]+/)
      .filter((subject) => subject !== '' && !/^(ServiceAccount|User|Group)$/.test(subject))
      .map(plain);
  }
  return /^serviceaccounts?$/.test(resource) && namespace !== undefined && target !== undefined ? [`${namespace}/${target}`] : [];
}

/** A subject as users are keyed: a service account by namespace and name. */
function plain(subject: string): string {
  const account = serviceAccountOf(subject.replace(/^(ServiceAccount|User|Group):/, ''));
  return account === undefined ? subject.replace(/^(ServiceAccount|User|Group):/, '') : `${account.namespace}/${account.name}`;
}

/** Two unknown clusters are not one. */
function inCluster({ scope }: SecurityEvent, subject: string): readonly string[] {
  return scope.cluster === undefined ? [] : [`${scope.cluster} ${subject}`];
}
