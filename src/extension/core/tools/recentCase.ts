import type { Case } from '../model/case.ts';
import { present } from './schemas/lenient.ts';
import type { RecentCase } from './skillState.ts';

/**
 * What the state notes of a finished case; a group that names no event is not noted there. A refreshed entry stays the same entry, begun when it
 * was begun; the one who merges keeps its hand-off.
 */
export function recentCaseOf(
  { trigger, tactic, startedAt, completedAt }: Case,
  caseFile: string,
  refreshed?: RecentCase,
): RecentCase | undefined {
  const eventId = refreshed?.eventId ?? trigger.eventId;
  if (eventId === undefined) return undefined;
  const started = refreshed === undefined ? startedAt : refreshed.started;
  return {
    eventId,
    ...present({ cluster: trigger.scope.cluster, tactic: tactic.tactic, started }),
    caseFile,
    completed: completedAt,
  };
}

/** The earlier case of an event; of several the one that was completed last. */
export function caseOf(cases: readonly RecentCase[], eventId: string): RecentCase | undefined {
  const own = cases.filter((one) => one.eventId === eventId);
  return own.toSorted((a, b) => ((a.completed ?? '') < (b.completed ?? '') ? 1 : -1)).at(0);
}

const staleAfterMs = 4 * 3_600_000;

export type ResumeWay = 'continue' | 'refresh' | 'fresh';

/** I-04: what is offered first. Data shifts: from four hours on, or where nobody knows since when, a case is refreshed. @param now milliseconds */
export function usualWay({ completed }: RecentCase, now: number): ResumeWay {
  const age = now - Date.parse(completed ?? '');
  return age < staleAfterMs ? 'continue' : 'refresh';
}
