import type { Pivot } from '../pivot.ts';
import { cloudAccount } from './cloudAccount.ts';
import { clusterSweep } from './clusterSweep.ts';
import { exposure } from './exposure.ts';
import { incidentScope } from './incidentScope.ts';
import { lateralCandidates } from './lateralCandidates.ts';
import { posture } from './posture.ts';
import { priorEvents } from './priorEvents.ts';
import { processEvidence } from './processEvidence.ts';
import { processTree } from './processTree.ts';
import { roleBindings } from './roleBindings.ts';
import { sameActor } from './sameActor.ts';
import { siblings } from './siblings.ts';
import { tenantSweep } from './tenantSweep.ts';
import { threatFeed } from './threatFeed.ts';
import { vulnerabilities } from './vulnerabilities.ts';

/** Every direction of the first round, in the order in which a case tells them. The incident's groups stand early: their way is the longest. */
export const pivots: readonly Pivot[] = [
  processTree,
  processEvidence,
  incidentScope,
  ...priorEvents,
  ...clusterSweep,
  ...cloudAccount,
  ...sameActor,
  tenantSweep,
  lateralCandidates,
  siblings,
  exposure,
  posture,
  roleBindings,
  vulnerabilities,
  threatFeed,
];
