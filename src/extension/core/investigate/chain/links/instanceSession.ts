import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';
import { cloudHabit } from '../cloudHabit.ts';

/** Something ran on an instance, and then its role session made a call. Inferred: nobody was seen to ask for the session's credentials. */
export const instanceSession: CausalLink = {
  name: 'instance session',
  inferred: true,
  within: 2 * hour,
  causes: (event) => (cloudCallOf(event) === undefined && event.scope.instance !== undefined ? [event.scope.instance] : []),
  effects: (event) => {
    const call = cloudCallOf(event);
    return call?.sessionInstance === undefined || call.byService ? [] : [call.sessionInstance];
  },
  prefers: ({ severity }) => severity?.word === 'critical' || severity?.word === 'high',
  habit: cloudHabit,
  reason: (_cause, effect) =>
    phrase`the call was made by the role session of ${code(cloudCallOf(effect)?.sessionInstance ?? '')}, where this ran`,
};
