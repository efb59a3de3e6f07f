import * as z from 'zod';
import { type SeverityWord, severityWords } from '../model/severity.ts';
import type { ReadCalls, ReadTool } from './readTools.ts';

type ReadArgs = { readonly [K in ReadTool]: ReadCalls[K]['args'] };
type Recorded = Readonly<Record<string, unknown>>;

/** How one tool's recorded arguments are read: what servers and we call them, and what they may hold. */
type Reading<K extends ReadTool> = { readonly names: Readonly<Record<string, readonly string[]>>; readonly args: z.ZodType<ReadArgs[K]> };

const id = z.string().min(1).max(200);
const words = z.string().min(1).max(20_000);
const hours = z.number().positive().max(336);
const limit = z.int().min(1).max(200);
const window = { scopeHours: hours, filter: words.exactOptional() };
const windowNames = { scopeHours: ['scope_hours'], filter: ['filter_expr', 'filterExpr'] };
const groupNames = { groupId: ['group_id', 'threat_group_id', 'id'] };
const eventNames = { eventId: ['event_id', 'id'] };

// Servers take one word or a list, and call the least severe by the scanner's own name.
const severity = z.preprocess((word) => (word === 'negligible' ? 'info' : word), z.enum(severityWords));
const severities = z.preprocess(
  (given) => (Array.isArray(given) ? given : [given]),
  z.array(severity) as z.ZodType<readonly SeverityWord[]>,
);

/** Complete by its type: a tool that is not among ReadCalls can not be in it, and one that is can not be missing. */
const readings: { readonly [K in ReadTool]: Reading<K> } = {
  list_threats_engine_groups: {
    names: {},
    // The order of the list is the catalog's to add; what else a file may name as an order is refused.
    args: z
      .strictObject({
        limit,
        status: z.literal('open').exactOptional(),
        cursor: words.exactOptional(),
        sort: z.enum(['lastSignal:desc', 'lastSignal,desc']).exactOptional(),
      })
      .transform(({ sort: _sort, ...args }) => args),
  },
  get_threats_engine_group: { names: groupNames, args: z.strictObject({ groupId: id }) },
  get_threats_engine_threat: { names: { threatId: ['threat_id', 'id'] }, args: z.strictObject({ threatId: id }) },
  list_threats_engine_threats_by_group: { names: groupNames, args: z.strictObject({ groupId: id }) },
  list_threats_engine_resources_by_group: { names: groupNames, args: z.strictObject({ groupId: id }) },
  list_runtime_events: { names: windowNames, args: z.strictObject({ ...window, limit }) },
  count_runtime_events: { names: windowNames, args: z.strictObject(window) },
  discover_runtime_event_field_values: {
    names: { ...windowNames, field: ['field_name'] },
    args: z.strictObject({ ...window, field: id }),
  },
  get_event_info: { names: eventNames, args: z.strictObject({ eventId: id }) },
  get_event_process_tree: { names: eventNames, args: z.strictObject({ eventId: id }) },
  run_sysql: { names: { query: ['sysql_query', 'q'] }, args: z.strictObject({ query: words }) },
  list_vulnerability_findings_by_image: {
    names: { digest: ['image_digest', 'image', 'imageDigest'], severities: ['severity'] },
    args: z.strictObject({ digest: id, limit, severities: severities.exactOptional() }),
  },
  list_runtime_scan_results: {
    names: { filter: ['filter_expr'] },
    args: z.strictObject({
      filter: words,
      limit,
      sort: z.enum(['vulnTotalBySeverity', 'runningVulnTotalBySeverity']).exactOptional(),
      order: z.enum(['asc', 'desc']).exactOptional(),
    }),
  },
  get_scan_result: { names: { resultId: ['result_id', 'scan_id', 'scanId', 'id'] }, args: z.strictObject({ resultId: id }) },
  fetch_threat_intelligence_feed: { names: {}, args: z.strictObject({}) },
  get_customer_settings: { names: {}, args: z.strictObject({}) },
};

/** Whether a name, wherever it was read, is that of a tool that an investigation may call. */
export function isReadTool(name: string): name is ReadTool {
  return Object.hasOwn(readings, name);
}

/**
 * A tool's arguments as a Sources table records them, in our own names: as the server spells them, or as we do where the call failed.
 * @returns undefined for a name, a kind or a range that the tool's arguments do not have
 */
export function recordedArgs<K extends ReadTool>(tool: K, recorded: Recorded): ReadArgs[K] | undefined {
  const { names, args }: Reading<K> = readings[tool];
  const ours = Object.entries(recorded).map(([name, value]) => [ourName(names, name), value] as const);
  // Two spellings of one argument would hide one of them.
  if (new Set(ours.map(([name]) => name)).size < ours.length) return undefined;
  return args.safeParse(Object.fromEntries(ours)).data;
}

function ourName(names: Reading<ReadTool>['names'], given: string): string {
  const camel = given.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const known = Object.entries(names).find(([, spellings]) => spellings.includes(given) || spellings.includes(camel));
  return known?.[0] ?? camel;
}
