import type { Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { Clock } from '../../model/ports.ts';
import type { EventPage, SecurityEvent } from '../../model/threat.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { hour, hoursOver, longestHours, minute } from './durations.ts';
import type { WatchTarget } from './watchTarget.ts';

/**
 * How often the rule fired on the target before the first action. `perHour` counts the minutes in which it fired again after it began, so that
 * a burst counts once and one single event gives no rate. `events` are all that were seen, in `overMs` from the first of them to the action.
 */
export type PastRate =
  | { readonly kind: 'known'; readonly events: number; readonly overMs: number; readonly perHour: number; readonly evidence: Evidence }
  | { readonly kind: 'unknown'; readonly why: string };

type Ports = { readonly tools: ReadTools; readonly clock: Pick<Clock, 'now'>; readonly signal: AbortSignal };

const mostRows = 200;

/** One list, up to two weeks back from `before` (milliseconds). A tenant that can not say leaves the rate unknown; only an abort rejects. */
export async function pastRate(target: WatchTarget, before: number, { tools, clock, signal }: Ports): Promise<PastRate> {
  const scopeHours = hoursOver(clock.now() - before + longestHours * hour);
  const filter = target.filter !== undefined && { filter: target.filter };
  try {
    const page = await tools.read('list_runtime_events', { scopeHours, limit: mostRows, ...filter }, signal);
    return rateIn(page, page.value.events.filter(target.matches), before);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { kind: 'unknown', why: error.why };
  }
}

/** A page that is cut begins later than the rule did: its span is that of the events in it, so that the rate stays right. */
function rateIn(evidence: Evidence<EventPage>, events: readonly SecurityEvent[], before: number): PastRate {
  const past = events.map(({ at }) => at).filter((at) => at <= before);
  const first = past.reduce((earliest, at) => Math.min(earliest, at), before);
  const overMs = before - first;
  const again = new Set(past.map((at) => Math.floor((at - first) / minute))).size - 1;
  const perHour = again > 0 && overMs > 0 ? (again * hour) / overMs : 0;
  return { kind: 'known', events: past.length, overMs, perHour, evidence };
}
