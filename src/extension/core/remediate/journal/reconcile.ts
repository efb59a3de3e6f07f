import type { Command } from '../../model/command.ts';
import { code, id, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import { shown } from '../surfaces/shown.ts';
import { inOrder, isUnfinished, masked } from './attempt.ts';
import { candidatesOf } from './candidates.ts';
import { undoOf } from './containing.ts';
import type { JournalChange, JournalRecord } from './journal.ts';
import { lookAt } from './lookAt.ts';

/**
 * What became of an attempt that has no end in the journal. `known`: the tenant tells, and `change` is to be written. `unclear`: nobody can say whether
 * it had its effect; `why` says what was found, `look` how to look at it. Whether it is run again is a person's to decide, never this one's.
 */
export type Reconciled =
  | { readonly kind: 'known'; readonly record: JournalRecord; readonly executionId?: string; readonly change: JournalChange }
  | {
      readonly kind: 'unclear';
      readonly record: JournalRecord;
      /** the one that the journal knows it by, where it does */
      readonly executionId?: string;
      /** executions that it may be, oldest first */
      readonly candidates: readonly string[];
      readonly because: 'ambiguous' | 'notSeen' | 'notRead' | 'mayHaveRun';
      readonly why: Phrase;
      readonly look: Phrase;
    };

/**
 * Brings the unfinished attempts and the tenant's executions together (R-24), oldest first.
 * @param records all of one tenant, the finished ones too: they say which executions are theirs
 * @param executions of the same tenant; undefined where they could not be read
 */
export function reconcile(records: readonly JournalRecord[], executions: readonly ActionExecution[] | undefined): readonly Reconciled[] {
  return inOrder(records)
    .filter(isUnfinished)
    .map((record) => (record.phase === 'undoing' ? reconciledUndo(record, records, executions) : reconciled(record, records, executions)));
}

type Known = readonly ActionExecution[] | undefined;

function reconciled(record: JournalRecord, records: readonly JournalRecord[], executions: Known): Reconciled {
  const { request, executionId } = record;
  if (request.surface === 'command') return mayHaveRun(record, request.command);
  if (executions === undefined) return unclear(record, 'notRead', phrase`The executions of the tenant could not be read`);
  if (executionId !== undefined) {
    const own = executions.find((one) => one.id === executionId);
    return own === undefined ? notListed(record, executionId) : known(record, own);
  }
  const candidates = candidatesOf(record, records, executions);
  const [only, ...more] = candidates;
  if (only === undefined) {
    return unclear(
      record,
      'notSeen',
      phrase`It was not seen by the tenant: no execution of ${code(record.name)} like it since ${time(record.intendedAt)}`,
    );
  }
  return more.length === 0 && only.certain
    ? known(record, only.execution)
    : ambiguous(
        record,
        candidates.map(({ execution }) => execution),
      );
}

/** What the tenant says of the execution, in the journal's words. */
function known(record: JournalRecord, execution: ActionExecution): Reconciled {
  return { kind: 'known', record, executionId: execution.id, change: masked({ executionId: execution.id, ...endOf(execution) }) };
}

function endOf(execution: ActionExecution): JournalChange {
  if (execution.state === 'underWay') return { phase: 'submitted' };
  const said = saidOf(execution);
  return {
    phase: 'ended',
    status: execution.state === 'completed' ? 'done' : 'failed',
    ...(execution.updatedAt !== undefined && { endedAt: execution.updatedAt }),
    ...(said !== '' && { said }),
  };
}

const longest = 300;

function saidOf({ failure }: ActionExecution): string {
  const said = [failure?.reason, failure?.log].filter((one) => one !== undefined).join(': ');
  return masked({ said: said.replaceAll(/\s+/g, ' ').trim() }).said.slice(0, longest);
}

/** What is being taken back is as far as the attempt that takes it back. */
function reconciledUndo(record: JournalRecord, records: readonly JournalRecord[], executions: Known): Reconciled {
  const attempt = inOrder(records.filter(({ undoes }) => undoes === record.attempt)).at(-1);
  if (attempt === undefined) return withoutAttempt(record, executions);
  if (isUnfinished(attempt)) {
    const undo = reconciled(attempt, records, executions);
    if (undo.kind === 'unclear') return { ...undo, record };
    return undo.change.phase === 'ended' ? ofUndo(record, undo.change.status) : { kind: 'known', record, change: {} };
  }
  if (attempt.unclear === true && attempt.request.surface === 'command') return mayHaveRun(record, attempt.request.command);
  return ofUndo(record, attempt.status);
}

/** Nothing is sent that was not written ahead: without an attempt of ours, only somebody else can have taken it back. */
function withoutAttempt(record: JournalRecord, executions: Known): Reconciled {
  const own = executions?.find((one) => one.id === record.executionId);
  const isUndone = own !== undefined && executions !== undefined && undoOf(own, executions) !== undefined;
  return ofUndo(record, isUndone ? 'done' : undefined);
}

function ofUndo(record: JournalRecord, status: JournalRecord['status']): Reconciled {
  return { kind: 'known', record, change: { phase: status === 'done' ? 'undone' : 'ended' } };
}

function notListed(record: JournalRecord, executionId: string): Reconciled {
  return unclear(record, 'notSeen', phrase`The tenant does not list its execution ${id(executionId)}`);
}

function ambiguous(record: JournalRecord, executions: readonly ActionExecution[]): Reconciled {
  const ids = executions.map((one) => one.id);
  const why = phrase`It may be the execution ${join(
    ids.map((one) => id(one)),
    ', ',
    ' or ',
  )}, and the tenant does not say which`;
  return unclear(record, 'ambiguous', why, ids);
}

type Because = Extract<Reconciled, { readonly kind: 'unclear' }>['because'];

function unclear(record: JournalRecord, because: Because, why: Phrase, candidates: readonly string[] = []): Reconciled {
  const { executionId } = record;
  const look =
    executionId === undefined
      ? phrase`Look at ${text(record.on)} and at the response history of the tenant`
      : phrase`Ask for ${code(`get_response_action_status ${executionId}`)}, or look at ${text(record.on)}`;
  return { kind: 'unclear', record, ...(executionId !== undefined && { executionId }), candidates, because, why, look };
}

/** A command leaves no trace but its effect. */
function mayHaveRun(record: JournalRecord, command: Command): Reconciled {
  const read = lookAt(command);
  return {
    kind: 'unclear',
    record,
    candidates: [],
    because: 'mayHaveRun',
    why: phrase`It may have run: the window went away before the command ended`,
    look: read === undefined ? phrase`Look at ${text(record.on)}` : phrase`Look at the object: ${code(shown(read))}`,
  };
}
