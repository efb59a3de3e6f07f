import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Threat } from '../../src/extension/core/model/remediation.ts';
import { probeBlastRadius } from '../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import { proposeActions } from '../../src/extension/core/remediate/propose/proposeActions.ts';
import type { KubectlScope } from '../../src/extension/core/remediate/surfaces/kubectl.ts';
import { plainPhrase } from '../../src/extension/core/report/plainText.ts';
import { standingClock } from '../fakes/standingClock.ts';
import { breaksOf, given, miner, sampleThreat } from '../unit/remediate/propose/given.ts';
import { type realCluster, signal } from './cluster.ts';
import { ownPods } from './incident.ts';
import { openShop } from './shop.ts';

export const namespace = 'breaking-shop';
const pods = ['storefront-1', 'storefront-2', 'storefront-3'];
const steps = ['ISOLATE_NETWORK', 'kubectl scale', 'DELETE_POD', 'KILL_CONTAINER', 'kubectl patch', 'aws iam attach-role-policy'] as const;
type Step = (typeof steps)[number];
export type Breaks = Readonly<Partial<Record<Step, readonly string[]>>>;
/** By step: lines that are there no more, and lines that were not there before. */
export type Differences = Readonly<Partial<Record<Step, { readonly gone: readonly string[]; readonly fresh: readonly string[] }>>>;
type Metadata = { readonly name: string; readonly [key: string]: unknown };
type Original = { readonly kind: string; readonly metadata: Metadata; readonly status?: unknown; readonly spec?: object };

/** The sample's miner in this shop, in whose pod the token and the credentials of the node were read as well. */
function threatHere(): Threat {
  const told = sampleThreat(...miner, 'Read Service Account Token', 'Contact EC2 Instance Metadata Service From Host');
  const here: Threat = JSON.parse(JSON.stringify(told).replaceAll('"shop"', `"${namespace}"`));
  const { labels } = here.trigger.value;
  const scope = { ...here.trigger.value.scope, containerName: 'web' };
  const events = here.events.map((event) => ({ ...event, value: { ...event.value, labels, scope } }));
  return { ...here, events, scope };
}

/** A shop whose facts can be changed one by one and put back, and what the steps against its workload break at the time. */
export function breakingShop(cluster: ReturnType<typeof realCluster>) {
  const threat = threatHere();
  openShop(cluster, namespace, pods);
  ownPods(cluster, namespace, pods);
  countReady(cluster);
  const all = JSON.parse(cluster.raw(['get', 'deployments,pods,services,ingresses,hpa,sa', '-n', namespace, '-o', 'json']));
  const originals: readonly Original[] = all.items.map(({ status: _status, ...object }: Original) => {
    const { uid: _uid, resourceVersion: _version, creationTimestamp: _created, ...metadata } = object.metadata;
    return { ...object, metadata };
  });
  const original = (kind: string, name: string): Original => {
    const found = originals.find((one) => one.kind === kind && one.metadata.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found;
  };
  return {
    original,
    breaks: async (context: KubectlScope = cluster.admin): Promise<Breaks> => {
      const doors = { clock: standingClock(), kubectl: { commands: cluster.commands, context } };
      const radius = await probeBlastRadius(threat.scope, doors, signal);
      const { actions } = proposeActions(given(threat, radius, { kubectl: { usable: true, scope: context } }));
      // The role of the node is another one than that of the service account.
      const own = actions.filter(({ on }) => !plainPhrase(on).includes('ec2-role'));
      const found = steps.map((step) => [step, own.find(({ name }) => name === step)] as const);
      return Object.fromEntries(found.flatMap(([step, action]) => (action === undefined ? [] : [[step, breaksOf(action)]])));
    },
    change: (kind: string, more: { readonly metadata?: object; readonly spec?: object }) => {
      const { metadata, spec, ...object } = original(kind, 'storefront');
      cluster.create({ ...object, metadata: { ...metadata, ...more.metadata }, ...(spec && { spec: { ...spec, ...more.spec } }) });
    },
    add: (apiVersion: string, kind: string, { metadata, ...more }: { readonly metadata?: object; readonly [key: string]: unknown }) =>
      cluster.create({ apiVersion, kind, metadata: { name: 'another', namespace, labels: { added: 'yes' }, ...metadata }, ...more }),
    remove: (kind: string, ...names: readonly string[]) =>
      cluster.raw(['delete', kind, ...names, '-n', namespace, '--grace-period=0', '--force', '--wait=false']),
    restore: () => {
      const kinds = 'deployments,pods,services,serviceaccounts,hpa,pdb,networkpolicies';
      cluster.raw(['delete', kinds, '-n', namespace, '-l', 'added=yes', '--grace-period=0', '--force', '--wait=false']);
      cluster.create(...originals);
    },
  };
}

/** There are no controllers that would count the pods. */
function countReady(cluster: ReturnType<typeof realCluster>): void {
  const deployment = cluster.object('deployments.apps', 'storefront', namespace);
  const status = { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3 };
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/storefront/status`;
  cluster.raw(['replace', '--raw', path, '-f', '-'], JSON.stringify({ ...deployment, status }));
}

/** What is told of each step now and was not before, and the other way round. */
export function differences(now: Breaks, then: Breaks): Differences {
  const without = (all: readonly string[] = [], some: readonly string[] = []) => all.filter((line) => !some.includes(line));
  return Object.fromEntries(
    steps.flatMap((step) => {
      const [gone, fresh] = [without(then[step], now[step]), without(now[step], then[step])];
      return gone.length + fresh.length === 0 ? [] : [[step, { gone, fresh }]];
    }),
  );
}

const readable = [
  ...['deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch'],
  ...['replicationcontrollers', 'pods', 'services', 'serviceaccounts', 'ingresses.networking.k8s.io'],
  ...['networkpolicies.networking.k8s.io', 'poddisruptionbudgets.policy', 'horizontalpodautoscalers.autoscaling'],
];

/** A user who may read everything that a probe reads but one kind, as the scope of a kubeconfig of its own. */
export function blindTo(cluster: ReturnType<typeof realCluster>, kind: string): KubectlScope {
  const rbac = 'rbac.authorization.k8s.io';
  const name = `blind-to-${kind}`;
  const rules = readable
    .filter((one) => one !== kind)
    .map((one) => {
      const [resource = '', ...group] = one.split('.');
      return { apiGroups: [group.join('.')], resources: [resource], verbs: ['get', 'list'] };
    });
  const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name };
  const roles = { apiGroups: [rbac], resources: ['*'], verbs: ['get', 'list'] };
  cluster.create(
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules: [...rules, roles] },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef,
      subjects: [{ kind: 'User', apiGroup: rbac, name }],
    },
  );
  const config = JSON.parse(cluster.raw(['config', 'view', '--raw', '--minify', '--context', 'prod-eu-1', '-o', 'json']));
  config.users[0].user.as = name;
  const kubeconfig = join(cluster.home, name);
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return { ...cluster.admin, kubeconfig };
}
