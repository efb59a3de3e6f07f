import type { BlastRadius } from '../../../../src/extension/core/model/blastRadius.ts';
import { type Evidence, sourceKey } from '../../../../src/extension/core/model/evidence.ts';
import type { ProposedAction, Threat } from '../../../../src/extension/core/model/remediation.ts';
import type { SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import type { Reach } from '../../../../src/extension/core/remediate/availability/reach.ts';
import { probeBlastRadius } from '../../../../src/extension/core/remediate/probe/probeBlastRadius.ts';
import type { ProbeTarget } from '../../../../src/extension/core/remediate/probe/probeTarget.ts';
import type { ProposalInput } from '../../../../src/extension/core/remediate/propose/proposalInput.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { parseEvent } from '../../../../src/extension/core/tools/schemas/events.ts';
import { parseProcessTree } from '../../../../src/extension/core/tools/schemas/processTree.ts';
import { parseActions } from '../../../../src/extension/core/tools/schemas/responseActions.ts';
import { createSampleTenant } from '../../../../src/extension/sample/tenant.ts';
import { awsOver, kubectlOver, recordedTools } from '../probe/recordedTools.ts';
import * as shop from '../probe/storefront.ts';

const now = Date.parse('2026-06-10T12:00:00Z');

const tenant = createSampleTenant({ now: () => now });
/** The sample tenant's pod under the name that it has in the recorded cluster. */
const podNames = ['storefront-7c9d8b6f5d-x2k4q', 'storefront-1'] as const;

/** An event of the sample tenant as the product reads it, by its rule or its policy. */
export function sampleEvent(rule: string): SecurityEvent {
  const found = tenant.world.events.find(({ content, name }) => content?.ruleName === rule || name === rule);
  const written = JSON.stringify(found, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? 'null';
  const event = parseEvent(JSON.parse(written.replaceAll(...podNames)));
  if (event === undefined) throw new Error(`the sample tenant has no ${rule}`);
  return event;
}

export function evidenceOf<T>(value: T, tool: string, args: Readonly<Record<string, unknown>>): Evidence<T> {
  const source = { kind: 'mcp', tool, args } as const;
  return { id: sourceKey(source), source, at: new Date(now).toISOString(), digest: '0'.repeat(64), value, raw: '{}' };
}

function seen(event: SecurityEvent): Evidence<SecurityEvent> {
  return evidenceOf(event, 'get_event_info', { event_id: event.id });
}

/** A threat of these events, the first its trigger, with the tree that the tenant has for it. What the first does not say of the place, the others do. */
export function threatOf(first: SecurityEvent, ...more: readonly SecurityEvent[]): Threat {
  const trigger = seen(first);
  const tree = tenant.world.trees.get(first.id);
  return {
    ...{
      eventId: first.id,
      title: 'a threat',
      trigger,
      events: [trigger, ...more.map(seen)],
      scope: Object.assign({}, ...more.toReversed().map(({ scope }) => scope), first.scope),
    },
    ...(tree !== undefined && {
      tree: evidenceOf(parseProcessTree('get_event_process_tree', { tree, branches: {} }), 'get_event_process_tree', {
        event_id: first.id,
      }),
    }),
  };
}

export function sampleThreat(...rules: readonly [string, ...string[]]): Threat {
  const [first, ...more] = rules;
  return threatOf(sampleEvent(first), ...more.map(sampleEvent));
}

export const miner = [
  'Execution from /dev/shm',
  'Detect outbound connections to common miner pool ports',
  'Sysdig ML Crypto Mining',
] as const;

type Cluster = { readonly [kind in keyof typeof shop.objects | 'cronjobs.batch']: readonly object[] };

/** The blast radius of the shop's workload, probed over recorded answers. */
export async function probed(
  change: { readonly objects?: Partial<Cluster>; readonly iam?: Readonly<Record<string, unknown>>; readonly target?: ProbeTarget } = {},
): Promise<BlastRadius> {
  const [cluster, account] = [kubectlOver({ ...shop.objects, ...change.objects }), awsOver({ ...shop.iam, ...change.iam })];
  const { commands } = recordedTools((command) => cluster(command) ?? account(command));
  return probeBlastRadius(change.target ?? shop.target, shop.doorsOver(commands), shop.signal);
}

export const unprobed: BlastRadius = { lines: [], evidence: [] };

/** The sample tenant's catalogue, with both tools pointing where the threat is. */
export function reachOf(more: Partial<Reach> = {}): Reach {
  const { value } = parseActions('list_response_actions', { data: tenant.responses.catalogue() });
  return {
    catalogue: evidenceOf(value, 'list_response_actions', {}),
    forEvent: false,
    executions: evidenceOf([], 'list_response_action_executions', {}),
    storage: evidenceOf({ usable: true, bucket: 'acme-captures', id: '4711' }, 'get_capture_storage', {}),
    unread: [],
    kubectl: { usable: true, scope: { context: 'prod-eu-1' } },
    aws: { usable: true, scope: { region: 'eu-west-1' } },
    rights: new Map(),
    refused: [],
    ...more,
  };
}

export function given(threat: Threat, radius: BlastRadius, more: Partial<Reach> = {}): ProposalInput {
  return { threat, radius, reach: reachOf(more), now };
}

export function breaksOf({ breaks }: ProposedAction): readonly string[] {
  return breaks.map(({ phrase }) => plainPhrase(phrase));
}

export function actionNamed(actions: readonly ProposedAction[], name: string): ProposedAction {
  const found = actions.find((action) => action.name === name);
  if (found === undefined) throw new Error(`no ${name} among ${actions.map((one) => one.name).join(', ')}`);
  return found;
}
