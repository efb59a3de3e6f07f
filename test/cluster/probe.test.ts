import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { About, BlastRadius } from '../../src/extension/core/model/blastRadius.ts';
import { type LabelSelector, type Labels, matchesSelector } from '../../src/extension/core/remediate/probe/labelMatch.ts';
import { probeBlastRadius } from '../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import type { ProbeTarget } from '../../src/extension/core/remediate/probe/probeTarget.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import { findProgram } from '../../src/extension/node/commandPath.ts';
import { machineCommands } from '../../src/extension/node/commands.ts';
import { awsEndpoint, expiredKey, goodKey } from '../fakes/awsEndpoint.ts';
import { hasCluster, realCluster, signal } from './cluster.ts';
import { ownPods } from './incident.ts';
import { openShop } from './shop.ts';

const clock = { now: () => Date.parse('2026-06-10T12:00:00Z') };
const arn = 'arn:aws:iam::123456789012:role/storefront-irsa';

const realAws = await findProgram('aws', process.env);

describe.skipIf(realAws === undefined)('the blast radius with the real aws tool', () => {
  it('[R-08] tells role, policies, their holders, keys and last use, until the credentials expire', async () => {
    const endpoint = await awsEndpoint();
    const home = mkdtempSync(join(tmpdir(), 'threats-probe-'));
    try {
      const keys = { prod: goodKey, expired: expiredKey };
      const profiles = Object.entries(keys).map(([name, key]) => `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = s\n`);
      writeFileSync(join(home, 'credentials'), profiles.join('\n'));
      writeFileSync(join(home, 'aws'), `#!/bin/sh\nexec '${realAws}' "$@" --endpoint-url '${endpoint.url}'\n`, { mode: 0o755 });
      endpoint.account.attached.set('backup', new Set(['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']));
      const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials') };
      const quiet = { AWS_CONFIG_FILE: join(home, 'config'), AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
      const commands = machineCommands({ allow, environment: { ...environment, ...quiet }, programs: { aws: join(home, 'aws') } });
      const asked = { awsAccount: '123456789012', role: arn, user: 'ci-backup' };
      const probe = (profile: string) =>
        probeBlastRadius(asked, { clock, aws: { commands, place: { profile, region: 'eu-west-1' }, account: '123456789012' } }, signal);
      const { lines } = await probe('prod');
      expect(lines.map((line) => (line.kind === 'fact' ? line.value : line))).toMatchObject([
        { about: 'rolePolicies', attached: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'], inline: ['inline'] },
        { about: 'roleInstances', profiles: [] },
        { about: 'policyHolders', holders: [{ roles: ['backup'], users: [] }] },
        {
          ...{ about: 'accessKeys', user: 'ci-backup' },
          keys: [{ id: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', service: 's3', lastUsed: expect.stringContaining('2026-07-15') }],
        },
        { about: 'userPolicies', attached: [] },
      ]);
      const expired = await probe('expired');
      expect(expired.lines.map((line) => (line.kind === 'gap' ? line.why : ''))).toEqual(
        Array(5).fill(expect.stringContaining('have expired')),
      );
    } finally {
      await endpoint.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});

describe.skipIf(!hasCluster)('the blast radius on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  let namespace: string;
  let target: ProbeTarget;
  let shops = 0;
  beforeAll(() => {
    cluster = realCluster();
  });
  afterAll(() => cluster.close());
  beforeEach(() => {
    shops += 1;
    namespace = `probed-${shops}`;
    openShop(cluster, namespace);
    own(1, 2, 3);
    target = { cluster: 'prod-eu-1', namespace, workload: 'storefront', workloadType: 'deployment', pod: 'storefront-1' };
  });

  const own = (...pods: readonly number[]) =>
    ownPods(
      cluster,
      namespace,
      pods.map((at) => `storefront-${at}`),
    );
  const patch = (kind: string, name: string, body: object) =>
    cluster.raw(['patch', kind, name, '-n', namespace, '--type=merge', '-p', JSON.stringify(body)]);
  const remove = (kind: string, name: string) =>
    cluster.raw(['delete', kind, name, '-n', namespace, '--wait=false', '--grace-period=0', '--force', '--cascade=background']);
  const probe = (of: ProbeTarget = target, context = cluster.admin) =>
    probeBlastRadius(of, { clock, kubectl: { commands: cluster.commands, context } }, signal);

  const aboutOf = (line: BlastRadius['lines'][number]): About => (line.kind === 'fact' ? line.value.about : line.about);
  const onlyKubectl = ({ lines }: BlastRadius) => lines.filter((line) => line.kind === 'fact' || line.probeWith === 'kubectl');
  const dataOf = (radius: BlastRadius, about: About) => {
    const line = onlyKubectl(radius).find((one) => aboutOf(one) === about);
    return line?.kind === 'fact' ? line.value : line?.phrase;
  };
  /** What says something else than before: its data for a fact, `unknown` for what has become a gap. */
  const changes = (before: BlastRadius, after: BlastRadius) => {
    const was = new Map(onlyKubectl(before).map((line) => [aboutOf(line), line]));
    const changed = onlyKubectl(after).filter((line) => JSON.stringify(line.phrase) !== JSON.stringify(was.get(aboutOf(line))?.phrase));
    return Object.fromEntries(changed.map((line) => [aboutOf(line), line.kind === 'fact' ? line.value : 'unknown']));
  };

  it('[R-08] reads each fact of a workload, in the order of the mini-map, with the call that says it', async () => {
    const radius = await probe();
    expect(onlyKubectl(radius).map((line) => `${line.topic} ${line.kind} ${aboutOf(line)}`)).toEqual([
      ...['identity fact owners', 'identity fact replicas', 'identity fact pods', 'identity fact volumes', 'identity fact revisions'],
      ...['inbound fact services', 'inbound fact ingresses', 'inbound fact inboundPolicies', 'outbound fact outboundPolicies'],
      ...['sidecars fact containers', 'cloudIdentity fact cloudRole', 'disruption fact budgets', 'disruption fact autoscalers'],
      ...['rbac fact serviceAccount', 'rbac fact accountSharing', 'rbac fact bindings'],
    ]);
    expect(dataOf(radius, 'owners')).toMatchObject({
      chain: [{ kind: 'Pod' }, { kind: 'ReplicaSet', name: 'storefront-hash2' }, { kind: 'Deployment', name: 'storefront', namespace }],
    });
    expect(dataOf(radius, 'replicas')).toMatchObject({ wanted: 3, ready: 0 });
    expect(dataOf(radius, 'services')).toMatchObject({
      of: 3,
      services: [{ name: 'storefront', pods: 3, ports: [{ port: 80, target: 80 }] }],
    });
    expect(dataOf(radius, 'ingresses')).toMatchObject({ ingresses: [{ hosts: ['shop.example.com'], services: ['storefront'] }] });
    expect(dataOf(radius, 'inboundPolicies')).toMatchObject({ policies: [{ name: 'isolate-storefront', rules: [] }] });
    expect(dataOf(radius, 'budgets')).toMatchObject({ budgets: [{ name: 'storefront', minAvailable: '2' }] });
    expect(dataOf(radius, 'autoscalers')).toMatchObject({ autoscalers: [{ name: 'storefront', min: 2, max: 6 }] });
    expect(dataOf(radius, 'accountSharing')).toMatchObject({ workloads: [{ kind: 'CronJob', name: 'cleanup' }] });
    const ids = new Set(radius.evidence.map(({ id }) => id));
    expect(radius.lines.flatMap(({ sources }) => sources).filter((id) => !ids.has(id))).toEqual([]);
  });

  describe('[R-08] a change of one thing changes its line and no other', () => {
    const replace = (...objects: readonly object[]) => cluster.create(...objects);
    const labels = { app: 'storefront' };
    const named = (name: string) => ({ metadata: { name, namespace } });
    const rows: readonly (readonly [what: string, change: () => unknown, expected: () => Readonly<Record<string, unknown>>])[] = [
      [
        ...(['3 → 1 replicas', () => patch('deployment', 'storefront', { spec: { replicas: 1 } })] as const),
        () => ({ replicas: { wanted: 1 } }),
      ],
      [
        ...(['the Service is gone', () => remove('service', 'storefront')] as const),
        () => ({ services: { services: [] }, ingresses: { ingresses: [] } }),
      ],
      [
        'a Service that the Ingress does not lead to is added',
        () =>
          replace({
            apiVersion: 'v1',
            kind: 'Service',
            ...named('metrics'),
            spec: { selector: labels, ports: [{ port: 9090, targetPort: 'metrics' }] },
          }),
        // No container names a port `metrics`: it leads nowhere, which Kubernetes says nowhere either.
        () => ({
          services: {
            services: [{ name: 'metrics', ports: [expect.not.objectContaining({ target: expect.anything() })] }, { name: 'storefront' }],
          },
        }),
      ],
      [
        'an HPA is added',
        () => {
          const spec = {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'storefront' },
            minReplicas: 3,
            maxReplicas: 9,
          };
          replace({ apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', ...named('another'), spec });
        },
        () => ({ autoscalers: { autoscalers: [{ name: 'another', min: 3, max: 9 }, { name: 'storefront' }] } }),
      ],
      [
        'a PDB is added',
        () => {
          const { apiVersion, kind } = cluster.object('pdb', 'storefront', namespace);
          replace({ apiVersion, kind, ...named('another'), spec: { maxUnavailable: '10%', selector: { matchLabels: labels } } });
        },
        () => ({ budgets: { budgets: [{ name: 'another', maxUnavailable: '10%' }, { name: 'storefront' }] } }),
      ],
      ['the HPA is gone', () => remove('hpa', 'storefront'), () => ({ autoscalers: { autoscalers: [] } })],
      [
        'an HPA changes its bounds',
        () => patch('hpa', 'storefront', { spec: { minReplicas: 4 } }),
        () => ({ autoscalers: { autoscalers: [{ min: 4 }] } }),
      ],
      ['the PDB is gone', () => remove('pdb', 'storefront'), () => ({ budgets: { budgets: [] } })],
      [
        'another workload runs as the same account',
        () => {
          const template = {
            metadata: { labels: { app: 'mailer' } },
            spec: { serviceAccountName: 'storefront', containers: [{ name: 'm', image: 'm' }] },
          };
          replace({
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            ...named('mailer'),
            spec: { selector: { matchLabels: { app: 'mailer' } }, template },
          });
        },
        () => ({
          accountSharing: {
            workloads: [
              { kind: 'Deployment', name: 'mailer' },
              { kind: 'CronJob', name: 'cleanup' },
            ],
          },
        }),
      ],
      [
        'a NetworkPolicy for what goes out is added, and adds up with the one that lets nothing out',
        () => {
          const egress = [{ to: [{ namespaceSelector: { matchLabels: { team: 'db' } } }], ports: [{ port: 5432 }] }];
          const spec = { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, policyTypes: ['Egress'], egress };
          replace({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...named('to-database'), spec });
        },
        () => ({
          outboundPolicies: {
            policies: [
              { rules: [] },
              { name: 'to-database', rules: [{ peers: ['pods of namespaces with team=db'], ports: ['5432/TCP'] }] },
            ],
          },
        }),
      ],
      [
        'a role is bound to the account',
        () => {
          const rbac = 'rbac.authorization.k8s.io';
          replace(
            {
              apiVersion: `${rbac}/v1`,
              kind: 'Role',
              ...named('reader'),
              rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
            },
            {
              ...{
                apiVersion: `${rbac}/v1`,
                kind: 'RoleBinding',
                ...named('reads'),
                roleRef: { apiGroup: rbac, kind: 'Role', name: 'reader' },
              },
              subjects: [{ kind: 'ServiceAccount', name: 'storefront', namespace }],
            },
          );
        },
        () => ({
          bindings: {
            bindings: expect.arrayContaining([
              expect.objectContaining({ role: { kind: 'Role', namespace, name: 'reader' }, rights: ['get on secrets'] }),
            ]),
          },
        }),
      ],
      [
        'the token is no longer mounted',
        () => patch('serviceaccount', 'storefront', { automountServiceAccountToken: false }),
        () => ({ serviceAccount: { automount: false } }),
      ],
      [
        'a pod gets the label that a second Service selects by',
        () => {
          patch('pod', 'storefront-3', { metadata: { labels: { track: 'canary' } } });
          const spec = { selector: { ...labels, track: 'canary' }, ports: [{ port: 80 }] };
          replace({ apiVersion: 'v1', kind: 'Service', ...named('canary'), spec });
        },
        () => ({
          services: {
            of: 3,
            services: [
              { name: 'canary', pods: 1 },
              { name: 'storefront', pods: 3 },
            ],
          },
        }),
      ],
      [
        'a pod loses the label that makes it one of the workload',
        () => patch('pod', 'storefront-3', { metadata: { labels: { app: 'quarantine' } } }),
        () => ({ pods: { names: ['storefront-1', 'storefront-2'] }, services: { of: 2, services: [{ pods: 2 }] } }),
      ],
    ];

    it.each(rows)('%s', async (_what, change, expected) => {
      const before = await probe();
      change();
      const found = changes(before, await probe());
      expect(found).toMatchObject(expected());
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected()).sort());
    });
  });

  it('[R-08] tells which other service accounts have the same role of AWS', async () => {
    const before = await probe();
    patch('serviceaccount', 'storefront', { metadata: { annotations: { 'eks.amazonaws.com/role-arn': arn } } });
    const alone = await probe();
    expect(changes(before, alone)).toMatchObject({ cloudRole: { role: { cloud: 'aws', name: arn } }, roleSharing: { accounts: [] } });
    const other = { name: 'reports', namespace: 'default', annotations: { 'eks.amazonaws.com/role-arn': arn } };
    cluster.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: other });
    expect(changes(alone, await probe())).toEqual({
      roleSharing: { about: 'roleSharing', accounts: [{ kind: 'ServiceAccount', namespace: 'default', name: 'reports' }] },
    });
    cluster.raw(['delete', 'serviceaccount', 'reports', '-n', 'default']);
  });

  it('[R-08] an owner that is not there makes unknown what only it could tell', async () => {
    remove('deployment', 'storefront');
    const { workload: _workload, ...podOnly } = target;
    const radius = await probe(podOnly);
    const gaps = onlyKubectl(radius).filter((line) => line.kind === 'gap');
    expect(gaps.map(aboutOf)).toEqual(['owners', 'replicas', 'autoscalers']);
    expect(gaps[0]).toMatchObject({ why: 'its owner, Deployment storefront, is not there', probeWith: 'kubectl' });
    expect(dataOf(radius, 'services')).toMatchObject({ services: [{ name: 'storefront', pods: 1 }] });
  });

  it('[R-08] what a user of the cluster may not read is a gap with the reason, and the rest stands', async () => {
    const before = await probe();
    const kubeconfig = limitedKubeconfig();
    const found = changes(before, await probe(target, { ...cluster.admin, context: 'limited', kubeconfig }));
    expect(found).toEqual({ services: 'unknown', ingresses: 'unknown', inboundPolicies: 'unknown', outboundPolicies: 'unknown' });
    const { lines } = await probe(target, { ...cluster.admin, context: 'limited', kubeconfig });
    expect(lines.find((line) => aboutOf(line) === 'services')).toMatchObject({
      ...{ why: expect.stringContaining('may not do this'), sources: [expect.stringContaining('get services')] },
    });
  });

  /** The administrator's file with a context that acts as a user who may read neither Services nor NetworkPolicies. */
  const limitedKubeconfig = () => {
    const rbac = 'rbac.authorization.k8s.io';
    const readable = ['deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch'];
    const more = ['replicationcontrollers', 'pods', 'serviceaccounts', 'ingresses.networking.k8s.io', 'poddisruptionbudgets.policy'];
    const rest = [
      'horizontalpodautoscalers.autoscaling',
      ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map((one) => `${one}.${rbac}`),
    ];
    const rules = [...readable, ...more, ...rest].map((kind) => {
      const [resource = '', ...group] = kind.split('.');
      return { apiGroups: [group.join('.')], resources: [resource], verbs: ['get', 'list'] };
    });
    cluster.create(
      { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: 'limited' }, rules },
      {
        ...{ apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'limited' } },
        ...{
          roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'limited' },
          subjects: [{ kind: 'User', apiGroup: rbac, name: 'limited' }],
        },
      },
    );
    const config = JSON.parse(cluster.raw(['config', 'view', '--raw', '--minify', '--context', 'prod-eu-1', '-o', 'json']));
    config.users[0].user.as = 'limited';
    config.contexts[0].name = 'limited';
    const file = join(cluster.home, 'limited');
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    return file;
  };

  it('[R-08] the same answers make the same lines in the same order, by reads alone and without a secret', async () => {
    const [one, two] = [await probe(), await probe()];
    const plain = ({ lines, evidence }: BlastRadius) => JSON.stringify([lines, evidence.map(({ id, digest }) => [id, digest])]);
    expect(plain(two)).toBe(plain(one));
    const argvs: (readonly string[])[] = [];
    const watched: typeof cluster.commands = {
      ...cluster.commands,
      run: (command, options) => {
        argvs.push(command.argv);
        return cluster.commands.run(command, options);
      },
    };
    await probeBlastRadius(target, { clock, kubectl: { commands: watched, context: cluster.admin } }, signal);
    expect(argvs.length).toBeGreaterThan(15);
    expect(argvs.filter(([verb, kind = '']) => verb !== 'get' || /secret|configmap/.test(kind))).toEqual([]);
  });

  it('[R-08] selectors match what the API server matches by them', () => {
    const all: readonly Labels[] = [{}, { tier: 'web' }, { tier: 'db' }, { tier: 'web', canary: '' }, { constructor: 'x' }];
    const expression = (key: string, operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', ...values: string[]) => ({
      key,
      operator,
      values,
    });
    const pod = (at: number, labels: Labels) => ({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: `labelled-${at}`, namespace, labels: { ...labels, table: 'yes' } } },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    });
    cluster.create(...all.map((labels, at) => pod(at, labels)));
    const table = [
      ['tier=web', { matchLabels: { tier: 'web' } }],
      ['tier=web,canary=', { matchLabels: { tier: 'web', canary: '' } }],
      ['tier in (web,db)', { matchLabels: {}, matchExpressions: [expression('tier', 'In', 'web', 'db')] }],
      ['tier notin (web)', { matchLabels: {}, matchExpressions: [expression('tier', 'NotIn', 'web')] }],
      ['canary', { matchLabels: {}, matchExpressions: [expression('canary', 'Exists')] }],
      ['!canary,tier=web', { matchLabels: { tier: 'web' }, matchExpressions: [expression('canary', 'DoesNotExist')] }],
      ['!constructor', { matchLabels: {}, matchExpressions: [expression('constructor', 'DoesNotExist')] }],
      ['toString notin (x)', { matchLabels: {}, matchExpressions: [expression('toString', 'NotIn', 'x')] }],
      ['', { matchLabels: {} }],
    ] satisfies readonly (readonly [string, LabelSelector])[];
    for (const [words, selector] of table) {
      const selected = cluster.raw(['get', 'pods', '-n', namespace, '-l', ['table=yes', words].filter(Boolean).join(','), '-o', 'name']);
      const ours = all.flatMap((labels, at) => (matchesSelector(selector, labels) ? [`pod/labelled-${at}`] : []));
      expect(ours, words).toEqual(selected.trim().split('\n').filter(Boolean));
    }
  });
});
