import { type SourceKind, sourceKinds } from '../sources.ts';
import {
  cursorOf,
  type EventContent,
  type EventRecord,
  emptyWorld,
  type GroupRecord,
  hexId,
  type ResourceRecord,
  uuid,
  type World,
} from '../world.ts';

/** One recorded event in the terms of the contract, still at the time at which it was recorded (nanoseconds). */
export type Recorded = {
  readonly at: bigint;
  readonly from: SourceKind;
  /** what the recording calls this event; ids derive from it */
  readonly key: string;
  readonly rule: string;
  readonly tags: readonly string[];
  readonly severity: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly output: string;
  /** events of one series may become one group */
  readonly series: string;
  /** whom or what the series is about, in the recording's own words */
  readonly about: string;
  readonly resource: ResourceRecord;
};

const newestLandsAgo = 60_000n * 1_000_000n;
const longestGap = 15n * 60_000n * 1_000_000n;

/** Records of one group, at the times to which they were moved. */
type Placed = { readonly record: Recorded; readonly event: EventRecord };

/**
 * Moves every record by the same offset, so that the newest lands a minute before `now`, and groups them as a threats engine would: per
 * series, with at most 15 minutes between signals. Order and gaps stay those of the recording.
 * @returns `offset` in milliseconds
 */
export function replay(records: readonly Recorded[], now: number): { world: World; offset: bigint } {
  const world = emptyWorld();
  const newest = records.toSorted(byTime).at(-1);
  // Whole milliseconds, so that the offset that is printed is exactly the one that was used.
  const offset = newest === undefined ? 0n : (BigInt(now) * 1_000_000n - newestLandsAgo - newest.at) / 1_000_000n;
  const placed = records.toSorted(byTime).map((record) => ({ record, event: eventOf(record, offset * 1_000_000n) }));
  world.events.push(...placed.map(({ event }) => event));
  for (const members of split(placed)) addGroup(world, members);
  return { world, offset };
}

function byTime(a: Recorded, b: Recorded): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

function eventOf(record: Recorded, offset: bigint): EventRecord {
  const kind = sourceKinds[record.from];
  const id = hexId(record.key);
  const content: EventContent = {
    type: kind.content.type,
    ruleName: record.rule,
    ruleTags: record.tags,
    output: record.output,
    fields: record.fields,
  };
  return {
    id,
    cursor: cursorOf(id),
    timestamp: record.at + offset,
    name: 'Imported recording',
    description: '',
    severity: record.severity,
    ...kind.envelope,
    labels: record.labels,
    actions: [],
    content,
  };
}

/** @param placed oldest first */
function split(placed: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = [];
  const open = new Map<string, Placed[]>();
  for (const one of placed) {
    const current = open.get(one.record.series);
    const last = current?.at(-1);
    if (current !== undefined && last !== undefined && one.event.timestamp - last.event.timestamp <= longestGap) current.push(one);
    else {
      const begun = [one];
      open.set(one.record.series, begun);
      groups.push(begun);
    }
  }
  return groups;
}

function addGroup(world: World, members: readonly Placed[]): void {
  const [first] = members;
  if (first === undefined) return;
  const { about, resource, key, series } = first.record;
  const id = uuid(`group/${series}/${key}`);
  const byRule = [...grouped(members)].sort(([, a], [, b]) => worst(a) - worst(b));
  const rules = byRule.map(([rule]) => rule);
  const title = `${rules.slice(0, 3).join(', ')}${rules.length > 3 ? ` and ${rules.length - 3} more` : ''} by ${about}`;
  const shared = { status: 'open', type: resource.type, resource };
  world.groups.push({
    id,
    name: rules.join(', '),
    aiGeneratedName: title,
    severity: worst(members),
    ...shared,
    ...span(members),
    threatsCount: byRule.length,
  });
  for (const [rule, ofRule] of byRule) {
    world.threats.push({
      id: uuid(`threat/${series}/${key}/${rule}`),
      groupId: id,
      name: rule,
      severity: worst(ofRule),
      ...shared,
      ...span(ofRule),
      securityEvent: { ids: ofRule.map(({ event }) => event.id) },
    });
  }
  world.resources.set(id, [{ id: `${id}-1`, ...resource }]);
}

function grouped(members: readonly Placed[]): Map<string, Placed[]> {
  const byRule = new Map<string, Placed[]>();
  for (const one of members) byRule.set(one.record.rule, [...(byRule.get(one.record.rule) ?? []), one]);
  return byRule;
}

/** The lowest number is the worst severity. */
function worst(members: readonly Placed[]): number {
  return Math.min(...members.map(({ event }) => event.severity));
}

function span(members: readonly Placed[]): Pick<GroupRecord, 'startTime' | 'lastSignal' | 'eventsCount'> {
  const iso = (placed: Placed | undefined): string => new Date(Number((placed?.event.timestamp ?? 0n) / 1_000_000n)).toISOString();
  return { startTime: iso(members[0]), lastSignal: iso(members.at(-1)), eventsCount: members.length };
}

/** A JSON array, an object that holds one, or one JSON value a line. @throws Error when it is none of them */
export function readRecords(text: string, listKey?: string): unknown[] {
  const trimmed = text.trim();
  const whole = tryJson(trimmed);
  if (Array.isArray(whole)) return whole;
  if (whole !== undefined) {
    const list = listKey === undefined ? undefined : (whole as Record<string, unknown>)[listKey];
    return Array.isArray(list) ? list : [whole];
  }
  return trimmed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** undefined for what is not one JSON value, such as JSON lines. */
function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Scalars under dotted lower-case keys, `depth` levels of objects deep; lists and nulls are left out. */
export function scalars(value: unknown, prefix: string, depth: number): Record<string, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  const found: Record<string, string> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = `${prefix}.${key.toLowerCase()}`;
    if (['string', 'number', 'boolean'].includes(typeof inner)) found[name] = String(inner);
    else if (depth > 1) Object.assign(found, scalars(inner, name, depth - 1));
  }
  return found;
}

/** Drops what is absent, so that nothing is written that the record does not say. */
export function present(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined || value === null || value === '' ? [] : [[key, String(value)]])),
  );
}
