import { imageOf, type Pod, type Process, podLabels, processFields, processTree, workloadResource } from '../places.ts';
import { ago, Story } from '../story.ts';
import type { World } from '../world.ts';

const pod: Pod = {
  cluster: 'pay-eu-2',
  namespace: 'payments',
  workload: 'ledger',
  workloadType: 'statefulset',
  name: 'ledger-0',
  node: 'gke-pay-eu-2-pool-a-71c0',
  container: 'b81d22c0f4a7',
  image: {
    repository: 'europe-docker.pkg.dev/acme-pay/apps/ledger',
    tag: '7.3.0',
    digest: 'sha256:41c7e09a5be1d83f60724cc9a1eb55d0f27b6438a90d1c2e3f4455667788990a',
  },
};
const project = { 'gcp.projectId': 'acme-pay', 'cloudProvider.name': 'gcp', 'cloudProvider.account.id': 'acme-pay' };
const audit = { 'kubernetes.cluster.name': pod.cluster, 'kubernetes.namespace.name': pod.namespace, ...project };
const dana = { 'ka.user.name': 'dana@acme.example', 'ka.sourceips': '192.0.2.61', 'ka.useragent': 'kubectl/v1.31.2 (darwin/arm64)' };
const ledger: Process = { name: 'ledger', cmdline: '/app/ledger --config /etc/ledger.yaml', pid: 1, exe: '/app/ledger', user: 'app' };
const sh: Process = { name: 'sh', cmdline: 'sh', pid: 7731, user: 'app' };
const cat: Process = { name: 'cat', cmdline: 'cat /var/run/secrets/kubernetes.io/serviceaccount/token', pid: 7740, user: 'app' };

/** A person opens a shell in a pod of the payments namespace and reads the service account's token: an administrator or not, the audit log names her. */
export function podExec(world: World, begin: number): void {
  const story = new Story(world, 'podExec', begin);
  const exec = story.signal(ago({ hours: 3, minutes: 21 }), {
    from: 'k8sAudit',
    rule: 'Attach/Exec Pod',
    tags: ['k8s', 'MITRE', 'MITRE_TA0002_execution', 'MITRE_T1609_container_administration_command'],
    severity: 4,
    labels: { ...audit, 'kubernetes.pod.name': pod.name },
    fields: {
      ...dana,
      'ka.verb': 'create',
      'ka.target.resource': 'pods',
      'ka.target.subresource': 'exec',
      'ka.target.name': pod.name,
      'ka.target.namespace': pod.namespace,
      'ka.uri.param[command]': 'sh',
      'ka.response.code': '101',
    },
    output: `Attach/Exec to pod (user=dana@acme.example pod=${pod.name} resource=pods ns=${pod.namespace} action=create command=sh)`,
  });
  const shell = story.signal(ago({ hours: 3, minutes: 20, seconds: 58 }), {
    from: 'container',
    rule: 'Terminal shell in container',
    tags: ['container', 'shell', 'MITRE', 'MITRE_TA0002_execution', 'MITRE_T1059.004_command_and_scripting_interpreter_unix_shell'],
    severity: 4,
    policy: 'Sysdig Runtime Notable Events',
    labels: { ...podLabels(pod), ...project },
    fields: processFields([ledger, sh], pod, { 'proc.tty': '34816', 'proc.pname': 'runc' }),
    output: `A shell was spawned in a container with an attached terminal (proc.cmdline=sh proc.tty=34816 container.id=${pod.container})`,
  });
  const token = story.signal(ago({ hours: 3, minutes: 19, seconds: 10 }), {
    from: 'container',
    rule: 'Read Service Account Token',
    tags: ['container', 'filesystem', 'MITRE', 'MITRE_TA0006_credential_access', 'MITRE_T1528_steal_application_access_token'],
    severity: 3,
    labels: { ...podLabels(pod), ...project },
    fields: processFields([sh, cat], pod, { 'evt.type': 'openat', 'fd.name': '/var/run/secrets/kubernetes.io/serviceaccount/token' }),
    output: `Service account token read (file=/var/run/secrets/kubernetes.io/serviceaccount/token proc.cmdline=${cat.cmdline})`,
  });
  story.tree(token, processTree([sh, cat], pod));
  story.group({
    name: 'Execution, Credential Access on Kubernetes Workload',
    title: 'Shell opened in the ledger pod by dana@acme.example',
    description: 'dana@acme.example ran kubectl exec on ledger-0. sh was spawned and cat read the service account token.',
    severity: 'medium',
    resource: { ...workloadResource(pod), type: 'KUBERNETES_WORKLOAD' },
    threats: [
      {
        name: 'Read Service Account Token',
        title: 'Service account token read',
        description: 'cat, child of sh, read the token.',
        severity: 3,
        events: [token, shell],
        image: imageOf(pod),
      },
      {
        name: 'Attach/Exec Pod',
        title: 'Exec into ledger-0',
        description: 'dana@acme.example ran kubectl exec on ledger-0.',
        severity: 4,
        events: [exec],
      },
    ],
  });
}
