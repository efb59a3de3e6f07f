import type { Command } from '../../../../src/extension/core/model/command.ts';
import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import { type Captured, captureBefore } from '../../../../src/extension/core/remediate/undo/capture.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { kubectlOver, type Recording, recordedTools } from '../probe/recordedTools.ts';

export const scope = { context: 'prod-eu-1', kubeconfig: '/home/u/.kube/config' };
export const storefront = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;
export const pod = { kind: 'pods', namespace: 'shop', name: 'storefront-1' } as const;

const env = [
  { name: 'DB_PASSWORD', value: 'hunter2' },
  { name: 'MODE', value: 'fast' },
];

/** A Deployment with secrets in every place where one could be. */
export const deployment = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
  metadata: {
    ...{ name: 'storefront', namespace: 'shop', resourceVersion: '42', generation: 7, uid: 'u-1', labels: { app: 'storefront' } },
    annotations: {
      'deployment.kubernetes.io/revision': '2',
      'acme.com/token': 'hunter5',
      note: 'as it was',
      'kubectl.kubernetes.io/last-applied-configuration': '{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}',
    },
    managedFields: [{ manager: 'kubectl' }],
  },
  spec: {
    ...{ replicas: 3, selector: { matchLabels: { app: 'storefront' } } },
    template: {
      metadata: { labels: { app: 'storefront' } },
      spec: {
        nodeSelector: { pool: 'web' },
        // Nothing in it looks like a secret, and it is an environment all the same.
        initContainers: [{ name: 'prepare', image: 'shop:2', env: [{ name: 'LANE', value: 'fast' }] }],
        containers: [{ name: 'web', image: 'shop:2', env, args: ['--password', 'hunter3', '--fast'] }],
      },
    },
  },
  status: { readyReplicas: 3 },
};

export const asRequest = (command: Command): ActionRequest => ({ surface: 'command', command });

/** Captures before a command, from programs that answer from a recording. */
export function captureWorld(recording: Recording = kubectlOver({ 'deployments.apps': [deployment], pods: [podObject] })) {
  const { commands, asked } = recordedTools(recording);
  const asking = { commands, clock: standingClock(), signal: new AbortController().signal, scope };
  const capture = async (command: Command): Promise<Captured> => {
    const captured = await captureBefore(asRequest(command), asking);
    if (captured === undefined) throw new Error('nothing was captured');
    return captured;
  };
  return { asked, asking, capture };
}

const podObject = {
  ...{ apiVersion: 'v1', kind: 'Pod' },
  metadata: { name: 'storefront-1', namespace: 'shop', resourceVersion: '41', labels: { app: 'storefront' } },
  spec: { containers: [] },
};
