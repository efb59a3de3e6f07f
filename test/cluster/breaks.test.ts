import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Breaks, blindTo, breakingShop, type Differences, differences, namespace } from './breakingShop.ts';
import { hasCluster, realCluster } from './cluster.ts';

const roleArn = 'arn:aws:iam::123456789012:role/breaking-irsa';

describe.skipIf(!hasCluster)('what a step breaks, by what is on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  let shop: ReturnType<typeof breakingShop>;
  let before: Breaks;
  beforeAll(async () => {
    cluster = realCluster();
    shop = breakingShop(cluster);
    before = await shop.breaks();
  });
  afterEach(() => shop.restore());
  afterAll(() => cluster.close());

  const labels = { matchLabels: { app: 'storefront' } };
  const reached = 'It reaches all 3 pods of the workload (storefront-1, storefront-2 and storefront-3)';
  const served = (replicas: string, end: string) =>
    `${replicas} behind Service ${namespace}/storefront and 1 Ingress host (shop.example.com) ${end}`;
  const allStop = served('3 of 3 replicas', 'stop answering');
  const eachReplaced = served('3 of 3 replicas', 'are replaced one after another');
  const oneEnds = `1 of 3 replicas ends; 2 are left behind Service ${namespace}/storefront and 1 Ingress host (shop.example.com)`;
  const becomes = (gone: readonly string[], fresh: readonly string[]) => ({ gone, fresh });
  /** A change of what is served: what is told of all pods, of one, and of one after another. */
  const serving = ([all, one, each]: readonly [string, string, string], more: Differences = {}): Differences => ({
    ISOLATE_NETWORK: becomes([allStop], [all]),
    'kubectl scale': becomes([allStop], [all]),
    DELETE_POD: becomes([oneEnds], [one]),
    KILL_CONTAINER: becomes([oneEnds], [one]),
    'kubectl patch': becomes([eachReplaced], [each]),
    ...more,
  });
  const autoscaler = (name: string, bounds: string) =>
    `HorizontalPodAutoscaler ${name} (${bounds} replicas) is switched off by 0 replicas until someone scales it up again`;
  const budget = (bound: string) => `PodDisruptionBudget ${bound} is overridden: it holds back evictions only`;

  const facts: readonly (readonly [what: string, change: () => unknown, expected: () => Differences])[] = [
    [
      'the Service is gone',
      () => shop.remove('service', 'storefront'),
      () =>
        serving([
          '3 of 3 replicas stop answering; no Service selects it',
          '1 of 3 replicas ends; no Service selects it',
          '3 of 3 replicas are replaced; no Service selects it',
        ]),
    ],
    [
      'the Ingress is gone',
      () => shop.remove('ingress', 'storefront'),
      () => {
        const bare = (line: string) => line.replace(' and 1 Ingress host (shop.example.com)', '');
        return serving([bare(allStop), bare(oneEnds), bare(eachReplaced)]);
      },
    ],
    [
      '3 → 1 replica',
      () => {
        shop.change('Deployment', { spec: { replicas: 1 } });
        // A controller would have ended them.
        shop.remove('pods', 'storefront-2', 'storefront-3');
      },
      () => {
        const one = 'It reaches the 1 pod of the workload (storefront-1)';
        const [all, each] = ['stop answering', 'are replaced one after another'].map((end) => served('1 of 1 replica', end));
        return {
          ISOLATE_NETWORK: becomes([reached, allStop], [one, all ?? '']),
          'kubectl scale': becomes([reached, allStop], [one, all ?? '']),
          DELETE_POD: becomes([oneEnds], [oneEnds.replace('1 of 3 replicas ends; 2 are', '1 of 1 replica ends; nothing is')]),
          KILL_CONTAINER: becomes([oneEnds], [oneEnds.replace('1 of 3 replicas ends; 2 are', '1 of 1 replica ends; nothing is')]),
          'kubectl patch': becomes([reached, eachReplaced], [one, each ?? '']),
        };
      },
    ],
    [
      'the HPA is gone',
      () => shop.remove('hpa', 'storefront'),
      () => ({ 'kubectl scale': becomes([autoscaler('storefront', '2 to 6')], []) }),
    ],
    [
      'an HPA is added',
      () => {
        const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'storefront' };
        shop.add('autoscaling/v1', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef, minReplicas: 3, maxReplicas: 9 } });
      },
      () => ({ 'kubectl scale': becomes([], [autoscaler('another', '3 to 9')]) }),
    ],
    [
      'a PDB is added',
      () => {
        const { apiVersion } = cluster.object('pdb', 'storefront', namespace);
        shop.add(apiVersion, 'PodDisruptionBudget', { spec: { maxUnavailable: 0, selector: labels } });
      },
      () => {
        const told = becomes([], [budget('another (at most 0 missing)')]);
        return { 'kubectl scale': told, DELETE_POD: told };
      },
    ],
    [
      'a second workload has the service account',
      () => {
        const template = {
          metadata: { labels: { app: 'mailer' } },
          spec: { serviceAccountName: 'storefront', containers: [{ name: 'm', image: 'm' }] },
        };
        shop.add('apps/v1', 'Deployment', { spec: { selector: { matchLabels: { app: 'mailer' } }, template } });
      },
      () => {
        const [one, both] = [`CronJob ${namespace}/cleanup keeps`, `Deployment ${namespace}/another and CronJob ${namespace}/cleanup keep`];
        return {
          'kubectl patch': becomes([`${one} a token of the same service account`], [`${both} a token of the same service account`]),
        };
      },
    ],
    [
      'a sidecar is added',
      () => {
        const { metadata, spec, ...object } = shop.original('Pod', 'storefront-1');
        shop.remove('pods', 'storefront-1');
        const containers = [
          { name: 'web', image: 'w' },
          { name: 'envoy', image: 'e' },
        ];
        cluster.create({
          ...object,
          metadata: { ...metadata, labels: { app: 'storefront', added: 'yes' } },
          spec: { ...spec, containers },
        });
      },
      () => ({
        'kubectl scale': becomes([], ['Sidecar envoy ends with the pod']),
        DELETE_POD: becomes([], ['Sidecar envoy ends with the pod']),
        KILL_CONTAINER: becomes([], ['Sidecar envoy in the same pod runs on without it']),
      }),
    ],
    [
      'a NetworkPolicy that lets something out is added',
      () => {
        const spec = { podSelector: labels, policyTypes: ['Egress'], egress: [{ ports: [{ port: 5432 }] }] };
        shop.add('networking.k8s.io/v1', 'NetworkPolicy', { spec });
      },
      () => ({ ISOLATE_NETWORK: becomes([], ['What NetworkPolicy another lets go out still may: policies only add up']) }),
    ],
  ];

  it.each(facts)('[R-08] [R-11] %s: what is told of it changes, and nothing else', async (_what, make, expected) => {
    make();
    expect(differences(await shop.breaks(), before)).toEqual(expected());
  });

  it('[R-08] [R-11] a role of AWS that another service account has too is told with it', async () => {
    const marked = { annotations: { 'eks.amazonaws.com/role-arn': roleArn } };
    shop.change('ServiceAccount', { metadata: marked });
    const alone = await shop.breaks();
    expect(alone['aws iam attach-role-policy']).toEqual([
      'What the role may do: unknown, probe with aws',
      'Which machines have the role: unknown, probe with aws',
    ]);
    shop.add('v1', 'ServiceAccount', { metadata: { name: 'another', namespace, labels: { added: 'yes' }, ...marked } });
    const told = `1 other service account (ServiceAccount ${namespace}/another) loses role breaking-irsa too`;
    expect(differences(await shop.breaks(), alone)).toEqual({ 'aws iam attach-role-policy': becomes([], [told]) });
  });

  const blind: readonly (readonly [kind: string, expected: () => Differences])[] = [
    [
      'services',
      () => {
        const unknown = [
          'Which Services select it: unknown, probe with kubectl',
          'Which Ingresses lead to it: unknown, probe with kubectl',
        ];
        const [all, one, each] = ['3 of 3 replicas stop answering', '1 of 3 replicas ends', '3 of 3 replicas are replaced'];
        return {
          ISOLATE_NETWORK: becomes([allStop], [all ?? '', ...unknown]),
          'kubectl scale': becomes([allStop], [all ?? '', ...unknown]),
          DELETE_POD: becomes([oneEnds], [one ?? '', ...unknown]),
          KILL_CONTAINER: becomes([oneEnds], [one ?? '', ...unknown]),
          'kubectl patch': becomes([eachReplaced], [each ?? '', ...unknown]),
        };
      },
    ],
    [
      'horizontalpodautoscalers.autoscaling',
      () => ({
        'kubectl scale': becomes(
          [autoscaler('storefront', '2 to 6')],
          ['Whether an autoscaler would undo a scale-down: unknown, probe with kubectl'],
        ),
      }),
    ],
    [
      'poddisruptionbudgets.policy',
      () => {
        const told = becomes(
          [budget('storefront (at least 2 available)')],
          ['Which PodDisruptionBudgets cover it: unknown, probe with kubectl'],
        );
        return { 'kubectl scale': told, DELETE_POD: told };
      },
    ],
    [
      'networkpolicies.networking.k8s.io',
      () => {
        const unknown = ['comes in', 'goes out'].map((way) => `Which NetworkPolicies hold for what ${way}: unknown, probe with kubectl`);
        return { ISOLATE_NETWORK: becomes([], unknown) };
      },
    ],
  ];

  it.each(blind)(
    '[R-08] [R-11] to a user who may not read %s it is unknown, with what to probe, and the rest stands',
    async (kind, expected) => {
      expect(differences(await shop.breaks(blindTo(cluster, kind)), before)).toEqual(expected());
    },
  );
});
