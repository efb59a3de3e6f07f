import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Threat } from '../../src/extension/core/model/remediation.ts';
import { probeBlastRadius } from '../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import { proposeActions } from '../../src/extension/core/remediate/propose/proposeActions.ts';
import type { KubectlScope } from '../../src/extension/core/remediate/surfaces/kubectl.ts';
import { standingClock } from '../fakes/standingClock.ts';
import { breaksOf, given, miner, sampleThreat } from '../unit/remediate/propose/given.ts';
import { hasCluster, realCluster, signal } from './cluster.ts';
import { ownPods } from './incident.ts';
import { openShop } from './shop.ts';

const namespace = 'breaking-shop';
const pods = ['storefront-1', 'storefront-2', 'storefront-3'];
const roleArn = 'arn:aws:iam::123456789012:role/storefront-irsa';
const steps = ['ISOLATE_NETWORK', 'kubectl scale', 'DELETE_POD', 'KILL_CONTAINER', 'kubectl patch', 'aws iam attach-role-policy'] as const;
type Step = (typeof steps)[number];
type Breaks = Readonly<Partial<Record<Step, readonly string[]>>>;
/** By step: lines that are there no more, and lines that were not there before. */
type Difference = { readonly gone?: readonly string[]; readonly fresh?: readonly string[] };

/** The sample's miner in the shop of this file, whose token was read as well. */
function threatHere(): Threat {
  const told = JSON.stringify(sampleThreat(...miner, 'Read Service Account Token'));
  return JSON.parse(told.replaceAll('"shop"', `"${namespace}"`));
}

describe.skipIf(!hasCluster)('what a step breaks, by what is on a real API', () => {
  let cluster: ReturnType<typeof realCluster>;
  let before: Breaks;
  const threat = threatHere();
  beforeAll(async () => {
    cluster = realCluster();
    await asItWas();
    before = await breaks();
    console.log(before);
  });
  afterAll(() => cluster.close());

  const asItWas = async () => {
    openShop(cluster, namespace, pods);
    ownPods(cluster, namespace, pods);
  };
  const breaks = async (context: KubectlScope = cluster.admin): Promise<Breaks> => {
    const doors = { clock: standingClock(), kubectl: { commands: cluster.commands, context } };
    const radius = await probeBlastRadius({ ...threat.scope }, doors, signal);
    const { actions } = proposeActions(given(threat, radius, { kubectl: { usable: true, scope: context } }));
    return Object.fromEntries(
      steps.flatMap((step) => {
        const action = actions.find(({ name }) => name === step);
        return action === undefined ? [] : [[step, breaksOf(action)]];
      }),
    );
  };
  it('x', () => {});
});
