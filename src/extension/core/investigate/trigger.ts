import type { TriggerKind } from '../model/case.ts';
import type { Evidence } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import { bySeverity } from '../model/severity.ts';
import type { Scope, Threat, ThreatGroup } from '../model/threat.ts';
import type { Filter } from '../tools/filter.ts';
import { fetchEvents } from './fetchEvents.ts';
import { ifFound } from './ifFound.ts';
import type { Ledger, Sighting } from './ledger.ts';
import { mergeScopes, oneLine } from './place.ts';
import { groupFilter } from './scopeFilter.ts';
import { telling } from './telling.ts';
import { windowedEvents } from './windowedEvents.ts';

/** What the id turned out to be, and the event that the investigation starts from where there is one. */
export type Trigger = {
  readonly kind: TriggerKind;
  readonly id: string;
  readonly group?: Evidence<ThreatGroup>;
  readonly threat?: Evidence<Threat>;
  /** the threats of a group */
  readonly threats?: Evidence<readonly Threat[]>;
  readonly event?: Sighting;
  /** the threat's or group's own events that were read, the trigger's among them */
  readonly events: readonly Sighting[];
  /** everything that the group, threat and event say about the place */
  readonly scope: Scope;
};

type Resolving = { readonly ledger: Ledger; readonly now: number; readonly say: (line: string) => void };

/** A handful of events tells which is worst; more than that are listed in one call instead. */
const mostFetched = 5;

/** I-03: threat, then group with its threats, then event; only "not found" and "no such tool" move on. Throws Failure `notFound` when all do. */
export async function resolveTrigger(id: string, resolving: Resolving): Promise<Trigger> {
  const { ledger, say } = resolving;
  say(`Looking for ${id} among the threats.`);
  const threat = await ifFound(ledger.read('get_threats_engine_threat', { threatId: id }));
  if (threat !== undefined) return fromThreat(id, threat, resolving);
  say('It is no threat. Looking among the groups.');
  const [group, threats] = await Promise.all([
    ifFound(ledger.read('get_threats_engine_group', { groupId: id })),
    ifFound(ledger.read('list_threats_engine_threats_by_group', { groupId: id })),
  ]);
  if (group !== undefined || (threats !== undefined && threats.value.length > 0)) return fromGroup(id, { group, threats }, resolving);
  say('It is no group either. Looking among the events.');
  const event = await ifFound(ledger.read('get_event_info', { eventId: id }));
  if (event !== undefined) return { kind: 'event', id, event, events: [event], scope: event.value.scope };
  throw new Failure('notFound', {
    what: `Nothing with the ID ${oneLine(id)} was found.`,
    why: 'The tenant knows no threat, group or event of that ID.',
    fix: 'Pick one from the list of open threats, or check the ID and the connection.',
  });
}

async function fromThreat(id: string, threat: Evidence<Threat>, resolving: Resolving): Promise<Trigger> {
  const { groupId } = threat.value;
  const [group, events] = await Promise.all([
    groupId === undefined ? undefined : ifFound(resolving.ledger.read('get_threats_engine_group', { groupId })),
    ownEvents(threat.value.eventIds, threat.value, resolving),
  ]);
  const event = telling(events, { threats: [threat.value], group: group?.value.name });
  return {
    kind: 'threat',
    id,
    threat,
    ...(group !== undefined && { group }),
    ...(event !== undefined && { event }),
    events,
    scope: mergeScopes(event?.value.scope, threat.value.scope, group?.value.scope),
  };
}

type GroupFound = { group: Evidence<ThreatGroup> | undefined; threats: Evidence<readonly Threat[]> | undefined };

async function fromGroup(id: string, { group, threats }: GroupFound, resolving: Resolving): Promise<Trigger> {
  const members = (threats?.value ?? []).toSorted(byRank);
  const scope = mergeScopes(group?.value.scope, ...members.map((member) => member.scope));
  const span = { scope, ...spanOf(group === undefined ? members : [group.value]) };
  const events = await ownEvents([...new Set(members.flatMap((member) => member.eventIds))], span, resolving);
  const event = telling(events, { threats: members, group: group?.value.name });
  return {
    kind: 'group',
    id,
    ...(group !== undefined && { group }),
    ...(threats !== undefined && { threats }),
    ...(event !== undefined && { event }),
    events,
    scope: mergeScopes(event?.value.scope, scope),
  };
}

/** The worst threat first, then the earlier one, then by id: in whatever order an answer has them, they are told in one. */
export function byRank(a: Threat, b: Threat): number {
  return bySeverity(a.severity, b.severity) || (a.start ?? 0) - (b.start ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

type Span = { readonly scope: Scope; readonly start?: number; readonly lastSignal?: number };

/**
 * The events of a threat or group: a few by id, many by one list over its time and place. Where it names no event, whatever its time and
 * place hold; where it names neither, none.
 */
async function ownEvents(listed: readonly string[], span: Span, resolving: Resolving): Promise<readonly Sighting[]> {
  const ids = listed.toSorted();
  const few = ids.slice(0, mostFetched);
  const filter = placeOf(span.scope);
  const { start, lastSignal } = span;
  if (ids.length > 0 && (ids.length <= mostFetched || filter === undefined || start === undefined || lastSignal === undefined)) {
    return fetchEvents(few, resolving.ledger);
  }
  if (filter === undefined || start === undefined || lastSignal === undefined) return [];
  // The engine may round an interval's ends to seconds.
  const window = { from: start - 1000, to: lastSignal + 1000 };
  const answer = await windowedEvents(resolving.ledger, resolving.now, { filter, window });
  const rows = 'skipped' in answer ? [] : answer.rows;
  const named = ids.length === 0 ? rows : rows.filter((row) => ids.includes(row.value.id));
  return named.length === 0 ? fetchEvents(few, resolving.ledger) : named;
}

/** Where the events lie; undefined where nothing is named, or by a name that no filter holds: that must not end the investigation. */
function placeOf(scope: Scope): Filter | undefined {
  try {
    return groupFilter(scope);
  } catch (error) {
    if (!Failure.is(error, 'refused')) throw error;
    return undefined;
  }
}

function spanOf(parts: readonly { start?: number; lastSignal?: number }[]): { start?: number; lastSignal?: number } {
  const starts = parts.map((part) => part.start).filter((one) => one !== undefined);
  const ends = parts.map((part) => part.lastSignal).filter((one) => one !== undefined);
  return {
    ...(starts.length > 0 && { start: Math.min(...starts) }),
    ...(ends.length > 0 && { lastSignal: Math.max(...ends) }),
  };
}

/** When the trigger happened, milliseconds: its event, else the last signal of its threat or group. */
export function triggerTime(trigger: Trigger): number | undefined {
  return trigger.event?.value.at ?? trigger.threat?.value.lastSignal ?? trigger.group?.value.lastSignal;
}

/** The span of the trigger's threat or group, or the instant of its event. */
export function triggerSpan(trigger: Trigger): { start?: number; lastSignal?: number } {
  const named = [trigger.group?.value ?? trigger.threat?.value ?? {}];
  const at = trigger.event?.value.at;
  return spanOf([...named, ...(at === undefined ? [] : [{ start: at, lastSignal: at }])]);
}
