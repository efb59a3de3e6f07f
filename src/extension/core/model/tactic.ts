import type { Cites } from './evidence.ts';

/** The pinned ATT&CK release. Its Stealth and Defense Impairment are told as defence evasion (I-06). */
export const attackVersion = 'v19';

/** The 14 enterprise tactics in kill-chain order, in the spelling that the shared state uses. */
export const tactics = {
  reconnaissance: { id: 'TA0043', name: 'Reconnaissance' },
  resource_development: { id: 'TA0042', name: 'Resource Development' },
  initial_access: { id: 'TA0001', name: 'Initial Access' },
  execution: { id: 'TA0002', name: 'Execution' },
  persistence: { id: 'TA0003', name: 'Persistence' },
  privilege_escalation: { id: 'TA0004', name: 'Privilege Escalation' },
  defense_evasion: { id: 'TA0005', name: 'Defense Evasion' },
  credential_access: { id: 'TA0006', name: 'Credential Access' },
  discovery: { id: 'TA0007', name: 'Discovery' },
  lateral_movement: { id: 'TA0008', name: 'Lateral Movement' },
  collection: { id: 'TA0009', name: 'Collection' },
  c2: { id: 'TA0011', name: 'Command and Control' },
  exfiltration: { id: 'TA0010', name: 'Exfiltration' },
  impact: { id: 'TA0040', name: 'Impact' },
} as const;

export type Tactic = keyof typeof tactics;

export const tacticOrder = Object.keys(tactics) as readonly Tactic[];

/** Where a tactic was read from, the stronger first. */
export type TacticOrigin = 'tag' | 'technique' | 'api' | 'detection' | 'words';

/** `confidence` 1 (a word) to 5 (the rule's own tag). `tactic` is absent where nothing speaks: "unknown" beats a wrong guess. */
export type TacticVerdict = {
  readonly tactic?: Tactic;
  readonly secondary?: Tactic;
  /** e.g. T1059.004 */
  readonly technique?: string;
  readonly origin?: TacticOrigin;
  readonly confidence: number;
  readonly cites: Cites;
};
