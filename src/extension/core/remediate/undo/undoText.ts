import type { ActionRequest } from '../../model/confirmation.ts';
import type { UndoPlan } from '../../model/remediation.ts';
import { shown } from '../surfaces/shown.ts';
import { changeOf } from './change.ts';

/** An undo plan in words, for a dialog and a report: the exact call where there is one. Names of the tenant stand in it as the request has them. */
export function undoText(plan: UndoPlan, request: ActionRequest): string {
  switch (plan.kind) {
    case 'undoAction':
      return 'undo_response_action with the id of its execution.';
    case 'command':
      return shown(plan.command);
    case 'manual':
      return plan.recovery;
    case 'nothing':
      return nothingText(request);
  }
}

function nothingText(request: ActionRequest): string {
  const change = request.surface === 'command' ? changeOf(request.command) : undefined;
  if (change === undefined) return 'nothing to take back: it only gathers, and its target stays as it is.';
  switch (change.does) {
    case 'attach-role-policy':
      return 'nothing to take back: the policy was attached before, so it stays.';
    case 'detach-role-policy':
      return 'nothing to take back: the policy was not attached before.';
    case 'update-access-key':
      return `nothing to take back: the key was ${change.status} before.`;
    default:
      return 'nothing to take back: it is so already.';
  }
}
