import { Failure, type FailureReason } from '../model/failure.ts';
import type { ActionExecution } from '../model/responseAction.ts';
import { actionPermission } from './actionPermission.ts';
import type { Connection } from './connection.ts';
import { parseExecution } from './schemas/executions.ts';
import type { ServerArgs } from './serverArguments.ts';
import { unwrap } from './unwrap.ts';

/** `use` uses the yes up and throws where it is not for this. `type` is the action's, where it is known. */
type Act = { readonly tool: string; readonly args: ServerArgs; readonly type?: string; readonly use: () => void };

/**
 * Sends a call that changes something, once, and reads the execution that it began. Nothing stands between the yes and the call. Throws Failure;
 * rejects with AbortError when the signal fires, before which the call may have been sent.
 */
export async function sendOnce(connection: Connection, { tool, args, type, use }: Act, signal: AbortSignal): Promise<ActionExecution> {
  signal.throwIfAborted();
  use();
  const answered = connection.call(tool, args, signal);
  try {
    return parseExecution(tool, unwrap(tool, await answered).value);
  } catch (error) {
    throw Failure.is(error) ? told(error, { tool, ...(type !== undefined && { type }) }) : error;
  }
}

/** Reasons that leave open whether the tenant acted: it is silent, lost, faulty, or answers what can not be read (contract, trap 31). */
const unclear: readonly FailureReason[] = ['timeout', 'unreachable', 'malformed', 'server'];

/** The same failure with a fix that fits an act: "try again" would do it twice. */
function told(failure: Failure, { tool, type }: Pick<Act, 'tool' | 'type'>): Failure {
  const { reason, what, why, status, refusal } = failure;
  const kept = { ...(status !== undefined && { status }), ...(refusal !== undefined && { refusal }), cause: failure };
  if (unclear.includes(reason)) {
    const done = tool.startsWith('undo') ? 'undone' : 'submitted';
    return new Failure(reason, {
      ...kept,
      what: `${what}: it may have been ${done}`,
      why,
      fix: 'Look at the executions of the tenant first; it is not sent again by itself',
    });
  }
  const permission = refusal?.permission ?? (type === undefined ? undefined : actionPermission(type).permission);
  if (reason !== 'forbidden' || permission === undefined) return failure;
  return new Failure(reason, { ...kept, what, why, fix: `Ask an administrator for a role with the permission ${permission}` });
}
