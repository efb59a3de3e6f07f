import { ancestorNames, logins } from '../../../facts/ancestors.ts';
import { loginOf, loginUserOf } from '../../../facts/login.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, indicator, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, processSpace } from '../causalLink.ts';

/**
 * A login server let somebody in, and afterwards something ran that descends from a process of its name, as that user where both are told.
 * Inferred: the descendant names its ancestors without their process ids, and several people may be logged in.
 */
export const loginSession: CausalLink = {
  name: 'login session',
  inferred: true,
  within: 12 * hour,
  causes: (event) => {
    const login = loginOf(event);
    if (login === undefined) return [];
    return [...key(event, [login.server], [login.user ?? 'unknown', 'anybody']), ...asUser(event, login.user)];
  },
  effects: (event) => {
    const servers = ancestorNames(event).filter((name) => logins.test(name));
    if (loginOf(event) !== undefined) return [];
    return tellsAncestry(event) ? key(event, servers, usersOf(event)) : asUser(event, processOf(event)?.user);
  },
  reason: (cause, effect) => {
    const name = code(processOf(cause)?.name ?? '');
    if (!tellsAncestry(effect))
      return phrase`it ran as ${code(processOf(effect)?.user ?? '')}, whom ${name} had let in from ${indicator(loginOf(cause)?.client ?? '')}`;
    return phrase`it descends from ${name}, which had taken a connection from ${indicator(loginOf(cause)?.client ?? '')}`;
  },
};

/** Whether more than the parent is told of what an event's process descends from. */
function tellsAncestry(event: SecurityEvent): boolean {
  return ancestorNames(event).some((name) => logins.test(name) || name !== processOf(event)?.parent);
}

/** Without ancestry the user has to do; root is everybody. */
function asUser(event: SecurityEvent, user: string | undefined): readonly string[] {
  return user === undefined || user === 'root' ? [] : key(event, ['a session'], [user]);
}

/** Root may be anybody who used sudo; without a name it may be anybody at all. */
function usersOf(event: SecurityEvent): readonly string[] {
  const user = loginUserOf(event) ?? event.fields['user.name'];
  return user === undefined || user === 'root' ? ['anybody'] : [user, 'unknown'];
}

function key(event: SecurityEvent, names: readonly string[], users: readonly string[]): readonly string[] {
  const space = processSpace(event);
  return space === undefined ? [] : names.flatMap((name) => users.map((user) => `${space} ${name} ${user}`));
}
