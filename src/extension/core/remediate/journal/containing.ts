import { canonical } from '../../model/evidence.ts';
import type { ActionExecution } from '../../model/responseAction.ts';

/** What holds something until it is taken back, and the type that takes it back (contract §4). */
const containing: ReadonlyMap<string, string> = new Map([
  ['STOP_CONTAINER', 'START_CONTAINER'],
  ['PAUSE_CONTAINER', 'UNPAUSE_CONTAINER'],
  ['FILE_QUARANTINE', 'FILE_UNQUARANTINE'],
  ['ISOLATE_NETWORK', 'DELETE_NETWORK_POLICY'],
  ['IAM_QUARANTINE', 'IAM_UNQUARANTINE'],
  ['MAKE_PRIVATE_CLOUD_RESOURCE', 'UNDO_MAKE_PRIVATE_CLOUD_RESOURCE'],
]);

/** A completed execution that holds something until it is taken back. */
export function isContaining({ type, state }: Pick<ActionExecution, 'type' | 'state'>): boolean {
  return state === 'completed' && type !== undefined && containing.has(type);
}

/** The completed execution that took it back: one that says so, or one of the inverse type on the same target that came later and says nothing. */
export function undoOf(execution: ActionExecution, executions: readonly ActionExecution[]): ActionExecution | undefined {
  const completed = executions.filter(({ state }) => state === 'completed');
  return completed.find(({ undoes }) => undoes === execution.id) ?? completed.find((other) => invertsSilently(other, execution));
}

function invertsSilently(other: ActionExecution, { type = '', parameters, createdAt }: ActionExecution): boolean {
  if (other.undoes !== undefined || other.type === undefined || other.type !== containing.get(type)) return false;
  if (other.createdAt === undefined || createdAt === undefined || other.createdAt < createdAt) return false;
  // An inverse is given the parameters of what it inverts, and what that put out besides.
  const named = Object.entries(parameters);
  return named.length > 0 && named.every(([name, value]) => canonical(other.parameters[name] ?? null) === canonical(value));
}
