import { describe, expect, it } from 'vitest';
import type { BlastRadius } from '../../../../src/extension/core/model/blastRadius.ts';
import type { ProposedAction } from '../../../../src/extension/core/model/remediation.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import * as shop from '../probe/storefront.ts';
import { actionNamed, breaksOf, given, miner, probed, sampleEvent, sampleThreat, threatOf, unprobed } from './given.ts';

type Change = NonNullable<Parameters<typeof probed>[0]>;

const threat = sampleThreat(...miner);

async function proposedFor(change: Change = {}): Promise<readonly ProposedAction[]> {
  return proposeActions(given(threat, await probed(change))).actions;
}

async function breaksFor(name: string, change: Change = {}): Promise<readonly string[]> {
  return breaksOf(actionNamed(await proposedFor(change), name));
}

const [deployment] = shop.objects['deployments.apps'];
const [running] = shop.objects.pods.filter(({ metadata }) => metadata.name === 'storefront-1');
const oneReplica = {
  objects: {
    'deployments.apps': [{ ...deployment, spec: { ...deployment.spec, replicas: 1 }, status: { readyReplicas: 1 } }],
    pods: running === undefined ? [] : [running],
  },
};
const [ingress] = shop.objects['ingresses.networking.k8s.io'];
const twoHosts = {
  objects: {
    'ingresses.networking.k8s.io': [
      ingress,
      {
        ...ingress,
        metadata: { name: 'shop-2', namespace: 'shop' },
        spec: { rules: [{ ...ingress.spec.rules[0], host: 'pay.example.com' }] },
      },
    ],
  },
};

describe('what a step breaks', () => {
  it('[R-11] counts replicas, Services and Ingress hosts of all that is cut off', async () => {
    expect(await breaksFor('ISOLATE_NETWORK', twoHosts)).toEqual([
      'It reaches all 2 pods of the workload (storefront-1 and storefront-2)',
      '2 of 3 replicas behind Service shop/storefront and 2 Ingress hosts (shop.example.com and pay.example.com) stop answering',
    ]);
  });

  it.each<[string, string, Change, string, string]>([
    [
      '3 to 1 replica',
      ...(['KILL_CONTAINER', oneReplica] as const),
      '1 of 3 replicas ends; 1 is left behind Service shop/storefront and 1 Ingress host (shop.example.com)',
      '1 of 1 replica ends; nothing is left behind Service shop/storefront and 1 Ingress host (shop.example.com)',
    ],
    [
      'the Service gone',
      ...(['ISOLATE_NETWORK', { objects: { services: [] } }] as const),
      '2 of 3 replicas behind Service shop/storefront and 1 Ingress host (shop.example.com) stop answering',
      '2 of 3 replicas stop answering; no Service selects it',
    ],
    [
      'the Ingress gone',
      ...(['ISOLATE_NETWORK', { objects: { 'ingresses.networking.k8s.io': [] } }] as const),
      '2 of 3 replicas behind Service shop/storefront and 1 Ingress host (shop.example.com) stop answering',
      '2 of 3 replicas behind Service shop/storefront stop answering',
    ],
    [
      'an autoscaler that may go to 0',
      ...(['kubectl scale', autoscaler(0)] as const),
      'HorizontalPodAutoscaler storefront (2 to 6 replicas) is switched off by 0 replicas until someone scales it up again',
      'HorizontalPodAutoscaler storefront (0 to 6 replicas) can scale it up again at any time',
    ],
    [
      'another budget',
      ...(['DELETE_POD', { objects: { 'poddisruptionbudgets.policy': [budget()] } }] as const),
      'PodDisruptionBudget storefront (at least 50% available, 1 may go now) is overridden: it holds back evictions only',
      'PodDisruptionBudget strict (at most 0 missing, 0 may go now) is overridden: it holds back evictions only',
    ],
  ])('[R-11] %s changes that line', async (_what, name, change, before, after) => {
    expect(await breaksFor(name)).toContain(before);
    const changed = await breaksFor(name, change);
    expect(changed).toContain(after);
    expect(changed).not.toContain(before);
  });

  it.each<[string, string, Change, RegExp]>([
    ['an autoscaler', 'kubectl scale', { objects: { 'horizontalpodautoscalers.autoscaling': [] } }, /^HorizontalPodAutoscaler/],
    ['a budget', 'kubectl scale', { objects: { 'poddisruptionbudgets.policy': [] } }, /^PodDisruptionBudget/],
    ['a sidecar', 'DELETE_POD', { objects: { pods: [withoutSidecars()] } }, /^Sidecar/],
  ])('[R-11] without %s there is no such line', async (_what, name, change, line) => {
    expect((await breaksFor(name)).filter((one) => line.test(one))).toHaveLength(1);
    expect((await breaksFor(name, change)).filter((one) => line.test(one))).toEqual([]);
  });

  it('[R-11] a policy that lets something pass goes on doing so beside an isolation', async () => {
    const policy = { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] };
    const change = { objects: { 'networkpolicies.networking.k8s.io': [{ metadata: { name: 'dns', namespace: 'shop' }, spec: policy }] } };
    expect(await breaksFor('ISOLATE_NETWORK', change)).toContain('What NetworkPolicy dns lets go out still may: policies only add up');
  });

  it('[R-11] a pod that nothing owns is gone for good', async () => {
    const { ownerReferences: _owners, ...metadata } = running?.metadata ?? { ownerReferences: [] };
    const lone = { objects: { 'deployments.apps': [], 'replicasets.apps': [], pods: [{ ...running, metadata }] } };
    expect(await breaksFor('DELETE_POD', lone)).toContain('Pod storefront-1 has no owner: nothing makes it anew');
  });

  it('[R-11] every known line cites evidence of the probe or of the threat', async () => {
    const radius = await probed();
    const ids = new Set([...radius.evidence.map(({ id }) => id), ...threat.events.map(({ id }) => id), threat.tree?.id]);
    const known = proposeActions(given(threat, radius)).actions.flatMap(({ breaks }) => breaks.filter((one) => one.kind === 'known'));
    expect(known.length).toBeGreaterThan(20);
    expect(known.filter(({ cites }) => cites.length === 0 || cites.some((id) => !ids.has(id)))).toEqual([]);
  });
});

describe('what is not known', () => {
  it('[R-11] is said with what to probe, before the probe and where it met a gap', async () => {
    const before = breaksOf(actionNamed(proposeActions(given(threat, unprobed)).actions, 'ISOLATE_NETWORK'));
    expect(before).toContain('Which Services select it: unknown, probe with kubectl');
    const radius = await probed();
    const isServices = (line: BlastRadius['lines'][number]) => line.kind === 'fact' && line.value.about === 'services';
    const gap = {
      kind: 'gap',
      topic: 'inbound',
      about: 'services',
      asked: 'which Services select it',
      probeWith: 'kubectl',
      why: 'x',
      phrase: [],
      sources: [],
    } as const;
    const lines = radius.lines.map((line) => (isServices(line) ? gap : line));
    const after = breaksOf(actionNamed(proposeActions(given(threat, { ...radius, lines })).actions, 'ISOLATE_NETWORK'));
    expect(after).toContain('Which Services select it: unknown, probe with kubectl');
    expect(after).toContain('2 of 3 replicas stop answering');
    expect(after.join()).not.toMatch(/Service shop/);
  });

  it('[R-11] nothing is told of another workload than the one that was probed', async () => {
    const other = sampleThreat('Execution from /dev/shm', 'Read Service Account Token');
    const actions = proposeActions(given(other, await probed())).actions.filter(({ line }) => line.includes('"payments"'));
    expect(actions.map(({ name }) => name)).toContain('DELETE_POD');
    for (const one of actions.filter(({ removes }) => removes)) {
      expect(breaksOf(one)).toEqual(['What hangs on it: unknown, only the workload that the threat is on was probed']);
    }
  });
});

describe('who shares a cloud identity', () => {
  const iam = sampleThreat('Create Access Key for User');
  const role = 'ec2-role-storefront';
  const answers = (profiles: readonly string[]) => ({
    [`get-role ${role}`]: { Role: { Arn: `arn:aws:iam::123456789012:role/${role}`, RoleName: role, RoleLastUsed: {} } },
    [`list-attached-role-policies ${role}`]: { AttachedPolicies: [{ PolicyName: 'S3', PolicyArn: shop.readOnly }] },
    [`list-role-policies ${role}`]: { PolicyNames: [] },
    [`list-instance-profiles-for-role ${role}`]: { InstanceProfiles: profiles.map((InstanceProfileName) => ({ InstanceProfileName })) },
  });
  const breaksOfRole = async (profiles: readonly string[], asked = role) => {
    const radius = await probed({ target: { role: asked }, iam: answers(profiles) });
    return breaksOf(actionNamed(proposeActions(given(iam, radius)).actions, 'aws iam attach-role-policy'));
  };

  it('[R-11] a role that more machines have changes that line', async () => {
    expect(await breaksOfRole([])).toContain(`No instance profile hands role ${role} to machines`);
    expect(await breaksOfRole(['web', 'batch'])).toContain(`Every machine of 2 instance profiles (batch and web) loses role ${role}`);
  });

  it('[R-11] what was probed for another role says nothing of this one', async () => {
    expect(await breaksOfRole(['web'], 'storefront-irsa')).toEqual(['Who else uses the role: unknown, probe with aws']);
  });

  it('[R-11] the role of the workload names the other service accounts that have it', async () => {
    const searched = { ...sampleEvent('Run shell untrusted'), rule: 'Find AWS Credentials', tags: [] };
    const told = async (change: Change) =>
      breaksOf(actionNamed(proposeActions(given(threatOf(searched), await probed(change))).actions, 'aws iam attach-role-policy'));
    expect(await told({})).toContain('1 other service account (ServiceAccount data/reports) loses role storefront-irsa too');
    const alone = { objects: { serviceaccounts: shop.objects.serviceaccounts.slice(0, 1) } };
    expect((await told(alone)).join()).not.toMatch(/other service account/);
  });

  it('[R-11] a key is told by its last use and by what its user is left with', async () => {
    const keys = (...ids: readonly string[]) => ({
      'list-access-keys backup-admin': { AccessKeyMetadata: ids.map((AccessKeyId) => ({ AccessKeyId, Status: 'Active' })) },
      ...Object.fromEntries(
        ids.map((id) => [
          `get-access-key-last-used ${id}`,
          { UserName: 'backup-admin', AccessKeyLastUsed: { LastUsedDate: '2026-06-10T11:40:40Z', ServiceName: 's3' } },
        ]),
      ),
    });
    const told = async (...ids: readonly string[]) => {
      const radius = await probed({ target: { user: 'backup-admin' }, iam: keys(...ids) });
      return breaksOf(actionNamed(proposeActions(given(iam, radius)).actions, 'aws iam update-access-key'));
    };
    const [own, other] = ['AKIAEXAMPLEBACKUP001', 'AKIAEXAMPLEBACKUP002'];
    const used = `Whatever uses key ${own} stops: it was last used at 2026-06-10 11:40:40Z for s3`;
    expect(await told(own)).toEqual([`${used}; user backup-admin has no other active key`]);
    expect(await told(own, other)).toEqual([`${used}; user backup-admin keeps ${other}`]);
  });
});

function autoscaler(minReplicas: number): Change {
  const [own] = shop.objects['horizontalpodautoscalers.autoscaling'];
  return { objects: { 'horizontalpodautoscalers.autoscaling': [{ ...own, spec: { ...own.spec, minReplicas } }] } };
}

function budget(): object {
  const spec = { maxUnavailable: 0, selector: { matchLabels: { app: 'storefront' } } };
  return { metadata: { name: 'strict', namespace: 'shop' }, spec, status: { disruptionsAllowed: 0, observedGeneration: 1 } };
}

function withoutSidecars(): object {
  return { ...running, spec: { ...running?.spec, containers: running?.spec.containers.slice(0, 1), initContainers: [] } };
}
