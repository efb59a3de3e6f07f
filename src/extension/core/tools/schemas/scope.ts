import type { Image, Scope } from '../../model/threat.ts';
import { isRecord } from '../unwrap.ts';
import { firstText, present, readText, readTextMap } from './lenient.ts';

type TextMap = Readonly<Record<string, string>>;

/** Where an event happened, from its labels and then its fields: the same fact has another key in each (contract §3.3.1). */
export function scopeOf(labels: TextMap, fields: TextMap): Scope {
  const pick = (...keys: readonly string[]) => firstText(labels, ...keys) ?? firstText(fields, ...keys);
  const container = pick('container.id');
  const onHost = container === 'host';
  return present({
    cluster: pick('kubernetes.cluster.name'),
    namespace: pick('kubernetes.namespace.name', 'k8s.ns.name', 'ka.target.namespace'),
    workload: pick('kubernetes.workload.name', 'kubernetes.deployment.name', 'kubernetes.cronJob.name', 'kubernetes.job.name'),
    workloadType: pick('kubernetes.workload.type'),
    pod: pick('kubernetes.pod.name', 'k8s.pod.name'),
    container: shortContainerId(container),
    containerName: onHost ? undefined : pick('container.name'),
    host: pick('kubernetes.node.name', 'host.hostName'),
    ...cloudOf(pick),
    image: onHost ? undefined : imageOf(pick),
  });
}

function cloudOf(pick: (...keys: readonly string[]) => string | undefined) {
  const provider = pick('cloudProvider.name')?.toLowerCase();
  const account = (name: string) => (provider === name ? pick('cloudProvider.account.id') : undefined);
  return {
    awsAccount: pick('aws.accountId') ?? account('aws'),
    azureSubscription: pick('azure.subscriptionId') ?? account('azure'),
    gcpProject: pick('gcp.projectId') ?? account('gcp'),
    cloudTenant: pick('cloudProvider.tenantId') ?? account('okta') ?? account('github'),
    region: pick('aws.region', 'cloudProvider.region', 'gcp.location', 'ct.region'),
    instance: pick('aws.instanceId'),
  };
}

/** 12 hex; a full id of 64 is the same container. The literal `host` marks a host process (contract, trap 10). */
export function shortContainerId(id: string | undefined): string | undefined {
  return id !== undefined && /^[0-9a-f]{12}([0-9a-f]{52})?$/i.test(id) ? id.slice(0, 12).toLowerCase() : undefined;
}

function imageOf(pick: (...keys: readonly string[]) => string | undefined): Image | undefined {
  const digest = pick('container.image.digest');
  const image = present({
    repository: pick('container.image.repo', 'container.image.repository'),
    tag: pick('container.image.tag'),
    digest: digest !== undefined && isDigest(digest) ? digest : undefined,
  });
  return Object.keys(image).length === 0 ? undefined : image;
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The digest of the image that a row names as its own: under `image`, as a key of the row, or at the end of a reference. */
export function digestIn(row: unknown): string | undefined {
  if (!isRecord(row)) return undefined;
  const keys = ['digest', 'imageDigest', 'image_digest', 'manifestDigest'] as const;
  const image = isRecord(row['image']) ? row['image'] : {};
  const named = firstText(image, ...keys) ?? firstText(row, ...keys) ?? readText(row['image'])?.split('@').at(-1);
  return named !== undefined && isDigest(named) ? named : undefined;
}

/**
 * Where a resource is, from its own keys and labels and then from those of the group or threat that holds it. What its name stands for depends
 * on its type; a bare account number counts as AWS only where a key names it as an account and it has AWS's twelve digits.
 */
export function resourceScope(resource: Readonly<Record<string, unknown>>, holder: Readonly<Record<string, unknown>> = {}): Scope {
  const sources = [resource, resource['scope'], resource['labels'], holder, holder['scope'], holder['labels']].map(readTextMap);
  const all: TextMap = Object.assign({}, ...sources.toReversed());
  const type = readText(resource['type'])?.toUpperCase() ?? '';
  const name = firstText(resource, 'name', 'resourceName');
  const own = present({
    cluster: firstText(all, 'cluster', 'clusterName'),
    namespace: firstText(all, 'namespace', 'namespaceName'),
    workload: firstText(all, 'workload', 'workloadName') ?? (type.endsWith('WORKLOAD') ? name : undefined),
    workloadType: firstText(all, 'workloadType')?.toLowerCase(),
    host: firstText(all, 'host', 'hostName') ?? (type === 'HOST' ? name : undefined),
    region: firstText(all, 'region'),
    ...accountOf(all, type === 'CLOUD' || type.endsWith('ACCOUNT') ? name : undefined),
  });
  return { ...scopeOf(all, {}), ...own };
}

function accountOf(all: TextMap, cloudName: string | undefined) {
  const provider = firstText(all, 'provider', 'cloudProvider.name')?.toLowerCase();
  const account = firstText(all, 'accountId', 'cloudProvider.account.id') ?? (provider === undefined ? undefined : cloudName);
  const isAws = provider === 'aws' || (provider === undefined && account !== undefined && /^\d{12}$/.test(account));
  return {
    awsAccount: isAws ? account : undefined,
    azureSubscription: provider === 'azure' ? account : undefined,
    gcpProject: provider === 'gcp' ? account : undefined,
  };
}
