import type { Evidence } from '../model/evidence.ts';
import type { FeedEntry } from '../model/intelligence.ts';
import type { SysqlAnswer } from '../model/inventory.ts';
import type { RuntimeScan, ScanResult } from '../model/scan.ts';
import type { SeverityWord } from '../model/severity.ts';
import type { EventCount, EventPage, ProcessTree, Resource, SecurityEvent, Threat, ThreatGroup } from '../model/threat.ts';
import type { Finding } from '../model/vulnerability.ts';

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
  /** Fails as 'invalid' where the tenant's schema does not know the query's entity, relation or field; `limit` goes into the query. */
  run_sysql: { args: { query: string }; result: SysqlAnswer };
  /** `severities` is a wish: not every server can filter, so the answer may hold others. */
  list_vulnerability_findings_by_image: {
    args: { digest: string; severities?: readonly SeverityWord[]; limit: number };
    result: readonly Finding[];
  };
  /** `filter` over scope labels; a label that the tenant does not know fails as 'invalid' (contract, trap 38). */
  list_runtime_scan_results: {
    args: {
      filter: string;
      sort?: 'vulnTotalBySeverity' | 'runningVulnTotalBySeverity';
      order?: 'asc' | 'desc';
      limit: number;
    };
    result: readonly RuntimeScan[];
  };
  get_scan_result: { args: { resultId: string }; result: ScanResult };
  fetch_threat_intelligence_feed: { args: Record<string, never>; result: { entries: readonly FeedEntry[] } };
  get_customer_settings: { args: Record<string, never>; result: Readonly<Record<string, unknown>> };
};

export type ReadTool = keyof ReadCalls;

export type ReadTools = {
  /** Throws Failure; rejects with AbortError when the signal fires. The evidence's id is its source's key. */
  read<K extends ReadTool>(tool: K, args: ReadCalls[K]['args'], signal: AbortSignal): Promise<Evidence<ReadCalls[K]['result']>>;
  /** Whether tools/list named it; a missing tool may be a missing permission (contract, trap 34). */
  offers(tool: ReadTool): boolean;
};
