import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../core/model/failure.ts';
import { codeOf } from './caseFiles.ts';

const exclusively = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** Makes the folder, for its owner only, and sees to it that it is one: no symlink, nobody else's. Throws Failure. */
export async function makeOwnFolder(folder: string): Promise<void> {
  const made = await orFailure(folder, async () => mkdir(folder, { recursive: true, mode: 0o700 }));
  if (made !== undefined) await syncFolder(dirname(made));
  const facts = await orFailure(folder, async () => lstat(folder));
  if (!facts.isDirectory()) throw unusable(folder, 'it is not a folder');
  if (process.getuid === undefined) return;
  if (facts.uid !== process.getuid()) throw unusable(folder, 'it belongs to another user');
  if ((facts.mode & 0o077) !== 0) throw unusable(folder, 'others may read or change it');
}

/** Names in a folder; none where there is no folder. Throws Failure. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw unusable(folder, saidBy(error), error);
  }
}

/** A new file for its owner only, on the disk before it resolves. False where the name is taken, by a symlink too. Throws Failure. */
export async function createDurably(path: string, text: string): Promise<boolean> {
  try {
    await writeNew(path, text);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw unusable(path, saidBy(error), error);
  }
  await syncFolder(dirname(path));
  return true;
}

/** The file with this text, on the disk before it resolves: nobody ever reads half of it, and a symlink in its place is not followed. Throws Failure. */
export async function replaceDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  await orFailure(path, async () => {
    try {
      await writeNew(beside, text);
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  });
  await syncFolder(dirname(path));
}

/** Throws Failure; a file that is gone already is none. */
export async function removeDurably(path: string): Promise<void> {
  await orFailure(path, async () => rm(path, { force: true }));
  await syncFolder(dirname(path));
}

const waitMs = 25;

/** Waits for the name to become free and takes it. False where somebody has it for longer than anybody needs it. Throws Failure. */
export async function takeTurn(path: string, text: string, patienceMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += waitMs) {
    if (await createDurably(path, text)) return true;
    if (waited >= patienceMs) return false;
    await delay(waitMs);
  }
}

/** Whether a file was last written longer ago than that, by the clock of its disk; one that is gone is not. */
export async function isOlderThan(path: string, ms: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > ms;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, exclusively, 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } catch (error) {
    // A full disk leaves no half of a file in the way.
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A name is on the disk when its folder is. Windows opens no folder, and keeps names by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await orFailure(folder, async () => {
    const opened: FileHandle = await open(folder, constants.O_RDONLY);
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  });
}

async function orFailure<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unusable(path, saidBy(error), error);
  }
}

function saidBy(error: unknown): string {
  return `the system answered ${codeOf(error) ?? 'an error'}`;
}

/** Why the journal can not be used; nothing may be run without it. */
export function unusable(path: string, why: string, cause?: unknown): Failure {
  return new Failure('refused', {
    what: 'The journal of what was run can not be used',
    why: `${path}: ${why}`,
    fix: 'Make room there or put its access rights right, then try again; nothing is run without it',
    ...(cause !== undefined && { cause }),
  });
}
