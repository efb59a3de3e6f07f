import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { remoteAddress } from '../../facts/addresses.ts';
import { ancestorNames, logins } from '../../facts/ancestors.ts';
import { processOf } from '../../facts/processOf.ts';
import { hour } from '../../windowedEvents.ts';
import { type CausalLink, processSpace } from '../causalLink.ts';

/**
 * A login server took a connection from outside, and afterwards something ran that descends from a process of its name. Inferred: the
 * descendant names its ancestors without their process ids, and several people may be logged in.
 */
export const loginSession: CausalLink = {
  name: 'login session',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const name = processOf(event)?.name;
    const address = remoteAddress(event.fields['fd.rip']) ?? remoteAddress(event.fields['fd.cip']);
    return name !== undefined && logins.test(name) && address !== undefined ? key(event, [name]) : [];
  },
  effects: (event) =>
    key(
      event,
      ancestorNames(event).filter((name) => logins.test(name)),
    ),
  reason: (cause) => {
    const name = code(processOf(cause)?.name ?? '');
    return phrase`it descends from ${name}, which had taken a connection from outside`;
  },
};

function key(event: SecurityEvent, names: readonly string[]): readonly string[] {
  const space = processSpace(event);
  return space === undefined ? [] : names.map((name) => `${space} ${name}`);
}
