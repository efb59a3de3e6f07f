import { Failure } from '../../model/failure.ts';
import type { Run } from '../../model/remediation.ts';
import { plainPhrase } from '../../report/plainText.ts';
import { ofTenant } from '../journal/attempt.ts';
import { reconcile } from '../journal/reconcile.ts';
import type { Attempt } from './act.ts';
import { followExecution } from './followExecution.ts';
import type { Road } from './road.ts';

/** As long as a tenant may take to show what it was sent. */
const patienceMs = 5 * 60_000;

/**
 * Looks again how an action is that has no known end: by its execution, or by the executions that the tenant knows. Sends nothing. What the
 * tenant still does not know after five minutes, and a command that was cut off, counts as failed with its effect unclear: only a new confirmation runs it.
 */
export async function checkAgain(action: Attempt['action'], run: Run, road: Road, signal: AbortSignal): Promise<Run> {
  if (run.executionId !== undefined) return (await followExecution({ action }, run, road, signal)).run;
  if (run.request.surface === 'command') return leaveUnclear(run, 'it was cut off: look at the object before running it again', road);
  const records = await road.journal.all();
  const executions = (await road.responses.executions(signal)).value;
  const found = reconcile(ofTenant(records, road.tenant), executions).find(({ record }) => record.attempt === run.attempt);
  if (found?.kind !== 'known' || found.executionId === undefined) {
    if (road.clock.now() - run.startedAt < patienceMs) throw notSeenYet();
    return leaveUnclear(
      run,
      found === undefined ? 'the journal does not know it any more' : plainPhrase(found.kind === 'unclear' ? found.why : []),
      road,
    );
  }
  const submitted: Run = { ...run, executionId: found.executionId };
  await road.journal.update(run.attempt, { phase: 'submitted', executionId: found.executionId });
  return (await followExecution({ action }, submitted, road, signal)).run;
}

async function leaveUnclear(run: Run, why: string, { journal, clock }: Road): Promise<Run> {
  const endedAt = clock.now();
  await journal.update(run.attempt, { phase: 'ended', status: 'failed', endedAt, said: why, unclear: true });
  const failure = { what: 'It is not clear whether it ran', why, fix: 'Look at the target, then confirm the action anew or leave it' };
  return { ...run, status: 'failed', endedAt, failure, unclear: true };
}

function notSeenYet(): Failure {
  return new Failure('notFound', {
    what: 'It is not clear yet whether it ran',
    why: 'The tenant knows no execution that is it',
    fix: 'Check again in a few minutes; nothing is sent a second time',
  });
}
