import type { TenantLabel } from '../../model/case.ts';
import { canonical } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { maskSecrets } from '../../report/secrets.ts';
import type { JournalChange, JournalRecord, Phase } from './journal.ts';

/** No end is known, or it is being taken back: the same request may not be sent again meanwhile. */
export function isUnfinished({ phase }: Pick<JournalRecord, 'phase'>): boolean {
  return phase === 'intended' || phase === 'submitted' || phase === 'undoing';
}

/** Same tenant and same request, same key, however their parts are ordered. */
export function requestKey({ tenant, request }: Pick<JournalRecord, 'tenant' | 'request'>): string {
  return canonical([tenant, request]);
}

/** The attempts at one tenant: those of another are none of what it answers. */
export function ofTenant(records: readonly JournalRecord[], tenant: TenantLabel): readonly JournalRecord[] {
  return records.filter((record) => canonical(record.tenant) === canonical(tenant));
}

/** Oldest first, and in one order whatever order they were read in. */
export function inOrder(records: readonly JournalRecord[]): readonly JournalRecord[] {
  return records.toSorted((a, b) => a.intendedAt - b.intendedAt || (a.attempt < b.attempt ? -1 : 1));
}

/** What was said is masked once more, whoever wrote it. */
export function masked<T extends JournalChange>(change: T): T {
  return change.said === undefined ? change : { ...change, said: maskSecrets(change.said) };
}

const next: Readonly<Record<Phase, readonly Phase[]>> = {
  intended: ['intended', 'submitted', 'ended'],
  submitted: ['submitted', 'ended'],
  // Only one window can begin to take it back: the other finds it begun.
  ended: ['ended', 'undoing', 'undone'],
  undoing: ['undone', 'ended'],
  undone: ['undone'],
};

/** The record with a change, said masked. Throws Failure 'conflict' where it would go back to what it was, or be taken back twice. */
export function advanced(record: JournalRecord, change: JournalChange): JournalRecord {
  const { phase = record.phase } = change;
  const told = { ...record, ...masked(change) };
  if (isLate(record, change)) return { ...told, phase: record.phase };
  if (change.phase !== undefined && !next[record.phase].includes(phase)) throw movedOn(record);
  return told;
}

/**
 * Another window learnt of the end first: who submitted it still tells what they know, and takes nothing of that back. An end with a status is that of
 * the action itself; without one, it is taking it back that came to nothing.
 */
function isLate({ phase: now }: JournalRecord, { phase, status }: JournalChange): boolean {
  if (phase === 'submitted') return now === 'ended' || now === 'undoing' || now === 'undone';
  return phase === 'ended' && status !== undefined && (now === 'undoing' || now === 'undone');
}

const already: Readonly<Record<Phase, string>> = {
  intended: 'is not known to have run',
  submitted: 'was submitted already',
  ended: 'has ended already',
  undoing: 'is being taken back already',
  undone: 'was taken back already',
};

function movedOn({ phase }: JournalRecord): Failure {
  return new Failure('conflict', {
    what: 'The action could not be brought up to date',
    why: `It ${already[phase]}, here or in another window`,
    fix: 'Look at its state as it is now, then decide anew',
  });
}

export function noAttempt(): Failure {
  return new Failure('notFound', {
    what: 'The action could not be brought up to date',
    why: 'The journal has no such attempt, or it can not be read',
    fix: 'Look at the target itself, then probe again',
  });
}
