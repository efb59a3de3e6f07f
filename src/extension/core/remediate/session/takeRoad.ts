import { type ActionRequest, Confirmation, type Shown, type Yes } from '../../model/confirmation.ts';
import type { ProposedAction, Run, UndoPlan } from '../../model/remediation.ts';
import type { Refused } from '../availability/reach.ts';
import { shown as commandLine } from '../surfaces/shown.ts';
import { type CaptureAsking, type Captured, captureBefore } from '../undo/capture.ts';
import { guarded } from '../undo/guarded.ts';
import { planUndo } from '../undo/planUndo.ts';
import { requireAsCaptured } from '../undo/stillAsCaptured.ts';
import { act } from './act.ts';
import { refused, requireListed, requireOpen } from './gates.ts';
import { placeNow } from './placeNow.ts';
import { readingScope } from './readingScope.ts';
import type { Road } from './road.ts';
import { showAction } from './showAction.ts';

/** How one action ended: it ran (or it is not clear whether it did), or the user wanted something else. */
export type RoadEnd =
  | { readonly kind: 'ran'; readonly run: Run; readonly refused?: Refused }
  | { readonly kind: 'declined' | 'file' | 'leave' };

/**
 * One action, from its click to its end: write access for it alone, what is there captured, its undo planned, the dialog, and only after its yes, and
 * with everything looked at once more, the one call. Throws Failure where nothing was run, AbortError where the user cancelled before it was.
 */
export async function takeRoad(action: ProposedAction, road: Road, signal: AbortSignal): Promise<RoadEnd> {
  const since = road.clock.now();
  const proposed = requestOf(action);
  requireOpen(proposed, road);
  requireListed(action, road);
  const writing = await allowWriting(action, proposed, road, signal);
  if (writing.kind !== 'allowed') return writing;
  const planned = await plan(action, proposed, road, signal);
  const show = async (): Promise<Shown> =>
    showAction(action, planned.request, { ...(await placeNow(planned.request, planned.scope, road, signal)), ...planned.setting });
  const before = await show();
  road.note(`asked: ${action.name}`);
  const answer = await Confirmation.ask(before, road.asks.confirm);
  signal.throwIfAborted();
  if (!(answer instanceof Confirmation)) {
    road.note(`${answer === 'leave' ? 'left without an answer' : answer === 'file' ? 'to be filed' : 'declined'}: ${action.name}`);
    return { kind: answer === 'decline' ? 'declined' : answer };
  }
  road.note(`confirmed: ${action.name}`);
  // The dialog may have been open for an hour: everything is looked at again, and what is run is what would be shown now.
  requireOpen(planned.request, road);
  requireListed(action, road);
  if (writing.era !== road.grants.era) throw refused('the grants were revoked meanwhile', 'Allow it again, then run the action');
  if (planned.asking !== undefined) await requireAsCaptured(planned.request, planned.captured, planned.asking);
  const yes: Yes = answer.spend(await show());
  return act(
    { action, request: planned.request, undo: planned.setting.undo, place: before.place, since, ...captureOf(planned.captured) },
    yes,
    road,
    signal,
  );
}

function requestOf({ request }: ProposedAction): ActionRequest {
  if (request === undefined) throw refused('it can only be done by hand', 'File it as a ticket');
  return request;
}

type Writing = { readonly kind: 'allowed'; readonly era: number } | { readonly kind: 'declined' | 'file' };

/** for this action alone, whatever was granted before. Sysdig's own actions need no grant of a surface. */
async function allowWriting(action: ProposedAction, request: ActionRequest, road: Road, signal: AbortSignal): Promise<Writing> {
  const { grants, asks } = road;
  if (request.surface !== 'command') return { kind: 'allowed', era: grants.era };
  const { program } = request.command;
  if (!grants.mayRead(program)) throw refused(`reading with ${program} was not allowed`, `Allow reading with ${program} in the checklist`);
  if (!grants.mayAskWrite(program))
    throw refused(`${program} was allowed for reading only`, 'Revoke the grants and allow it again, or file the action as a ticket');
  const { where } = await placeNow(request, placeOf(road), road, signal);
  const { era } = grants;
  const answer = await asks.write({ surface: program, place: where, action: action.name, line: commandLine(request.command) });
  signal.throwIfAborted();
  road.note(`write access with ${program} for ${action.name}: ${answer}`);
  if (answer === 'yes') return { kind: 'allowed', era };
  return { kind: answer === 'file' ? 'file' : 'declined' };
}

type Planned = {
  readonly request: ActionRequest;
  readonly captured: Captured | undefined;
  readonly asking: CaptureAsking | undefined;
  readonly scope: ReturnType<typeof placeOf>;
  readonly setting: { readonly undo: UndoPlan; readonly captured?: string };
};

/** Reads what is about to change, binds the request to it, and makes the undo of it. */
async function plan(action: ProposedAction, proposed: ActionRequest, road: Road, signal: AbortSignal): Promise<Planned> {
  const asking = readingScope(proposed, road, signal);
  const captured = asking && (await captureBefore(proposed, asking));
  const request = guarded(proposed, captured);
  const undo = planUndo(request, captured, { undoable: action.reversibility.kind === 'undo' });
  return {
    request,
    captured,
    asking,
    scope: placeOf(road),
    setting: { undo, ...(captured !== undefined && { captured: captured.digest }) },
  };
}

function placeOf(road: Road) {
  return road.live().place;
}

function captureOf(captured: Captured | undefined): { readonly captured?: Captured } {
  return captured === undefined ? {} : { captured };
}
