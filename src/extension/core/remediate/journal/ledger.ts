import type { ActionRequest } from '../../model/confirmation.ts';
import { type Phrase, text } from '../../model/phrase.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import { targetPhrase } from '../others/executionTarget.ts';
import { shown } from '../surfaces/shown.ts';
import { isContaining, undoOf } from './containing.ts';
import { holdsOf } from './holds.ts';
import type { JournalRecord } from './journal.ts';
import { knownChange } from './lookAt.ts';

/**
 * Something that is contained until it is taken back. `since` is the instant that its age counts from, milliseconds since the epoch. `holds`
 * tells who says so: the tenant's list, or the journal alone where the tenant knows nothing of it (a command); `unknown` where it could have ended
 * without anybody here seeing it.
 */
export type Containment = {
  /** the attempt, or the execution where no window here began it */
  readonly key: string;
  readonly name: string;
  readonly on: Phrase;
  readonly since?: number;
  readonly owner: 'thisWindow' | 'anotherWindow' | { readonly user?: string };
  readonly holds: 'byTenant' | 'byJournal' | 'unknown';
  readonly isBeingUndone: boolean;
  /** the exact call, and what it is made of; without a request a person has to do it */
  readonly undo?: { readonly call: string; readonly request?: ActionRequest };
  readonly record?: JournalRecord;
  readonly execution?: ActionExecution;
};

/**
 * What is still contained, oldest first.
 * @param records all of one tenant
 * @param executions of the same tenant; undefined where they could not be read
 * @param window that asks: its own are told from those of others
 */
export function containments(
  records: readonly JournalRecord[],
  executions: readonly ActionExecution[] | undefined,
  window: string,
): readonly Containment[] {
  const listed = executions === undefined ? [] : byTenant(records, executions, window);
  const found = [...listed, ...unlisted(records, executions, window), ...byCommands(records, window)];
  return found.toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0));
}

/** What the tenant lists as completed and not taken back, whoever began it. */
function byTenant(records: readonly JournalRecord[], executions: readonly ActionExecution[], window: string): readonly Containment[] {
  const ours = new Map(records.map((record) => [record.executionId, record]));
  return executions.flatMap((execution) => {
    const record = ours.get(execution.id);
    if (!isContaining(execution) || undoOf(execution, executions) !== undefined || record?.phase === 'undone') return [];
    const since = execution.updatedAt ?? execution.createdAt;
    const containment: Containment = {
      ...{ key: record?.attempt ?? execution.id, name: execution.type ?? '', on: targetPhrase(execution) },
      ...(since !== undefined && { since }),
      owner: record === undefined ? { ...(execution.user !== undefined && { user: execution.user }) } : ownerOf(record, window),
      holds: isPolicyGone(execution, records) ? 'unknown' : 'byTenant',
      isBeingUndone: record?.phase === 'undoing' || executions.some(({ undoes, state }) => undoes === execution.id && state === 'underWay'),
      undo: undoOfExecution(execution.id),
      execution,
      ...(record !== undefined && { record }),
    };
    return [containment];
  });
}

/** Ours that the tenant does not list, because it could not be asked or lists only so many. */
function unlisted(
  records: readonly JournalRecord[],
  executions: readonly ActionExecution[] | undefined,
  window: string,
): readonly Containment[] {
  return records.flatMap((record) => {
    const { request, executionId, on } = record;
    if (request.surface !== 'sysdig' || !isHolding(record) || !isContaining({ type: request.type, state: 'completed' })) return [];
    if (executions?.some((one) => one.id === executionId || (one.undoes === executionId && one.state === 'completed')) === true) return [];
    const undo = executionId === undefined ? undefined : undoOfExecution(executionId);
    return [ours(record, window, { on: [text(on)], holds: 'unknown', ...(undo !== undefined && { undo }) })];
  });
}

/** What commands hold: of those about the same thing the last one decides. */
function byCommands(records: readonly JournalRecord[], window: string): readonly Containment[] {
  const held = new Map<string, JournalRecord>();
  for (const record of records.filter(isHolding).toSorted((a, b) => (a.endedAt ?? a.intendedAt) - (b.endedAt ?? b.intendedAt))) {
    for (const { of, holds } of record.request.surface === 'command' ? holdsOf(record.request.command) : []) {
      if (holds) held.set(of, record);
      else held.delete(of);
    }
  }
  return [...new Set(held.values())].map((record) => {
    const undo = undoByPlan(record);
    return ours(record, window, { on: [text(record.on)], holds: 'byJournal', ...(undo !== undefined && { undo }) });
  });
}

function ours(record: JournalRecord, window: string, parts: Pick<Containment, 'on' | 'holds' | 'undo'>): Containment {
  const { attempt, name, endedAt, intendedAt, phase } = record;
  const owner = ownerOf(record, window);
  return { key: attempt, name, since: endedAt ?? intendedAt, owner, isBeingUndone: phase === 'undoing', record, ...parts };
}

/** Done, and as far as the journal knows not taken back. */
function isHolding({ status, phase }: JournalRecord): boolean {
  return status === 'done' && (phase === 'ended' || phase === 'undoing');
}

function ownerOf(record: JournalRecord, window: string): Containment['owner'] {
  return record.window === window ? 'thisWindow' : 'anotherWindow';
}

function undoOfExecution(executionId: string): NonNullable<Containment['undo']> {
  return { call: `undo_response_action ${executionId}`, request: { surface: 'sysdigUndo', executionId } };
}

function undoByPlan({ undo }: JournalRecord): Containment['undo'] {
  if (undo.kind === 'command') return { call: shown(undo.command), request: { surface: 'command', command: undo.command } };
  return undo.kind === 'manual' ? { call: undo.recovery } : undefined;
}

/** We deleted a policy of that name and namespace afterwards; whether in the same cluster the journal can not tell. */
function isPolicyGone({ outputs, parameters, createdAt = 0 }: ActionExecution, records: readonly JournalRecord[]): boolean {
  const policy = outputs['network_policy_name'];
  if (policy === undefined) return false;
  return records.some(({ request, status, endedAt }) => {
    if (request.surface !== 'command' || status !== 'done' || (endedAt ?? 0) < createdAt) return false;
    const change = knownChange(request.command);
    if (change?.program !== 'kubectl' || change.does !== 'delete') return false;
    return change.object.name === policy && change.object.namespace === parameters['kubernetes.namespace.name'];
  });
}
