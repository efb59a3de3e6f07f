import { plainPhrase } from '../../report/plainText.ts';
import { scopeOf } from '../propose/scope.ts';
import type { Live } from './road.ts';
import type { RemediationState } from './state.ts';
import type { Undoable } from './takeBack.ts';

/** What a road looks up at each step: the state as it is then. */
export function liveOf({ threat, radius = { lines: [], evidence: [] }, reach, readOnly, kubectl, aws, proposals }: RemediationState): Live {
  if (threat === undefined) throw new Error('a road begins after the threat is known');
  return {
    ...{ eventId: threat.eventId, place: threat.scope, readOnly, actions: proposals.actions },
    scope: scopeOf(threat, radius, reach?.executions),
    ...(kubectl !== undefined && { kubectl }),
    ...(aws !== undefined && { aws }),
  };
}

/** The run of an action as something to take back; undefined where there is none. */
export function undoableOf(id: string, { proposals, runs }: RemediationState): Undoable | undefined {
  const [action, run] = [proposals.actions.find((one) => one.id === id), runs.get(id)];
  if (action === undefined || run === undefined || action.surface === 'ticket') return undefined;
  const { attempt, undo, executionId } = run;
  return {
    ...{ attempt, actionId: id, name: action.name, on: plainPhrase(action.on), surface: action.surface, undo },
    ...(executionId !== undefined && { executionId }),
  };
}
