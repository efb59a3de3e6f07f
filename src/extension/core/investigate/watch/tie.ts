import { remoteAddresses } from '../../facts/addresses.ts';
import { sessionKeys } from '../../facts/awsSession.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { kubeRequestOf, serviceAccountOf } from '../../facts/k8sRequest.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { marksOf } from '../incident/marks.ts';
import type { Mark } from '../incident/sharedMark.ts';
import type { Lead } from '../pivot.ts';
import { accountsOf } from '../scopeFilter.ts';

/** What ties an event to the trigger, the closest first. Sharing nothing but a busy cluster, or the account that its nodes are in, is no tie. */
const ties = ['container', 'workload', 'host', 'account', 'identity', 'address', 'image', 'cluster'] as const;

type Tie = (typeof ties)[number];
type Keys = Readonly<Record<Tie, readonly string[]>>;

/** How close an event is to the trigger, 0 the closest; undefined where nothing ties it. */
export function closenessTo({ trigger, scope }: Lead): (event: SecurityEvent) => number | undefined {
  const own = [keysOf({ scope, fields: {} }), ...trigger.events.map((event) => withMarks(event.value))];
  const known = new Map(ties.map((tie) => [tie, new Set(own.flatMap((keys) => keys[tie]))]));
  return (event) => {
    const keys = withMarks(event);
    const closest = ties.findIndex((tie) => keys[tie].some((key) => known.get(tie)?.has(key) === true));
    return closest < 0 ? undefined : closest;
  };
}

function withMarks(event: SecurityEvent): Keys {
  const marks = marksOf(event);
  const of = (kind: Mark['kind']): readonly string[] => marks.filter((mark) => mark.kind === kind).map((mark) => mark.key);
  return {
    ...keysOf(event),
    ...actedIn(event),
    identity: [...of('actor'), ...serviceAccount(event), ...sessionKeys(event)],
    image: of('repository'),
    address: remoteAddresses(event),
  };
}

/** What a place says by itself; its account and cluster count for the trigger, not for an event that merely runs there. */
function keysOf({ scope, fields }: Pick<SecurityEvent, 'scope' | 'fields'>): Keys {
  const { cluster = '', namespace, workload, pod, container, host, instance } = scope;
  const target = fields['ka.target.name'];
  const named = [workload, pod, target].filter((name) => name !== undefined);
  return {
    container: container === undefined ? [] : [container],
    workload: namespace === undefined ? [] : named.map((name) => `${cluster}/${namespace}/${name}`),
    host: [host, instance].filter((name) => name !== undefined),
    account: accountsOf(scope).map(({ cloud, id }) => `${cloud} ${id}`),
    cluster: scope.cluster === undefined ? [] : [scope.cluster],
    identity: namespace === undefined ? [] : [`${cluster} system:serviceaccount:${namespace}`],
    address: [],
    image: [],
  };
}

/**
 * A call acts in its account, and a request about no single workload in its cluster; what merely runs there is tied by neither. The session of an
 * instance's role ties its call to that instance.
 */
function actedIn(event: SecurityEvent): Partial<Keys> {
  const { host, workload, pod, container } = event.scope;
  const request = kubeRequestOf(event);
  if (request !== undefined) return workloads.test(request.resource ?? 'pods') ? { account: [], cluster: [] } : { account: [] };
  if ((host ?? workload ?? pod ?? container) !== undefined) return { account: [], cluster: [] };
  const instance = cloudCallOf(event)?.sessionInstance;
  return instance === undefined ? {} : { host: [instance] };
}

const workloads = /^(pods?|deployments?|daemonsets?|statefulsets?|replicasets?|(cron)?jobs?)$/;

/** A request in the name of a service account may be by whatever runs in its namespace. */
function serviceAccount(event: SecurityEvent): readonly string[] {
  const account = serviceAccountOf(kubeRequestOf(event)?.user);
  return account === undefined ? [] : [`${event.scope.cluster ?? ''} system:serviceaccount:${account.namespace}`];
}
