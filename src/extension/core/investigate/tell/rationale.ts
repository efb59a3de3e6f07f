import { type Claim, claim } from '../../model/evidence.ts';
import { code, indicator, type Phrase, phrase, text } from '../../model/phrase.ts';
import { type TacticOrigin, tactics } from '../../model/tactic.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { comesFromOutside } from '../chain/entry.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { kubeRequestOf } from '../facts/k8sRequest.ts';
import { processOf } from '../facts/processOf.ts';
import type { Story } from './story.ts';

const origins: Readonly<Record<TacticOrigin, string>> = {
  tag: 'the rule is tagged',
  technique: 'the rule names the technique in',
  api: 'that is what the call is for:',
  words: 'its words say so:',
};

/** Why this tactic, and where the attack came in or that it can not be seen. */
export function tellRationale({ classified, chain, origin }: Story): readonly Claim[] {
  return [tacticClaim(classified, origin), ...entryClaim(chain)];
}

function tacticClaim({ verdict, reading, from }: Story['classified'], origin: Story['origin']): Claim {
  if (reading === undefined || from === undefined) {
    return claim(phrase`The tactic is unknown: no tag, technique, call or word of the trigger tells it.`, origin);
  }
  const technique = verdict.technique === undefined ? [] : phrase` (${text(verdict.technique)})`;
  const second = reading.secondary === undefined ? [] : phrase`; ${text(tactics[reading.secondary].name)} fits too`;
  const why = phrase`${[origins[reading.origin]]} ${code(reading.because)}`;
  return claim(phrase`${text(tactics[reading.tactic].name)}${technique}, because ${why}${second}.`, from);
}

function entryClaim(chain: Story['chain']): readonly Claim[] {
  const [first] = chain.members;
  if (first === undefined || chain.members.length < 2) return [];
  if (comesFromOutside(first.event.value)) return [claim(phrase`The way in: ${wayIn(first.event.value)}.`, first.event)];
  return [claim(phrase`How it came in is not known: the first linked event has no cause outside.`, first.event)];
}

function wayIn(event: SecurityEvent): Phrase {
  const address = cloudCallOf(event)?.address;
  if (address !== undefined) return phrase`a call from ${indicator(address)}`;
  const user = kubeRequestOf(event)?.user;
  if (user !== undefined) return phrase`${text(user)} at the cluster's API`;
  const process = processOf(event);
  return phrase`${code(process?.parent ?? '')}, which answers the network, started ${code(process?.name ?? process?.cmdline ?? '')}`;
}
