import type { ProbeDoors, ProbeTarget } from '../../../../src/extension/core/remediate/probe/probeTarget.ts';

export const target: ProbeTarget = {
  ...{ cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront', workloadType: 'deployment', pod: 'storefront-1' },
  containerName: 'web',
};

export const clock = { now: () => Date.parse('2026-06-10T12:00:00Z') };
const context = { context: 'prod-eu-1' };
export const account = '123456789012';
const place = { region: 'eu-west-1' };
export const signal = new AbortController().signal;
export const roleArn = `arn:aws:iam::${account}:role/apps/storefront-irsa`;
export const readOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

const labels = { app: 'storefront' };
const namespace = 'shop';

function owner(kind: string, name: string) {
  return { apiVersion: 'apps/v1', kind, name, uid: `uid-${name}`, controller: true };
}

const template = {
  metadata: { labels },
  spec: {
    serviceAccountName: 'storefront',
    containers: [{ name: 'web', image: 'shop/web:2', ports: [{ name: 'http', containerPort: 8080 }] }],
  },
};

function pod(name: string) {
  const [web] = template.spec.containers;
  return {
    metadata: { name, namespace, uid: `uid-${name}`, labels, ownerReferences: [owner('ReplicaSet', 'storefront-abc')] },
    spec: {
      ...template.spec,
      containers: [
        { ...web, volumeMounts: [{ name: 'host', mountPath: '/host' }] },
        { name: 'istio-proxy', image: 'istio/proxy:1' },
      ],
      initContainers: [{ name: 'migrate' }, { name: 'logs', restartPolicy: 'Always' }],
      volumes: [
        { name: 'host', hostPath: { path: '/var/run' } },
        { name: 'keys', secret: { secretName: 'database' } },
        { name: 'tmp', emptyDir: {} },
      ],
    },
    status: { phase: 'Running' },
  };
}

const selector = { matchLabels: labels };
const meta = (name: string) => ({ name, namespace, uid: `uid-${name}` });

const revision = (number: number) => ({ annotations: { 'deployment.kubernetes.io/revision': String(number) } });

/** A shop's Deployment with everything that can hang on it, as `kubectl get --output=json` prints it. */
export const objects = {
  'deployments.apps': [{ metadata: meta('storefront'), spec: { replicas: 3, selector, template }, status: { readyReplicas: 2 } }],
  'replicasets.apps': [
    {
      metadata: { ...meta('storefront-abc'), ...revision(4), ownerReferences: [owner('Deployment', 'storefront')] },
      ...{ spec: { replicas: 3, selector, template }, status: {} },
    },
    {
      metadata: { ...meta('storefront-old'), ...revision(3), ownerReferences: [owner('Deployment', 'storefront')] },
      spec: { replicas: 0, selector, template: { ...template, spec: { containers: [{ name: 'web', image: 'shop/storefront:1.9' }] } } },
      status: {},
    },
  ],
  pods: [pod('storefront-2'), pod('storefront-1'), { ...pod('storefront-0'), status: { phase: 'Failed' } }],
  services: [
    {
      metadata: meta('storefront'),
      spec: { type: 'LoadBalancer', selector: labels, ports: [{ name: 'web', port: 80, targetPort: 'http' }] },
    },
    { metadata: meta('by-hand'), spec: { ports: [{ port: 80 }] } },
    { metadata: meta('elsewhere'), spec: { type: 'ExternalName', selector: labels } },
  ],
  'ingresses.networking.k8s.io': [
    {
      metadata: meta('shop'),
      spec: {
        rules: [
          { host: 'shop.example.com', http: { paths: [{ backend: { service: { name: 'storefront' } } }] } },
          { host: 'other.example.com', http: { paths: [{ backend: { service: { name: 'other' } } }] } },
        ],
      },
    },
  ],
  'networkpolicies.networking.k8s.io': [{ metadata: meta('default-deny'), spec: { podSelector: {}, policyTypes: ['Ingress'] } }],
  'poddisruptionbudgets.policy': [
    { metadata: meta('storefront'), spec: { minAvailable: '50%', selector }, status: { disruptionsAllowed: 1, observedGeneration: 1 } },
    { metadata: meta('nobody'), spec: { maxUnavailable: 1 } },
  ],
  'horizontalpodautoscalers.autoscaling': [
    {
      metadata: meta('storefront'),
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'storefront' }, minReplicas: 2, maxReplicas: 6 },
    },
    {
      metadata: meta('rollout'),
      spec: { scaleTargetRef: { apiVersion: 'acme.io/v1', kind: 'Deployment', name: 'storefront' }, maxReplicas: 3 },
    },
  ],
  serviceaccounts: [
    { metadata: { ...meta('storefront'), annotations: { 'eks.amazonaws.com/role-arn': roleArn } } },
    { metadata: { ...meta('reports'), namespace: 'data', annotations: { 'eks.amazonaws.com/role-arn': roleArn } } },
  ],
  'clusterrolebindings.rbac.authorization.k8s.io': [
    {
      metadata: { name: 'views' },
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'ServiceAccount', name: 'storefront', namespace }],
    },
    {
      metadata: { name: 'basic' },
      roleRef: { kind: 'ClusterRole', name: 'basic' },
      subjects: [{ kind: 'Group', name: 'system:authenticated' }],
    },
    {
      metadata: { name: 'not' },
      roleRef: { kind: 'ClusterRole', name: 'admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'storefront', namespace: 'x' }],
    },
  ],
  'clusterroles.rbac.authorization.k8s.io': [{ metadata: { name: 'view' }, rules: [{ verbs: ['get', 'list'], resources: ['pods'] }] }],
} as const;

/** The account that the service account's role is in. */
export const iam = {
  'get-role storefront-irsa': {
    Role: { Arn: roleArn, RoleName: 'storefront-irsa', RoleLastUsed: { LastUsedDate: '2026-06-10T11:00:00Z' } },
  },
  'list-attached-role-policies storefront-irsa': { AttachedPolicies: [{ PolicyName: 'S3', PolicyArn: readOnly }] },
  'list-role-policies storefront-irsa': { PolicyNames: ['inline'] },
  'list-instance-profiles-for-role storefront-irsa': { InstanceProfiles: [] },
  [`list-entities-for-policy ${readOnly}`]: {
    PolicyRoles: [{ RoleName: 'storefront-irsa' }, { RoleName: 'backup' }],
    PolicyUsers: [],
    PolicyGroups: [],
  },
  'list-access-keys ci-backup': {
    AccessKeyMetadata: [{ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active', CreateDate: '2026-01-02T03:04:05Z' }],
  },
  'get-access-key-last-used AKIAIOSFODNN7EXAMPLE': {
    UserName: 'ci-backup',
    AccessKeyLastUsed: { LastUsedDate: '2026-06-09T00:00:00Z', ServiceName: 's3' },
  },
  'list-attached-user-policies ci-backup': { AttachedPolicies: [] },
  'list-user-policies ci-backup': { PolicyNames: [] },
  'list-groups-for-user ci-backup': { Groups: [{ GroupName: 'ci' }] },
};

export function doorsOver(commands: NonNullable<ProbeDoors['kubectl']>['commands']): ProbeDoors {
  return { clock, kubectl: { commands, context }, aws: { commands, place, account } };
}
