import type { Command, CommandOutcome } from '../../model/command.ts';
import type { Yes } from '../../model/confirmation.ts';
import type { Run } from '../../model/remediation.ts';
import { classifyRefusal } from '../availability/classifyRefusal.ts';
import { allow } from '../surfaces/allow.ts';
import { commandFailure } from '../surfaces/commandFailure.ts';
import type { Acted, Attempt } from './act.ts';
import { refused } from './gates.ts';
import { keepInJournal } from './keepInJournal.ts';
import type { Road } from './road.ts';
import { beginLine, oneLineOf } from './said.ts';

/** A change of the API server takes seconds; its own request time-out ends it first. */
const longestMs = 60_000;

/** Runs exactly the command that was shown; its exit code decides. Throws where nothing was started. */
export async function runCommand(
  { action }: Attempt,
  command: Command,
  begun: Run,
  yes: Yes,
  road: Road,
  signal: AbortSignal,
): Promise<Acted> {
  const { machine, clock, narrator } = road;
  if (machine === undefined) throw refused('this host starts no programs', 'Run the command by hand');
  const ready = allow(command);
  narrator.say(beginLine('Running', action));
  const outcome = await machine.act(ready, yes, { timeoutMs: longestMs, signal });
  const endedAt = clock.now();
  const isDone = outcome.kind === 'ended' && outcome.exitCode === 0;
  if (isDone) {
    const run: Run = { ...begun, status: 'done', endedAt, said: saidBy(outcome) };
    await keepInJournal(begun.attempt, { phase: 'ended', status: 'done', endedAt, said: saidBy(outcome) }, road);
    return { kind: 'ran', run };
  }
  const failure = commandFailure(`${action.name} failed`, command, outcome);
  const { what, why, fix } = failure;
  // What was ended from outside may have had its effect: its undo stays, and nothing is sent again by itself.
  const unclear = outcome.kind !== 'ended' || failure.reason === 'timeout';
  const run: Run = { ...begun, status: 'failed', endedAt, failure: { what, why, fix }, ...(unclear && { unclear }) };
  await keepInJournal(begun.attempt, { phase: 'ended', status: 'failed', endedAt, said: why, ...(unclear && { unclear }) }, road);
  const refusedBy = classifyRefusal(failure, { surface: command.program, type: action.name });
  return { kind: 'ran', run, ...(refusedBy !== undefined && { refused: refusedBy }) };
}

function saidBy({ stdout, stderr }: CommandOutcome): string {
  return oneLineOf(stdout.trimStart().startsWith('{') ? stderr || 'exit code 0' : stdout || stderr || 'exit code 0');
}
