import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import type { EvidenceId } from '../../../../src/extension/core/model/evidence.ts';
import { code, phrase } from '../../../../src/extension/core/model/phrase.ts';
import type { ProposedAction } from '../../../../src/extension/core/model/remediation.ts';
import type { ActionParameters } from '../../../../src/extension/core/model/responseAction.ts';
import { deleteAccessKey, updateAccessKey } from '../../../../src/extension/core/remediate/surfaces/aws.ts';
import { scaleObject } from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';

type Told = Pick<ProposedAction, 'id' | 'stage' | 'name' | 'verb' | 'surface'> & {
  readonly on: string;
  readonly request?: ActionRequest;
} & Partial<Pick<ProposedAction, 'availability' | 'reversibility'>>;

/** One row of a checklist; what no reader of words looks at is empty. */
export function listed({ on, request, ...told }: Told): ProposedAction {
  const empty = phrase``;
  return {
    availability: { state: 'unconfirmed', reason: 'not tried' },
    reversibility: { kind: 'undo', how: empty },
    ...{ line: '', does: empty, expected: empty, breaks: [], watch: empty, needs: [], storage: false, removes: false },
    why: { phrase: empty, cites: ['e1' as EvidenceId] },
    ...told,
    on: phrase`${code(on)}`,
    ...(request !== undefined && { request }),
  };
}

export function sysdig(type: string, parameters: ActionParameters): ActionRequest {
  return { surface: 'sysdig', type, parameters };
}

const storefront = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.workload.type': 'deployment',
  'kubernetes.workload.name': 'storefront',
};
export const container = '3f2a9c81d7be';
const onHost = { 'host.id': '0a58c2f1-host', 'container.id': container };
const key = { user: 'ci-backup', key: 'AKIAIOSFODNN7EXAMPLE' };
const place = { region: 'eu-west-1' };
const workload = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;

/** The list of a miner that came through a storefront, in the order of its stages. */
export const checklist: readonly ProposedAction[] = [
  listed({
    ...{ id: 'logs', stage: 'evidence', name: 'GET_LOGS', verb: 'Get logs', surface: 'sysdig', on: 'shop/storefront' },
    request: sysdig('GET_LOGS', storefront),
  }),
  listed({
    ...{ id: 'capture', stage: 'evidence', name: 'CAPTURE', verb: 'Capture system calls', surface: 'sysdig', on: container },
    request: sysdig('CAPTURE', { ...onHost, 'capture.duration_ns': 60_000_000_000 }),
  }),
  listed({
    ...{ id: 'isolate', stage: 'containment', name: 'ISOLATE_NETWORK', verb: 'Isolate network', surface: 'sysdig', on: 'shop/storefront' },
    request: sysdig('ISOLATE_NETWORK', storefront),
  }),
  listed({
    ...{ id: 'scale', stage: 'containment', name: 'kubectl scale', verb: 'Scale to zero', surface: 'kubectl', on: 'shop/storefront' },
    request: { surface: 'command', command: scaleObject({ context: 'prod-eu-1' }, workload, { to: 0, from: 3 }) },
  }),
  listed({
    ...{ id: 'pause', stage: 'containment', name: 'PAUSE_CONTAINER', verb: 'Pause container', surface: 'sysdig', on: container },
    request: sysdig('PAUSE_CONTAINER', onHost),
  }),
  listed({
    ...{ id: 'keyOff', stage: 'containment', name: 'aws iam update-access-key', verb: 'Disable access key', surface: 'aws', on: key.key },
    request: { surface: 'command', command: updateAccessKey(place, key, 'Inactive') },
  }),
  listed({
    ...{ id: 'kill', stage: 'destruction', name: 'KILL_CONTAINER', verb: 'Kill container', surface: 'sysdig', on: container },
    reversibility: { kind: 'never', recovery: phrase`the controller starts another` },
    request: sysdig('KILL_CONTAINER', onHost),
  }),
  listed({
    ...{ id: 'restart', stage: 'destruction', name: 'ROLLOUT_RESTART', verb: 'Restart rollout', surface: 'sysdig', on: 'shop/storefront' },
    reversibility: { kind: 'never', recovery: phrase`nothing` },
    request: sysdig('ROLLOUT_RESTART', storefront),
  }),
  listed({
    ...{ id: 'keyGone', stage: 'destruction', name: 'aws iam delete-access-key', verb: 'Delete access key', surface: 'aws', on: key.key },
    reversibility: { kind: 'never', recovery: phrase`make another key` },
    request: { surface: 'command', command: deleteAccessKey(place, key) },
  }),
  listed({
    id: 'policy',
    stage: 'destruction',
    name: 'aws iam delete-user-policy',
    verb: 'Remove inline policy',
    surface: 'ticket',
    on: 'ci-backup',
  }),
];
