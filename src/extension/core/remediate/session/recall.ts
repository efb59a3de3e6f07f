import type { Run } from '../../model/remediation.ts';
import { plainPhrase } from '../../report/plainText.ts';
import { ofTenant } from '../journal/attempt.ts';
import type { JournalRecord } from '../journal/journal.ts';
import { type Reconciled, reconcile } from '../journal/reconcile.ts';
import { recalledAction } from './recalledAction.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

/**
 * What the journal knows of this threat: what ran, what may have run, and what was taken back, here, in another window or before a crash. Ends that
 * the tenant tells are written into the journal; nothing is sent again. What this window decided itself stays.
 */
export async function recall(
  { threat, reach, runs: before, decisions, proposals }: RemediationState,
  road: Road,
): Promise<Pick<RemediationState, 'runs' | 'decisions' | 'proposals'>> {
  if (threat === undefined) return { runs: before, decisions, proposals };
  const records = ofTenant(await road.journal.all(), road.tenant);
  const found = new Map(reconcile(records, reach?.executions?.value).map((one) => [one.record.attempt, one]));
  const own = records.filter((one) => one.eventId === threat.eventId && one.undoes === undefined);
  const runs = new Map<string, Run>();
  for (const record of own) {
    const told = found.get(record.attempt);
    if (told?.kind === 'known' && Object.keys(told.change).length > 0) await road.journal.update(record.attempt, told.change);
    // Oldest first, so that the last attempt at an action is the one that stands.
    const run = runOf(told?.kind === 'known' ? { ...record, ...told.change } : record, told);
    runs.set(record.actionId, fuller(run, before.get(record.actionId)));
  }
  const listed = new Set(proposals.actions.map(({ id }) => id));
  const unlisted = new Map(own.filter(({ actionId }) => !listed.has(actionId)).map((record) => [record.actionId, record]));
  return {
    runs,
    decisions: new Map([...[...runs.keys()].map((id) => [id, 'approved'] as const), ...decisions]),
    proposals: { ...proposals, actions: [...proposals.actions, ...[...unlisted.values()].map((one) => recalledAction(one, threat))] },
  };
}

/** The journal keeps one line of what a run said, the window that ran it all: where both tell the same end, the latter stays. */
function fuller(kept: Run, seen: Run | undefined): Run {
  const isSame = seen?.attempt === kept.attempt && seen.status === kept.status && seen.undone?.status === kept.undone?.status;
  return isSame ? seen : kept;
}

/** An attempt as a run, with what was told of it where it has no end. */
export function runOf(record: JournalRecord, told?: Reconciled): Run {
  const { attempt, actionId, request, undo, executionId, endedAt, phase, unclear } = record;
  const isOpen = phase === 'intended' || phase === 'submitted';
  const said = told?.kind === 'unclear' ? `${plainPhrase(told.why)}. ${plainPhrase(told.look)}.` : record.said;
  return {
    ...{ attempt, actionId, request, undo, startedAt: record.intendedAt },
    status: isOpen ? 'in_progress' : (record.status ?? 'failed'),
    ...(executionId !== undefined && { executionId }),
    ...(endedAt !== undefined && { endedAt }),
    ...(said !== undefined && { said }),
    ...(unclear !== undefined && { unclear }),
    ...(phase === 'undone' && { undone: { at: endedAt ?? record.intendedAt, status: 'done' } as const }),
    ...(phase === 'undoing' && { undone: { at: record.intendedAt, status: 'in_progress' } as const }),
  };
}
