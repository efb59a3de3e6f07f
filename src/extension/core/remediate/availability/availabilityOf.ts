import type { Availability, ProposedAction } from '../../model/remediation.ts';
import { commandAvailability } from './commandAvailability.ts';
import type { Reach } from './reach.ts';
import { sysdigAvailability } from './sysdigAvailability.ts';

/** What decides whether an action can run. `unresolved` are its required parameters that nothing gives a value for. */
export type Candidate = Pick<ProposedAction, 'surface' | 'responder' | 'storage' | 'request' | 'name'> & {
  readonly unresolved: readonly string[];
};

/** Whether an action can run, as far as that is known before it is tried. It never says confirmed by absence of a no. */
export function availabilityOf(action: Candidate, reach: Reach): Availability {
  if (action.surface === 'ticket') return { state: 'confirmed', reason: 'a person takes this step' };
  if (action.unresolved.length > 0 || action.request === undefined) return withoutParameters(action);
  return action.surface === 'sysdig' ? sysdigAvailability(action, reach) : commandAvailability(action.request, action.surface, reach);
}

function withoutParameters({ unresolved, surface }: Candidate): Availability {
  const [last = 'what it needs', ...rest] = unresolved.toReversed();
  const missing = rest.length === 0 ? last : `${rest.toReversed().join(', ')} and ${last}`;
  const are = rest.length === 0 ? 'is' : 'are';
  return {
    state: 'unavailable',
    reason: `cannot be parameterised: ${missing} ${are} not in the event, the process tree or the cluster`,
    fix: `Look ${missing} up and take the step ${surface === 'sysdig' ? 'in Sysdig' : 'by hand'}, or file it as a ticket`,
  };
}
