import { type Proposals, type ProposedAction, stages } from '../../model/remediation.ts';
import { availabilityOf } from '../availability/availabilityOf.ts';
import type { Reach } from '../availability/reach.ts';
import type { RemediationState } from './state.ts';

/**
 * A list that was made anew, with what was run or decided on an earlier one: once a workload is at 0 replicas nothing asks for that any more, and its
 * undo has to stay. Such an action can not be run again from here.
 */
export function keepDecided(
  made: Proposals,
  { proposals, runs, decisions }: Pick<RemediationState, 'proposals' | 'runs' | 'decisions'>,
  reach: Reach,
): Proposals {
  const listed = new Set(made.actions.map(({ id }) => id));
  const kept = proposals.actions.filter(({ id }) => !listed.has(id) && (runs.has(id) || decisions.has(id)));
  if (kept.length === 0) return made;
  const all = [...made.actions, ...kept.map((action) => noLongerAsked(action, reach))];
  return { ...made, actions: stages.flatMap((stage) => all.filter((action) => action.stage === stage)) };
}

function noLongerAsked(action: ProposedAction, reach: Reach): ProposedAction {
  const now = availabilityOf({ ...action, unresolved: [] }, reach);
  if (now.state === 'unavailable') return { ...action, availability: now };
  const reason = 'what was probed last does not ask for it any more';
  return { ...action, availability: { state: 'unavailable', reason, fix: 'Take it back, or probe again' } };
}
