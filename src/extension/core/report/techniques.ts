import type { Step, ToldCase } from '../model/case.ts';
import type { Tactic } from '../model/tactic.ts';

/** The technique that the data names for a step: its own, else the case's verdict, which is of the trigger's event alone. */
export function techniqueOf({ trigger, tactic }: ToldCase, step: Pick<Step, 'eventIds' | 'technique'>): string | undefined {
  const isTrigger = trigger.eventId !== undefined && step.eventIds.includes(trigger.eventId);
  return techniqueId(step.technique) ?? (isTrigger ? techniqueId(tactic.technique) : undefined);
}

/** As ATT&CK writes it, e.g. T1059.004; undefined for what is no technique's id. */
export function techniqueId(text: string | undefined): string | undefined {
  return text !== undefined && /^T\d{4}(\.\d{3})?$/.test(text) ? text : undefined;
}

/** MITRE's short names. ATT&CK v19 has none for defence evasion, which it split into Stealth and Defense Impairment. */
export const tacticShortNames: Readonly<Record<Tactic, string | undefined>> = {
  reconnaissance: 'reconnaissance',
  resource_development: 'resource-development',
  initial_access: 'initial-access',
  execution: 'execution',
  persistence: 'persistence',
  privilege_escalation: 'privilege-escalation',
  defense_evasion: undefined,
  credential_access: 'credential-access',
  discovery: 'discovery',
  lateral_movement: 'lateral-movement',
  collection: 'collection',
  c2: 'command-and-control',
  exfiltration: 'exfiltration',
  impact: 'impact',
};
