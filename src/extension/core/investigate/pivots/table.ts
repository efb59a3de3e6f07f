import type { Pivot } from '../pivot.ts';
import { clusterSweep } from './clusterSweep.ts';
import { incidentScope } from './incidentScope.ts';
import { priorEvents } from './priorEvents.ts';
import { processEvidence } from './processEvidence.ts';
import { processTree } from './processTree.ts';

/** Every direction, in the order in which a case tells them. */
export const pivots: readonly Pivot[] = [processTree, processEvidence, ...priorEvents, ...clusterSweep, incidentScope];

/** Directions that this version does not look in; said in every case, so that silence is never read as a finding. */
export const unexplored: readonly { readonly name: string; readonly asked: string }[] = [
  { name: 'tenant sweep', asked: 'severity 0 to 3 across the whole tenant, ±2 h' },
  { name: 'cloud account', asked: 'all activity of the cloud account, ±2 h' },
  { name: 'siblings and posture', asked: 'sibling resources, posture and RBAC' },
  { name: 'vulnerabilities', asked: 'vulnerabilities of the image and of packages in use' },
  { name: 'threat intelligence', asked: 'threat-intelligence feeds for the indicators' },
  { name: 'file reputation', asked: 'reputation of file hashes' },
  { name: 'geolocation', asked: 'geolocation of remote addresses' },
  { name: 'lateral candidates', asked: 'the same rule elsewhere in 7 days' },
];
