import { awsResource, imageOf, processFields, processTree, workloadResource } from '../../places.ts';
import { ago, type Signal, type Story } from '../../story.ts';
import { account, attacker, bash, hostId, inPod, java, miner, pod, tini } from './actors.ts';

const minerRuns: Signal = {
  from: 'container',
  rule: 'Execution from /dev/shm',
  tags: ['container', 'host', 'MITRE', 'MITRE_TA0002_execution', 'MITRE_T1059.004_command_and_scripting_interpreter_unix_shell'],
  severity: 1,
  labels: { ...inPod, 'process.name': '/dev/shm/.x/kdevtmpfsi' },
  fields: processFields([tini, java, bash, miner], pod, { 'proc.cwd': '/usr/local/tomcat/' }),
  output: `File execution detected from /dev/shm (proc.cmdline=${miner.cmdline} proc.name=kdevtmpfsi proc.pname=bash container.id=${pod.container})`,
};

/** Tomcat writes a page, the page starts a shell, the shell a miner, which goes on firing. */
export function inThePod(story: Story): void {
  const written = webShellWritten(story);
  const shell = shellStarted(story);
  const executed = story.signal(ago({ minutes: 30, seconds: 15 }), minerRuns);
  const mining = minerConnected(story);
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
      {
        name: 'Execution from /dev/shm',
        title: 'Miner execution from shared memory',
        description: 'bash, child of java, executed kdevtmpfsi from /dev/shm.',
        severity: 'high',
        events: [executed, shell, mining],
        image: imageOf(pod),
      },
      {
        name: 'Web Server Wrote an Executable Page',
        title: 'Web shell written by Tomcat',
        description: 'java wrote /usr/local/tomcat/webapps/ROOT/health.jsp.',
        severity: 3,
        events: [written],
        image: imageOf(pod),
      },
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

function webShellWritten(story: Story): string {
  return story.signal(ago({ minutes: 31, seconds: 40 }), {
    from: 'container',
    rule: 'Web Server Wrote an Executable Page',
    tags: ['container', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1505.003_server_software_component_web_shell'],
    severity: 3,
    labels: inPod,
    fields: processFields([tini, java], pod, { 'evt.type': 'openat', 'fd.name': '/usr/local/tomcat/webapps/ROOT/health.jsp' }),
    output: 'Executable page written by the web server (file=/usr/local/tomcat/webapps/ROOT/health.jsp proc.name=java)',
  });
}

function shellStarted(story: Story): string {
  return story.signal(ago({ minutes: 31 }), {
    from: 'container',
    rule: 'Run shell untrusted',
    tags: ['container', 'MITRE', 'MITRE_TA0002_execution', 'MITRE_T1059.004_command_and_scripting_interpreter_unix_shell'],
    severity: 2,
    labels: inPod,
    fields: processFields([tini, java, bash], pod),
    output: `Shell spawned by untrusted binary (proc.cmdline=${bash.cmdline} proc.pname=java container.id=${pod.container})`,
  });
}

/** The rule and, as machine learning sees it, the same once more: an event without rule and fields. */
function minerConnected(story: Story): string {
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
    content: {
      type: 'workloadMLRuntimeDetection',
      policyId: 10011711,
      command: miner.cmdline,
      exe: '/dev/shm/.x/kdevtmpfsi',
      detectedClassProbability: 0.97,
    },
  });
  return story.signal(ago({ minutes: 30 }), {
    from: 'container',
    rule: 'Detect outbound connections to common miner pool ports',
    tags: ['container', 'network', 'MITRE', 'MITRE_TA0040_impact', 'MITRE_T1496_resource_hijacking'],
    severity: 2,
    policy: 'Sysdig Runtime Threat Intelligence',
    labels: inPod,
    fields: processFields([tini, java, bash, miner], pod, {
      'evt.type': 'connect',
      'fd.rip': '203.0.113.77',
      'fd.rport': '3333',
      'fd.name': '10.20.3.118:52144->203.0.113.77:3333',
    }),
    output: 'Outbound connection to a miner pool port (proc.name=kdevtmpfsi connection=10.20.3.118:52144->203.0.113.77:3333)',
  });
}
