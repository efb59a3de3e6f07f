import { processOf } from '../../facts/processOf.ts';
import type { Step } from '../../model/case.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { Member } from './foldSteps.ts';
import { runsFromScratch } from './processAction.ts';

/** Tactics that have no everyday reading once a rule has named them; running, discovering or setting something up has one. */
const hostile: ReadonlySet<Tactic> = new Set([
  'credential_access',
  'defense_evasion',
  'privilege_escalation',
  'lateral_movement',
  'c2',
  'exfiltration',
  'impact',
]);

/**
 * `entry` for the step that shows the way in. `malicious` where a step itself says so, not for the company that it keeps: a hostile
 * tactic, critical severity, known malware, or a program run from memory or a scratch folder. All else is `step`.
 */
export function roleOf(members: readonly Member[], isEntry: boolean): Step['role'] {
  if (isEntry) return 'entry';
  return members.some(isMalicious) ? 'malicious' : 'step';
}

function isMalicious({ event: { value }, tactic }: Member): boolean {
  if (tactic !== undefined && hostile.has(tactic)) return true;
  if (value.severity?.word === 'critical' || value.engine === 'malware' || /\bmalware\b/i.test(value.rule ?? '')) return true;
  const exe = processOf(value)?.exe;
  return exe !== undefined && runsFromScratch(exe);
}
