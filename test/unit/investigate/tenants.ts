import fc from 'fast-check';
import {
  cursorOf,
  type EventRecord,
  emptyWorld,
  hexId,
  nanoseconds,
  type ProcessRecord,
  uuid,
  type World,
} from '../../../src/extension/sample/world.ts';
import { now } from '../../fixtures/incidents/measure.ts';

/** Texts as tenants have them where something is missing, odd, hostile or huge. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('<NA>', '', ' ', 'null', '0', '-1', '99999999999999999999', '|', '`x`', '</td>', 'a\nb', '../..', '[a](b)'),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 30, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 7, 2 ** 60, -0.5, true, [], {}, ['a'], { a: { b: 1 } }) },
);

/** Values that mean something, few of them, so that events have something in common. */
const values: Readonly<Record<string, readonly string[]>> = {
  'proc.name': ['sh', 'java', 'curl', 'nsenter', 'cat'],
  'proc.pname': ['java', 'sh', 'sshd', '<NA>'],
  'proc.cmdline': ['sh -c id', 'curl http://203.0.113.9/x', 'cat /etc/shadow'],
  'proc.pid': ['1', '40', '41', '4194304'],
  'proc.ppid': ['1', '40', '41', '0'],
  'container.id': ['host', 'aaaabbbbcccc', '<NA>', '0123456789ab'],
  'evt.type': ['execve', 'connect', 'openat', 'setns', 'unlinkat'],
  'fd.name': ['/etc/shadow', '10.0.0.1:4444->203.0.113.9:443', '/dev/shm/x', '->:'],
  'fd.rip': ['203.0.113.9', '169.254.169.254', '::1', '999.1.1.1'],
  'proc.hash.sha256': ['ab'.repeat(32), 'short'],
  'ct.name': ['CreateAccessKey', 'StopLogging', 'GetCallerIdentity', 'Nothing'],
  'ct.user': ['root', 'role', 'u'],
  'ct.user.arn': ['arn:aws:sts::123456789012:assumed-role/role/i-0123456789abcdef0', 'arn:', 'arn:aws:iam::123456789012:user/u'],
  'ct.user.accesskeyid': ['AKIAEXAMPLEEXAMPLE01', '<NA>'],
  'ct.response.accesskey.accesskeyid': ['AKIAEXAMPLEEXAMPLE01'],
  'ct.request.username': ['u', ''],
  'ct.srcip': ['203.0.113.9', 'ec2.amazonaws.com'],
  'ka.verb': ['create', 'get', 'list'],
  'ka.target.resource': ['pods', 'secrets', 'clusterrolebindings'],
  'ka.target.subresource': ['exec', 'token'],
  'ka.target.name': ['pod-1', 'pod-2'],
  'ka.user.name': ['system:serviceaccount:shop:web', 'dana@acme.example', 'system:node:n1'],
  'okta.actor.alternateid': ['dana@acme.example'],
  'github.user': ['dana'],
};

const labels: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.cluster.name': ['prod', 'Prod', 'lab'],
  'kubernetes.namespace.name': ['shop', 'kube-system'],
  'kubernetes.workload.name': ['web', 'db'],
  'kubernetes.pod.name': ['pod-1', 'pod-2'],
  'kubernetes.node.name': ['n1'],
  'host.hostName': ['n1', 'n2'],
  'aws.accountId': ['123456789012', '1'],
  'aws.instanceId': ['i-0123456789abcdef0'],
  'azure.subscriptionId': ['3c0f7a52-88d1-4be9-a6f4-0d9e1b2c7735'],
  'gcp.projectId': ['acme-prod'],
  'container.image.repo': ['docker.io/acme/web', ':'],
  'container.image.digest': [`sha256:${'cd'.repeat(32)}`, 'sha256:'],
};

/** Any of the fields, each with a value that means something or an odd one; mostly absent. */
function some(table: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const fields = Object.entries(table).map(([key, known]) => {
    const value = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: odd });
    return [key, fc.option(value, { nil: undefined, freq: 2 })] as const;
  });
  return fc
    .record(Object.fromEntries(fields))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));
}

const event = fc.record(
  {
    /** minutes ago */
    ago: fc.oneof(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 0, max: 20_000 })),
    source: fc.constantFrom('syscall', 'k8s_audit', 'awscloudtrail', 'okta', 'github', 'gcp_auditlog', 'unheard-of'),
    severity: fc.constantFrom<unknown>(0, 1, 3, 4, 6, 7, 99, 'high', null),
    ruleName: fc.oneof(fc.constantFrom<unknown>('Reverse shell', 'Run shell untrusted', 'Create Access Key'), odd),
    ruleTags: fc.oneof(fc.constantFrom<unknown>(['T1059'], ['MITRE_TA0040_impact'], [], ['T1'], 'T1059', null)),
    output: odd,
    category: odd,
    description: odd,
    fields: some(values),
    labels: some(labels),
  },
  { requiredKeys: ['ago', 'source'] },
);

/** Nested as a tree is on the wire, so many processes deep; any of it may be missing or odd. */
function processes(deep: number): fc.Arbitrary<unknown> {
  return fc.record(
    {
      name: fc.oneof(fc.constantFrom<unknown>('sh', 'java', 'curl'), odd),
      pid: fc.oneof(fc.constantFrom<unknown>(1, 40, 41), odd),
      ppid: fc.oneof(fc.constantFrom<unknown>(0, 1, 40), odd),
      cmdline: odd,
      exepath: odd,
      sha256: odd,
      isTrigger: fc.constantFrom<unknown>(true, false, 'true', null),
      children: deep === 1 ? fc.constant([]) : fc.array(processes(deep - 1), { maxLength: 2 }),
    },
    { requiredKeys: ['children'] },
  );
}

type Drawn = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** A tenant of such events, some of them rolled up, and every id in it that an investigation can start from. */
export const tenants: fc.Arbitrary<{ readonly world: World; readonly triggers: readonly string[] }> = fc
  .record({
    events: fc.array(event, { minLength: 1, maxLength: 14 }),
    group: fc.record({
      of: fc.array(fc.nat(20), { maxLength: 4 }),
      resource: some({ name: ['web', 'n1'], cluster: ['prod'], accountId: ['123456789012'] }),
    }),
    description: odd,
    tree: fc.option(processes(4), { nil: undefined }),
  })
  .map(({ events, group, description, tree }) => {
    const world = emptyWorld();
    world.events.push(...events.map(recordOf));
    if (tree !== undefined) world.trees.set(world.events[0]?.id ?? '', tree as ProcessRecord);
    const ids = group.of.map((at) => world.events[at % events.length]?.id ?? '');
    const rollUp = {
      id: uuid('group'),
      name: 'Execution',
      aiGeneratedDescription: description,
      severity: 'high',
      status: 'open',
      type: 'K8S_WORKLOAD',
    };
    const span = { startTime: new Date(now - 3_600_000).toISOString(), lastSignal: new Date(now).toISOString(), eventsCount: ids.length };
    const one = { ...rollUp, ...span, resource: { type: 'K8S_WORKLOAD', name: 'web', ...group.resource } };
    world.groups.push({ ...one, threatsCount: 1 } as World['groups'][number]);
    world.threats.push({ ...one, id: uuid('threat'), groupId: one.id, securityEvent: { ids } } as World['threats'][number]);
    return { world, triggers: [one.id, uuid('threat'), world.events[0]?.id ?? ''] };
  });

/** What was not drawn is absent from the record, as it is on the wire. */
function recordOf({ ago, source, severity, category, description, labels: at, ...content }: Drawn, n: number): EventRecord {
  const id = hexId(`drawn/${n}`);
  const given = Object.fromEntries(
    Object.entries({ severity, category, description, labels: at }).filter(([, value]) => value !== undefined),
  );
  const record = {
    id,
    cursor: cursorOf(id),
    timestamp: nanoseconds(now - ago * 60_000, id),
    source,
    originator: 'policy',
    actions: [],
    ...given,
  };
  return { ...record, content: { type: 'workloadRuntimeDetection', ...content } } as unknown as EventRecord;
}
