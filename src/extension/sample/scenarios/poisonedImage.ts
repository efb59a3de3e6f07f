import { imageOf, type Pod, type Process, podLabels, processFields, processTree, workloadResource } from '../places.ts';
import { ago, Story } from '../story.ts';
import type { World } from '../world.ts';

const pod: Pod = {
  cluster: 'shop-us-3',
  namespace: 'recs',
  workload: 'recommender',
  workloadType: 'deployment',
  name: 'recommender-5b66f7d9c8-9tqzn',
  node: 'aks-general-33127711-vmss000004',
  container: 'c4417ea90b35',
  image: {
    repository: 'ghcr.io/acme-labs/recommender',
    tag: '1.8.0',
    digest: 'sha256:e02f7711a9bc4d5683a1ff0027cc96e4d85b3a1290ee7f6d5c4b3a2918070605',
  },
};
const inPod = { ...podLabels(pod), 'azure.subscriptionId': '7d9c1f20-5a3e-4b58-9c06-2f1e8a44b0d7', 'cloudProvider.name': 'azure' };
const gitHub = { 'cloudProvider.name': 'github', 'cloudProvider.account.id': 'acme-labs' };
const okta = { 'cloudProvider.name': 'okta', 'cloudProvider.tenantId': 'acme.okta.example' };
const actor = {
  'github.user': 'ci-release-bot',
  'github.org': 'acme-labs',
  'github.repo': 'acme-labs/recommender',
  'github.sourceip': '192.0.2.199',
};
const node: Process = { name: 'node', cmdline: 'node server.js', pid: 1, user: 'app' };
const sh: Process = { name: 'sh', cmdline: 'sh -c /tmp/.cache/helper', pid: 611, user: 'app' };
const helper: Process = {
  name: 'helper',
  cmdline: '/tmp/.cache/helper',
  pid: 617,
  exe: '/tmp/.cache/helper',
  user: 'app',
  sha256: 'd1c30f6ee4470b9a2b8c5d7e6f1023948576a1b2c3d4e5f60718293a4b5c6d7e',
};

/** A CI account is taken over, pushes a changed workflow and a new image, and a pod of that image drifts. Only the drift has a threat group. */
export function poisonedImage(world: World, begin: number): void {
  const story = new Story(world, 'poisonedImage', begin);
  beforeTheCluster(story);
  const drift = story.signal(ago({ hours: 8, minutes: 2 }), {
    from: 'container',
    rule: 'Drop and execute new binary in container',
    tags: ['container', 'process', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1525_implant_internal_image'],
    severity: 2,
    policy: 'Container Drift',
    engine: 'drift',
    ruleType: 7,
    labels: inPod,
    fields: processFields([node, sh, helper], pod, { 'proc.is_exe_upper_layer': 'true' }),
    output: `Executing binary not part of base image (proc.exe=/tmp/.cache/helper proc.pname=sh container.id=${pod.container})`,
  });
  const beacon = story.signal(ago({ hours: 8, minutes: 1 }), {
    from: 'container',
    rule: 'Outbound Connection to C2 Servers',
    tags: ['container', 'network', 'MITRE', 'MITRE_TA0011_command_and_control', 'MITRE_T1071_application_layer_protocol'],
    severity: 1,
    policy: 'Sysdig Runtime Threat Intelligence',
    labels: inPod,
    fields: processFields([node, sh, helper], pod, { 'evt.type': 'connect', 'fd.rip': '198.51.100.140', 'fd.rport': '8443' }),
    output: 'Outbound connection to a known C2 address (proc.name=helper fd.rip=198.51.100.140)',
  });
  for (const id of [drift, beacon]) story.tree(id, processTree([node, sh, helper], pod));
  story.group({
    name: 'Persistence, Command and Control on Kubernetes Workload',
    title: 'New binary executed in recommender and calling out',
    description:
      'node spawned sh, which executed /tmp/.cache/helper, a binary that is not part of the image. helper connected to 198.51.100.140.',
    severity: 1,
    resource: workloadResource(pod),
    threats: [
      {
        name: 'Drop and execute new binary in container, Outbound Connection to C2 Servers',
        title: 'Drifted binary calling a C2 address',
        description: 'sh executed helper, which connected to 198.51.100.140.',
        severity: 'HIGH',
        events: [drift, beacon],
        image: imageOf(pod),
      },
    ],
  });
  story.asset({
    kind: 'workload',
    name: imageOf(pod).reference,
    digest: pod.image.digest,
    scope: { ...inPod, 'asset.type': 'workload' },
    exposed: false,
    vulnerabilities: [],
    violations: [],
  });
}

function beforeTheCluster(story: Story): void {
  story.signal(ago({ hours: 8, minutes: 41 }), {
    from: 'okta',
    rule: 'Okta Sign In from New Device after MFA Reset',
    tags: ['okta', 'MITRE', 'MITRE_TA0001_initial_access', 'MITRE_T1078.004_valid_accounts_cloud_accounts'],
    severity: 3,
    labels: okta,
    fields: {
      'okta.actor.name': 'ci-release-bot',
      'okta.actor.alternateid': 'ci-release-bot@acme.example',
      'okta.client.ipaddress': '192.0.2.199',
      'okta.evt.type': 'user.session.start',
    },
    output: 'Sign in from a new device after an MFA reset (user=ci-release-bot@acme.example ip=192.0.2.199)',
  });
  story.signal(ago({ hours: 8, minutes: 30 }), {
    from: 'github',
    rule: 'Github Workflow File Changed on Protected Branch',
    tags: ['github', 'MITRE', 'MITRE_TA0005_defense_evasion', 'MITRE_T1195.002_supply_chain_compromise_compromise_software_supply_chain'],
    severity: 3,
    labels: gitHub,
    fields: { ...actor, 'github.action': 'push', 'github.ref': 'refs/heads/main', 'github.workflow': '.github/workflows/release.yml' },
    output:
      'Workflow file changed on a protected branch (repo=acme-labs/recommender user=ci-release-bot file=.github/workflows/release.yml)',
  });
  story.signal(ago({ hours: 8, minutes: 24 }), {
    from: 'github',
    rule: 'Github Package Published Outside Release Window',
    tags: ['github', 'MITRE', 'MITRE_TA0001_initial_access', 'MITRE_T1195.002_supply_chain_compromise_compromise_software_supply_chain'],
    severity: 2,
    labels: gitHub,
    fields: { ...actor, 'github.action': 'package.published', 'github.package': 'ghcr.io/acme-labs/recommender:1.8.0' },
    output: 'Package published outside the release window (package=ghcr.io/acme-labs/recommender:1.8.0 user=ci-release-bot)',
  });
}
