import { advanced, inOrder, isUnfinished, masked, noAttempt, requestKey } from '../../src/extension/core/remediate/journal/attempt.ts';
import type { Journal, JournalRecord } from '../../src/extension/core/remediate/journal/journal.ts';
import { readRecord, recordText } from '../../src/extension/core/remediate/journal/recordText.ts';

/** A journal by the rules of the real one that lives as long as the test: windows that share it are windows that share a folder. */
export function memoryJournal(): Journal {
  const kept = new Map<string, string>();
  const read = (attempt: string): JournalRecord | undefined => readRecord(kept.get(attempt) ?? '');
  const everything = (): readonly JournalRecord[] => inOrder([...kept.keys()].map((attempt) => whole(read(attempt))));
  return {
    claim: async (record) => {
      const by = everything().find((one) => isUnfinished(one) && requestKey(one) === requestKey(record));
      if (by !== undefined) return { by };
      if (kept.has(record.attempt)) throw new Error(`the attempt ${record.attempt} was begun before`);
      kept.set(record.attempt, recordText(masked(record)));
      whole(read(record.attempt));
      return 'claimed';
    },
    update: async (attempt, change) => {
      const record = read(attempt);
      if (record === undefined) throw noAttempt();
      kept.set(attempt, recordText(advanced(record, change)));
    },
    all: async () => everything(),
    forget: async (attempt) => {
      kept.delete(attempt);
    },
  };
}

function whole(record: JournalRecord | undefined): JournalRecord {
  if (record === undefined) throw new Error('the record can not be read back');
  return record;
}
