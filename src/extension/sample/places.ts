import type { ProcessRecord, ResourceRecord } from './world.ts';

type Labels = Readonly<Record<string, string>>;

export type Pod = {
  readonly cluster: string;
  readonly namespace: string;
  readonly workload: string;
  readonly workloadType: string;
  readonly name: string;
  readonly node: string;
  readonly container: string;
  readonly image: { readonly repository: string; readonly tag: string; readonly digest: string };
};

/** The labels of an event in a pod; `container.id` is a field, never a label (contract §3.3.1). */
export function podLabels(pod: Pod): Labels {
  return {
    'kubernetes.cluster.name': pod.cluster,
    'kubernetes.namespace.name': pod.namespace,
    'kubernetes.workload.name': pod.workload,
    'kubernetes.workload.type': pod.workloadType,
    'kubernetes.pod.name': pod.name,
    'kubernetes.node.name': pod.node,
    'host.hostName': pod.node,
    'container.name': pod.workload,
    'container.image.repo': pod.image.repository,
    'container.image.tag': pod.image.tag,
    'container.image.digest': pod.image.digest,
    'orchestrator.type': 'kubernetes',
    'agent.version': '14.2.1',
  };
}

export function awsLabels(account: string, region: string): Labels {
  return {
    'aws.accountId': account,
    'aws.region': region,
    'cloudProvider.name': 'aws',
    'cloudProvider.account.id': account,
    'cloudProvider.region': region,
  };
}

export function workloadResource(pod: Pod): ResourceRecord {
  return { type: 'K8S_WORKLOAD', name: pod.workload, cluster: pod.cluster, namespace: pod.namespace, workloadType: pod.workloadType };
}

export function awsResource(account: string): ResourceRecord {
  return { type: 'CLOUD', name: account, provider: 'aws', accountId: account };
}

export function hostResource(name: string): ResourceRecord {
  return { type: 'HOST', name };
}

export function imageOf({ image }: Pod): { reference: string; digest: string } {
  return { reference: `${image.repository}:${image.tag}`, digest: image.digest };
}

export type Process = {
  readonly name: string;
  readonly cmdline: string;
  readonly pid: number;
  readonly exe?: string;
  readonly sha256?: string;
  readonly user?: string;
};

/**
 * Event fields of the last process of an ancestry (oldest first), the way Falco writes them: every value a string, `proc.aname[2]` the grandparent.
 */
export function processFields(ancestry: readonly Process[], where: Pod | 'host', more: Labels = {}): Labels {
  const [process, parent, ...older] = [...ancestry].reverse();
  if (process === undefined) return more;
  return {
    'container.id': where === 'host' ? 'host' : where.container,
    ...(where === 'host'
      ? {}
      : { 'container.name': where.workload, 'container.image.repository': where.image.repository, 'container.image.tag': where.image.tag }),
    'evt.type': 'execve',
    'evt.res': 'SUCCESS',
    'proc.name': process.name,
    'proc.exepath': process.exe ?? `/usr/bin/${process.name}`,
    'proc.cmdline': process.cmdline,
    'proc.pname': parent?.name ?? '<NA>',
    'proc.pcmdline': parent?.cmdline ?? '<NA>',
    ...Object.fromEntries(older.slice(0, 3).map((ancestor, index) => [`proc.aname[${index + 2}]`, ancestor.name])),
    'proc.pid': String(process.pid),
    'proc.ppid': parent === undefined ? '<NA>' : String(parent.pid),
    ...(process.sha256 === undefined ? {} : { 'proc.hash.sha256': process.sha256 }),
    'user.name': process.user ?? 'root',
    'user.uid': process.user === undefined ? '0' : '1000',
    'user.loginuid': '-1',
    ...more,
  };
}

/** The same ancestry as the nested process tree of contract §3.4, its last process marked as the trigger. */
export function processTree(ancestry: readonly Process[], where: Pod | 'host'): ProcessRecord {
  const build = (index: number): ProcessRecord[] => {
    const process = ancestry[index];
    if (process === undefined) return [];
    const parent = ancestry[index - 1];
    const { name, cmdline, pid, exe, sha256 } = process;
    return [
      {
        pid,
        ...(parent === undefined ? {} : { ppid: parent.pid }),
        name,
        cmdline,
        exepath: exe ?? `/usr/bin/${name}`,
        ...(sha256 === undefined ? {} : { sha256 }),
        user: process.user ?? 'root',
        ...(where === 'host' ? {} : { containerId: where.container }),
        ...(index === ancestry.length - 1 ? { isTrigger: true } : {}),
        children: build(index + 1),
      },
    ];
  };
  const [root] = build(0);
  if (root === undefined) throw new Error('a process tree needs at least one process');
  return root;
}

export type Caller = {
  readonly user: string;
  readonly arn: string;
  readonly type: string;
  readonly account: string;
  readonly accessKey: string;
  readonly ip: string;
  readonly userAgent: string;
};

/** Fields of one AWS API call, e.g. `iam` and `CreateAccessKey`. */
export function apiFields(call: { service: string; api: string; region: string }, by: Caller, more: Labels = {}): Labels {
  return {
    'ct.name': call.api,
    'ct.src': `${call.service}.amazonaws.com`,
    'ct.region': call.region,
    'ct.srcip': by.ip,
    'ct.user': by.user,
    'ct.user.arn': by.arn,
    'ct.user.identitytype': by.type,
    'ct.user.accountid': by.account,
    'ct.user.accesskeyid': by.accessKey,
    'ct.useragent': by.userAgent,
    ...more,
  };
}
