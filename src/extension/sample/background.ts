import { apiFields, awsLabels, type Pod, podLabels, processFields } from './places.ts';
import { ago, type Signal, Story } from './story.ts';
import { sha256, type World } from './world.ts';

const days = 7;
const each = 300;

const quietRules = [
  {
    rule: 'Launch Package Management Process in Container',
    tag: 'MITRE_TA0003_persistence',
    severity: 6,
    process: 'apk',
    cmdline: 'apk info',
  },
  {
    rule: 'Read environment variable from /proc files',
    tag: 'MITRE_TA0007_discovery',
    severity: 6,
    process: 'node',
    cmdline: 'node /app/health.js',
  },
  {
    rule: 'Redirect STDOUT/STDIN to Network Connection in Container',
    tag: 'MITRE_TA0002_execution',
    severity: 5,
    process: 'socat',
    cmdline: 'socat - TCP:10.0.0.9:6379',
  },
  {
    rule: 'Contact K8S API Server From Container',
    tag: 'MITRE_TA0007_discovery',
    severity: 7,
    process: 'operator',
    cmdline: 'operator --leader-elect',
  },
] as const;

/** Where the everyday noise comes from; the incidents' clusters are not in it, but for a few events in prod-eu-1. */
const workloads = [
  ['dev-us-1', 'team-a', 'api'],
  ['dev-us-1', 'team-b', 'worker'],
  ['staging-eu-1', 'shop', 'storefront'],
  ['staging-eu-1', 'search', 'indexer'],
  ['data-us-2', 'etl', 'loader'],
] as const;

/** A week of an ordinary tenant: nothing above medium, nothing that belongs to an incident. */
export function background(world: World, begin: number): void {
  const story = new Story(world, 'background', begin);
  const step = ago({ days }) / each;
  for (let n = 1; n <= each; n += 1) story.signal(n * step, quiet(n));
  for (const n of [1, 2, 3, 4])
    story.signal(ago({ days: n, hours: 3 }), quietIn(['prod-eu-1', 'shop', n % 2 === 0 ? 'cart' : 'storefront'], n));
  for (const n of [1, 2, 3, 4, 5]) story.signal(ago({ days: n, hours: 9 }), deployment(n));
  story.raw(ago({ days: 2, hours: 1 }), {
    name: 'Sysdig AWS ML Console Login',
    description: 'Machine learning detection of unusual console logins',
    severity: 6,
    category: 'cloudtrail',
    source: 'agentless-aws-ml',
    originator: 'policy',
    engine: 'machineLearning',
    actions: [],
  });
}

function quiet(n: number): Signal {
  return quietIn(workloads[n % workloads.length] ?? workloads[0], n);
}

function quietIn([cluster, namespace, workload]: readonly [string, string, string], n: number): Signal {
  const { rule, tag, severity, process, cmdline } = quietRules[n % quietRules.length] ?? quietRules[0];
  const digest = sha256(`${namespace}/${workload}`);
  const pod: Pod = {
    cluster,
    namespace,
    workload,
    workloadType: 'deployment',
    name: `${workload}-${digest.slice(0, 10)}-${digest.slice(10, 15)}`,
    node: `${cluster}-node-${n % 3}`,
    container: sha256(`${cluster}/${namespace}/${workload}`).slice(0, 12),
    image: { repository: `registry.acme.example/${namespace}/${workload}`, tag: 'stable', digest: `sha256:${digest}` },
  };
  const processes = [
    { name: 'entrypoint', cmdline: 'entrypoint.sh', pid: 1 },
    { name: process, cmdline, pid: 1000 + n },
  ];
  return {
    from: 'container',
    rule,
    tags: ['container', 'MITRE', tag],
    severity,
    policy: 'Sysdig Runtime Notable Events',
    labels: podLabels(pod),
    fields: processFields(processes, pod),
    output: `${rule} (proc.cmdline=${cmdline} container.id=${pod.container})`,
  };
}

function deployment(n: number): Signal {
  const account = '210987654321';
  const by = {
    user: 'deployer',
    arn: `arn:aws:iam::${account}:user/deployer`,
    type: 'IAMUser',
    account,
    accessKey: 'AKIAEXAMPLEDEPLOY001',
    ip: '192.0.2.10',
    userAgent: 'Terraform/1.9.5',
  };
  return {
    from: 'cloudtrail',
    rule: 'Update Lambda Function Code',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0002_execution'],
    severity: 6,
    labels: awsLabels(account, 'us-east-1'),
    fields: apiFields({ service: 'lambda', api: 'UpdateFunctionCode20150331v2', region: 'us-east-1' }, by, {
      'ct.request.functionname': `report-${n}`,
    }),
    output: `Lambda function code updated (function=report-${n} requesting user=deployer)`,
  };
}
