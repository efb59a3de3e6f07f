import { remoteAddresses } from '../../facts/addresses.ts';
import { processOf } from '../../facts/processOf.ts';
import { type Claim, claim } from '../../model/evidence.ts';
import { code, hash, indicator, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { Severity } from '../../model/severity.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { actionOf, deedOf } from '../chain/action.ts';
import type { Sighting } from '../ledger.ts';
import { inPlace } from '../place.ts';
import { capital } from '../plural.ts';
import type { Story } from './story.ts';

/** What the trigger itself says: rule, time, place, severity, action, process, hash, addresses. What it does not say is left to the limitations. */
export function tellTrigger({ lead, origin }: Story): readonly Claim[] {
  const { event, threat, group } = lead.trigger;
  if (event !== undefined) return tellEvent(event);
  const { title, name, lastSignal, scope } = (threat ?? group)?.value ?? { scope: lead.scope };
  const when = lastSignal === undefined ? [] : phrase`, last at ${time(lastSignal)}`;
  return [claim(phrase`${text(title ?? name ?? lead.trigger.id)}${inPlace(scope)}${when}; it names no event.`, origin)];
}

function tellEvent(event: Sighting): readonly Claim[] {
  const { value } = event;
  const rule = value.rule ?? value.policy;
  const what = rule === undefined ? phrase`An event without a rule` : phrase`${code(rule)}`;
  const action = isNamed(value) ? [] : phrase`, when ${actionOf(value)}`;
  const claims = [claim(phrase`${what} fired at ${time(value.at)}${inPlace(value.scope)}${action}.`, event)];
  if (value.severity !== undefined) claims.push(claim(phrase`Its severity is ${severityOf(value.severity)}.`, event));
  const [head = '', ...facts] = join([...processFacts(value), ...addressFact(value, action)], ', ', ' and ');
  if (typeof head === 'string' && head !== '') claims.push(claim(phrase`${[capital(head)]}${facts}.`, event));
  return claims;
}

/** Whether nothing in it tells more of what was done than that it fired. */
function isNamed(event: SecurityEvent): boolean {
  const { did } = deedOf(event, 'full');
  return did.length === 1 && did[0] === 'fired';
}

/** As the tenant writes it too, where that is another word: a number on its scale says nothing more. */
function severityOf({ word, raw }: Severity): Phrase {
  const isPlain = /^\d+$/.test(raw) || raw.toLowerCase() === word;
  return isPlain ? [text(word)] : phrase`${text(word)} (${code(raw)} as the tenant writes it)`;
}

/** User, file and client, as clauses of one sentence. */
function processFacts(event: SecurityEvent): readonly Phrase[] {
  const { user, sha256 } = processOf(event) ?? {};
  const agent = event.fields['ct.useragent'];
  return [
    ...(user === undefined ? [] : [phrase`the process ran as user ${code(user)}`]),
    ...(sha256 === undefined ? [] : [phrase`its file has SHA-256 ${hash(sha256)}`]),
    ...(agent === undefined ? [] : [phrase`the caller's program calls itself ${code(agent)}`]),
  ];
}

/** Remote addresses that the action does not name yet. */
function addressFact(event: SecurityEvent, action: Phrase): readonly Phrase[] {
  const told = new Set(action.map((part) => (typeof part === 'string' ? part : part.text)));
  const others = remoteAddresses(event).filter((address) => !told.has(address));
  if (others.length === 0) return [];
  const noun = others.length === 1 ? 'remote address' : 'remote addresses';
  return [phrase`the event ${[told.size === 0 ? '' : 'also ']}names the ${[noun]} ${join(others.map(indicator), ', ', ' and ')}`];
}
