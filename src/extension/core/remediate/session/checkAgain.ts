import { Failure } from '../../model/failure.ts';
import type { Run } from '../../model/remediation.ts';
import { plainPhrase } from '../../report/plainText.ts';
import { ofTenant } from '../journal/attempt.ts';
import { reconcile } from '../journal/reconcile.ts';
import type { Attempt } from './act.ts';
import { followExecution } from './followExecution.ts';
import { keepInJournal } from './keepInJournal.ts';
import type { Road } from './road.ts';

/** As long as a tenant may take to show what it was sent. */
const patienceMs = 5 * 60_000;

/**
 * Looks again how an action is that has no known end: by its execution, or by the executions that the tenant knows. Sends nothing. What the
 * tenant still does not know after five minutes, and a command that was cut off, counts as failed with its effect unclear: only a new confirmation runs it.
 */
export async function checkAgain(action: Attempt['action'], run: Run, road: Road, signal: AbortSignal): Promise<Run> {
  if (run.executionId !== undefined) return (await followExecution({ action }, run, road, signal)).run;
  const isFresh = road.clock.now() - run.startedAt < patienceMs;
  if (run.request.surface === 'command') {
    // Another window may have it under way still.
    if (isFresh) throw notSeenYet();
    return leaveUnclear(run, 'it was cut off: look at the object before running it again', road);
  }
  const records = await road.journal.all();
  const executions = (await road.responses.executions(signal)).value;
  const found = reconcile(ofTenant(records, road.tenant), executions).find(({ record }) => record.attempt === run.attempt);
  if (found?.kind !== 'known' || found.executionId === undefined) {
    if (isFresh) throw notSeenYet();
    return leaveUnclear(
      run,
      found === undefined ? 'the journal does not know it any more' : plainPhrase(found.kind === 'unclear' ? found.why : []),
      road,
    );
  }
  const submitted: Run = { ...run, executionId: found.executionId };
  await keepInJournal(run.attempt, { phase: 'submitted', executionId: found.executionId }, road);
  return (await followExecution({ action }, submitted, road, signal)).run;
}

async function leaveUnclear(run: Run, why: string, road: Road): Promise<Run> {
  const endedAt = road.clock.now();
  await keepInJournal(run.attempt, { phase: 'ended', status: 'failed', endedAt, said: why, unclear: true }, road);
  const failure = { what: 'It is not clear whether it ran', why, fix: 'Look at the target, then confirm the action anew or leave it' };
  return { ...run, status: 'failed', endedAt, failure, unclear: true };
}

function notSeenYet(): Failure {
  return new Failure('notFound', {
    what: 'It is not clear yet whether it ran',
    why: 'Nothing that is known says that it ended',
    fix: 'Check again in a few minutes; nothing is sent a second time',
  });
}
