import { createHash } from 'node:crypto';
import { type Evidence, sourceKey } from '../../src/extension/core/model/evidence.ts';
import { Failure } from '../../src/extension/core/model/failure.ts';
import type { FeedEntry } from '../../src/extension/core/model/intelligence.ts';
import type { SysqlRow } from '../../src/extension/core/model/inventory.ts';
import type { RuntimeScan, ScanResult } from '../../src/extension/core/model/scan.ts';
import type { ProcessTree, SecurityEvent, Threat, ThreatGroup } from '../../src/extension/core/model/threat.ts';
import type { Finding } from '../../src/extension/core/model/vulnerability.ts';
import type { ReadCalls, ReadTool, ReadTools } from '../../src/extension/core/tools/readTools.ts';

/** A tenant as data; groups are listed newest signal first, as the tools ask for them. */
export type FakeTenant = {
  events: readonly SecurityEvent[];
  groups: readonly ThreatGroup[];
  threats: readonly Threat[];
  trees?: Readonly<Record<string, ProcessTree>>;
  /** Answers a query; throws Failure 'invalid' for a shape that this tenant does not know. Without it every query finds nothing. */
  sysql?: (query: string) => readonly SysqlRow[];
  /** by image digest */
  findings?: Readonly<Record<string, readonly Finding[]>>;
  /** Listed as they are: this tenant ignores the filter of scans. */
  scans?: readonly { scan: RuntimeScan; result: ScanResult }[];
  feed?: readonly FeedEntry[];
};

export type FakeOptions = {
  now: number;
  /** Awaited before each answer: a test decides when, and in which order, answers arrive. */
  before?: (tool: ReadTool, args: Readonly<Record<string, unknown>>) => Promise<unknown>;
  fail?: (tool: ReadTool, args: Readonly<Record<string, unknown>>) => Failure | undefined;
  missing?: readonly ReadTool[];
  groupsPerPage?: number;
};

export type FakeReadTools = ReadTools & { readonly asked: { tool: ReadTool; args: Readonly<Record<string, unknown>> }[] };

const hour = 3_600_000;

/** ReadTools over a small tenant that filters, counts and cuts as the contract says: newest first, 200 rows, 336 hours, no grouping. */
export function fakeReadTools(tenant: FakeTenant, options: FakeOptions): FakeReadTools {
  const asked: FakeReadTools['asked'] = [];
  const answers = answersOf(tenant, options);
  return {
    asked,
    offers: (tool) => !options.missing?.includes(tool),
    async read<K extends ReadTool>(tool: K, args: ReadCalls[K]['args'], signal: AbortSignal) {
      signal.throwIfAborted();
      asked.push({ tool, args });
      await options.before?.(tool, args);
      signal.throwIfAborted();
      if (options.missing?.includes(tool)) throw failure('unsupported', `${tool} is not offered`);
      const failed = options.fail?.(tool, args);
      if (failed !== undefined) throw failed;
      return toEvidence(tool, args, answers[tool](args), options.now);
    },
  };
}

export function failure(reason: Failure['reason'], why: string): Failure {
  return new Failure(reason, { what: 'A call failed.', why, fix: 'Try again later.' });
}

type Answers = { [K in ReadTool]: (args: ReadCalls[K]['args']) => ReadCalls[K]['result'] };

function answersOf(tenant: FakeTenant, options: FakeOptions): Answers {
  const select = ({ scopeHours, filter }: { scopeHours: number; filter?: string }): readonly SecurityEvent[] => {
    if (scopeHours > 336) throw failure('invalid', 'the window must not exceed 336 hours');
    const keep = parseFilter(filter);
    const recent = tenant.events.filter((event) => event.at >= options.now - scopeHours * hour && event.at <= options.now);
    return recent.filter(keep).toSorted((a, b) => b.at - a.at);
  };
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw failure('notFound', 'status code: 404');
    return value;
  };
  return {
    list_threats_engine_groups: ({ limit, cursor }) => {
      const start = Number(cursor ?? 0);
      const size = Math.min(limit, options.groupsPerPage ?? limit);
      const newest = tenant.groups.toSorted((a, b) => (b.lastSignal ?? 0) - (a.lastSignal ?? 0));
      const page = newest.slice(start, start + size);
      const end = start + page.length;
      return { groups: page, total: tenant.groups.length, ...(end < tenant.groups.length && { next: String(end) }) };
    },
    get_threats_engine_group: ({ groupId }) => need(tenant.groups.find((group) => group.id === groupId)),
    get_threats_engine_threat: ({ threatId }) => need(tenant.threats.find((threat) => threat.id === threatId)),
    list_threats_engine_threats_by_group: ({ groupId }) => {
      need(tenant.groups.find((group) => group.id === groupId));
      return tenant.threats.filter((threat) => threat.groupId === groupId);
    },
    list_threats_engine_resources_by_group: ({ groupId }) => [{ scope: need(tenant.groups.find((group) => group.id === groupId)).scope }],
    list_runtime_events: (args) => {
      const all = select(args);
      return { events: all.slice(0, Math.min(args.limit, 200)), total: all.length };
    },
    count_runtime_events: (args) => {
      const bySeverity: Record<string, number> = {};
      const all = select(args);
      for (const { severity } of all) if (severity !== undefined) bySeverity[severity.raw] = (bySeverity[severity.raw] ?? 0) + 1;
      return { total: all.length, bySeverity };
    },
    discover_runtime_event_field_values: ({ field, ...args }) => [
      ...new Set(select(args).flatMap((event) => attribute(event, field) ?? [])),
    ],
    get_event_info: ({ eventId }) => need(tenant.events.find((event) => event.id === eventId)),
    get_event_process_tree: ({ eventId }) => tenant.trees?.[eventId] ?? { roots: [], note: 'Process tree not available for this event' },
    run_sysql: ({ query }) => ({ rows: tenant.sysql?.(query) ?? [] }),
    list_vulnerability_findings_by_image: ({ digest }) => tenant.findings?.[digest] ?? [],
    list_runtime_scan_results: ({ limit }) => (tenant.scans ?? []).slice(0, limit).map(({ scan }) => scan),
    get_scan_result: ({ resultId }) => need(tenant.scans?.find(({ scan }) => scan.resultId === resultId)).result,
    fetch_threat_intelligence_feed: () => ({ entries: tenant.feed ?? [] }),
    get_customer_settings: () => ({}),
  };
}

function toEvidence<T>(tool: ReadTool, args: Readonly<Record<string, unknown>>, value: T, now: number): Evidence<T> {
  const source = { kind: 'mcp', tool, args } as const;
  const raw = JSON.stringify(value);
  const digest = createHash('sha256').update(raw).digest('hex');
  return { id: sourceKey(source), source, at: new Date(now).toISOString(), digest, value, raw };
}

type Keep = (event: SecurityEvent) => boolean;

/** Conjunctions of `attr = "v"`, `attr in ("a","b")` and `attr not exists`; anything else is refused, as a strict tenant does. */
function parseFilter(filter: string | undefined): Keep {
  if (filter === undefined) return () => true;
  const terms = filter.split(/ and (?=[\w.]+ (?:=|in|not exists))/).map(term);
  return (event) => terms.every((keep) => keep(event));
}

function term(text: string): Keep {
  const [, name, value] = /^([\w.]+) = ("(?:[^"\\]|\\.)*")$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return (event) => attribute(event, name) === unquote(value);
  const [, listed, values] = /^([\w.]+) in \(("(?:[^"\\]|\\.)*"(?:,"(?:[^"\\]|\\.)*")*)\)$/.exec(text) ?? [];
  if (listed !== undefined && values !== undefined) {
    const wanted = (values.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map(unquote);
    return (event) => wanted.includes(attribute(event, listed) ?? '');
  }
  const absent = /^([\w.]+) not exists$/.exec(text)?.[1];
  if (absent !== undefined) return (event) => attribute(event, absent) === undefined;
  throw failure('invalid', `unknown filter: ${text}`);
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function attribute(event: SecurityEvent, name: string): string | undefined {
  const top: Readonly<Record<string, string | undefined>> = { severity: event.severity?.raw, source: event.source, ruleName: event.rule };
  return name in top ? top[name] : (event.labels[name] ?? event.fields[name]);
}
