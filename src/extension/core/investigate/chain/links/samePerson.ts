import { remoteAddresses } from '../../../facts/addresses.ts';
import { identityEventOf, isSignIn } from '../../../facts/identityEvent.ts';
import { domains, personIn } from '../../../facts/persons.ts';
import { phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/**
 * One person at the identity provider, the code host, the cloud and the cluster, by the names that each knows them by; best the sign-in that the
 * rest follows from. Inferred, and not where the addresses say that somebody else is elsewhere under that name.
 */
export const samePerson: CausalLink = {
  name: 'same person',
  inferred: true,
  within: 6 * hour,
  causes,
  effects,
  prefers: (cause) => {
    const identity = identityEventOf(cause);
    return identity !== undefined && isSignIn(identity);
  },
  reason: (cause, effect) => {
    const [before, after] = [personIn(cause)?.name ?? '', personIn(effect)?.name ?? ''];
    return before === after ? phrase`same person ${text(after)}` : phrase`${text(after)} is the same person as ${text(before)}`;
  },
};

/** A bare login means something in one place only: it is held against the other places, and an e-mail address against all. */
function causes(event: SecurityEvent): readonly string[] {
  const who = personIn(event);
  if (who === undefined) return [];
  const { person, domain, mail } = who;
  return [`${person} ${domain}`, ...(mail === undefined ? [] : [mail])].flatMap((key) => causesAgreeing(key, addressOf(event)));
}

function effects(event: SecurityEvent): readonly string[] {
  const who = personIn(event);
  if (who === undefined) return [];
  const { person, domain, mail } = who;
  const elsewhere = domains.filter((one) => one !== domain).map((one) => `${person} ${one}`);
  return [...elsewhere, ...(mail === undefined ? [] : [mail])].flatMap((key) => effectsAgreeing(key, addressOf(event)));
}

function addressOf(event: SecurityEvent): string | undefined {
  return remoteAddresses(event)[0];
}
