import type { ActionRequest } from '../../model/confirmation.ts';
import { Failure } from '../../model/failure.ts';
import type { ProposedAction } from '../../model/remediation.ts';
import { plainText } from '../../report/plainText.ts';
import { outOfScope } from '../propose/scope.ts';
import type { Road } from './road.ts';

/** What has to hold before a question is asked, and again after a yes: dialogs stay open while the world goes on. Throws Failure 'refused'. */
export function requireOpen(request: ActionRequest, road: Road): void {
  const { readOnly, scope } = road.live();
  if (readOnly) throw refused('read-only is switched on', 'Switch read-only off, then run the action again');
  const outside = scope === undefined ? 'nothing of a threat is open' : outOfScope(request, scope);
  if (outside !== undefined) throw refused(plainText(outside), 'Start a remediation of the threat that it belongs to');
}

/** The action as the list has it now: a list that was made anew may say that it can not be run any more. */
export function requireListed(action: ProposedAction, road: Road): void {
  const now = road.live().actions.find(({ id }) => id === action.id);
  if (now === undefined) throw refused('it is no longer among the proposed actions', 'Look at the list again');
  if (now.availability.state === 'unavailable') throw refused(now.availability.reason, now.availability.fix);
}

export function refused(why: string, fix: string): Failure {
  return new Failure('refused', { what: 'Nothing was run', why, fix });
}
