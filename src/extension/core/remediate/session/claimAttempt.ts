import { createHash } from 'node:crypto';
import { canonical } from '../../model/evidence.ts';
import type { Run } from '../../model/remediation.ts';
import { plainPhrase } from '../../report/plainText.ts';
import { requestKey } from '../journal/attempt.ts';
import type { JournalRecord } from '../journal/journal.ts';
import type { Attempt } from './act.ts';
import { refused } from './gates.ts';
import { keepInJournal } from './keepInJournal.ts';
import type { Road } from './road.ts';

/** Puts the attempt into the journal before anything is sent. Throws Failure where it is under way elsewhere, or may have run unseen. */
export async function claimAttempt(attempt: Attempt, road: Road): Promise<Run> {
  const { action, request, undo, place, captured, undoes } = attempt;
  const startedAt = road.clock.now();
  const caseFile = road.caseFile();
  const record: JournalRecord = {
    attempt: attemptId(attempt, road.window, startedAt),
    ...{ actionId: action.id, eventId: road.live().eventId, tenant: road.tenant, name: action.name, on: plainPhrase(action.on) },
    ...{ surface: action.surface, request, requestDigest: digestOf(request), place, undo, intendedAt: startedAt },
    ...{ phase: 'intended', window: road.window },
    ...(captured !== undefined && { captured: captured.value }),
    ...(undoes !== undefined && { undoes }),
    ...(caseFile !== undefined && { caseFile }),
    ...(action.responder !== undefined && { responder: action.responder }),
  };
  const claimed = await road.journal.claim(record);
  if (claimed !== 'claimed') {
    const when = new Date(claimed.by.intendedAt).toISOString();
    throw refused(
      `the same action was begun ${claimed.by.window === road.window ? 'here' : 'in another window'} at ${when} and has no known end`,
      'Use Check again on it first: it may have run',
    );
  }
  await requireNotDone(record, attempt.since, road);
  return { ...{ actionId: action.id, attempt: record.attempt, request, startedAt, status: 'in_progress', undo } };
}

/** What another window did while the dialog was open here would be done twice: the claim stands in the way of what has no end yet, this of what has. */
async function requireNotDone(record: JournalRecord, since: number, road: Road): Promise<void> {
  const done = (await road.journal.all()).find(
    (one) =>
      one.attempt !== record.attempt && one.status === 'done' && (one.endedAt ?? 0) >= since && requestKey(one) === requestKey(record),
  );
  if (done === undefined) return;
  await keepInJournal(record.attempt, { phase: 'ended', status: 'failed', endedAt: road.clock.now(), said: 'nothing was sent' }, road);
  const when = new Date(done.endedAt ?? done.intendedAt).toISOString();
  throw refused(
    `the same action was done ${done.window === road.window ? 'here' : 'in another window'} at ${when}`,
    'Probe again and decide anew',
  );
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function attemptId({ action, request }: Attempt, window: string, at: number): string {
  return `${action.id}-${digestOf({ request, window, at }).slice(0, 16)}`;
}
