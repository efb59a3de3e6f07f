import { describe, expect, it } from 'vitest';
import { telling } from '../../../src/extension/core/investigate/telling.ts';
import { event, pod } from './scenario.ts';
import { seen } from './sightings.ts';

const fired = (rule: string, tag: string, severity = 1) => seen(event({ id: rule, ago: 10, rule, severity, tags: [tag], scope: pod }));

const shell = fired('Run shell untrusted', 'MITRE_TA0002_execution');
const metadata = fired('Contact Metadata Service', 'MITRE_TA0006_credential_access');
const critical = fired('Known Miner Started', 'MITRE_TA0040_impact', 0);
const named = (...threats: string[]) => ({ threats: threats.map((name) => ({ name })) });

describe('the event that tells most', () => {
  it('[I-06] is the most severe, whatever the threat is named after', () => {
    expect(telling([shell, metadata, critical], named('Run shell untrusted'))?.value.rule).toBe('Known Miner Started');
  });

  it('[I-06] is among equals the one whose rule the threat is named after, the first of several', () => {
    expect(telling([metadata, shell], named('Run shell untrusted'))?.value.rule).toBe('Run shell untrusted');
    expect(telling([shell, metadata], named('Contact Metadata Service, Run shell untrusted'))?.value.rule).toBe('Contact Metadata Service');
  });

  it('[I-06] is among several named ones that of the worst threat, in whatever order they are listed', () => {
    const threats = [
      { name: 'Run shell untrusted', severity: { word: 'high', raw: 'high' } },
      { name: 'Contact Metadata Service', severity: { word: 'high', raw: '1' } },
    ] as const;
    expect(telling([shell, metadata], { threats })?.value.rule).toBe('Contact Metadata Service');
    expect(telling([metadata, shell], { threats: threats.toReversed() })?.value.rule).toBe('Contact Metadata Service');
  });

  it('[I-06] is else of the tactic that the group’s name begins with', () => {
    const group = 'Execution, Credential Access on Kubernetes Workload';
    expect(telling([metadata, shell], { threats: [{}], group })?.value.rule).toBe('Run shell untrusted');
  });

  it('[I-06] is else the one with the most specific tactic', () => {
    expect(telling([shell, metadata], named('Suspicious activity'))?.value.rule).toBe('Contact Metadata Service');
  });
});
