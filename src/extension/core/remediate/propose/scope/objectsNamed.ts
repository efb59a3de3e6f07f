import type { Probed } from '../../../model/blastRadius.ts';
import type { Threat } from '../../../model/remediation.ts';

/** Objects of the cluster that the events or the probe name, as `objectKey` writes them. */
export function objectsNamed(threat: Threat, facts: readonly Probed[]): ReadonlySet<string> {
  return new Set([...objectsOfEvents(threat), ...facts.flatMap((fact) => objectsOfFact(fact, threat))]);
}

/** One object as kubectl is told it: its kind under the one word of the allow-list. */
export function objectKey(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

const words: Readonly<Record<string, string>> = {
  pod: 'pods',
  deployment: 'deployments.apps',
  replicaset: 'replicasets.apps',
  statefulset: 'statefulsets.apps',
  daemonset: 'daemonsets.apps',
  replicationcontroller: 'replicationcontrollers',
  cronjob: 'cronjobs.batch',
  job: 'jobs.batch',
  serviceaccount: 'serviceaccounts',
};

function key(kind: string | undefined, namespace: string | undefined, name: string | undefined): readonly string[] {
  const lower = kind?.toLowerCase() ?? '';
  const word = Object.hasOwn(words, lower) ? words[lower] : undefined;
  return word === undefined || namespace === undefined || name === undefined ? [] : [objectKey(word, namespace, name)];
}

function objectsOfEvents({ trigger, events }: Threat): readonly string[] {
  return [trigger, ...events].flatMap(({ value: { scope } }) => [
    ...key('pod', scope.namespace, scope.pod),
    ...key(scope.workloadType, scope.namespace, scope.workload),
  ]);
}

function objectsOfFact(fact: Probed, { scope: { namespace } }: Threat): readonly string[] {
  switch (fact.about) {
    case 'owners':
      return fact.chain.flatMap((ref) => key(ref.kind, ref.namespace, ref.name));
    case 'pods':
      return fact.names.flatMap((name) => key('pod', namespace, name));
    case 'serviceAccount':
      return key('serviceaccount', namespace, fact.name);
    case 'inboundPolicies':
    case 'outboundPolicies':
      return namespace === undefined
        ? []
        : fact.policies.map(({ name }) => objectKey('networkpolicies.networking.k8s.io', namespace, name));
    default:
      return [];
  }
}
