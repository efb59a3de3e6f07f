import { createHash } from 'node:crypto';
import { sourceKey } from '../../../src/extension/core/model/evidence.ts';
import type { EventPage, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import type { ReadCalls, ReadTool, ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { parseFilter } from '../../../src/extension/sample/filter.ts';
import { failure } from '../../fakes/readTools.ts';

export type WindowQuirks = {
  readonly missing?: readonly ReadTool[];
  /** the page does not say how many there are */
  readonly withoutTotal?: boolean;
  /** pages come in no order */
  readonly unordered?: boolean;
  /** attributes that this tenant does not filter by, beyond the contract's */
  readonly refuses?: readonly string[];
  /** a source that falls in no category of the count */
  readonly uncounted?: string;
  /** an event whose row can not be read */
  readonly unreadable?: string;
  /** values of an attribute that are named at most */
  readonly mostValues?: number;
  /** turns of the event loop that each call takes, round and round */
  readonly turns?: readonly number[];
};

type Asked = { readonly tool: ReadTool; readonly args: Readonly<Record<string, unknown>> };
export type WindowTenant = ReadTools & { readonly asked: Asked[]; rounds(): number };

const hour = 3_600_000;
const attributes: Readonly<Record<string, (event: SecurityEvent) => string | undefined>> = {
  severity: (event) => event.severity?.raw,
  source: (event) => event.source,
  ruleName: (event) => event.rule,
};
const places = /^(kubernetes\.(cluster|namespace|workload|pod)\.name|host\.hostName|container\.image\.repo)$/;

/** The three event tools as the contract has them, and nothing more lenient: whole hours back from now, 200 rows, no cursor, its grammar. */
export function windowTenant(events: readonly SecurityEvent[], now: number, quirks: WindowQuirks = {}): WindowTenant {
  const asked: Asked[] = [];
  const newestFirst = events.toSorted((a, b) => b.at - a.at);
  let running = 0;
  let rounds = 0;
  return {
    asked,
    rounds: () => rounds,
    offers: (tool) => !quirks.missing?.includes(tool),
    async read<K extends ReadTool>(tool: K, given: ReadCalls[K]['args']) {
      const args = given as Args;
      if (quirks.missing?.includes(tool)) throw failure('unsupported', `${tool} is not offered`);
      const turns = quirks.turns?.[asked.length % quirks.turns.length] ?? 1;
      if (running === 0) rounds += 1;
      running += 1;
      asked.push({ tool, args });
      try {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        return answer(tool, args, select(newestFirst, args, now, quirks), quirks) as never;
      } finally {
        running -= 1;
      }
    },
  };
}

type Args = { readonly scopeHours: number; readonly filter?: string; readonly limit?: number; readonly field?: string };

function select(events: readonly SecurityEvent[], args: Args, now: number, quirks: WindowQuirks): readonly SecurityEvent[] {
  const { scopeHours, filter } = args;
  if (!Number.isInteger(scopeHours) || scopeHours < 1 || scopeHours > 336) throw failure('invalid', 'status code: 400, scope_hours');
  const keep = filter === undefined ? () => true : read(filter, quirks);
  return events.filter((event) => event.at >= now - scopeHours * hour && event.at <= now && keep((name) => attributeOf(event, name)));
}

function read(filter: string, quirks: WindowQuirks): ReturnType<typeof parseFilter> {
  try {
    return parseFilter(filter, (name) => (name in attributes || places.test(name)) && !quirks.refuses?.includes(name));
  } catch {
    throw failure('invalid', 'status code: 400, invalid filter');
  }
}

function attributeOf(event: SecurityEvent, name: string): string | undefined {
  const own = attributes[name];
  return own === undefined ? event.labels[name] : own(event);
}

function answer(tool: ReadTool, args: Args, found: readonly SecurityEvent[], quirks: WindowQuirks): unknown {
  const source = { kind: 'mcp', tool, args } as const;
  const value = toolValue(tool, args, found, quirks);
  const raw = JSON.stringify(source);
  const digest = createHash('sha256').update(raw).digest('hex');
  const cut = tool === 'list_runtime_events' && (value as EventPage).events.length < found.length;
  const truncated = cut && { truncated: { shown: (value as EventPage).events.length } };
  return { id: sourceKey(source), source, at: '', digest, raw, value, ...truncated };
}

function toolValue(tool: ReadTool, args: Args, found: readonly SecurityEvent[], quirks: WindowQuirks): unknown {
  switch (tool) {
    case 'list_runtime_events': {
      const rows = quirks.unordered ? found.toSorted((a, b) => (shuffled(a) < shuffled(b) ? -1 : 1)) : found;
      const page = rows.slice(0, Math.min(args.limit ?? 50, 200)).filter(({ id }) => id !== quirks.unreadable);
      return { events: page, ...(!quirks.withoutTotal && { total: found.length }) };
    }
    case 'count_runtime_events': {
      const bySeverity: Record<string, number> = {};
      const counted = found.filter(({ source }) => quirks.uncounted === undefined || source !== quirks.uncounted);
      for (const { severity } of counted) bySeverity[severity?.raw ?? ''] = (bySeverity[severity?.raw ?? ''] ?? 0) + 1;
      return { total: counted.length, bySeverity };
    }
    case 'discover_runtime_event_field_values':
      return [...new Set(found.flatMap((event) => attributeOf(event, args.field ?? '') ?? []))].slice(0, quirks.mostValues);
    default:
      throw new Error(`${tool} is no tool of a window`);
  }
}

function shuffled(event: SecurityEvent): string {
  return createHash('sha256').update(event.id).digest('hex');
}
