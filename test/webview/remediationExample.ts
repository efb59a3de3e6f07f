import type { RemediationAction, RemediationView } from '../../src/webview/protocol/remediationPanel.ts';

const can: RemediationAction['can'] = {
  ...{ select: true, run: true, preview: false, file: true, undo: false, checkAgain: false, cancel: false },
};

const action = (told: Partial<RemediationAction> & Pick<RemediationAction, 'id' | 'name' | 'verb' | 'on'>): RemediationAction => ({
  surface: 'sysdig',
  availability: { state: 'unconfirmed', reason: 'No CLUSTER responder has completed anything here in 30 days' },
  does: '',
  expected: '',
  breaks: [],
  watch: '',
  why: { text: 'kdevtmpfsi runs from /dev/shm and talks to pool[.]example:3333', cites: ['E1', 'E3'] },
  reversibility: { kind: 'nothing', text: 'nothing to undo' },
  needs: [],
  request: '',
  status: 'pending',
  said: [],
  selected: false,
  can,
  ...told,
});

export const getLogs = action({
  id: 'a-logs',
  name: 'GET_LOGS',
  verb: 'Get logs',
  on: 'shop/storefront',
  responder: 'CLUSTER',
  does: 'stores the last 10 minutes of the logs of container storefront in bucket acme-captures',
  expected: 'one file for each of 3 pods, ready within two minutes',
  watch: 'the execution completes and names the file',
  needs: [
    { text: 'capture storage (bucket acme-captures)', met: 'yes' },
    { text: 'a CLUSTER responder', met: 'unknown' },
  ],
  request: '{"actionType":"GET_LOGS","parameters":{"kubernetes.cluster.name":"prod-eu-1","kubernetes.namespace.name":"shop"}}',
});

export const isolate = action({
  id: 'a-isolate',
  name: 'ISOLATE_NETWORK',
  verb: 'Isolate network',
  on: 'shop/storefront',
  responder: 'CLUSTER',
  does: 'denies all traffic of 3 pods with a NetworkPolicy that the responder makes',
  expected: 'the connection to pool[.]example:3333 drops; re-fires stop within a minute',
  breaks: [
    { text: 'Service shop/storefront: 3 of 3 replicas are behind it', cites: ['P4'], known: true },
    { text: 'Ingress shop.example.com answers with 503', cites: ['P6'], known: true },
    { text: 'HPA storefront 3–12 adds pods, which are isolated too', cites: ['P7'], known: true },
    { text: 'which other workloads call it: unknown, probe with sysql', cites: [], known: false },
  ],
  watch: 'no event of rule "Execution from /dev/shm" from shop/storefront',
  reversibility: { kind: 'undo', text: 'delete the network policy that it makes' },
  needs: [{ text: 'a CLUSTER responder (never seen to complete here)', met: 'unknown' }],
  request: `{
  "actionType": "ISOLATE_NETWORK",
  "parameters": {
    "kubernetes.cluster.name": "prod-eu-1",
    "kubernetes.namespace.name": "shop",
    "kubernetes.workload.name": "storefront",
    "kubernetes.workload.type": "deployment"
  }
}`,
  selected: true,
});

export const scale = action({
  id: 'a-scale',
  name: 'kubectl scale',
  verb: 'Scale down',
  on: 'deployment shop/storefront to 0',
  surface: 'kubectl',
  availability: { state: 'confirmed', reason: 'auth can-i patch deployments/scale says yes' },
  does: 'ends all 3 pods of the deployment',
  expected: 'the miner ends with its container',
  breaks: [{ text: 'Service shop/storefront has no pod behind it any more', cites: ['P4'], known: true }],
  watch: 'kubectl get deployment shows 0 of 0 ready',
  reversibility: { kind: 'inverse', text: 'kubectl scale … --replicas=3' },
  needs: [{ text: 'write access of kubectl, asked for this action alone', met: 'no' }],
  request: 'kubectl --context prod-eu-1 --namespace shop scale deployment/storefront --replicas=0',
  can: { ...can, preview: true },
});

export const keyInactive = action({
  id: 'a-key',
  name: 'aws iam update-access-key',
  verb: 'Deactivate access key',
  on: 'AKIAIOSFODNN7EXAMPLE of backup-admin',
  surface: 'aws',
  availability: { state: 'confirmed', reason: 'the credentials may call iam:UpdateAccessKey' },
  does: 'sets the key inactive',
  expected: 'calls with the key fail with InvalidClientTokenId',
  breaks: [{ text: 'who else uses the key: unknown, probe with aws iam get-access-key-last-used', cites: [], known: false }],
  watch: 'no call with the key in CloudTrail',
  reversibility: { kind: 'inverse', text: 'aws iam update-access-key … --status Active' },
  request: 'aws iam update-access-key --user-name backup-admin --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive',
});

export const kill = action({
  id: 'a-kill',
  name: 'KILL_CONTAINER',
  verb: 'Kill container',
  on: '3f2a9c81d7be',
  responder: 'HOST',
  availability: { state: 'confirmed', reason: 'a HOST responder completed KILL_PROCESS on ip-10-20-3-41 an hour ago' },
  does: 'kills the container; its kubelet starts another',
  expected: 'the miner ends, and comes back where the way in stays open',
  breaks: [{ text: '1 of 3 replicas is gone for about 20 s', cites: ['P3'], known: true }],
  watch: 'a new container id in the pod',
  reversibility: { kind: 'never', text: 'what the container held in memory and on its own disk is lost; the deployment starts it anew' },
  needs: [{ text: 'container.id', met: 'yes' }],
  request: '{"actionType":"KILL_CONTAINER","parameters":{"container.id":"3f2a9c81d7be"}}',
});

export const trail = action({
  id: 'a-trail',
  name: 'aws cloudtrail start-logging',
  verb: 'Restart trail',
  on: 'org-trail',
  surface: 'ticket',
  availability: {
    state: 'unavailable',
    reason: 'it is not among the commands that may be run',
    fix: 'file it as a ticket; a person can run the command',
  },
  does: 'starts the trail again',
  expected: 'CloudTrail writes events of the organisation',
  watch: 'aws cloudtrail get-trail-status says IsLogging',
  request: 'aws cloudtrail start-logging --name org-trail',
  can: { ...can, select: false, run: false },
});

/** A checklist as it stands before anything was decided: the cryptominer in prod-eu-1/shop/storefront. */
export const checklist: RemediationView = {
  title: 'Cryptominer dropped through storefront web shell',
  eventId: '18b3c5d2e4f6a7089c1d2e3f40516273',
  tenant: { name: 'acme', region: 'eu1', sample: true },
  threatPlace: 'prod-eu-1 / 123456789012',
  parts: [
    { name: 'Threat', status: 'done' },
    { name: 'Catalogue', status: 'done' },
    { name: 'Blast radius', status: 'done' },
  ],
  guard: [
    { surface: 'kubectl', points: 'prod-eu-1', match: 'match', grant: 'read', canGrant: false },
    { surface: 'aws', points: '123456789012', match: 'match', grant: 'none', canGrant: true },
  ],
  known: [
    { text: 'kdevtmpfsi ran from /dev/shm at 2026-06-10 09:12:43Z', cites: ['E1', 'E3'] },
    { text: 'It was started by bash, and that by java in container 3f2a9c81d7be', cites: ['E4'] },
    { text: 'The access key of backup-admin was created from the role of the node', cites: ['E9'] },
  ],
  missing: ['whether the way in is still open', 'what the role of the node may do'],
  radius: [
    {
      topic: 'Identity',
      lines: [
        { text: 'Deployment shop/storefront, 3 of 3 replicas ready', cites: ['P1', 'P3'], gap: false },
        { text: 'Owner chain: pod, ReplicaSet storefront-7c9d, Deployment storefront', cites: ['P1'], gap: false },
      ],
    },
    {
      topic: 'Inbound',
      lines: [
        { text: 'Service shop/storefront selects 3 of 3 pods on port 8080', cites: ['P4'], gap: false },
        { text: 'Ingress shop.example.com leads to it', cites: ['P6'], gap: false },
      ],
    },
    { topic: 'Outbound', lines: [{ text: 'No NetworkPolicy limits what the pods reach', cites: ['P5'], gap: false }] },
    { topic: 'Sidecars', lines: [{ text: 'none', cites: ['P2'], gap: false }] },
    {
      topic: 'Cloud identity',
      lines: [{ text: 'which role its service account takes: unknown, probe with aws (not granted)', cites: [], gap: true }],
    },
    {
      topic: 'Disruption',
      lines: [{ text: 'HPA storefront keeps 3 to 12 replicas and would fight a scale-down', cites: ['P7'], gap: false }],
    },
    { topic: 'RBAC', lines: [{ text: 'which Roles bind default: unknown, probe with kubectl', cites: [], gap: true }] },
  ],
  permissions: [
    { what: 'HOST responder', may: 'yes', why: 'completed KILL_PROCESS an hour ago' },
    { what: 'CLUSTER responder', may: 'unknown', why: 'nothing completed in 30 days', fix: 'install the cluster shield in prod-eu-1' },
    { what: 'Capture storage', may: 'yes', why: 'bucket acme-captures' },
    { what: 'kubectl patch deployments in shop', may: 'yes', why: 'auth can-i says yes' },
    {
      what: 'kubectl delete networkpolicies in shop',
      may: 'no',
      why: 'auth can-i says no',
      fix: 'ask for a role that may delete NetworkPolicies',
    },
    { what: 'iam:UpdateAccessKey', may: 'unknown', why: 'reading with aws was not granted', fix: 'allow reading with aws' },
    { what: 'Jira', may: 'yes', why: 'project SEC' },
  ],
  others: [{ text: 'maria@acme.example ran PAUSE_CONTAINER on 3f2a9c81d7be at 09:31:02Z: completed, not undone', cites: ['P9'] }],
  order: 'logs first, because containment ends the container; isolation before killing, because the miner restarts.',
  stages: [
    { stage: 'evidence', actions: [getLogs] },
    { stage: 'containment', actions: [isolate, scale, keyInactive, trail] },
    { stage: 'destruction', actions: [kill] },
  ],
  summary: [],
  canReport: false,
  readOnly: false,
  grants: ['kubectl'],
  caseFile: 'threat-18b3c5d2.md',
};

/** The same list with some of its actions changed. */
export function changed(
  view: RemediationView,
  ...changes: readonly (Partial<RemediationAction> & { readonly id: string })[]
): RemediationView {
  const stages = view.stages.map(({ stage, actions }) => ({
    stage,
    actions: actions.map((one) => ({ ...one, ...changes.find(({ id }) => id === one.id) })),
  }));
  return { ...view, stages };
}

/** Opened a moment ago, without a case: the parts are still being read. */
export const loading: RemediationView = {
  ...checklist,
  banner: 'Started without an investigation: consequences are best effort, and much will say unknown.',
  parts: [
    { name: 'Threat', status: 'done', detail: '4 events' },
    { name: 'Executions of others', status: 'done', detail: '1 on the same target' },
    { name: 'Catalogue', status: 'in_progress' },
    { name: 'Blast radius', status: 'in_progress', detail: '3 of 7 topics' },
    { name: 'aws', status: 'skipped', detail: 'not granted' },
    { name: 'Permissions', status: 'pending' },
  ],
  radius: checklist.radius.slice(0, 2),
  permissions: [],
  order: '',
  stages: [],
};

const off = { ...can, run: false, select: false };
const elsewhere = 'kubectl points at staging-eu-1, and the threat is in prod-eu-1';

/** kubectl points at another cluster. */
export const mismatch: RemediationView = changed(
  {
    ...checklist,
    guard: [
      {
        ...{ surface: 'kubectl', points: 'staging-eu-1', match: 'mismatch', grant: 'none', canGrant: false },
        note: 'kubectl points at staging-eu-1, but the threat is in prod-eu-1: switch to context prod-eu-1 and probe again.',
      },
      { surface: 'aws', match: 'absent', grant: 'none', canGrant: false, note: 'The AWS CLI is not installed.' },
    ],
    grants: [],
  },
  { id: scale.id, blocked: elsewhere, can: off },
  { id: keyInactive.id, blocked: 'the AWS CLI is not installed', can: off },
);

/** Two selected, one of them running. */
export const running: RemediationView = changed(
  { ...checklist, queue: { left: 1 } },
  {
    ...{ id: getLogs.id, status: 'done', decision: 'approved', executionId: 'a1f0c2d4-8c3e-4f7a-9b1d-2e3f4a5b6c7d', can: off },
    said: ['completed in 41 s: storefront-logs.tar.gz in acme-captures'],
  },
  {
    ...{ id: isolate.id, status: 'in_progress', decision: 'approved', executionId: '5f3c9d1e-77aa-4b0c-8d2f-1a2b3c4d5e6f' },
    can: { ...off, file: false, cancel: true },
    blocked: 'it is running',
  },
);

/** Everything that was wanted has run, one was declined, one failed; the watch goes on. */
export const finished: RemediationView = changed(
  {
    ...checklist,
    watch: {
      ...{ state: 'watching', polls: 3, of: 10, line: '3 of 10: no re-fire', refires: [], canWatchLonger: true },
      honest: 'The rule fired 0.4 times an hour before, so five minutes of quiet prove little yet.',
      timeline: [
        { at: '2026-06-10T09:41:00.000Z', text: 'Watching "Execution from /dev/shm" on shop/storefront' },
        { at: '2026-06-10T09:42:00.000Z', text: '2 of 10: no re-fire' },
      ],
    },
    summary: [
      'The network of shop/storefront was isolated at 09:40:12Z, after its logs were kept; killing the container was declined.',
      'It is taken back with undo_response_action 5f3c9d1e. Close the way in before you do.',
    ],
    canReport: true,
  },
  {
    ...{ id: getLogs.id, status: 'done', decision: 'approved', executionId: 'a1f0c2d4-8c3e-4f7a-9b1d-2e3f4a5b6c7d', can: off },
    said: ['completed in 41 s: storefront-logs.tar.gz in acme-captures'],
  },
  {
    ...{ id: isolate.id, status: 'done', decision: 'approved', executionId: '5f3c9d1e-77aa-4b0c-8d2f-1a2b3c4d5e6f', selected: false },
    said: ['completed in 12 s'],
    undo: { call: 'undo_response_action 5f3c9d1e-77aa-4b0c-8d2f-1a2b3c4d5e6f', status: 'offered' },
    can: { ...off, file: false, undo: true },
  },
  {
    ...{ id: scale.id, status: 'done', decision: 'approved' },
    said: ['deployment.apps/storefront scaled'],
    undo: {
      call: 'kubectl --context prod-eu-1 -n shop scale deployment/storefront --replicas=3',
      status: 'done',
      said: 'scaled back to 3',
    },
    can: { ...off, file: false },
  },
  {
    ...{ id: keyInactive.id, status: 'failed', decision: 'approved' },
    said: [
      'The access key was not changed',
      'AWS refused: AccessDenied for iam:UpdateAccessKey',
      'Fix: ask for iam:UpdateAccessKey on user backup-admin, or file it as a ticket',
    ],
  },
  { id: kill.id, status: 'skipped', decision: 'declined' },
);
