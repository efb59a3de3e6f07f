import type { ActionExecution, ActionParameters, ExecutionState, ParameterValue } from '../../model/responseAction.ts';
import { isRecord, malformed, rowsOf } from '../unwrap.ts';
import { parseInstant } from './instant.ts';
import { firstText, present, readText, readTextMap } from './lenient.ts';
import { type Parsed, parseRows } from './rows.ts';

/** A list of executions in the tenant's order (contract §3.18). */
export function parseExecutions(tool: string, value: unknown): Parsed<readonly ActionExecution[]> {
  return parseRows(tool, rowsOf(tool, value, 'executions'), parseRow);
}

/** One execution (contract §3.16). Throws Failure 'malformed' without an id: nothing could ask for it again. */
export function parseExecution(tool: string, value: unknown): ActionExecution {
  const body = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  const execution = parseRow(body);
  if (execution === undefined) throw malformed(tool, 'an execution with its id was expected');
  return execution;
}

function parseRow(raw: unknown): ActionExecution | undefined {
  if (!isRecord(raw)) return undefined;
  const id = firstText(raw, 'id', 'actionExecutionId');
  if (id === undefined) return undefined;
  const status = readText(raw['status']);
  return {
    id,
    state: stateOf(status),
    parameters: parametersOf(raw['parameters']),
    context: readTextMap(raw['executionContext']),
    outputs: outputsOf(raw['outputs']),
    ...present({
      type: firstText(raw, 'actionType', 'type'),
      responder: readText(raw['responderType'])?.toUpperCase(),
      status,
      failure: failureOf(raw['failure']),
      undoes: readText(raw['actionExecutionIdBeingUndone']),
      user: firstText(raw, 'userId', 'user'),
      createdAt: parseInstant(raw['createdAt']),
      updatedAt: parseInstant(raw['updatedAt']),
    }),
  };
}

function stateOf(status: string | undefined): ExecutionState {
  switch (status?.toUpperCase()) {
    case 'COMPLETED':
      return 'completed';
    case 'FAILED':
      return 'failed';
    default:
      return 'underWay';
  }
}

function parametersOf(value: unknown): ActionParameters {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, ParameterValue] => isValue(pair[1])));
}

function isValue(value: unknown): value is ParameterValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What an undo may need is kept whatever its shape: ids of snapshots come as a list. */
function outputsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const output = typeof inner === 'object' && inner !== null ? JSON.stringify(inner) : readText(inner);
      return output === undefined ? [] : [[name, output] as const];
    }),
  );
}

function failureOf(value: unknown): ActionExecution['failure'] {
  if (!isRecord(value)) {
    const reason = readText(value);
    return reason === undefined ? undefined : { reason };
  }
  const failure = present({ reason: readText(value['failureReason']), log: readText(value['logMessage']) });
  return Object.keys(failure).length === 0 ? undefined : failure;
}
