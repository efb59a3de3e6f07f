import { basename } from 'node:path';
import type { Case } from '../../core/model/case.ts';
import { recentCaseOf } from '../../core/tools/recentCase.ts';
import { type RecentCase, readInvestigateState, saveInvestigateState } from '../../core/tools/skillState.ts';
import type { OpenTenant } from '../connection/tenantSession.ts';

/** The cases in the tenant's shared state (K-09), which other tools of the same users read and write too. All throw Failure. */
export type SharedCases = {
  read(tenant: OpenTenant, signal: AbortSignal): Promise<readonly RecentCase[]>;
  /** @param refreshed the entry that the case goes on from: it keeps its hand-off and when it was begun (I-04) */
  save(tenant: OpenTenant, finished: Case, file: string, refreshed?: RecentCase): Promise<void>;
  drop(tenant: OpenTenant, eventId: string): Promise<void>;
};

export const sharedCases: SharedCases = {
  read: async ({ connection }, signal) => (await readInvestigateState(connection, signal)).recentCases,
  save: ({ connection, ended }, finished, file, refreshed) => {
    const recentCase = recentCaseOf(finished, basename(file), refreshed);
    return saveInvestigateState(connection, { lastRun: finished.completedAt, ...(recentCase && { recentCase }) }, ended);
  },
  drop: ({ connection, ended }, eventId) => saveInvestigateState(connection, { dropCase: eventId }, ended),
};
