import { chmod, mkdir, mkdtemp, open, readdir, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalRecord } from '../../../src/extension/core/remediate/journal/journal.ts';
import { recordText } from '../../../src/extension/core/remediate/journal/recordText.ts';
import { fileJournal } from '../../../src/extension/node/journal.ts';
import { type StandingClock, standingClock } from '../../fakes/standingClock.ts';
import { attempt, begun } from '../remediate/journal/attempts.ts';

let parent: string;
let folder: string;
let skipped: unknown[];
let clock: StandingClock;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'journal-'));
  folder = join(parent, 'journal');
  skipped = [];
  clock = standingClock(begun);
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});

/** A window of its own, which waits only shortly for a lock that nobody gives back. */
const window = () => fileJournal(folder, clock, { write: (_level, _message, detail) => skipped.push(detail?.['path']) }, 60);

const other = (parts: Partial<JournalRecord> = {}) =>
  attempt({ attempt: 'b1', request: { surface: 'sysdig', type: 'PAUSE_CONTAINER', parameters: { 'container.id': 'c1' } }, ...parts });

/** The file of the one attempt there is. */
async function file(): Promise<string> {
  const [name, ...more] = await readdir(folder);
  expect(more).toEqual([]);
  return join(folder, name ?? expect.fail('there is no file'));
}

/** Its lock as a crash leaves it between the lock and the record. */
async function leftLock(record: JournalRecord): Promise<string> {
  await window().claim(record);
  const path = await file();
  const lock = join(folder, `${path.slice(folder.length + 1, folder.length + 65)}.lock`);
  await rename(path, lock);
  return lock;
}

const threeLines = { what: expect.any(String), why: expect.any(String), fix: expect.any(String) };

describe('a file of the journal that can not be read', () => {
  const damages: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
    ['cut off', (path) => truncate(path, 100)],
    ['empty', (path) => truncate(path, 0)],
    ['open to others', (path) => chmod(path, 0o644)],
    ['of another version', (path) => writeFile(path, JSON.stringify({ ...attempt(), more: 1 }))],
    [
      'a symlink',
      async (path) => {
        await rename(path, join(parent, 'elsewhere'));
        await symlink(join(parent, 'elsewhere'), path);
      },
    ],
    ['the record of another attempt', (path) => writeFile(path, recordText(other()))],
  ];

  it.each(damages)('[R-24] because it is %s: is told, stays, and keeps its action from running again', async (_how, damage) => {
    await window().claim(attempt({ phase: 'ended' }));
    const path = await file();
    await damage(path);
    const before = await readFile(path, 'utf8');
    expect(await window().all()).toEqual([]);
    expect(skipped).toEqual([path]);
    await expect(window().claim(attempt({ attempt: 'a2' }))).rejects.toMatchObject({ reason: 'conflict', ...threeLines });
    await expect(window().update('a1', { said: 'x' })).rejects.toMatchObject({ reason: 'notFound' });
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await window().claim(other())).toBe('claimed');
  });

  it("leaves what is not the journal's alone", async () => {
    await window().claim(attempt());
    await writeFile(join(folder, 'notes.json'), 'mine');
    expect(await window().all()).toEqual([attempt()]);
    expect(skipped).toEqual([]);
    expect(await readFile(join(folder, 'notes.json'), 'utf8')).toBe('mine');
  });
});

describe('a lock that a crash left behind', () => {
  it('[R-24] stands in the way with its attempt, and is no attempt to others while a window may still be writing it', async () => {
    await leftLock(attempt());
    expect(await window().claim(attempt({ attempt: 'a2' }))).toEqual({ by: attempt() });
    expect(await window().claim(other())).toBe('claimed');
    expect(await window().all()).toEqual([other()]);
    await clock.pass(11);
    expect(await window().all()).toEqual([attempt(), other()]);
  });

  it.each([
    ['ended', () => window().update('a1', { phase: 'ended', status: 'failed', unclear: true })],
    ['forgotten', () => window().forget('a1')],
  ])('[R-24] is gone when somebody has it %s', async (_how, decide) => {
    await leftLock(attempt());
    await decide();
    expect(await window().claim(attempt({ attempt: 'a2' }))).toBe('claimed');
  });

  it('[R-24] keeps no end of its attempt from being written', async () => {
    const lock = await leftLock(attempt());
    await window().update('a1', { phase: 'submitted', executionId: 'x1' });
    const expected = { ...attempt(), phase: 'submitted', executionId: 'x1' };
    expect(await window().all()).toEqual([expected]);
    expect(await window().claim(attempt({ attempt: 'a2' }))).toEqual({ by: expected });
    expect(await readFile(lock, 'utf8')).toBe(recordText(attempt()));
  });

  it('[R-24] is not of another attempt that ends', async () => {
    await window().claim(attempt({ attempt: 'a0', phase: 'ended', status: 'done' }));
    const earlier = await file();
    const lock = `${earlier.slice(0, folder.length + 65)}.lock`;
    await writeFile(lock, recordText(attempt()), { mode: 0o600 });
    await window().update('a0', { said: 'ended long ago' });
    await window().forget('a0');
    expect(await window().claim(attempt({ attempt: 'a2' }))).toEqual({ by: attempt() });
  });

  it('[R-24] is never followed where it is a symlink, nor taken for free where it is empty', async () => {
    const lock = await leftLock(attempt());
    const victim = join(parent, 'victim');
    await rename(lock, victim);
    await symlink(victim, lock);
    await expect(window().claim(attempt({ attempt: 'a2' }))).rejects.toMatchObject({
      reason: 'conflict',
      why: expect.stringContaining(lock),
    });
    expect(await readFile(victim, 'utf8')).toBe(recordText(attempt()));
    await rm(lock);
    await writeFile(lock, '', { mode: 0o600 });
    await expect(window().claim(attempt({ attempt: 'a2' }))).rejects.toMatchObject({ reason: 'conflict', ...threeLines });
  });

  it('keeps no change waiting for ever', async () => {
    await window().claim(attempt());
    const turn = `${await file()}.writing`;
    await writeFile(turn, '', { mode: 0o600 });
    await window().update('a1', { said: 'one' });
    expect(await window().all()).toMatchObject([{ said: 'one' }]);
    // A window that lives may hold it: it goes when it is old.
    expect(await readdir(folder)).toHaveLength(2);
    await utimes(turn, 0, 0);
    await window().update('a1', { phase: 'submitted' });
    expect(await window().all()).toMatchObject([{ phase: 'submitted' }]);
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('a disk that fails', () => {
  it('[R-24] lets nothing be claimed or brought up to date that is not on it', async () => {
    await window().claim(attempt());
    const handle = await open(await file());
    const sync = vi.spyOn(Object.getPrototypeOf(handle), 'sync').mockRejectedValue(Object.assign(new Error('I/O'), { code: 'EIO' }));
    await handle.close();
    await expect(window().claim(other())).rejects.toMatchObject({ reason: 'refused', ...threeLines, why: expect.stringContaining('EIO') });
    await expect(window().update('a1', { phase: 'submitted' })).rejects.toMatchObject({ reason: 'refused', ...threeLines });
    sync.mockRestore();
    expect(await window().all()).toEqual([attempt()]);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await window().claim(other())).toBe('claimed');
  });
});

describe('a folder that can not be the journal', () => {
  it.each([
    ['a symlink', async () => symlink(parent, folder)],
    ['a file', async () => writeFile(folder, '')],
    ['open to others', async () => mkdir(folder).then(() => chmod(folder, 0o777))],
  ])('[R-24] because it is %s: nothing is claimed, and it is said in three lines', async (_how, make) => {
    await make();
    await expect(window().claim(attempt())).rejects.toMatchObject({ reason: 'refused', ...threeLines });
    expect(await readdir(parent)).toEqual(['journal']);
  });

  it('has no attempts where it is not there yet', async () => {
    expect(await window().all()).toEqual([]);
    expect(await readdir(parent)).toEqual([]);
  });
});
