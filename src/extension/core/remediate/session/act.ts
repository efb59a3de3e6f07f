import type { ActionRequest, Yes } from '../../model/confirmation.ts';
import { Failure, isAbort } from '../../model/failure.ts';
import type { ProposedAction, Run, UndoPlan } from '../../model/remediation.ts';
import type { Refused } from '../availability/reach.ts';
import type { Captured } from '../undo/capture.ts';
import { claimAttempt } from './claimAttempt.ts';
import { keepInJournal } from './keepInJournal.ts';
import type { Road } from './road.ts';
import { runCommand } from './runCommand.ts';
import { submitAction } from './submitAction.ts';

/** One attempt, ready to run: everything was shown and confirmed. */
export type Attempt = {
  readonly action: Pick<ProposedAction, 'id' | 'name' | 'verb' | 'on' | 'surface' | 'responder' | 'storage'>;
  readonly request: ActionRequest;
  readonly undo: UndoPlan;
  readonly place: string;
  /** milliseconds since the epoch: when it was begun to look at what is shown */
  readonly since: number;
  readonly captured?: Captured;
  /** the attempt that this one takes back */
  readonly undoes?: string;
};

export type Acted = { readonly kind: 'ran'; readonly run: Run; readonly refused?: Refused };

/**
 * Writes the attempt ahead, then makes its one call and follows it to its end. Whatever goes wrong behind the first byte is a run with its state, never
 * a throw: it may have had its effect. Throws Failure where another window has it under way, and nothing was run.
 */
export async function act(attempt: Attempt, yes: Yes, road: Road, signal: AbortSignal): Promise<Acted> {
  const begun = await claimAttempt(attempt, road);
  road.onRun(begun);
  const acted = await follow(attempt, begun, yes, road, signal);
  road.onRun(acted.run);
  road.note(`${acted.run.status}: ${attempt.action.name}${acted.run.executionId === undefined ? '' : ` ${acted.run.executionId}`}`);
  return acted;
}

async function follow(attempt: Attempt, begun: Run, yes: Yes, road: Road, signal: AbortSignal): Promise<Acted> {
  try {
    return attempt.request.surface === 'command'
      ? await runCommand(attempt, attempt.request.command, begun, yes, road, signal)
      : await submitAction(attempt, attempt.request, begun, yes, road, signal);
  } catch (error) {
    // Before the call: nothing was sent, so neither the journal nor the list may say that it may have been.
    if (!Failure.is(error) && !isAbort(error)) throw error;
    const [endedAt, said] = [road.clock.now(), 'nothing was sent'];
    await keepInJournal(begun.attempt, { phase: 'ended', status: 'failed', endedAt, said }, road);
    road.onRun({ ...begun, status: 'failed', endedAt, said });
    throw error;
  }
}
