import { given } from '../../facts/given.ts';
import type { Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { Threat } from '../../model/remediation.ts';
import type { ProcessTree, Scope, SecurityEvent } from '../../model/threat.ts';
import type { ReadTools } from '../../tools/readTools.ts';

/** What a remediation begins with: ids and a title, whoever told them. What they stand for is asked of the tenant (K-10). */
export type ThreatSeed = {
  readonly eventId: string;
  readonly title?: string;
  /** events that belong to the same chain, the trigger among them or not */
  readonly eventIds: readonly string[];
  /** `raw` asks for the trigger alone */
  readonly depth: 'case' | 'lightweight' | 'raw';
};

/** `unread` are the parts that could not be had, one half-sentence each. */
export type ReadThreat = { readonly threat: Threat; readonly unread: readonly string[] };

/** More events of one chain than a checklist can be told from; the trigger and the earliest count. */
const mostEvents = 40;

/** Fetches the trigger, the other events of its chain and its process tree, all at once. Throws Failure where the trigger can not be had. */
export async function readThreat(seed: ThreatSeed, tools: ReadTools, signal: AbortSignal): Promise<ReadThreat> {
  const others = [...new Set(seed.eventIds)].filter((id) => id !== seed.eventId);
  const asked = seed.depth === 'raw' ? [] : others.slice(0, mostEvents);
  const [trigger, tree, ...rest] = await Promise.all([
    tools.read('get_event_info', { eventId: seed.eventId }, signal),
    seed.depth === 'raw' ? undefined : readOr(tools.read('get_event_process_tree', { eventId: seed.eventId }, signal)),
    ...asked.map((eventId) => readOr(tools.read('get_event_info', { eventId }, signal))),
  ]);
  const events = [trigger, ...rest.filter((one) => one !== undefined)];
  const unread = [
    ...(seed.depth !== 'raw' && tree === undefined ? ['the process tree'] : []),
    ...(events.length <= asked.length ? [`${asked.length + 1 - events.length} of the ${asked.length} other events of its chain`] : []),
    ...(others.length > asked.length && seed.depth !== 'raw' ? [`${others.length - asked.length} further events of its chain`] : []),
  ];
  return { threat: threatOf(seed, trigger, events, tree), unread };
}

/** What can not be read is a gap; whoever cancels wants nothing. */
async function readOr<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (Failure.is(error)) return undefined;
    throw error;
  }
}

function threatOf(
  { eventId, title }: ThreatSeed,
  trigger: Evidence<SecurityEvent>,
  events: readonly Evidence<SecurityEvent>[],
  tree: Evidence<ProcessTree> | undefined,
): Threat {
  const { rule, policy } = trigger.value;
  return {
    eventId,
    title: title ?? rule ?? policy ?? eventId,
    trigger,
    events,
    ...given('tree', tree),
    scope: scopeOf(events.map(({ value }) => value)),
  };
}

/** The trigger's own place; what it does not say and all other events agree on is taken from them. */
function scopeOf([trigger, ...others]: readonly SecurityEvent[]): Scope {
  const agreed = (part: 'cluster' | 'awsAccount' | 'gcpProject' | 'azureSubscription' | 'region'): string | undefined => {
    const values = new Set(others.map(({ scope }) => scope[part]).filter((value) => value !== undefined));
    return trigger?.scope[part] ?? (values.size === 1 ? [...values][0] : undefined);
  };
  return {
    ...trigger?.scope,
    ...given('cluster', agreed('cluster')),
    ...given('awsAccount', agreed('awsAccount')),
    ...given('gcpProject', agreed('gcpProject')),
    ...given('azureSubscription', agreed('azureSubscription')),
    ...given('region', agreed('region')),
  };
}
