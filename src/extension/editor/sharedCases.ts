import { basename } from 'node:path';
import type { Case } from '../core/model/case.ts';
import { type RecentCase, readInvestigateState, saveInvestigateState } from '../core/tools/skillState.ts';
import type { OpenTenant } from './tenantSession.ts';

/** The cases in the tenant's shared state (K-09), which other tools of the same users read and write too. Both throw Failure. */
export type SharedCases = {
  read(tenant: OpenTenant, signal: AbortSignal): Promise<readonly RecentCase[]>;
  save(tenant: OpenTenant, finished: Case, file: string): Promise<void>;
};

export const sharedCases: SharedCases = {
  read: async ({ connection }, signal) => (await readInvestigateState(connection, signal)).recentCases,
  save: ({ connection, ended }, finished, file) => {
    const recentCase = recentCaseOf(finished, file);
    return saveInvestigateState(connection, { lastRun: finished.completedAt, ...(recentCase && { recentCase }) }, ended);
  },
};

/** The state knows cases by their event; a group that names none is not noted there. */
function recentCaseOf({ trigger, tactic, startedAt, completedAt }: Case, file: string): RecentCase | undefined {
  if (trigger.eventId === undefined) return undefined;
  return {
    eventId: trigger.eventId,
    ...(trigger.scope.cluster !== undefined && { cluster: trigger.scope.cluster }),
    ...(tactic.tactic !== undefined && { tactic: tactic.tactic }),
    caseFile: basename(file),
    started: startedAt,
    completed: completedAt,
  };
}
