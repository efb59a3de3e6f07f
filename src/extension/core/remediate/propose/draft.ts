import type { Evidence } from '../../model/evidence.ts';
import { type Phrase, phrase } from '../../model/phrase.ts';
import type { Consequence, ProposedAction } from '../../model/remediation.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { ProposalInput } from './proposalInput.ts';

/** What actions are for, from what disturbs least to what disturbs most. Those of one effect stand for each other. */
export const effects = [
  ...(['keepLogs', 'copyFile', 'record', 'snapshot', 'fetchCloudLogs', 'restoreTrail'] as const),
  ...(['mark', 'holdBack', 'takeRights', 'close', 'putAway', 'cutNetwork', 'halt'] as const),
  ...(['endProcess', 'endContainer', 'replacePods', 'endWorkload', 'deleteForGood', 'clearAway'] as const),
] as const;
export type Effect = (typeof effects)[number];

export type Need = ProposedAction['needs'][number];

/** What a person reads before a yes. */
export type Consequences = Pick<ProposedAction, 'does' | 'expected' | 'breaks' | 'watch'>;

/** An action before it is known why it is asked for and whether it can run. */
export type Draft = Omit<ProposedAction, 'id' | 'why' | 'availability'> & {
  readonly effect: Effect;
  /** names of required parameters that nothing gives a value for; there is no request then */
  readonly unresolved: readonly string[];
  /** the events that name the target */
  readonly told: readonly Seen[];
};

/** One event of the threat as it was fetched. */
export type Seen = Evidence<SecurityEvent>;

/** Makes the drafts of one kind of action for the events that showed a pattern. */
export type Maker = (input: ProposalInput, seen: readonly Seen[]) => readonly Draft[];

/** What nothing that was read tells; `asked` is half a sentence of ours, capitalised. */
export function unknownBreak(asked: string, probeWith: string): Consequence {
  return { kind: 'unknown', phrase: phrase`${[asked]}: unknown, probe with ${[probeWith]}`, open: { asked, probeWith } };
}

export function knownBreak(words: Phrase, cites: Extract<Consequence, { readonly kind: 'known' }>['cites']): Consequence {
  return { kind: 'known', phrase: words, cites };
}
