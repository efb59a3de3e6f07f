import { createHash } from 'node:crypto';
import type { EarlierCase } from '../../model/earlierCase.ts';
import { type Claim, citing, claim, type Evidence, type Source, sourceKey } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { phrase, time } from '../../model/phrase.ts';
import type { Sighting } from '../ledger.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { counted, plural } from '../plural.ts';
import { byTime } from '../windowedEvents.ts';

/** Events of the earlier case that are fetched again, each a call of its own; a case rests on fewer. */
const mostFetched = 100;
/** New events that a sentence cites; it counts all. */
const mostCited = 20;

/**
 * I-04: a refresh keeps what the case before it rested on. Its events are fetched again by their ids, without those that this investigation
 * already saw, so that what has fallen out of the windows stays in the chain. Unlinked ones are no background of today: nothing is said of them.
 * @param seen what all other directions brought, the trigger's own events included
 */
export function earlierCase(earlier: EarlierCase, seen: readonly Sighting[]): Pivot {
  const known = new Set(seen.map((event) => event.value.id));
  const missing = earlier.eventIds.filter((id) => !known.has(id));
  return {
    name: 'earlier case',
    part: 'resource',
    asked: () => `the events of ${named(earlier)}`,
    run: (lead) => merge(lead, earlier, { seen, missing }),
  };
}

type Events = { readonly seen: readonly Sighting[]; readonly missing: readonly string[] };

async function merge(lead: Lead, earlier: EarlierCase, { seen, missing }: Events): Promise<Found> {
  const file = fileEvidence(earlier, lead.now);
  lead.ledger.keep(file);
  const asked = missing.slice(0, mostFetched);
  const answers = await Promise.all(asked.map((id) => fetchAgain(id, lead)));
  const found = answers.flatMap((answer) => ('event' in answer ? [answer.event] : [])).sort(byTime);
  const refused = answers.flatMap((answer) => ('failure' in answer ? [answer.failure] : []));
  const gone = refused.filter(({ reason }) => reason === 'notFound');
  const unread = missing.length - found.length - gone.length;
  const there = earlier.eventIds.length - gone.length - unread;
  const limits = [
    ...(gone.length === 0 ? [] : [`${plural(gone.length, 'event')} of it ${gone.length === 1 ? 'is' : 'are'} gone from the tenant`]),
    ...(unread === 0 ? [] : [`${plural(unread, 'event')} could not be read again${whyOf(refused)}`]),
  ];
  const failed = refused.flatMap((failure) => lead.ledger.failedCall(failure) ?? []).map((id) => ({ id }));
  return {
    cites: citing(file, ...failed, ...found),
    says: `${plural(there, 'event')} of ${named(earlier)} ${there === 1 ? 'is' : 'are'} still there.`,
    count: there,
    sightings: found,
    claims: [tellNew(earlier, file, [...seen, ...found])],
    ...(unread > 0 && { truncated: { shown: there, total: earlier.eventIds.length } }),
    ...(limits.length > 0 && { limit: limits.join('; ') }),
  };
}

/** Each event by itself: one that can not be read does not take the others along. */
async function fetchAgain(eventId: string, { ledger }: Lead): Promise<{ readonly event: Sighting } | { readonly failure: Failure }> {
  try {
    return { event: await ledger.read('get_event_info', { eventId }) };
  } catch (error) {
    if (Failure.is(error)) return { failure: error };
    throw error;
  }
}

function whyOf(refused: readonly Failure[]): string {
  const why = refused.find(({ reason }) => reason !== 'notFound')?.why;
  return why === undefined ? '' : `: ${why}`;
}

/** What has happened since, of all that was read now. */
function tellNew(earlier: EarlierCase, file: Evidence, events: readonly Sighting[]): Claim {
  const since = new Map(events.filter(({ value }) => value.at > earlier.completedAt).map((event) => [event.value.id, event]));
  const newest = [...since.values()].sort(byTime);
  const last = newest.at(-1);
  const before = phrase`the earlier case was completed at ${time(earlier.completedAt)}`;
  if (last === undefined) return claim(phrase`None of the events that were read has happened since ${before}.`, file);
  const verb = newest.length === 1 ? 'is' : 'are';
  const told = phrase`${counted(newest.length, 'event')} ${[verb]} new since ${before}, the last at ${time(last.value.at)}.`;
  return claim(told, file, ...newest.slice(-mostCited));
}

function named({ completedAt }: EarlierCase): string {
  return `the case of ${new Date(completedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The line of the file that the time rests on. */
function fileEvidence({ file, line, raw }: EarlierCase, now: number): Evidence {
  const source: Source = { kind: 'file', path: file, line };
  const digest = createHash('sha256').update(raw).digest('hex');
  return { id: sourceKey(source), source, at: new Date(now).toISOString(), digest, value: undefined, raw };
}
