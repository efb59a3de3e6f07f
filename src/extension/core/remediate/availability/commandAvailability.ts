import type { Program } from '../../model/command.ts';
import type { ActionRequest } from '../../model/confirmation.ts';
import type { Availability } from '../../model/remediation.ts';
import { type Reach, rightKey } from './reach.ts';
import { iamActionOf, rightOf, rightWords } from './rightOf.ts';

/** Of a command of kubectl or aws: credentials that were refused, where the tool points, and then what was asked about the right. */
export function commandAvailability(request: ActionRequest, surface: Program, reach: Reach): Availability {
  const expired = reach.refused.find((one) => one.kind === 'credentials' && one.surface === surface);
  if (expired?.kind === 'credentials') return { state: 'unavailable', reason: expired.reason, fix: expired.fix };
  const tool = reach[surface];
  if (!tool.usable) return { state: 'unavailable', reason: tool.reason, fix: tool.fix };
  return byRight(request, reach);
}

function byRight(request: ActionRequest, { rights }: Reach): Availability {
  if (request.surface !== 'command') return { state: 'unconfirmed', reason: 'whether you may do this was not asked' };
  const { command } = request;
  const right = rightOf(command);
  const who = command.program === 'kubectl' ? 'your user' : 'your principal';
  const what = right === undefined ? (iamActionOf(command) ?? 'do this') : rightWords(right);
  switch (rights.get(rightKey(command))) {
    case 'yes':
      return { state: 'confirmed', reason: `${who} may ${what}` };
    case 'no':
      return {
        state: 'unavailable',
        reason: `${who} may not ${what}`,
        fix: `Ask for the right to ${what}, or file the step as a ticket`,
      };
    case undefined:
      return { state: 'unconfirmed', reason: `whether ${who} may ${what} was not asked` };
  }
}
