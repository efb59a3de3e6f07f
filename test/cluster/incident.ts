import type { World } from '../../src/extension/sample/world.ts';
import type { realCluster } from './cluster.ts';
import { openShop } from './shop.ts';

type Cluster = ReturnType<typeof realCluster>;

/** Where the sample tenant's miner runs, as its events name it. */
export const namespace = 'shop';
export const podName = 'storefront-7c9d8b6f5d-x2k4q';

/** The rules of the events in the storefront, the trigger first. The token is read in `alsoReadsToken` alone. */
export const minerRules = ['Execution from /dev/shm', 'Run shell untrusted', 'Web Server Wrote an Executable Page'] as const;
export const tokenRule = 'Read Service Account Token';

/** The shop of the incident as if nothing had been done yet: three replicas, one of them the pod of the events. */
export function openIncident(cluster: Cluster, where = namespace): void {
  const kinds = 'deployments,replicasets,pods,services,networkpolicies,ingresses,poddisruptionbudgets,horizontalpodautoscalers,cronjobs';
  cluster.raw(['delete', kinds, '--all', '-n', where, '--wait=false', '--grace-period=0', '--force', '--ignore-not-found']);
  const pods = [podName, 'storefront-1', 'storefront-2'];
  openShop(cluster, where, pods);
  ownPods(cluster, where, pods);
}

/** There are no controllers that would own the pods. */
export function ownPods(cluster: Cluster, where: string, pods: readonly string[]): void {
  const { uid } = cluster.object('replicasets.apps', 'storefront-hash2', where).metadata;
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'storefront-hash2', uid, controller: true };
  const body = JSON.stringify({ metadata: { ownerReferences: [owner] } });
  cluster.raw(['patch', 'pods', ...pods, '-n', where, '--type=merge', '-p', body]);
}

/** Lets the program that reads the token of a service account run in the storefront, where the sample has it in another cluster. */
export function alsoReadsToken({ events }: World): void {
  const [read, miner] = [tokenRule, minerRules[0]].map((rule) => events.findIndex(({ content }) => content?.ruleName === rule));
  const [event, inShop] = [events[read ?? -1], events[miner ?? -1]];
  if (read === undefined || event?.content === undefined || inShop?.content === undefined) throw new Error('the sample has no such events');
  const container = inShop.content.fields?.['container.id'] ?? '';
  const fields = { ...event.content.fields, 'container.id': container };
  events[read] = { ...event, ...(inShop.labels !== undefined && { labels: inShop.labels }), content: { ...event.content, fields } };
}

/** What the steps of the tests would change. */
export function marksOf(cluster: Cluster) {
  const pod = cluster.object('pods', podName, namespace);
  const { metadata, spec } = cluster.object('deployments.apps', 'storefront', namespace);
  return { labels: pod.metadata.labels, annotations: metadata.annotations, replicas: spec.replicas };
}
