import { Failure } from '../model/failure.ts';
import type { Clock, Log } from '../model/ports.ts';
import type { Connection } from './connection.ts';
import type { ReadCalls, ReadTool, ReadTools } from './readTools.ts';
import { parseCount, parseFieldValues, parseSettings } from './schemas/counts.ts';
import { parseEventInfo, parseEventPage } from './schemas/events.ts';
import { parseFeed } from './schemas/feed.ts';
import { parseFindings, severityForms } from './schemas/findings.ts';
import { parseProcessTree } from './schemas/processTree.ts';
import type { Parsed } from './schemas/rows.ts';
import { parseRuntimeScans } from './schemas/runtimeScans.ts';
import { parseScanResult } from './schemas/scanResult.ts';
import { parseSysql } from './schemas/sysql.ts';
import { parseGroupDetail, parseGroups, parseResources, parseThreatDetail, parseThreats } from './schemas/threats.ts';
import { type Offered, offeredBy, type ServerArgs, serverArgs } from './serverArguments.ts';
import { toolEvidence } from './toolEvidence.ts';
import { malformed, unwrap } from './unwrap.ts';

/** One tool: our argument names and what servers call them (best first), and the reader of its answer. */
type Spec<K extends ReadTool> = {
  readonly names: { readonly [A in Exclude<keyof ReadCalls[K]['args'], 'severities'>]-?: readonly [string, ...string[]] };
  /** arguments whose form differs by server: where one answers with 400, the next is tried */
  readonly forms?: (offered: Offered, args: ReadCalls[K]['args']) => readonly ServerArgs[];
  readonly parse: (
    value: unknown,
    asked: { readonly args: ReadCalls[K]['args']; readonly offered: Offered },
  ) => Parsed<ReadCalls[K]['result']>;
  /** What "not found" means where it is an answer and not an error. */
  readonly whenMissing?: (failure: Failure) => ReadCalls[K]['result'];
};

// The hosted server's schemas are not public: names marked as guesses in the contract carry the candidates to choose from.
const windowNames = { scopeHours: ['scope_hours', 'scopeHours'], filter: ['filter_expr', 'filterExpr', 'filter'] } as const;
const groupId = ['group_id', 'groupId', 'threat_group_id', 'id'] as const;
const eventId = ['event_id', 'eventId', 'id'] as const;

const specs: { readonly [K in ReadTool]: Spec<K> } = {
  list_threats_engine_groups: {
    names: { limit: ['limit'], status: ['status'], cursor: ['cursor'] },
    // MCP takes the first form, the REST API behind it the second (contract, trap 15).
    forms: (offered) => (offered.size > 0 && !offered.has('sort') ? [{}] : [{ sort: 'lastSignal:desc' }, { sort: 'lastSignal,desc' }]),
    parse: (value, { offered }) => parseGroups('list_threats_engine_groups', value, offered.has('cursor')),
  },
  get_threats_engine_group: {
    names: { groupId },
    parse: (value) => ({ value: parseGroupDetail('get_threats_engine_group', value) }),
  },
  get_threats_engine_threat: {
    names: { threatId: ['threat_id', 'threatId', 'id'] },
    parse: (value) => ({ value: parseThreatDetail('get_threats_engine_threat', value) }),
  },
  list_threats_engine_threats_by_group: {
    names: { groupId },
    parse: (value) => parseThreats('list_threats_engine_threats_by_group', value),
  },
  list_threats_engine_resources_by_group: {
    names: { groupId },
    parse: (value) => parseResources('list_threats_engine_resources_by_group', value),
  },
  list_runtime_events: {
    names: { ...windowNames, limit: ['limit'] },
    parse: (value, { args }) => parseEventPage('list_runtime_events', value, args.limit),
  },
  count_runtime_events: { names: windowNames, parse: (value) => ({ value: parseCount('count_runtime_events', value) }) },
  discover_runtime_event_field_values: {
    names: { ...windowNames, field: ['field', 'field_name'] },
    parse: (value) => ({ value: parseFieldValues('discover_runtime_event_field_values', value) }),
  },
  get_event_info: { names: { eventId }, parse: (value) => ({ value: parseEventInfo('get_event_info', value) }) },
  get_event_process_tree: {
    names: { eventId },
    parse: (value) => ({ value: parseProcessTree('get_event_process_tree', value) }),
    // Some servers pass the upstream 404 on where others answer with a note (contract, trap 40).
    whenMissing: () => ({ roots: [], note: 'The tenant has no process tree for this event' }),
  },
  run_sysql: {
    names: { query: ['sysql_query', 'query', 'q'] },
    parse: (value, { args }) => parseSysql('run_sysql', value, args.query),
  },
  list_vulnerability_findings_by_image: {
    names: { digest: ['image_digest', 'digest', 'image', 'imageDigest'], limit: ['limit'] },
    forms: (offered, { severities }) => severityForms(offered, severities),
    parse: (value, { args }) => parseFindings('list_vulnerability_findings_by_image', value, args),
  },
  list_runtime_scan_results: {
    names: { filter: ['filter', 'filter_expr'], sort: ['sort'], order: ['order'], limit: ['limit'] },
    parse: (value, { args }) => parseRuntimeScans('list_runtime_scan_results', value, args.limit),
  },
  get_scan_result: {
    names: { resultId: ['result_id', 'resultId', 'scan_id', 'scanId', 'id'] },
    parse: (value) => parseScanResult('get_scan_result', value),
  },
  fetch_threat_intelligence_feed: { names: {}, parse: (value) => parseFeed('fetch_threat_intelligence_feed', value) },
  get_customer_settings: { names: {}, parse: (value) => ({ value: parseSettings('get_customer_settings', value) }) },
};

/** The read tools of a tenant. The evidence names the server's own arguments, so that the call can be repeated by hand. */
export function createReadTools(connection: Connection, clock: Clock, log: Log): ReadTools {
  return {
    offers: (tool) => connection.tools.has(tool),
    read: async (tool, args, signal) => {
      const spec = specs[tool];
      const offered = offeredBy(connection, tool);
      const { args: sent, raw, value } = await ask({ connection, tool, spec, args, offered, signal });
      const parsed = value instanceof Failure ? { value: missing(spec, value) } : spec.parse(value, { args, offered });
      return toolEvidence<ReadCalls[typeof tool]['result']>({ tool, args: sent, raw }, parsed, clock, log);
    },
  };
}

type Asking<K extends ReadTool> = {
  readonly connection: Connection;
  readonly tool: K;
  readonly spec: Spec<K>;
  readonly args: ReadCalls[K]['args'];
  readonly offered: Offered;
  readonly signal: AbortSignal;
};

/** Calls the tool, once more for each further form of its arguments. A "not found" that is an answer comes back as `value`. */
async function ask<K extends ReadTool>(asking: Asking<K>): Promise<{ args: ServerArgs; raw: string; value: unknown }> {
  const { connection, tool, spec, offered, signal } = asking;
  const given = serverArgs(spec.names, asking.args, offered);
  let refused: Failure | undefined;
  for (const more of spec.forms?.(offered, asking.args) ?? [{}]) {
    const args = { ...given, ...more };
    try {
      const { raw, value } = unwrap(tool, await connection.call(tool, args, signal));
      if (value === undefined || value === null) throw malformed(tool, 'it is empty');
      return { args, raw, value };
    } catch (error) {
      if (Failure.is(error, 'notFound') && spec.whenMissing !== undefined) return { args, raw: error.why, value: error };
      if (!Failure.is(error, 'invalid')) throw error;
      refused = error;
    }
  }
  throw refused;
}

function missing<K extends ReadTool>(spec: Spec<K>, failure: Failure): ReadCalls[K]['result'] {
  if (spec.whenMissing === undefined) throw failure;
  return spec.whenMissing(failure);
}
