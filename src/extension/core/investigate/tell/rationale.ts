import { type Claim, claim } from '../../model/evidence.ts';
import { code, count, join, phrase, text } from '../../model/phrase.ts';
import { type TacticOrigin, tactics } from '../../model/tactic.ts';
import { findEntry } from '../chain/findEntry.ts';
import type { Story } from './story.ts';

const origins: Readonly<Record<TacticOrigin, string>> = {
  tag: 'the rule is tagged',
  technique: 'the rule names the technique in',
  api: 'that is what the call is for:',
  detection: 'that is what such a detection finds:',
  words: 'its words say so:',
};

/** Why this tactic, and where the attack came in or that it can not be seen. */
export function tellRationale({ classified, chain, origin }: Story): readonly Claim[] {
  return [tacticClaim(classified, origin), ...entryClaim(chain)];
}

function tacticClaim({ verdict, reading, from }: Story['classified'], origin: Story['origin']): Claim {
  if (reading === undefined || from === undefined) {
    return claim(phrase`The tactic is unknown: no tag, technique, call, kind of detection or word of the trigger tells it.`, origin);
  }
  const technique = verdict.technique === undefined ? [] : phrase` (${text(verdict.technique)})`;
  const second = reading.secondary === undefined ? [] : phrase`; ${text(tactics[reading.secondary].name)} fits too`;
  const why = phrase`${[origins[reading.origin]]} ${join(reading.because.map(code), ' ')}`;
  const sure = phrase` (${count(verdict.confidence)} of 5 sure)`;
  return claim(phrase`${text(tactics[reading.tactic].name)}${technique}, because ${why}${sure}${second}.`, from);
}

function entryClaim({ members, ties }: Story['chain']): readonly Claim[] {
  const events = members.map(({ event }) => event);
  const [first] = events;
  if (first === undefined) return [];
  const entry = findEntry(events, ties);
  if (entry !== undefined) return [claim(phrase`It came in through ${entry.way}.`, entry.event)];
  return [claim(phrase`How it came in is unknown: no way in shows at the earliest linked event.`, first)];
}
