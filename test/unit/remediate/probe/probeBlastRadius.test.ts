import { describe, expect, it } from 'vitest';
import type { About, BlastRadius } from '../../../../src/extension/core/model/blastRadius.ts';
import type { AllowedCommand } from '../../../../src/extension/core/model/command.ts';
import { probeBlastRadius } from '../../../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { failure, fakeReadTools } from '../../../fakes/readTools.ts';
import { awsOver, ended, kubectlOver, type Recording, recordedTools } from './recordedTools.ts';
import * as shop from './storefront.ts';

const recording: Recording = (command) => kubectlOver(shop.objects)(command) ?? awsOver(shop.iam)(command);

function aboutOf(line: BlastRadius['lines'][number]): About {
  return line.kind === 'fact' ? line.value.about : line.about;
}

function lineAbout({ lines }: BlastRadius, about: About) {
  const found = lines.find((line) => aboutOf(line) === about);
  if (found === undefined) throw new Error(`no line about ${about}`);
  return { ...found, words: plainPhrase(found.phrase) };
}

async function probed(from: Recording = recording, target = shop.target) {
  const { commands, asked } = recordedTools(from);
  const radius = await probeBlastRadius(target, shop.doorsOver(commands), shop.signal);
  return { radius, asked };
}

describe('the blast radius from recorded answers', () => {
  it.each<[About, string, object]>([
    ['owners', 'Pod storefront-1, made by ReplicaSet storefront-abc, made by Deployment storefront.', {}],
    ['replicas', '2 of 3 replicas ready.', { wanted: 3, ready: 2 }],
    ['pods', 'Its pods: storefront-1 and storefront-2.', {}],
    ['revisions', 'Its earlier revisions: 3 (shop/storefront:1.9).', { revisions: [{ revision: 3 }, { revision: 4 }] }],
    [
      'volumes',
      'It has /var/run of the node itself, secret database and emptyDir tmp.',
      { volumes: [{ kind: 'hostPath', mounts: ['/host'] }, {}, {}] },
    ],
    ['services', '2 of 2 pods behind Service storefront (80/TCP).', { services: [{ ports: [{ name: 'web', port: 80, target: 8080 }] }] }],
    ['ingresses', 'Ingress shop (shop.example.com) leads to it.', {}],
    ['inboundPolicies', 'Of what comes in, by NetworkPolicy default-deny nothing may come in.', { policies: [{ rules: [] }] }],
    ['outboundPolicies', 'No NetworkPolicy selects it: everything may go out.', { policies: [] }],
    ['containers', 'Beside its container runs istio-proxy and logs.', {}],
    ['cloudRole', `Its service account stands for AWS role ${shop.roleArn}.`, {}],
    ['roleSharing', '1 other service account of the cluster stands for this role: data/reports.', {}],
    ['policyHolders', `Others have its policies too: ${shop.readOnly} by backup.`, {}],
    [
      'autoscalers',
      'HorizontalPodAutoscaler storefront keeps 2 to 6 replicas and would overrule a scale-down, but 0 would switch it off.',
      {},
    ],
    [
      'bindings',
      'Its service account has ClusterRole view in the whole cluster (get, list on pods). 1 more role through groups that it shares with other accounts.',
      {},
    ],
  ])('[R-08] %s: %s', async (about, words, value) => {
    const { radius } = await probed();
    expect(lineAbout(radius, about)).toMatchObject({ kind: 'fact', words, value });
  });

  it('[R-08] every line cites the calls that say it, and every answer is kept with its digest', async () => {
    const { radius, asked } = await probed();
    const ids = new Set(radius.evidence.map(({ id }) => id));
    expect(radius.lines.filter(({ sources }) => sources.length === 0 || sources.some((id) => !ids.has(id))).map(aboutOf)).toEqual(
      radius.lines.filter(({ kind }) => kind === 'gap').map(aboutOf),
    );
    expect(lineAbout(radius, 'owners').sources.join(' ')).toMatch(/pods storefront-1.*replicasets\.apps.*deployments\.apps/);
    expect(radius.evidence.every(({ digest, at }) => /^[0-9a-f]{64}$/.test(digest) && at === '2026-06-10T12:00:00.000Z')).toBe(true);
    expect(asked.filter(({ access }) => access !== 'read')).toEqual([]);
  });

  it('[R-08] a door that is not there is a gap for each thing that only it could tell', async () => {
    const radius = await probeBlastRadius(
      { ...shop.target, role: 'storefront-irsa', user: 'ci-backup' },
      { clock: shop.clock },
      shop.signal,
    );
    expect(radius.lines.every(({ kind }) => kind === 'gap')).toBe(true);
    const words = radius.lines.map(({ phrase }) => plainPhrase(phrase));
    expect(words).toContain('Which Services select it: unknown: probe with kubectl (kubectl was not asked).');
    expect(words).toContain('What the role may do: unknown: probe with aws (AWS was not asked).');
    expect(words).toContain('Whether it is exposed to the outside: unknown: probe with sysql (the tenant was not asked).');
    expect(radius.lines).toHaveLength(26);
  });

  it('[R-08] a threat that names no cloud identity asks AWS nothing', async () => {
    const plain = { ...shop.objects, serviceaccounts: [{ metadata: { name: 'storefront', namespace: 'shop' } }] };
    const { asked, radius } = await probed(kubectlOver(plain));
    expect(asked.filter(({ program }) => program === 'aws')).toEqual([]);
    expect(radius.lines.filter(({ kind }) => kind === 'gap').map(aboutOf)).toEqual([
      'inventory',
      'neighbours',
      'exposure',
      'inventoryRoles',
    ]);
  });

  it('[R-04] a role of another account is not looked for among those of this one', async () => {
    const elsewhere = 'arn:aws:iam::210987654321:role/storefront-irsa';
    const { asked, radius } = await probed(recording, { role: elsewhere, awsAccount: '210987654321' });
    expect(asked).toEqual([]);
    expect(lineAbout(radius, 'rolePolicies')).toMatchObject({ kind: 'gap', why: expect.stringContaining('account 210987654321') });
  });

  it.each([{ user: 'ci-backup' }, { accessKey: 'AKIAIOSFODNN7EXAMPLE' }, { user: `arn:aws:iam::${shop.account}:user/ci-backup` }])(
    '[R-08] tells the keys of a user with their last use, by %o',
    async (given) => {
      const { radius } = await probed(recording, given);
      const key = { id: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', lastUsed: '2026-06-09T00:00:00Z', service: 's3' };
      expect(lineAbout(radius, 'accessKeys')).toMatchObject({ value: { user: 'ci-backup', keys: [key] } });
      expect(lineAbout(radius, 'userPolicies').words).toBe('User ci-backup has no policy of its own, and those of ci.');
    },
  );

  it('[R-08] asks the inventory in the shape that the tenant takes, and keeps what it refuses as a gap', async () => {
    const sysql = fakeReadTools(
      {
        ...{ events: [], groups: [], threats: [] },
        sysql: (query) => {
          if (query.includes('clusterName') || query.includes(' HAS ')) throw failure('invalid', 'unknown field');
          if (query.includes('BINDS_TO')) throw failure('forbidden', 'missing permission risks.read');
          return query.includes('isExposed')
            ? [{ name: 'storefront', type: 'Deployment', exposed: 'True' }]
            : [{ name: 'storefront' }, { name: 'cart' }];
        },
      },
      { now: shop.clock.now() },
    );
    const radius = await probeBlastRadius(shop.target, { clock: shop.clock, sysql }, shop.signal);
    expect(lineAbout(radius, 'exposure')).toMatchObject({ value: { exposed: true } });
    expect(lineAbout(radius, 'neighbours')).toMatchObject({ words: 'The inventory knows 1 other workload in its namespace: cart.' });
    expect(lineAbout(radius, 'inventoryRoles')).toMatchObject({ kind: 'gap', why: 'missing permission risks.read' });
  });

  it('[R-08] the same answers in any order of arrival make the same lines', async () => {
    const { radius } = await probed();
    for (const seed of [3, 7, 11]) {
      const lateness = (command: AllowedCommand) => (command.argv.join('').length * seed) % 13;
      const late = recordedTools(recording, async (command) => {
        for (let turn = 0; turn < lateness(command); turn += 1) await new Promise((resolve) => setImmediate(resolve));
      });
      const other = await probeBlastRadius(shop.target, shop.doorsOver(late.commands), shop.signal);
      expect(JSON.stringify(other)).toBe(JSON.stringify(radius));
    }
  });

  it('[R-08] whatever one call answers, nothing throws, and no line is lost', async () => {
    const target = { ...shop.target, user: 'ci-backup' };
    const { radius, asked } = await probed(recording, target);
    const endings: readonly Recording[] = [
      () => ({ outcome: ended({ stdout: '{"items":[', cut: true }) }),
      () => ({ outcome: ended({ stdout: 'not JSON' }) }),
      () => ({ json: null }),
      () => ({ json: { items: [{}] } }),
      () => ({ json: { items: [{ metadata: { name: 7 } }, { metadata: null }] } }),
      () => ({ outcome: { kind: 'timedOut', afterMs: 30_000, stdout: '', stderr: '', cut: false } }),
      () => ({ outcome: { kind: 'killed', by: 'SIGKILL', stdout: '', stderr: '', cut: false } }),
    ];
    const lines = new Set(radius.lines.map(aboutOf));
    for (const { argv } of asked) {
      for (const ending of endings) {
        const broken = await probed(
          (command) => (command.argv.join(' ') === argv.join(' ') ? ending(command) : recording(command)),
          target,
        );
        const now = broken.radius.lines.map(aboutOf);
        // Without the service account it is not known that there is a role to ask AWS for.
        expect(
          [...lines].filter((one) => !now.includes(one) && !/^(?:role|policy)/.test(one)),
          argv.join(' '),
        ).toEqual([]);
        const isTold = broken.radius.lines.some((line) => line.kind === 'gap' && line.probeWith !== 'sysql');
        const isRights = /roles\.rbac/.test(argv[1] ?? '');
        expect(isTold || isRights, argv.join(' ')).toBe(true);
      }
    }
  });

  it('[R-08] an answer that is cut is a gap of its own words, with the call as its evidence', async () => {
    const isServices = ({ argv }: AllowedCommand) => argv[1] === 'services';
    const { radius } = await probed((command) =>
      isServices(command) ? { outcome: ended({ stdout: '{', cut: true }) } : recording(command),
    );
    expect(lineAbout(radius, 'services')).toMatchObject({
      kind: 'gap',
      why: 'too much to read',
      sources: [expect.stringContaining('kubectl get services')],
    });
  });

  it('[R-08] ten thousand objects with names of markup are counted, and no name is among our own words', async () => {
    const hostile = '](command:evil)<img src=x>';
    const [service] = shop.objects.services;
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...service, metadata: { name: `${hostile}${at}` } }));
    const { radius } = await probed((command) => kubectlOver({ ...shop.objects, services: many })(command) ?? awsOver(shop.iam)(command));
    const services = lineAbout(radius, 'services');
    expect(services).toMatchObject({ kind: 'fact', words: expect.stringContaining('and 9,995 more') });
    const ours = radius.lines.flatMap(({ phrase }) => phrase.filter((part) => typeof part === 'string'));
    expect(ours.filter((part) => part.includes('evil'))).toEqual([]);
  });

  it('[R-08] names that could be read as options are not asked for', async () => {
    const { asked, radius } = await probed(recording, { ...shop.target, namespace: '--all-namespaces', pod: '-A', role: '--profile' });
    expect(asked.filter(({ argv }) => argv.some((word) => /^(?:--all-namespaces|-A|--profile)/.test(word)))).toEqual([]);
    expect(radius.lines.every(({ kind }) => kind === 'gap')).toBe(true);
  });

  it('[R-08] asks the cluster in at most three rounds, and AWS in two more', async () => {
    const waiting = new Set<() => void>();
    const held = recordedTools(recording, () => new Promise<void>((resolve) => waiting.add(resolve)));
    const rounds: string[] = [];
    let isDone = false;
    const probe = probeBlastRadius(shop.target, shop.doorsOver(held.commands), shop.signal).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (waiting.size > 0) rounds.push(held.asked.at(-1)?.program ?? '');
      for (const answer of [...waiting]) {
        waiting.delete(answer);
        answer();
      }
    }
    expect((await probe).lines.some(({ kind }) => kind === 'fact')).toBe(true);
    expect(rounds).toEqual(['kubectl', 'kubectl', 'kubectl', 'aws', 'aws']);
  });

  it('[R-08] in an account of AWS a service account without a role leaves that of the node unknown', async () => {
    const plain = { ...shop.objects, serviceaccounts: [{ metadata: { name: 'storefront', namespace: 'shop' } }] };
    const { radius } = await probed(kubectlOver(plain), { ...shop.target, awsAccount: shop.account });
    expect(lineAbout(radius, 'cloudRole')).toMatchObject({ kind: 'fact', value: { about: 'cloudRole' } });
    expect(lineAbout(radius, 'nodeRole')).toMatchObject({ kind: 'gap', probeWith: 'aws' });
  });

  it('[R-08] stops where it is cancelled', async () => {
    const cancel = new AbortController();
    const { commands } = recordedTools(recording, async () => cancel.abort());
    await expect(probeBlastRadius(shop.target, shop.doorsOver(commands), cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
