import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { parameterOf } from '../../../facts/parameters.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** A function's code or settings were changed, and then its session made a call: Lambda names the session after the function. */
export const functionSession: CausalLink = {
  name: 'function session',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    if (call?.account === undefined || call.error !== undefined) return [];
    const name = parameterOf(event, 'request', 'functionname')?.split(':').at(-1);
    return name !== undefined && /^(Create|Update)Function(Code|Configuration)?|^PublishVersion|^Invoke/.test(call.api)
      ? [`${call.account}/${name}`]
      : [];
  },
  effects: (event) => {
    const call = cloudCallOf(event);
    return call?.account === undefined || call.session === undefined || call.byService ? [] : [`${call.account}/${call.session}`];
  },
  reason: (_cause, effect) => phrase`the call was made by the session of the function ${code(cloudCallOf(effect)?.session ?? '')}`,
};
