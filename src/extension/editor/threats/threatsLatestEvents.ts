import * as vscode from 'vscode';
import { groupFilter } from '../../core/investigate/scopeFilter.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import type { SecurityEvent, ThreatGroup } from '../../core/model/threat.ts';
import type { ReadTools } from '../../core/tools/readTools.ts';

/** Rows that a group shows; a case reads them all. */
const mostShown = 10;
const listLimit = 50;
const hour = 3_600_000;
/** The tenant looks back two weeks at most (contract §1.2). */
const longestHours = 336;

/** `total` is how many events the group's threats name, `note` what the rows leave out and why. */
export type LatestEvents = { readonly rows: readonly SecurityEvent[]; readonly total?: number; readonly note?: string };

/**
 * A group's latest events, newest first. Its threats name them by id, so a few are fetched one by one, exactly. Of many only a list of the
 * group's place is in time order: it is read once and cut to the named ones. Threats that name none leave the place and the group's own time,
 * and the rows say so; without a place as well nothing ties an event to the group.
 */
export async function latestEvents(group: ThreatGroup, tools: ReadTools, now: number, signal: AbortSignal): Promise<LatestEvents> {
  const threats = await tools.read('list_threats_engine_threats_by_group', { groupId: group.id }, signal);
  const named = new Set(threats.value.flatMap((threat) => threat.eventIds));
  if (named.size > 0 && named.size <= mostShown) return fetchEach([...named], tools, signal);
  const untied = vscode.l10n.t('The tenant names no events of this group');
  if (named.size === 0 && groupFilter(group.scope) === undefined) return { rows: [], note: untied };
  const listed = await listPlace(group, tools, now, signal);
  if (named.size === 0) {
    const nearby = cut(listed.filter((event) => isWithin(event, group)));
    return nearby.rows.length === 0 ? nearby : { ...nearby, note: vscode.l10n.t('{0}: these are of its place and time', untied) };
  }
  const found = listed.filter((event) => named.has(event.id));
  if (found.length > 0) return { ...cut(found), total: named.size };
  return {
    rows: [],
    total: named.size,
    note: vscode.l10n.t('None of its {0} events is among the latest {1} of this place', named.size, listed.length),
  };
}

async function fetchEach(ids: readonly string[], tools: ReadTools, signal: AbortSignal): Promise<LatestEvents> {
  const settled = await Promise.allSettled(ids.map((eventId) => tools.read('get_event_info', { eventId }, signal)));
  const faults = settled.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown);
  const fatal = faults.find((fault) => isAbort(fault) || !Failure.is(fault)) ?? (faults.length === ids.length ? faults[0] : undefined);
  if (fatal !== undefined) throw fatal;
  const rows = settled.flatMap((one) => (one.status === 'fulfilled' ? [slim(one.value.value)] : [])).sort(newestFirst);
  const why = faults.find((fault) => Failure.is(fault))?.why;
  if (why === undefined) return { rows };
  return { rows, total: ids.length, note: vscode.l10n.t('{0} could not be read: {1}', faults.length, why) };
}

async function listPlace(group: ThreatGroup, tools: ReadTools, now: number, signal: AbortSignal): Promise<readonly SecurityEvent[]> {
  const since = group.start ?? group.lastSignal;
  const scopeHours = since === undefined ? longestHours : Math.min(Math.max(Math.ceil((now - since) / hour) + 1, 1), longestHours);
  const filter = groupFilter(group.scope);
  const args = { scopeHours, limit: listLimit, ...(filter !== undefined && { filter }) };
  const page = await tools.read('list_runtime_events', args, signal);
  return page.value.events.map(slim).sort(newestFirst);
}

function cut(events: readonly SecurityEvent[]): LatestEvents {
  return { rows: events.slice(0, mostShown), ...(events.length > mostShown && { total: events.length }) };
}

function isWithin(event: SecurityEvent, group: ThreatGroup): boolean {
  return event.at >= (group.start ?? event.at) && event.at <= (group.lastSignal ?? event.at);
}

/** The tree shows a line of it and keeps no answer: a raw event is kilobytes. */
function slim(event: SecurityEvent): SecurityEvent {
  return { ...event, raw: undefined };
}

function newestFirst(a: SecurityEvent, b: SecurityEvent): number {
  return b.at - a.at || (a.id < b.id ? -1 : 1);
}
