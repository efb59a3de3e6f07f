import { Failure, isAbort } from '../../model/failure.ts';
import type { Run } from '../../model/remediation.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import type { Acted, Attempt } from './act.ts';
import { keepInJournal } from './keepInJournal.ts';
import type { Road } from './road.ts';
import { oneLineOf } from './said.ts';

// Contract §3.17: two seconds, backing off to ten, for five minutes.
const firstMs = 2_000;
const longestMs = 10_000;
const patienceMs = 5 * 60_000;

/**
 * Asks how an execution is until it ended. After five minutes, or when the user cancels, it is still under way, never failed, and can be checked
 * again. A question that fails is asked again: it changes nothing of what runs.
 */
export async function followExecution(attempt: Pick<Attempt, 'action'>, submitted: Run, road: Road, signal: AbortSignal): Promise<Acted> {
  const { clock } = road;
  const until = clock.now() + patienceMs;
  for (let wait = firstMs; ; wait = Math.min(wait * 1.5, longestMs)) {
    const execution = await ask(submitted, road, signal);
    if (execution !== undefined && execution.state !== 'underWay') return ended(attempt, submitted, execution, road);
    if (signal.aborted || clock.now() >= until) break;
    await sleep(wait, road, signal);
  }
  const said = oneLineOf(`Execution ${submitted.executionId} is still under way; check it again later.`);
  await keepInJournal(submitted.attempt, { said }, road);
  return { kind: 'ran', run: { ...submitted, said } };
}

async function ask({ executionId = '' }: Run, { responses, log }: Road, signal: AbortSignal): Promise<ActionExecution | undefined> {
  try {
    return (await responses.status(executionId, signal)).value;
  } catch (error) {
    if (isAbort(error)) return undefined;
    if (!Failure.is(error)) throw error;
    log.write('warn', 'the state of an execution could not be read', { executionId, reason: error.reason });
    return undefined;
  }
}

/** A cancellation ends the waiting; the next look says that it is still under way. */
async function sleep(ms: number, { clock }: Road, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
}

async function ended({ action }: Pick<Attempt, 'action'>, submitted: Run, execution: ActionExecution, road: Road): Promise<Acted> {
  const endedAt = execution.updatedAt ?? road.clock.now();
  if (execution.state === 'completed') {
    const outputs = Object.entries(execution.outputs).map(([name, value]) => `${name} ${value}`);
    const said = oneLineOf(outputs.length === 0 ? 'completed' : `completed: ${outputs.join(', ')}`);
    await keepInJournal(submitted.attempt, { phase: 'ended', status: 'done', endedAt, said }, road);
    return { kind: 'ran', run: { ...submitted, status: 'done', endedAt, said } };
  }
  const why = oneLineOf(
    [execution.failure?.reason, execution.failure?.log].filter((one) => one !== undefined).join(': ') || 'the tenant does not say why',
  );
  const failure = { what: `${action.name} failed`, why, fix: 'Look at the target, then probe again or file the action as a ticket' };
  await keepInJournal(submitted.attempt, { phase: 'ended', status: 'failed', endedAt, said: why }, road);
  return { kind: 'ran', run: { ...submitted, status: 'failed', endedAt, failure } };
}
