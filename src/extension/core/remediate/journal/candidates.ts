import type { ActionExecution, ActionParameters } from '../../model/responseAction.ts';
import { requestKey } from './attempt.ts';
import type { JournalRecord } from './journal.ts';

/** An execution that an attempt may be; `certain` where nothing else could be it as well. */
export type Candidate = { readonly execution: ActionExecution; readonly certain: boolean };

/** The tenant's clock and ours need not agree to the second. */
const skewMs = 5_000;

/** The executions, oldest first, that an attempt without an execution id may be: the same action, not before it, and nobody else's in the journal. */
export function candidatesOf(
  record: JournalRecord,
  records: readonly JournalRecord[],
  executions: readonly ActionExecution[],
): readonly Candidate[] {
  const taken = new Set(records.map(({ executionId }) => executionId));
  return executions
    .filter((one) => isSame(record, one) && !taken.has(one.id))
    .filter(({ createdAt }) => createdAt === undefined || createdAt >= record.intendedAt - skewMs)
    .toSorted((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))
    .map((execution) => ({ execution, certain: isCertain(execution, record, records) }));
}

function isSame({ request }: JournalRecord, { type, parameters, undoes }: ActionExecution): boolean {
  if (request.surface === 'sysdigUndo') return undoes === request.executionId;
  return request.surface === 'sysdig' && undoes === undefined && type === request.type && holds(parameters, request.parameters);
}

/** A tenant may echo a number as text, or what it put in by itself besides. */
function holds(parameters: ActionParameters, wanted: ActionParameters): boolean {
  return Object.entries(wanted).every(([name, value]) => String(parameters[name]) === String(value));
}

/** Not where it has other parameters besides or no instant, nor where it came before this attempt and could be an earlier one's that nobody saw end. */
function isCertain({ createdAt, parameters }: ActionExecution, record: JournalRecord, records: readonly JournalRecord[]): boolean {
  if (createdAt === undefined || (record.request.surface === 'sysdig' && !holds(record.request.parameters, parameters))) return false;
  return createdAt >= record.intendedAt || !records.some((other) => isRival(other, record));
}

function isRival(other: JournalRecord, record: JournalRecord): boolean {
  if (other.attempt === record.attempt || requestKey(other) !== requestKey(record)) return false;
  return other.executionId === undefined && other.intendedAt <= record.intendedAt && (other.unclear === true || other.status === undefined);
}
