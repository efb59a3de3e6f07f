import { type ActionRequest, Confirmation, type Shown, type Yes } from '../../model/confirmation.ts';
import { Failure } from '../../model/failure.ts';
import { text } from '../../model/phrase.ts';
import type { Run, UndoPlan } from '../../model/remediation.ts';
import type { Scope } from '../../model/threat.ts';
import { shown as commandLine } from '../surfaces/shown.ts';
import { captureBefore } from '../undo/capture.ts';
import { guarded } from '../undo/guarded.ts';
import { requireAsCaptured } from '../undo/stillAsCaptured.ts';
import { type Attempt, act } from './act.ts';
import { refused } from './gates.ts';
import { keepInJournal } from './keepInJournal.ts';
import { placeNow } from './placeNow.ts';
import { readingScope } from './readingScope.ts';
import type { Road } from './road.ts';
import { endLine } from './said.ts';
import { showUndo } from './showAction.ts';

/** Something that ran and can be taken back: a run of this window, or what the journal kept of one. `on` is plain text. */
export type Undoable = {
  /** absent where no window here began it: then there is nothing of it in the journal */
  readonly attempt?: string;
  readonly actionId: string;
  readonly name: string;
  readonly on: string;
  readonly surface: 'sysdig' | 'kubectl' | 'aws';
  readonly executionId?: string;
  readonly undo: UndoPlan;
};

export type UndoEnd = { readonly kind: 'ran'; readonly run: Run } | { readonly kind: 'declined' | 'leave' };

/**
 * Takes one action back, by the plan that was made before it ran, on the same road as the action itself: its own dialog, its own yes, its own attempt in
 * the journal. Not bound to the list: what was done may be taken back when its threat is long gone. Throws Failure where nothing was run.
 */
export async function takeBack(of: Undoable, place: Scope, road: Road, signal: AbortSignal): Promise<UndoEnd> {
  const since = road.clock.now();
  const planned = undoRequest(of);
  requireWriting(planned, road);
  const asking = readingScope(planned, road, signal);
  const captured = asking && (await captureBefore(planned, asking));
  const request = guarded(planned, captured);
  if (!(await allowUndoing(of, request, place, road, signal))) return { kind: 'declined' };
  const { era } = road.grants;
  const show = async (): Promise<Shown> => showUndo(of, request, await placeNow(request, place, road, signal));
  const before = await show();
  await requireWhereItRan(of, before.place, road);
  road.note(`asked: undo of ${of.name}`);
  const answer = await Confirmation.ask(before, road.asks.confirm);
  signal.throwIfAborted();
  if (!(answer instanceof Confirmation)) return { kind: answer === 'leave' ? 'leave' : 'declined' };
  road.note(`confirmed: undo of ${of.name}`);
  requireWriting(planned, road);
  if (era !== road.grants.era) throw refused('the grants were revoked meanwhile', 'Allow it again, then take the action back');
  if (asking !== undefined) await requireAsCaptured(request, captured, asking);
  const yes = answer.spend(await show());
  const action = {
    id: `undo-${of.actionId}`,
    name: `undo of ${of.name}`,
    verb: 'Take back',
    on: [text(of.on)],
    surface: of.surface,
    storage: false,
  };
  const { attempt: undoes } = of;
  const attempt: Attempt = {
    action,
    request,
    undo: { kind: 'nothing' },
    place: before.place,
    since,
    ...(undoes !== undefined && { undoes }),
  };
  const run = await actAndNote(attempt, yes, road, signal);
  road.narrator.say(endLine(action.name, run));
  return { kind: 'ran', run };
}

/** The attempt that is taken back is marked first, so that no two windows take it back; one whose end is not known stays marked. */
async function actAndNote(attempt: Attempt, yes: Yes, road: Road, signal: AbortSignal): Promise<Run> {
  const { undoes } = attempt;
  if (undoes === undefined) return (await act(attempt, yes, road, signal)).run;
  await road.journal.update(undoes, { phase: 'undoing' });
  try {
    const { run } = await act(attempt, yes, road, signal);
    if (run.status !== 'in_progress') await keepInJournal(undoes, { phase: run.status === 'done' ? 'undone' : 'ended' }, road);
    return run;
  } catch (error) {
    await keepInJournal(undoes, { phase: 'ended' }, road);
    throw error;
  }
}

function undoRequest({ undo, executionId }: Undoable): ActionRequest {
  if (undo.kind === 'command') return { surface: 'command', command: undo.command };
  if (undo.kind === 'undoAction' && executionId !== undefined) return { surface: 'sysdigUndo', executionId };
  throw new Failure('unsupported', {
    what: 'It can not be taken back from here',
    why: undo.kind === 'manual' ? undo.recovery : 'it left nothing that could be taken back, or its execution is not known',
    fix: 'Follow the recovery that the checklist names',
  });
}

function requireWriting(planned: ActionRequest, { live, grants }: Road): void {
  if (live().readOnly) throw refused('read-only is switched on', 'Switch read-only off, then take the action back');
  if (planned.surface !== 'command' || grants.mayAskWrite(planned.command.program)) return;
  const { program } = planned.command;
  const fix = grants.of(program) === 'none' ? `Allow reading with ${program}` : `Revoke the grants, then allow ${program}`;
  throw refused(`changing something with ${program} is not allowed`, `${fix} in the checklist`);
}

/** A context of the same name can lead to another cluster by now, and a profile to another account: there it would take back somebody else's work. */
async function requireWhereItRan({ attempt, surface }: Undoable, now: string, { journal }: Road): Promise<void> {
  const ran = (await journal.all()).find((one) => one.attempt === attempt)?.place;
  if (ran === undefined || placeIn(surface, ran) === placeIn(surface, now)) return;
  throw refused(
    'it ran at another place than the one that is pointed at now',
    'Point the tool where it ran, then probe again and take it back',
  );
}

/** Whoever is signed in to an account may take it back. */
function placeIn(surface: Undoable['surface'], place: string): string {
  return surface === 'aws' ? place.split(' ').slice(0, 2).join(' ') : place;
}

/** R-15 for the inverse command: writing is asked for it alone. */
async function allowUndoing({ name }: Undoable, request: ActionRequest, place: Scope, road: Road, signal: AbortSignal): Promise<boolean> {
  if (request.surface !== 'command') return true;
  const { program } = request.command;
  const { where } = await placeNow(request, place, road, signal);
  const action = `undo of ${name}`;
  const answer = await road.asks.write({ surface: program, place: where, action, line: commandLine(request.command), undoes: true });
  signal.throwIfAborted();
  return answer === 'yes';
}

/** The run with what became of taking it back. `now` counts where the undo has no end yet. */
export function undoneBy(run: Run, by: Run, now: number): Run {
  const { status, endedAt = now, said = by.failure?.why, executionId } = by;
  const known = { ...(said !== undefined && { said }), ...(executionId !== undefined && { executionId }) };
  return { ...run, undone: { at: endedAt, status, ...known } };
}
