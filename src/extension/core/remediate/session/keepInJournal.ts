import { Failure } from '../../model/failure.ts';
import type { JournalChange } from '../journal/journal.ts';
import type { Road } from './road.ts';

/**
 * Writes what became of an attempt after it was sent. That the journal can not be written then is told and changes nothing of what happened: the record
 * stays as it was, unfinished, and is found again.
 */
export async function keepInJournal(attempt: string, change: JournalChange, road: Road): Promise<void> {
  try {
    await road.journal.update(attempt, change);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    road.log.write('error', 'the journal could not be written', { attempt, why: error.why });
    road.narrator.say(`The journal could not be brought up to date: ${error.why}.`);
  }
}
