import type { Evidence } from '../model/evidence.ts';
import type { EventCount, EventPage, ProcessTree, Resource, SecurityEvent, Threat, ThreatGroup } from '../model/threat.ts';

/**
 * What an investigation may ask the tenant, in our own argument names; the catalog maps them to what the server's inputSchema calls them.
 * There is no acting tool in this table, so nothing that holds a ReadTools can change anything (I-30).
 */
export type ReadCalls = {
  list_threats_engine_groups: {
    args: { limit: number; status?: 'open'; cursor?: string };
    result: { groups: readonly ThreatGroup[]; total?: number; next?: string };
  };
  get_threats_engine_group: { args: { groupId: string }; result: ThreatGroup };
  get_threats_engine_threat: { args: { threatId: string }; result: Threat };
  list_threats_engine_threats_by_group: { args: { groupId: string }; result: readonly Threat[] };
  list_threats_engine_resources_by_group: { args: { groupId: string }; result: readonly Resource[] };
  /** `scopeHours` back from now, at most 336; `limit` at most 200; no cursor: it drops the filter (contract, trap 1) */
  list_runtime_events: { args: { scopeHours: number; limit: number; filter?: string }; result: EventPage };
  count_runtime_events: { args: { scopeHours: number; filter?: string }; result: EventCount };
  discover_runtime_event_field_values: { args: { field: string; scopeHours: number; filter?: string }; result: readonly string[] };
  get_event_info: { args: { eventId: string }; result: SecurityEvent };
  get_event_process_tree: { args: { eventId: string }; result: ProcessTree };
  get_customer_settings: { args: Record<string, never>; result: Readonly<Record<string, unknown>> };
};

export type ReadTool = keyof ReadCalls;

export type ReadTools = {
  /** Throws Failure; rejects with AbortError when the signal fires. The evidence's id is its source's key. */
  read<K extends ReadTool>(tool: K, args: ReadCalls[K]['args'], signal: AbortSignal): Promise<Evidence<ReadCalls[K]['result']>>;
  /** Whether tools/list named it; a missing tool may be a missing permission (contract, trap 34). */
  offers(tool: ReadTool): boolean;
};
