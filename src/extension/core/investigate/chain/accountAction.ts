import { type CodeEvent, codeEventOf } from '../../facts/codeEvent.ts';
import { type IdentityEvent, identityEventOf } from '../../facts/identityEvent.ts';
import { code, indicator, type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Deed } from './action.ts';
import { named } from './wording.ts';

/** What somebody did at the identity provider or the code host; undefined for events of neither. */
export function accountDeed(event: SecurityEvent): Deed | undefined {
  const identity = identityEventOf(event);
  if (identity !== undefined) return deed(identity.actor, identityDone(event, identity), identity.address);
  const change = codeEventOf(event);
  return change && deed(change.user, codeDone(event, change), change.address);
}

function deed(actor: string | undefined, did: Phrase, address: string | undefined): Deed {
  return {
    actor: actor === undefined ? ['somebody'] : [code(actor)],
    did,
    ...(address !== undefined && { from: phrase` from ${indicator(address)}` }),
  };
}

/** Okta's names of what happens most; all others are told by the rule. */
const happenings: readonly (readonly [type: RegExp, did: string, inVain: string])[] = [
  [/^user\.session\.start$/, 'signed in', 'tried in vain to sign in'],
  [/^user\.authentication\.auth_via_mfa$/, 'passed a second factor', 'failed a second factor'],
  [/^user\.mfa\.factor\.(activate|update)$/, 'set up a second factor', 'tried in vain to set up a second factor'],
  [/^user\.mfa\.factor\.(deactivate|reset_all|suspend)$/, 'removed a second factor', 'tried in vain to remove a second factor'],
  [/^user\.account\.(reset|update)_password$/, 'changed a password', 'tried in vain to change a password'],
];

function identityDone(event: SecurityEvent, { type = '', actor, target, failed }: IdentityEvent): Phrase {
  const known = happenings.find(([pattern]) => pattern.test(type));
  const about = target === undefined || target === actor ? [] : phrase` of ${code(target)}`;
  return known === undefined ? phrase`raised ${named(event)}${about}` : phrase`${[failed ? known[2] : known[1]]}${about}`;
}

function codeDone(event: SecurityEvent, { workflow, ref, repository, published }: CodeEvent): Phrase {
  const where = repository === undefined ? [] : phrase` in ${code(repository)}`;
  if (published !== undefined) return phrase`published ${code(published)}`;
  if (workflow !== undefined) return phrase`changed the workflow ${code(workflow)}${where}`;
  return ref === undefined ? phrase`raised ${named(event)}${where}` : phrase`pushed to ${code(ref)}${where}`;
}
