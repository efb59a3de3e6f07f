import type { Run } from '../../model/remediation.ts';
import { ofTenant } from '../journal/attempt.ts';
import type { Attempt } from './act.ts';
import { checkAgain } from './checkAgain.ts';
import { keepInJournal } from './keepInJournal.ts';
import { runOf } from './recall.ts';
import type { Road } from './road.ts';
import { endLine } from './said.ts';
import { undoneBy } from './takeBack.ts';

/** Looks how an action is that has no known end, or its undo where it is that one, and tells it. Sends nothing. */
export async function lookAgain(action: Attempt['action'], run: Run, road: Road, signal: AbortSignal): Promise<Run> {
  const isUndo = run.undone?.status === 'in_progress';
  const checked = await (isUndo ? checkUndo : checkAgain)(action, run, road, signal);
  const name = isUndo ? `undo of ${action.name}` : action.name;
  const end = isUndo ? (checked.undone ?? { status: 'failed' as const, said: 'nothing was sent' }) : checked;
  road.note(`checked again: ${name} ${end.status}`);
  road.narrator.say(endLine(name, end));
  return checked;
}

/** Where the journal has no attempt at taking it back, nothing was sent: it can be taken back again. */
async function checkUndo(action: Attempt['action'], run: Run, road: Road, signal: AbortSignal): Promise<Run> {
  const last = ofTenant(await road.journal.all(), road.tenant).findLast(({ undoes }) => undoes === run.attempt);
  const undo = last && (await checkAgain({ ...action, name: last.name }, runOf(last), road, signal));
  if (undo?.status === 'in_progress') return undoneBy(run, undo, road.clock.now());
  await keepInJournal(run.attempt, { phase: undo?.status === 'done' ? 'undone' : 'ended' }, road);
  if (undo !== undefined) return undoneBy(run, undo, road.clock.now());
  const { undone: _nothing, ...kept } = run;
  return kept;
}
