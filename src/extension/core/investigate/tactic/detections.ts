import type { SecurityEvent } from '../../model/threat.ts';
import type { Reading } from './reading.ts';

/**
 * Detections that carry neither rule nor tag but are made to find one thing. The model that watches workloads looks for crypto miners
 * (contract §3.3: `ruleType` 11); the agentless ones look at logins.
 */
export function readMiner({ category, engine, source }: SecurityEvent): Reading | undefined {
  const said = category === 'miner' ? category : engine === 'machineLearning' && !source?.startsWith('agentless') ? engine : undefined;
  return said === undefined ? undefined : { tactic: 'impact', technique: 'T1496', origin: 'detection', confidence: 4, because: [said] };
}

/** Where a rule's name leaves it open: malware was found as it ran, and drift is a program that ran and was not in the image. */
export function readEngine({ engine }: SecurityEvent): Reading | undefined {
  return engine === 'malware' || engine === 'drift'
    ? { tactic: 'execution', origin: 'detection', confidence: 2, because: [engine] }
    : undefined;
}
