import type { RemediationAction } from '../../../webview/protocol/remediationPanel.ts';
import type { ProposedAction, Reversibility, Run } from '../../core/model/remediation.ts';
import type { shortIds } from '../../core/remediate/session/exhibits.ts';
import { requestText } from '../../core/remediate/session/showAction.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { visible } from '../../core/report/datumText.ts';
import { plainPhrase, plainText } from '../../core/report/plainText.ts';

type Cite = ReturnType<typeof shortIds>;

/** One row of the checklist, with what can be done with it now and why what can not. */
export function viewAction(action: ProposedAction, state: RemediationState, cite: Cite): RemediationAction {
  const run = state.runs.get(action.id);
  const decision = state.decisions.get(action.id);
  const { availability } = action;
  const blocked = blockedBy(action, state);
  return {
    ...{ id: action.id, name: action.name, verb: action.verb, on: plainPhrase(action.on), surface: action.surface },
    ...(action.responder !== undefined && { responder: plainText(action.responder) }),
    availability: {
      ...{ state: availability.state, reason: plainText(availability.reason) },
      ...(availability.state === 'unavailable' && { fix: plainText(availability.fix) }),
    },
    ...{ does: plainPhrase(action.does), expected: plainPhrase(action.expected), watch: plainPhrase(action.watch) },
    breaks: action.breaks.map((one) => ({
      ...{ text: plainPhrase(one.phrase), known: one.kind === 'known' },
      cites: one.kind === 'known' ? cite(one.cites) : [],
    })),
    why: { text: plainPhrase(action.why.phrase), cites: cite(action.why.cites) },
    reversibility: { kind: action.reversibility.kind, text: reversibilityText(action.reversibility) },
    needs: action.needs.map(({ what, met }) => ({ text: plainPhrase(what), met: met === 'unknown' ? 'unknown' : met ? 'yes' : 'no' })),
    request: action.request === undefined ? visible(action.line) : requestText(action.request),
    ...progress(action, run, decision, state),
    ...(run?.executionId !== undefined && { executionId: run.executionId }),
    ...undo(run),
    selected: state.selected.includes(action.id),
    can: can(action, run, state, blocked),
    ...(blocked !== undefined && { blocked }),
  };
}

function reversibilityText(reversibility: Reversibility): string {
  return reversibility.kind === 'never' ? plainPhrase(reversibility.recovery) : plainPhrase(reversibility.how);
}

function progress(
  { id }: ProposedAction,
  run: Run | undefined,
  decision: RemediationAction['decision'],
  state: RemediationState,
): Pick<RemediationAction, 'status' | 'decision' | 'said'> {
  const filed = state.filed.get(id);
  const said = [
    ...(run?.said === undefined ? [] : [run.said]),
    ...(run?.failure === undefined ? [] : [run.failure.what, run.failure.why, run.failure.fix]),
    ...(filed === undefined ? [] : [`Filed: ${filed}`]),
  ].map(plainText);
  const skipped = decision === 'declined' || decision === 'filed' ? 'skipped' : 'pending';
  const status = state.busy === id && run === undefined ? 'in_progress' : (run?.status ?? skipped);
  return { status, said, ...(decision !== undefined && { decision }) };
}

function undo(run: Run | undefined): Pick<RemediationAction, 'undo'> {
  if (run === undefined || run.undo.kind === 'nothing') return {};
  if (run.undo.kind === 'manual') return { undo: { call: plainText(run.undo.recovery), status: 'manual' } };
  if (run.status !== 'done' && run.undone === undefined && run.unclear !== true) return {};
  const call = undoCall(run);
  if (call === undefined) return {};
  const { undone } = run;
  return { undo: { call, status: undone?.status ?? 'offered', ...(undone?.said !== undefined && { said: plainText(undone.said) }) } };
}

function undoCall({ undo: plan, executionId }: Run): string | undefined {
  if (plan.kind === 'command') return requestText({ surface: 'command', command: plan.command });
  return plan.kind === 'undoAction' && executionId !== undefined ? requestText({ surface: 'sysdigUndo', executionId }) : undefined;
}

function can(action: ProposedAction, run: Run | undefined, state: RemediationState, blocked: string | undefined): RemediationAction['can'] {
  const isIdle = state.busy === undefined;
  const isOpen = run === undefined || run.status === 'failed' || run.undone?.status === 'done';
  const runnable = isIdle && isOpen && blocked === undefined;
  const undoable = undo(run).undo?.status;
  return {
    ...{ select: runnable, run: runnable },
    preview: action.request !== undefined && action.surface !== 'ticket',
    file: isIdle && isOpen && state.decisions.get(action.id) !== 'filed',
    undo: isIdle && !state.readOnly && (undoable === 'offered' || undoable === 'failed'),
    checkAgain: isIdle && (run?.status === 'in_progress' || undoable === 'in_progress'),
    cancel: state.busy === action.id,
  };
}

/** Why it can not be run now; a mismatch of the surface's place turns its buttons off. */
function blockedBy({ request, availability, surface }: ProposedAction, { readOnly, kubectl, aws }: RemediationState): string | undefined {
  if (readOnly) return 'Read-only is switched on.';
  if (surface === 'ticket') return 'It can only be done by hand: file it as a ticket.';
  const place = surface === 'kubectl' ? kubectl : surface === 'aws' ? aws : undefined;
  if (place?.state === 'found' && place.match.kind === 'mismatch') return plainText(`${place.match.why}.`);
  if (availability.state === 'unavailable') return plainText(`${availability.reason}.`);
  return request === undefined ? 'What it needs is not known.' : undefined;
}
