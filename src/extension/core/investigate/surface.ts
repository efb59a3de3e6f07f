import { given } from '../facts/given.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Severity } from '../model/severity.ts';
import type { EventPage, ThreatGroup } from '../model/threat.ts';
import type { ReadTools } from '../tools/readTools.ts';
import { ifFound } from './ifFound.ts';
import { titleOf } from './incident/foldGroups.ts';
import { placeName } from './place.ts';

/** One line to pick from. `lastSeen` in milliseconds since the epoch. */
export type Surfaced = {
  readonly kind: 'group' | 'event';
  readonly id: string;
  readonly name: string;
  readonly severity?: Severity;
  readonly resource?: string;
  readonly lastSeen?: number;
};

/** `widerHours` is the next window worth offering; absent where there is none. */
export type Surface = {
  readonly rows: readonly Surfaced[];
  readonly from: 'groups' | 'events' | 'nothing';
  readonly hours: number;
  readonly widerHours?: number;
};

const widenings = [24, 72, 168, 336];

/** I-01, I-02: the five newest open groups; a tenant without any, or without the engine, shows the events of the last hours; else nothing. */
export async function surfaceThreats(ctx: { tools: ReadTools; signal: AbortSignal }, options: { hours?: number } = {}): Promise<Surface> {
  const hours = options.hours ?? 24;
  const wider = given(
    'widerHours',
    widenings.find((one) => one > hours),
  );
  const groups = await ifFound(ctx.tools.read('list_threats_engine_groups', { limit: 5, status: 'open' }, ctx.signal));
  if (groups !== undefined && groups.value.groups.length > 0)
    return { rows: groupRows(groups.value.groups), from: 'groups', hours, ...wider };
  const events = await ifFound(ctx.tools.read('list_runtime_events', { scopeHours: hours, limit: 10 }, ctx.signal));
  const rows = events === undefined ? [] : eventRows(events);
  return { rows, from: rows.length === 0 ? 'nothing' : 'events', hours, ...wider };
}

function groupRows(groups: readonly ThreatGroup[]): readonly Surfaced[] {
  const newest = groups.toSorted((a, b) => (b.lastSignal ?? 0) - (a.lastSignal ?? 0)).slice(0, 5);
  return newest.map((group) => ({
    kind: 'group',
    id: group.id,
    name: titleOf(group),
    ...given('severity', group.severity),
    ...given('resource', group.resource ?? placeName(group.scope)),
    ...given('lastSeen', group.lastSignal),
  }));
}

function eventRows(page: Evidence<EventPage>): readonly Surfaced[] {
  const newest = page.value.events.toSorted((a, b) => b.at - a.at).slice(0, 10);
  return newest.map((event) => ({
    kind: 'event',
    id: event.id,
    name: event.rule ?? event.policy ?? event.category ?? event.id,
    ...given('severity', event.severity),
    ...given('resource', placeName(event.scope)),
    lastSeen: event.at,
  }));
}
