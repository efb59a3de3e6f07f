import { cloudCallOf } from '../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { processOf } from '../../facts/processOf.ts';
import { type Claim, citing } from '../../model/evidence.ts';
import { code, count, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { Threat } from '../../model/remediation.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Seen } from './draft.ts';
import type { Pattern } from './patterns/pattern.ts';
import { patterns } from './patterns/table.ts';
import { unrecognised } from './patterns/unrecognised.ts';
import { showsSign } from './signs.ts';

/** A pattern with the events that show it. */
export type Recognised = { readonly pattern: Pattern; readonly seen: readonly Seen[] };

/** Every pattern that any of the threat's events shows; where none does, that is one too. */
export function recognise(threat: Threat): readonly Recognised[] {
  const events = eventsOf(threat);
  const found = patterns
    .map((pattern) => ({ pattern, seen: events.filter(({ value }) => pattern.signs.some((sign) => showsSign(value, sign))) }))
    .filter(({ seen }) => seen.length > 0);
  return found.length > 0 ? found : [{ pattern: unrecognised, seen: [threat.trigger] }];
}

/** The trigger first, each once. */
function eventsOf({ trigger, events }: Threat): readonly Seen[] {
  return [trigger, ...events.filter(({ value }) => value.id !== trigger.value.id)];
}

/** Why a pattern asks for something, by the events that name its target. */
export function whyOf({ name }: Pattern, told: readonly Seen[], fallback: Seen): Claim {
  const [first = fallback, ...rest] = told;
  const event = first.value;
  const more = rest.length === 0 ? phrase`` : phrase`, and ${count(rest.length)} more`;
  const by = actorOf(event);
  const words = phrase`${[name]}: ${text(event.rule ?? event.policy ?? event.category ?? event.id)} at ${time(event.at)}${by}${more}`;
  return { phrase: words, cites: citing(first, ...rest) };
}

function actorOf(event: SecurityEvent): Phrase {
  const call = cloudCallOf(event);
  if (call !== undefined)
    return call.user === undefined ? phrase` (${code(call.api)})` : phrase` (${code(call.api)} by ${code(call.user)})`;
  const user = kubeRequestOf(event)?.user;
  if (user !== undefined) return phrase` (by ${code(user)})`;
  const process = processOf(event);
  const name = process?.name ?? process?.exe;
  return name === undefined ? phrase`` : phrase` (${code(name)})`;
}
