import { type Tactic, tacticOrder } from '../../model/tactic.ts';

/**
 * What a weakness leads to directly: from the tactic that it is good for to those of the triggers that it may explain, each with why. Anything
 * else is too far apart in the kill chain, as a way in and somebody who looks around long after are.
 */
const leadsTo: Readonly<Record<Tactic, Readonly<Partial<Record<Tactic, string>>>>> = {
  reconnaissance: { resource_development: 'what was found out is prepared for', initial_access: 'what was found out is used to get in' },
  resource_development: { initial_access: 'what was prepared is used to get in' },
  initial_access: { execution: 'what gets in runs code at once', persistence: 'what gets in leaves its own way back' },
  execution: {
    persistence: 'code that runs can plant itself',
    privilege_escalation: 'code that runs tries for more rights',
    c2: 'code that runs fetches its orders at once',
  },
  persistence: { execution: 'what was planted runs', privilege_escalation: 'what was planted runs with the rights of who starts it' },
  privilege_escalation: {
    persistence: 'more rights allow to plant something',
    defense_evasion: 'more rights allow to switch defences off',
    credential_access: "more rights open other users' secrets",
  },
  defense_evasion: { credential_access: 'nobody sees who reads the secrets' },
  credential_access: {
    discovery: 'what was stolen is tried out',
    lateral_movement: 'what was stolen opens other machines',
  },
  discovery: { lateral_movement: 'what was found is gone to', collection: 'what was found is gathered' },
  lateral_movement: { collection: 'who arrives gathers data' },
  collection: { exfiltration: 'what was gathered is taken away' },
  c2: { exfiltration: 'the channel takes data out as well' },
  exfiltration: { impact: 'what was taken is used against its owner' },
  impact: {},
};

export type Gate =
  | { readonly passes: true; readonly tactic: Tactic; readonly why: string }
  | { readonly passes: false; readonly tactic?: Tactic; readonly why: 'distant' | 'finding unknown' | 'trigger unknown' };

/**
 * The tactic gate (I-24). Of the tactics that a weakness is good for, the one nearest to the trigger's decides; what is unknown never passes.
 * @param goodFor the likeliest first
 */
export function gate(goodFor: readonly Tactic[], trigger: Tactic | undefined): Gate {
  const [first] = goodFor;
  if (first === undefined) return { passes: false, why: 'finding unknown' };
  if (trigger === undefined) return { passes: false, tactic: first, why: 'trigger unknown' };
  if (goodFor.includes(trigger)) return { passes: true, tactic: trigger, why: 'the same tactic' };
  const near = goodFor.toSorted((a, b) => distance(a, trigger) - distance(b, trigger)).find((tactic) => leadsTo[tactic][trigger]);
  const why = near && leadsTo[near][trigger];
  if (near === undefined || why === undefined) return { passes: false, tactic: first, why: 'distant' };
  return { passes: true, tactic: near, why };
}

function distance(a: Tactic, b: Tactic): number {
  return Math.abs(tacticOrder.indexOf(a) - tacticOrder.indexOf(b));
}
