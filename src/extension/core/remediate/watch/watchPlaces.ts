import { cloudCallOf } from '../../facts/cloudCall.ts';
import { codeEventOf } from '../../facts/codeEvent.ts';
import { identityEventOf } from '../../facts/identityEvent.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { code, type Datum, join, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Scope, SecurityEvent } from '../../model/threat.ts';

type Part = Exclude<keyof Scope, 'image'>;

/** A kind of place: the parts of a scope that tell it, the first of which it is named after, and the attributes that tenants filter by (contract §5). */
type PlaceKind = {
  readonly kind: 'workload' | 'pod' | 'container' | 'host' | 'account' | 'cluster';
  readonly same: readonly [Part, ...Part[]];
  readonly attributes: readonly string[];
  /** too wide without whoever acted there */
  readonly withActor?: true;
};

/** One place that an event names. Nothing but the rule, and who acted, is left of the tenant itself. */
export type WatchPlace = Omit<PlaceKind, 'kind' | 'same'> & {
  readonly kind: PlaceKind['kind'] | 'tenant';
  readonly same: readonly Part[];
  readonly where: Phrase;
  readonly scope: Scope;
  readonly actor?: string;
};

const cluster = 'kubernetes.cluster.name';
const namespace = 'kubernetes.namespace.name';

/** What brings a threat back stands before what only holds it. */
const kinds: readonly PlaceKind[] = [
  { kind: 'workload', same: ['workload', 'namespace', 'cluster'], attributes: [cluster, namespace, 'kubernetes.workload.name'] },
  { kind: 'pod', same: ['pod', 'namespace', 'cluster'], attributes: [cluster, namespace, 'kubernetes.pod.name'] },
  // Whether a tenant can filter by container is not documented: its host is asked for instead.
  { kind: 'container', same: ['container'], attributes: [cluster, 'host.hostName'] },
  { kind: 'host', same: ['host'], attributes: [cluster, 'host.hostName'] },
  { kind: 'account', same: ['awsAccount'], attributes: ['aws.accountId'], withActor: true },
  { kind: 'account', same: ['azureSubscription'], attributes: ['azure.subscriptionId'], withActor: true },
  { kind: 'account', same: ['gcpProject'], attributes: ['gcp.projectId'], withActor: true },
  { kind: 'account', same: ['cloudTenant'], attributes: ['cloudProvider.tenantId', 'cloudProvider.account.id'], withActor: true },
  { kind: 'cluster', same: ['cluster', 'namespace'], attributes: [cluster, namespace], withActor: true },
];

/** Where an event happened, the best place to watch first; the tenant itself is always the last. */
export function watchPlaces(event: SecurityEvent): readonly WatchPlace[] {
  const { scope } = event;
  const actor = actorOf(event);
  const acting = actor !== undefined && { actor };
  const by = actor === undefined ? [] : [phrase`by ${code(actor)}`];
  const places = kinds.flatMap((one): readonly WatchPlace[] => {
    const name = scope[one.same[0]];
    if (name === undefined) return [];
    const on = phrase`on ${named(one, scope, name)}`;
    return [{ ...one, scope, where: one.withActor ? join([on, ...by], ' ') : on, ...(one.withActor && acting) }];
  });
  return [...places, { kind: 'tenant', same: [], attributes: [], scope, where: join([phrase`in the tenant`, ...by], ' '), ...acting }];
}

export function sees({ same, scope, actor }: WatchPlace, event: SecurityEvent): boolean {
  return same.every((part) => event.scope[part] === scope[part]) && (actor === undefined || actorOf(event) === actor);
}

/** `shop/storefront`; what is no name of Kubernetes says what it is. */
function named({ kind }: PlaceKind, { namespace: inside }: Scope, name: string): Phrase {
  const inNamespace = kind === 'workload' || kind === 'pod' ? join([inside, name].flatMap(nameOf), '/') : [text(name)];
  return kind === 'workload' ? inNamespace : phrase`${[`${kind} `]}${inNamespace}`;
}

function nameOf(name: string | undefined): readonly Datum[] {
  return name === undefined ? [] : [text(name)];
}

/** Whoever acted: a role whatever its session, since each session is named anew. */
function actorOf(event: SecurityEvent): string | undefined {
  const call = cloudCallOf(event);
  return call?.role ?? call?.principal ?? identityEventOf(event)?.actor ?? codeEventOf(event)?.user ?? kubeRequestOf(event)?.user;
}
