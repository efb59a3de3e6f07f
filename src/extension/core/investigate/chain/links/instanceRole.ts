import { contactsMetadata } from '../../../facts/addresses.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { askedRole, asksForToken } from '../../../facts/metadata.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';
import { cloudHabit } from '../cloudHabit.ts';

/**
 * A workload asked the metadata service of its instance, and then a session of the role that the instance hands out made a call. Such a session
 * is named after its instance; where the event names no instance, or the session is named otherwise, the role that was asked for tells.
 */
export const instanceRole: CausalLink = {
  name: 'instance role',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    if (cloudCallOf(event) !== undefined || !contactsMetadata(event)) return [];
    const { instance } = event.scope;
    const role = askedRole(event);
    const ofRole = role === undefined ? [] : roleKey(instance === undefined ? 'any' : 'other', event.scope.awsAccount, role);
    return [...(instance === undefined ? [] : [`instance ${instance}`]), ...ofRole];
  },
  effects: (event) => {
    const call = cloudCallOf(event);
    if (call?.role === undefined || call.byService) return [];
    const { sessionInstance: instance, account, role } = call;
    return [...(instance === undefined ? roleKey('other', account, role) : [`instance ${instance}`]), ...roleKey('any', account, role)];
  },
  prefers: asksForToken,
  habit: cloudHabit,
  reason: (_cause, effect) => {
    const { role = '', sessionInstance } = cloudCallOf(effect) ?? {};
    return sessionInstance === undefined
      ? phrase`the metadata service was asked for the credentials of ${code(role)}, whose session made the call`
      : phrase`the metadata service gave out the credentials of ${code(sessionInstance)}, whose role session made the call`;
  },
};

/** A session that is named after another instance is not this one's: `other` matches only those that name none. */
function roleKey(which: 'any' | 'other', account: SecurityEvent['scope']['awsAccount'], role: string): readonly string[] {
  return account === undefined ? [] : [`${which} ${account}/${role}`];
}
