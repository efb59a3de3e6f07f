import type { Evidence } from '../../model/evidence.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import { plainText } from '../../report/plainText.ts';
import { placeIn } from './responderPlace.ts';

/** An agent that answered a month ago may be gone: what is older hints at nothing. */
const recentMs = 30 * 24 * 3_600_000;

/** Of the executions those that ended well lately, counted back from when they were read, the newest first. One without an instant does not count. */
export function recentlyCompleted({ value, at }: Evidence<readonly ActionExecution[]>): readonly ActionExecution[] {
  const since = Date.parse(at) - recentMs;
  return value.filter((one) => one.state === 'completed' && endOf(one) >= since).toSorted((a, b) => endOf(b) - endOf(a));
}

export function completedBy(responder: string): (execution: ActionExecution) => boolean {
  return (execution) => execution.responder === responder;
}

/** `GET_LOGS on prod-eu-1 at 2026-06-01 10:00Z`. */
export function whenAndWhere(responder: string, execution: ActionExecution): string {
  const place = placeIn(responder, { ...execution.context, ...execution.parameters });
  const at = new Date(endOf(execution)).toISOString().slice(0, 16).replace('T', ' ');
  return `${plainText(execution.type ?? 'an action')}${place === undefined ? '' : ` on ${plainText(place)}`} at ${at}Z`;
}

function endOf({ updatedAt, createdAt }: ActionExecution): number {
  return updatedAt ?? createdAt ?? Number.NEGATIVE_INFINITY;
}
