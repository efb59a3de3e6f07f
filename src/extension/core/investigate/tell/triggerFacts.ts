import { type Claim, claim } from '../../model/evidence.ts';
import { code, hash, indicator, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import { actionOf } from '../chain/action.ts';
import { remoteAddresses } from '../facts/addresses.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { kubeRequestOf } from '../facts/k8sRequest.ts';
import { processOf } from '../facts/processOf.ts';
import type { Sighting } from '../ledger.ts';
import { inPlace } from '../place.ts';
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
  const claims = [claim(phrase`${what} fired at ${time(value.at)}${inPlace(value.scope)}.`, event)];
  if (value.severity !== undefined)
    claims.push(claim(phrase`Its severity is ${text(value.severity.word)} (${code(value.severity.raw)} as the tenant writes it).`, event));
  const process = processOf(value);
  const action = process === undefined && cloudCallOf(value) === undefined && kubeRequestOf(value) === undefined ? [] : actionOf(value);
  if (action.length > 0) claims.push(claim(phrase`${action}.`, event));
  if (process?.user !== undefined) claims.push(claim(phrase`The process ran as user ${code(process.user)}.`, event));
  if (process?.sha256 !== undefined) claims.push(claim(phrase`Its file has SHA-256 ${hash(process.sha256)}.`, event));
  claims.push(...addressClaim(event, action));
  const agent = value.fields['ct.useragent'];
  if (agent !== undefined) claims.push(claim(phrase`The caller's program calls itself ${code(agent)}.`, event));
  return claims;
}

/** Remote addresses that the action does not name yet, as one sentence. */
function addressClaim(event: Sighting, action: Phrase): readonly Claim[] {
  const told = new Set(action.map((part) => (typeof part === 'string' ? part : part.text)));
  const others = remoteAddresses(event.value).filter((address) => !told.has(address));
  if (others.length === 0) return [];
  const noun = others.length === 1 ? 'remote address' : 'remote addresses';
  return [claim(phrase`It ${[told.size === 0 ? '' : 'also ']}names the ${[noun]} ${join(others.map(indicator), ', ', ' and ')}.`, event)];
}
