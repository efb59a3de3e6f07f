import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../core/model/failure.ts';
import type { Clock, Log } from '../core/model/ports.ts';
import { advanced, inOrder, isUnfinished, masked, noAttempt, requestKey } from '../core/remediate/journal/attempt.ts';
import type { Journal, JournalChange, JournalRecord } from '../core/remediate/journal/journal.ts';
import { readRecord, recordText } from '../core/remediate/journal/recordText.ts';
import { readOwnCaseFile } from './caseFiles.ts';
import { createDurably, isOlderThan, makeOwnFolder, namesIn, removeDurably, replaceDurably, takeTurn, unusable } from './journalFiles.ts';

/**
 * The journal as a folder that all windows share: one file an attempt, named by its request and itself. Whoever begins an attempt holds the lock
 * file of its request while they look whether another is unfinished, and write theirs. A lock that a crash left behind is never taken over: it
 * holds the record of its attempt, which stands in the way until a person has decided on it. Nothing that can not be read is removed.
 * @param folder made if need be, for its owner only
 * @param patienceMs how long a lock is waited for: a live window needs a fraction of this for its few writes, even on a slow disk
 */
export function fileJournal(folder: string, clock: Pick<Clock, 'now'>, log: Log, patienceMs = 2_000): Journal {
  return new FileJournal(folder, clock, log, patienceMs);
}

const leftAfterMs = 10_000;
const atOnce = 32;

class FileJournal implements Journal {
  readonly #folder: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Log;
  readonly #patienceMs: number;

  constructor(folder: string, clock: Pick<Clock, 'now'>, log: Log, patienceMs: number) {
    this.#folder = folder;
    this.#clock = clock;
    this.#log = log;
    this.#patienceMs = patienceMs;
  }

  async claim(given: JournalRecord): Promise<'claimed' | { readonly by: JournalRecord }> {
    await makeOwnFolder(this.#folder);
    const record = masked(given);
    const text = recordText(record);
    if (readRecord(text) === undefined) throw unusable(this.#folder, 'the attempt could not be read back');
    const lock = this.#lockOf(record);
    if (!(await takeTurn(lock, text, this.#patienceMs))) return { by: await this.#holder(lock) };
    try {
      const by = await this.#unfinished(record);
      if (by !== undefined) return { by };
      await this.#begin(record, text, lock);
      return 'claimed';
    } finally {
      await this.#release(lock, record.attempt);
    }
  }

  async update(attempt: string, change: JournalChange): Promise<void> {
    const found = await this.#find(attempt);
    if (found === undefined) throw noAttempt();
    const path = this.#pathOf(found);
    const turn = turnOf(path);
    // One after the other, so that no change is lost. What a crash left behind does not keep an end from being written.
    const isOurs = await takeTurn(turn, '', this.#patienceMs);
    try {
      const next = advanced((await this.#read(path)) ?? found, change);
      await replaceDurably(path, recordText(next));
      if (!isUnfinished(next)) await this.#release(this.#lockOf(next), attempt);
    } finally {
      // One that is held by a window that lives is its own to remove.
      if (isOurs || (await isOlderThan(turn, leftAfterMs))) await removeDurably(turn);
    }
  }

  async all(): Promise<readonly JournalRecord[]> {
    const names = await namesIn(this.#folder);
    const records = await this.#readEach(names.filter((name) => recordName.test(name)));
    const known = new Set(records.map(({ attempt }) => attempt));
    const left = (await this.#locks(names)).filter((record) => this.#isLeft(record) && !known.has(record.attempt));
    return inOrder([...records, ...left]);
  }

  async forget(attempt: string): Promise<void> {
    const found = await this.#find(attempt);
    if (found === undefined) return;
    await removeDurably(this.#pathOf(found));
    await removeDurably(turnOf(this.#pathOf(found)));
    await this.#release(this.#lockOf(found), attempt);
  }

  /** Under the lock of its request. */
  async #begin(record: JournalRecord, text: string, lock: string): Promise<void> {
    const path = this.#pathOf(record);
    if (!(await createDurably(path, text))) throw unusable(path, 'an attempt of that name was begun before');
    // Who was held up for long may have been taken for a crash, and their attempt forgotten by hand.
    if ((await this.#read(lock))?.attempt === record.attempt) return;
    await removeDurably(path);
    throw unusable(lock, 'it was taken away while the attempt was written');
  }

  /** An attempt at the same request without an end. One that can not be read may be that. Throws Failure then. */
  async #unfinished(record: JournalRecord): Promise<JournalRecord | undefined> {
    const names = (await namesIn(this.#folder)).filter((name) => recordName.test(name) && name.startsWith(keyOf(record)));
    const records = await this.#readEach(names);
    const unread = names.find((name) => !records.some((one) => nameOf(one) === name));
    const by = records.find(isUnfinished);
    if (by !== undefined || unread === undefined) return by;
    throw mayHaveRun(join(this.#folder, unread));
  }

  /** The attempt in the way of a claim: as its own file tells it, or as the lock does where a crash came before that file. */
  async #holder(lock: string): Promise<JournalRecord> {
    const held = await this.#read(lock);
    if (held === undefined) throw mayHaveRun(lock);
    return (await this.#read(this.#pathOf(held))) ?? held;
  }

  async #find(attempt: string): Promise<JournalRecord | undefined> {
    const names = await namesIn(this.#folder);
    const own = names.filter((name) => recordName.test(name) && name.endsWith(endOf(attempt)));
    const [found] = await this.#readEach(own);
    return found ?? (await this.#locks(names)).find((record) => record.attempt === attempt);
  }

  async #readEach(names: readonly string[]): Promise<readonly JournalRecord[]> {
    const records: JournalRecord[] = [];
    // So many at once: a system has only so many open files for everybody.
    for (let from = 0; from < names.length; from += atOnce) {
      const read = await Promise.all(names.slice(from, from + atOnce).map(async (name) => this.#readNamed(name)));
      records.push(...read.filter((record) => record !== undefined));
    }
    return records;
  }

  async #readNamed(name: string): Promise<JournalRecord | undefined> {
    const path = join(this.#folder, name);
    const record = await this.#read(path);
    if (record === undefined || nameOf(record) === name) return record;
    this.#skip(path, 'its name is not that of its record');
    return undefined;
  }

  async #locks(names: readonly string[]): Promise<readonly JournalRecord[]> {
    const locks = names.filter((name) => lockName.test(name));
    const read = await Promise.all(locks.map(async (name) => this.#read(join(this.#folder, name))));
    return read.filter((record) => record !== undefined);
  }

  #isLeft({ intendedAt }: JournalRecord): boolean {
    return this.#clock.now() - intendedAt > leftAfterMs;
  }

  /** Only the attempt's own lock. */
  async #release(lock: string, attempt: string): Promise<void> {
    if ((await this.#read(lock))?.attempt === attempt) await removeDurably(lock);
  }

  /** Undefined where there is none, and for what is not ours or no record; that is told to the log. */
  async #read(path: string): Promise<JournalRecord | undefined> {
    try {
      const file = await readOwnCaseFile(path, () => true);
      const record = file.status === 'own' ? readRecord(file.text) : undefined;
      if (record !== undefined) return record;
      if (file.status !== 'gone') this.#skip(path, file.status === 'foreign' ? file.reason : 'it is no whole record');
    } catch (error) {
      if (!Failure.is(error)) throw error;
      this.#skip(path, error.why);
    }
    return undefined;
  }

  #skip(path: string, why: string): void {
    this.#log.write('warn', 'a file of the journal was skipped', { path, why });
  }

  #pathOf(record: JournalRecord): string {
    return join(this.#folder, nameOf(record));
  }

  #lockOf(record: JournalRecord): string {
    return join(this.#folder, `${keyOf(record)}.lock`);
  }
}

const recordName = /^[0-9a-f]{64}\.[0-9a-f]{32}\.json$/;
const lockName = /^[0-9a-f]{64}\.lock$/;

function keyOf(record: JournalRecord): string {
  return sha256(requestKey(record));
}

function nameOf(record: JournalRecord): string {
  return `${keyOf(record)}${endOf(record.attempt)}`;
}

/** By its hash, so no id can name a path. */
function endOf(attempt: string): string {
  return `.${sha256(attempt).slice(0, 32)}.json`;
}

function turnOf(path: string): string {
  return `${path}.writing`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function mayHaveRun(path: string): Failure {
  return new Failure('conflict', {
    what: 'Nothing was run',
    why: `${path} is of the same action and can not be read, so whether it was run before is not known`,
    fix: 'Look at the target itself; remove that file once you know, then confirm the action anew',
  });
}
