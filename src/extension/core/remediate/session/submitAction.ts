import type { ActionRequest, Yes } from '../../model/confirmation.ts';
import { Failure, isAbort } from '../../model/failure.ts';
import type { Run } from '../../model/remediation.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import { classifyRefusal } from '../availability/classifyRefusal.ts';
import { refusalText } from '../availability/refusalText.ts';
import type { Acted, Attempt } from './act.ts';
import { followExecution } from './followExecution.ts';
import { keepInJournal } from './keepInJournal.ts';
import type { Road } from './road.ts';
import { beginLine, oneLineOf } from './said.ts';

type SysdigRequest = Exclude<ActionRequest, { readonly surface: 'command' }>;

/** Submits once and follows the execution to its end, or for five minutes. A call without a clear answer stays under way: it may have arrived. */
export async function submitAction(
  attempt: Attempt,
  request: SysdigRequest,
  begun: Run,
  yes: Yes,
  road: Road,
  signal: AbortSignal,
): Promise<Acted> {
  const { action } = attempt;
  signal.throwIfAborted();
  road.narrator.say(beginLine('Submitting', action));
  const sent = await send(request, yes, road, signal);
  if (sent.kind === 'refused') return refusedRun(attempt, begun, sent.failure, road);
  if (sent.kind === 'unclear') {
    const said = oneLineOf(`It is not clear whether the tenant took it: ${sent.why}`);
    await keepInJournal(begun.attempt, { said }, road);
    return { kind: 'ran', run: { ...begun, said } };
  }
  const { id: executionId } = sent.execution;
  const submitted: Run = { ...begun, executionId };
  await keepInJournal(begun.attempt, { phase: 'submitted', executionId }, road);
  road.onRun(submitted);
  return followExecution(attempt, submitted, road, signal);
}

type Sent =
  | { readonly kind: 'sent'; readonly execution: ActionExecution }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'unclear'; readonly why: string };

/** What the tenant refused was not done. Silence, a lost connection and an answer that can not be read say nothing (contract, trap 31). */
const refusals = ['unauthenticated', 'notFound', 'forbidden', 'rateLimited', 'conflict', 'refused', 'invalid', 'unsupported'] as const;

async function send(request: SysdigRequest, yes: Yes, { responses }: Road, signal: AbortSignal): Promise<Sent> {
  try {
    const execution =
      request.surface === 'sysdig'
        ? await responses.submit({ type: request.type, parameters: request.parameters }, yes, signal)
        : await responses.undo(request.executionId, yes, signal);
    return { kind: 'sent', execution };
  } catch (error) {
    if (Failure.is(error, ...refusals)) return { kind: 'refused', failure: error };
    if (Failure.is(error)) return { kind: 'unclear', why: error.why };
    if (isAbort(error)) return { kind: 'unclear', why: 'it was cancelled while it was sent' };
    throw error;
  }
}

async function refusedRun({ action, request }: Attempt, begun: Run, failure: Failure, road: Road): Promise<Acted> {
  const { what, why, fix } = failure;
  const endedAt = road.clock.now();
  await keepInJournal(begun.attempt, { phase: 'ended', status: 'failed', endedAt, said: why }, road);
  const by = classifyRefusal(failure, {
    ...{ surface: 'sysdig', type: action.name },
    ...(action.responder !== undefined && { responder: action.responder }),
    ...(request.surface === 'sysdig' && { parameters: request.parameters }),
  });
  const failed = by === undefined ? { what, why, fix } : { what: `${action.name} was refused`, ...refusalText(by) };
  const run: Run = { ...begun, status: 'failed', endedAt, failure: failed };
  return { kind: 'ran', run, ...(by !== undefined && { refused: by }) };
}
