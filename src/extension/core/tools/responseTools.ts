import type { Yes } from '../model/confirmation.ts';
import type { Evidence } from '../model/evidence.ts';
import { Failure } from '../model/failure.ts';
import type { Clock, Log } from '../model/ports.ts';
import type { ActionExecution, ActionParameters, CaptureStorage, ResponseAction } from '../model/responseAction.ts';
import type { Connection } from './connection.ts';
import { readAllExecutions } from './executionPages.ts';
import { parseExecution } from './schemas/executions.ts';
import { parseActions, parseStorage } from './schemas/responseActions.ts';
import type { Parsed } from './schemas/rows.ts';
import { sendOnce } from './sendOnce.ts';
import { offeredBy, type ServerArgs, type ServerNames, serverArgs } from './serverArguments.ts';
import { toolEvidence } from './toolEvidence.ts';
import { malformed, unwrap } from './unwrap.ts';

/** What may be asked about response actions: reads alone. All throw Failure and reject with AbortError when the signal fires. */
export type ResponseReads = {
  /** With an event only what is possible for it; nothing is inconclusive (contract §3.15). */
  catalogue(eventId: string | undefined, signal: AbortSignal): Promise<Evidence<readonly ResponseAction[]>>;
  status(executionId: string, signal: AbortSignal): Promise<Evidence<ActionExecution>>;
  /** newest first as far as the tenant tells; all pages up to a cap, which then stands in `truncated` */
  executions(signal: AbortSignal): Promise<Evidence<readonly ActionExecution[]>>;
  storage(signal: AbortSignal): Promise<Evidence<CaptureStorage>>;
  /** Whether tools/list names the tool that submits, which it does by permission (contract, trap 34). Absent: not known. */
  readonly offersSubmit?: boolean;
};

/**
 * What changes something. Each takes the yes that was given for exactly it, uses it up right before it sends, and sends once whatever happens.
 * After 'timeout', 'unreachable', 'malformed', 'server' and an abort the tenant may have acted all the same: its executions tell.
 */
export type ResponseActs = {
  submit(action: { readonly type: string; readonly parameters: ActionParameters }, yes: Yes, signal: AbortSignal): Promise<ActionExecution>;
  /** @returns the execution that takes the other one back */
  undo(executionId: string, yes: Yes, signal: AbortSignal): Promise<ActionExecution>;
};

const eventNames = { eventId: ['context_event_id', 'contextEventId', 'event_id', 'eventId'] } as const satisfies ServerNames;
const executionNames = {
  executionId: ['action_execution_id', 'actionExecutionId', 'execution_id', 'executionId', 'id'],
} as const satisfies ServerNames;
const submitNames = { type: ['action_type', 'actionType', 'type'], parameters: ['parameters'] } as const satisfies ServerNames;

/** The response actions of a tenant. The evidence names the server's own arguments, so that a read can be repeated by hand. */
export function createResponseTools(connection: Connection, clock: Clock, log: Log): ResponseReads & ResponseActs {
  const read = async <T>({ tool, args, parse }: Reading<T>, signal: AbortSignal): Promise<Evidence<T>> => {
    const { value, raw } = unwrap(tool, await connection.call(tool, args, signal));
    if (value === undefined || value === null) throw malformed(tool, 'it is empty');
    return toolEvidence({ tool, args, raw }, parse(tool, value), clock, log);
  };
  const argsOf = (tool: string, names: ServerNames, values: ServerArgs) => serverArgs(names, values, offeredBy(connection, tool));
  return {
    offersSubmit: connection.tools.has('submit_response_action'),
    catalogue: async (eventId, signal) => {
      const tool = 'list_response_actions';
      if (eventId !== undefined) requireEventArgument(connection, tool);
      return read({ tool, args: argsOf(tool, eventNames, { eventId }), parse: parseActions }, signal);
    },
    status: (executionId, signal) => {
      const tool = 'get_response_action_status';
      const parse = (name: string, value: unknown) => ({ value: parseExecution(name, value) });
      return read({ tool, args: argsOf(tool, executionNames, { executionId }), parse }, signal);
    },
    executions: (signal) => readAllExecutions(connection, { clock, log, signal }),
    storage: (signal) => {
      const parse = (name: string, value: unknown) => ({ value: parseStorage(name, value) });
      return read({ tool: 'get_capture_storage', args: {}, parse }, signal);
    },
    submit: ({ type, parameters }, yes, signal) => {
      const tool = 'submit_response_action';
      const args = argsOf(tool, submitNames, { type, parameters });
      return sendOnce(connection, { tool, args, type, use: () => yes.use({ surface: 'sysdig', type, parameters }) }, signal);
    },
    undo: (executionId, yes, signal) => {
      const tool = 'undo_response_action';
      const args = argsOf(tool, executionNames, { executionId });
      return sendOnce(connection, { tool, args, use: () => yes.use({ surface: 'sysdigUndo', executionId }) }, signal);
    },
  };
}

type Reading<T> = {
  readonly tool: string;
  readonly args: ServerArgs;
  readonly parse: (tool: string, value: unknown) => Parsed<T>;
};

/** A server that does not know the argument would answer with the whole catalogue, which would pass for the event's own. */
function requireEventArgument(connection: Connection, tool: string): void {
  const offered = offeredBy(connection, tool);
  if (offered.size === 0 || eventNames.eventId.some((name) => offered.has(name))) return;
  throw new Failure('unsupported', {
    what: 'What is possible for this event can not be asked',
    why: `${tool} of this tenant takes no event`,
    fix: 'Choose from the whole catalogue',
  });
}
