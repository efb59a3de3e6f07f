import { describe, expect, it } from 'vitest';
import { buildChain, toFlow } from '../../../src/extension/core/investigate/chain/buildChain.ts';
import type { Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { call, pod, proc } from './scenario.ts';
import { at, seen } from './sightings.ts';

function chain(trigger: SecurityEvent, others: readonly SecurityEvent[]) {
  return buildChain({ trigger: seen(trigger), ofGroups: others.map(seen), swept: [], special: () => undefined });
}

const host: Scope = { host: 'vm-12' };
const cloud: Scope = { awsAccount: '123456789012' };
const user = (name: string) => ({
  'ct.user': name,
  'ct.user.arn': `arn:aws:iam::123456789012:user/${name}`,
  'ct.user.identitytype': 'IAMUser',
});
const { 'ct.srcip': _address, ...quiet } = call('ListBuckets', 's3');
const exec = (target: string) => ({
  'ka.user.name': 'dana@acme.example',
  'ka.verb': 'create',
  'ka.target.resource': 'pods',
  'ka.target.subresource': 'exec',
  'ka.target.name': target,
  'ka.target.namespace': 'shop',
});
const audit = { source: 'k8s_audit' };
const wrote = (path: string) => ({ 'evt.type': 'openat', 'evt.arg.flags': 'O_CREAT|O_WRONLY', 'fd.name': path });
const took = (address: string) => ({ 'evt.type': 'accept', 'fd.rip': address });

describe('causal links', () => {
  const cases: readonly (readonly [string, SecurityEvent, SecurityEvent, string, boolean])[] = [
    [
      'parent process on a host',
      at(9, host, proc('bash', 'bash', 'sshd', 50, 40)),
      at(8, host, proc('crontab', 'crontab -', 'bash', 60, 50)),
      'bash (process 50) is the parent process.',
      false,
    ],
    [
      'two children of a shell that raised no event',
      at(9, host, proc('id', 'id', 'bash', 61, 50)),
      at(8, host, proc('crontab', 'crontab -', 'bash', 60, 50)),
      'both were started by process 50.',
      false,
    ],
    [
      'one process that raised two events',
      at(9, host, proc('helper', 'helper', 'sh', 60, 50)),
      at(8, host, proc('helper', 'helper --daemon', 'sh', 60, 50)),
      'helper (process 60) is the same process.',
      false,
    ],
    [
      'a process that left its container for the host',
      at(9, pod, proc('nsenter', 'nsenter -t 1', 'bash', 60, 50)),
      at(8, { cluster: 'prod-eu-1', host: 'node-3-41' }, proc('curl', 'curl', 'nsenter', 61, 60)),
      'nsenter (process 60), seen in container 3f2a9c81d7be, is the parent process, now outside it on its host.',
      false,
    ],
    [
      'a login and what descends from it',
      at(9, host, { ...proc('sshd', 'sshd', 'systemd', 40, 1), 'evt.type': 'accept', 'fd.rip': '203.0.113.41' }),
      at(8, host, { ...proc('crontab', 'crontab -', 'bash', 60, 50), 'proc.aname[2]': 'sshd' }),
      'it descends from sshd, which had taken a connection from 203.0.113.41.',
      true,
    ],
    [
      'the metadata service and calls by the role of its instance',
      at(9, pod, { ...proc('curl', 'curl', 'bash', 61, 60), 'fd.rip': '169.254.169.254' }),
      at(8, cloud, { ...quiet, 'ct.user.arn': 'arn:aws:sts::123456789012:assumed-role/r/i-0a1b2c3d4e5f60718' }),
      'the metadata service gave out the credentials of i-0a1b2c3d4e5f60718, whose role session made the call.',
      false,
    ],
    [
      'same container',
      at(9, { container: '3f2a9c81d7be' }, proc('a', 'a', 'x', 5, 4)),
      at(8, { container: '3f2a9c81d7be' }, proc('b', 'b', 'y', 7, 6)),
      'same container 3f2a9c81d7be.',
      false,
    ],
    [
      'pod exec',
      at(9, { cluster: 'prod-eu-1' }, exec('storefront-x2k4q'), audit),
      at(8, pod, proc('bash', 'bash', 'runc', 70, 0)),
      'dana@acme.example opened a process in the pod.',
      false,
    ],
    [
      'key made for a user',
      at(9, cloud, call('CreateAccessKey', 'iam', { ...user('mallory'), 'ct.request': '{"userName":"backup"}' })),
      at(8, cloud, { ...quiet, ...user('backup') }),
      'the call was made as backup, for whom the credentials were made.',
      false,
    ],
    [
      'same identity',
      at(9, cloud, { ...quiet, ...user('mallory') }),
      at(8, cloud, { ...quiet, 'ct.name': 'StopLogging', ...user('mallory') }),
      'same identity arn:aws:iam::123456789012:user/mallory.',
      true,
    ],
    [
      'same remote address',
      at(9, host, { ...proc('nc', 'nc 203.0.113.9 4444', 'bash', 60, 50) }),
      at(8, cloud, { ...quiet, 'ct.srcip': '203.0.113.9' }),
      'same remote address 203.0.113.9.',
      true,
    ],
  ];

  it.each(cases)('[K-03] %s', (_name, cause, effect, reason, inferred) => {
    const { links } = chain(effect, [cause]);
    expect(links.map((link) => [link.from, link.to, words(link.reason.phrase), link.inferred])).toEqual([['S1', 'S2', reason, inferred]]);
  });

  it.each([
    [
      'process ids of two containers',
      at(9, { container: 'aaaaaaaaaaaa' }, proc('bash', 'bash', 'x', 50, 40)),
      at(8, { container: 'bbbbbbbbbbbb' }, proc('id', 'id', 'bash', 60, 50)),
    ],
    [
      'a process of a container and one on another host',
      at(9, pod, proc('nsenter', 'nsenter -t 1', 'bash', 60, 50)),
      at(8, { host: 'node-9' }, proc('curl', 'curl', 'nsenter', 61, 60)),
    ],
    [
      'a process of a container and one of another on its host',
      at(9, pod, proc('nsenter', 'nsenter -t 1', 'bash', 60, 50)),
      at(8, { host: 'node-3-41', container: 'bbbbbbbbbbbb' }, proc('curl', 'curl', 'nsenter', 61, 60)),
    ],
    [
      'a process in the pod that something in the pod started',
      at(9, { cluster: 'prod-eu-1' }, exec('storefront-x2k4q'), audit),
      at(8, pod, proc('bash', 'bash', 'java', 70, 31)),
    ],
    ['an exec into another pod', at(9, { cluster: 'prod-eu-1' }, exec('ledger-0'), audit), at(8, pod, proc('bash', 'bash', 'runc', 70, 0))],
    [
      'private addresses',
      at(9, host, { ...proc('nc', 'nc', 'bash', 60, 50), 'fd.sip': '10.0.0.7' }),
      at(8, cloud, { ...quiet, 'ct.srcip': '10.0.0.7' }),
    ],
    [
      'calls by components of the cluster',
      at(9, { cluster: 'c' }, { 'ka.user.name': 'system:node:a', 'ka.verb': 'get' }, audit),
      at(8, { cluster: 'c' }, { 'ka.user.name': 'system:node:a', 'ka.verb': 'list' }, audit),
    ],
    [
      'a role session named like a user',
      at(9, cloud, call('CreateAccessKey', 'iam', { ...user('mallory'), 'ct.request.username': 'backup' })),
      at(8, cloud, {
        ...quiet,
        'ct.user': 'backup',
        'ct.user.arn': 'arn:aws:sts::123456789012:assumed-role/app/backup',
        'ct.user.identitytype': 'AssumedRole',
      }),
    ],
    [
      'one container three hours apart',
      at(200, { container: '3f2a9c81d7be' }, proc('a', 'a', 'x', 5, 4)),
      at(8, { container: '3f2a9c81d7be' }, proc('b', 'b', 'y', 7, 6)),
    ],
  ] as const)('[I-05] %s are no link: listed as same place and time', (_name, other, trigger) => {
    const { links, steps, unlinked } = chain(trigger, [other]);
    expect([links.length, steps.length]).toEqual([0, 1]);
    expect(words(unlinked[0]!.phrase)).toContain('same place and time, not linked');
  });
});

describe('the drawing', () => {
  it('[K-03] repeats of an action fold into one step with their number', () => {
    const repeats = Array.from({ length: 4 }, (_, index) => at(9 - index, host, proc('whoami', 'whoami', 'bash', 60 + index, 50)));
    const { steps } = chain(repeats[0]!, repeats.slice(1));
    expect(steps).toMatchObject([{ times: 4, at: repeats[0]!.at }]);
    expect(steps[0]!.eventIds).toHaveLength(4);
  });

  it('[K-03] many different actions stay within fifteen steps by coarser folding', () => {
    const shells = Array.from({ length: 60 }, (_, index) =>
      at(70 - index, host, proc('cat', `cat /etc/file-${index}`, 'bash', 100 + index, 50), { rule: 'Read file' }),
    );
    const { steps, members } = chain(shells[0]!, shells.slice(1));
    expect(steps.length).toBeLessThanOrEqual(15);
    expect(steps.reduce((sum, step) => sum + step.times, 0)).toBe(members.length);
  });

  it.each([
    ['a shell that a server started', proc('bash', 'bash', 'java', 50, 40), 'entry'],
    ['a page that a server wrote', { ...proc('java', 'java', 'tini', 50, 1), ...wrote('/srv/health.jsp') }, 'entry'],
    ['a log that a server wrote', { ...proc('java', 'java', 'tini', 50, 1), ...wrote('/srv/app.log') }, 'step'],
    ['a connection that sshd took', { ...proc('sshd', 'sshd', 'systemd', 50, 1), ...took('203.0.113.41') }, 'entry'],
    ['a connection from inside that sshd took', { ...proc('sshd', 'sshd', 'systemd', 50, 1), ...took('10.0.0.7') }, 'step'],
    ['a process of nothing that answers the network', proc('bash', 'bash', 'systemd', 50, 40), 'step'],
  ] as const)('[K-03] the first step is the way in or is not: %s', (_name, fields, role) => {
    const second = at(8, host, proc('curl', 'curl', 'bash', 61, 50));
    expect(chain(second, [at(9, host, fields)]).steps.map((step) => step.role)).toEqual([role, 'step']);
  });

  const saying: readonly (readonly [string, { tags?: string[]; severity?: number; rule?: string }, Record<string, string>, string])[] = [
    ['a hostile tactic', { tags: ['mitre_defense_evasion'] }, {}, 'malicious'],
    ['critical severity', { severity: 0 }, {}, 'malicious'],
    ['known malware', { rule: 'Malware Detection' }, {}, 'malicious'],
    ['a program in shared memory', {}, { 'proc.exepath': '/dev/shm/.x/curl' }, 'malicious'],
    ['high severity alone', { severity: 1 }, {}, 'step'],
    ['discovery', { tags: ['mitre_discovery'] }, {}, 'step'],
  ];
  it.each(saying)('[K-03] a step is malicious or not for what it says itself: %s', (_name, more, fields, role) => {
    const one = at(8, host, { ...proc('curl', 'curl', 'bash', 61, 50), ...fields }, more);
    expect(chain(one, []).steps.map((step) => step.role)).toEqual([role]);
  });

  it('[K-03] a container is one place, although its events name it differently', () => {
    const left = at(8, { host: 'node-3-41', container: '3f2a9c81d7be' }, proc('nsenter', 'nsenter', 'bash', 61, 50));
    const { boundaries } = chain(left, [at(9, pod, proc('bash', 'bash', 'java', 50, 40))]);
    expect(boundaries).toEqual([{ id: 'B1', kind: 'container', label: 'container 3f2a9c81d7be · prod-eu-1/shop/storefront' }]);
  });

  it('[K-03] a flow needs two of: two groups, three tactics, two domains', () => {
    const one = chain(at(8, host, proc('id', 'id', 'bash', 61, 50)), [at(9, host, proc('ps', 'ps', 'bash', 60, 50))]);
    expect(toFlow(one, 2)).toEqual({ status: 'skipped', reason: 'not multi-stage (2 groups, 0 tactics, 1 domain, 2 linked steps)' });
    const two = chain(at(8, host, { ...proc('nc', 'nc 203.0.113.9 1', 'bash', 61, 50) }), [
      at(9, cloud, { ...quiet, 'ct.srcip': '203.0.113.9' }),
    ]);
    expect(toFlow(two, 2).status).toBe('done');
    expect(toFlow(two, 1).status).toBe('skipped');
  });
});
