type Cluster = ReturnType<typeof import('./cluster.ts')['realCluster']>;

/**
 * The namespace of an online shop with what a remediation looks at. There are no controllers, so ReplicaSets with their revisions, pods and owner
 * references are made here. The older ReplicaSet ran image 1.0, the newer one and the Deployment run 2.0.
 */
export function openShop(
  cluster: Cluster,
  namespace: string,
  pods: readonly string[] = ['storefront-1', 'storefront-2', 'storefront-3'],
): void {
  const policy = apiVersionOf(cluster, 'policy');
  cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, deployment(namespace));
  const { uid } = cluster.object('deployments.apps', 'storefront', namespace).metadata;
  cluster.create(
    replicaSet(namespace, { revision: 1, uid }),
    replicaSet(namespace, { revision: 2, uid }),
    ...pods.map((name) => pod(namespace, name)),
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'storefront', namespace }, spec: { selector: labels, ports: [{ port: 80 }] } },
    ingress(namespace),
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'isolate-storefront', namespace } },
      spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      ...{ apiVersion: policy, kind: 'PodDisruptionBudget', metadata: { name: 'storefront', namespace } },
      spec: { minAvailable: 2, selector: { matchLabels: labels } },
    },
    {
      ...{ apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'storefront', namespace } },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'storefront' }, minReplicas: 2, maxReplicas: 6 },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'storefront', namespace } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'database', namespace }, stringData: { password: 'hunter2' } },
    cronJob(cluster, namespace),
  );
}

const labels = { app: 'storefront' };

function template(image: string) {
  return {
    metadata: { labels },
    spec: { serviceAccountName: 'storefront', containers: [{ name: 'web', image: `shop/storefront:${image}` }] },
  };
}

function deployment(namespace: string) {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name: 'storefront', namespace, labels, annotations: { 'deployment.kubernetes.io/revision': '2' } },
    spec: { replicas: 3, selector: { matchLabels: labels }, template: template('2.0') },
  };
}

function replicaSet(namespace: string, { revision, uid }: { readonly revision: number; readonly uid: string }) {
  const hash = { 'pod-template-hash': `hash${revision}` };
  const made = template(`${revision}.0`);
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'storefront', uid, controller: true };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'ReplicaSet' },
    metadata: {
      ...{ name: `storefront-hash${revision}`, namespace, labels: { ...labels, ...hash }, ownerReferences: [owner] },
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    },
    spec: {
      ...{ replicas: revision === 2 ? 3 : 0, selector: { matchLabels: { ...labels, ...hash } } },
      template: { ...made, metadata: { labels: { ...labels, ...hash } } },
    },
  };
}

function pod(namespace: string, name: string) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: template('2.0').spec };
}

function ingress(namespace: string) {
  const backend = { service: { name: 'storefront', port: { number: 80 } } };
  return {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'storefront', namespace } },
    spec: { rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };
}

function cronJob(cluster: Cluster, namespace: string) {
  const jobTemplate = { spec: { template: { spec: { ...template('2.0').spec, restartPolicy: 'Never' } } } };
  return {
    ...{ apiVersion: apiVersionOf(cluster, 'batch', 'cronjobs'), kind: 'CronJob', metadata: { name: 'cleanup', namespace } },
    spec: { schedule: '0 3 * * *', jobTemplate },
  };
}

/** CronJobs and PodDisruptionBudgets became v1 with 1.21; both before and after are clusters that people have. */
function apiVersionOf(cluster: Cluster, group: string, kind = ''): string {
  const isStable = resourcesOf(cluster, group).split('\n');
  return isStable.some((line) => line.includes(`${group}/v1 `) && line.includes(kind)) ? `${group}/v1` : `${group}/v1beta1`;
}

const resources = new Map<string, string>();

/** The server of a suite stays the same one. */
function resourcesOf(cluster: Cluster, group: string): string {
  const known = resources.get(group) ?? cluster.raw(['api-resources', `--api-group=${group}`, '--no-headers']);
  resources.set(group, known);
  return known;
}
