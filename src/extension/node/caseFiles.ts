import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../core/model/failure.ts';

/** `id` is the event's, or the group's where the group names no event; `at` is the minute that the file's name carries. */
export type CaseFileName = { readonly id: string; readonly at: Date };

export type OwnCaseFile =
  | { readonly status: 'own'; readonly text: string }
  | { readonly status: 'gone' }
  | { readonly status: 'foreign'; readonly reason: string };

/**
 * Writes a new case file and returns its path (K-01): created exclusively, mode 0600, through no symlink. Several cases in one minute get
 * `-2`, `-3` … before the extension. Throws Failure.
 * @param folder the system's temporary folder unless the user chose another
 */
export async function writeCaseFile(name: CaseFileName, text: string, folder: string = tmpdir()): Promise<string> {
  for (let attempt = 1; attempt <= mostPerMinute; attempt += 1) {
    const path = join(folder, caseFileName(name, attempt));
    if (await createExclusively(path, text)) return path;
  }
  throw new Failure('conflict', {
    what: 'The case file could not be written.',
    why: `${folder} already holds ${mostPerMinute} files of this case and minute.`,
    fix: 'Remove them, or investigate again in a minute.',
  });
}

const mostPerMinute = 50;

function caseFileName({ id, at }: CaseFileName, attempt: number): string {
  const [date = '', clock = ''] = at.toISOString().split('T');
  const minute = `${date.replaceAll('-', '')}-${clock.slice(0, 5).replace(':', '')}`;
  return `sysdig-runtime-investigate-${twelveHex(id)}-${minute}${attempt === 1 ? '' : `-${attempt}`}.md`;
}

/** Event ids are 32 hex, group ids the same with dashes; a tenant that names them otherwise gets the id's sha256, so no id can name a path. */
function twelveHex(id: string): string {
  const hex = id.replaceAll('-', '').toLowerCase();
  return (/^[0-9a-f]{32}$/.test(hex) ? hex : createHash('sha256').update(id).digest('hex')).slice(0, 12);
}

// O_EXCL refuses an existing name, a dangling symlink included; O_NOFOLLOW says so once more where the platform has it (Windows does not).
const noFollow = constants.O_NOFOLLOW ?? 0;
const exclusively = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow;

/**
 * Writes a report of a case beside its file: same name, another extension, numbered where that is taken. Throws Failure. @returns the path
 * @param extension with its dot
 */
export async function writeBeside(caseFile: string, extension: string, text: string): Promise<string> {
  const base = caseFile.replace(/\.md$/i, '');
  for (let attempt = 1; attempt <= mostPerMinute; attempt += 1) {
    const path = `${base}${attempt === 1 ? '' : `-${attempt}`}${extension}`;
    if (await createExclusively(path, text)) return path;
  }
  throw new Failure('conflict', {
    what: 'The report could not be written.',
    why: `${mostPerMinute} files beside ${caseFile} have its name.`,
    fix: 'Remove them, then export the case again.',
  });
}

/** A file for its owner only, behind no symlink. False where the name is taken. Throws Failure. */
export async function createExclusively(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, exclusively, 0o600);
    try {
      await file.writeFile(text, 'utf8');
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new Failure('refused', {
      what: 'The case file could not be written.',
      why: `The system answered ${codeOf(error) ?? 'an error'} for ${path}.`,
      fix: 'Make room in that folder or allow writing to it, then investigate again.',
      cause: error,
    });
  }
}

/**
 * Reads a case file back only if it is ours: a regular file behind no symlink, the user's own, closed to everyone else, and `isOurs` finds the
 * full event id in its footer. The checks look at the opened file, so it can not be swapped between check and read.
 */
export async function readOwnCaseFile(path: string, isOurs: (text: string) => boolean): Promise<OwnCaseFile> {
  try {
    const file = await open(path, constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0));
    try {
      const reason = strangeness(await file.stat());
      if (reason !== undefined) return { status: 'foreign', reason };
      const text = await file.readFile('utf8');
      return isOurs(text) ? { status: 'own', text } : { status: 'foreign', reason: 'its footer is not the one of this case' };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { status: 'gone' };
    if (codeOf(error) === 'ELOOP') return { status: 'foreign', reason: 'it is a symbolic link' };
    throw new Failure('refused', {
      what: 'The case file could not be read.',
      why: `The system answered ${codeOf(error) ?? 'an error'} for ${path}.`,
      fix: 'Check the file, or choose Refresh to write a new case.',
      cause: error,
    });
  }
}

type Facts = { isFile(): boolean; readonly uid: number; readonly mode: number; readonly size: number };

const largest = 20_000_000;

/** Why a file is not ours; undefined when nothing speaks against it. Windows has neither owner ids nor modes to look at. */
function strangeness(facts: Facts): string | undefined {
  if (!facts.isFile()) return 'it is not a regular file';
  if (facts.size > largest) return 'it is larger than any case';
  if (process.getuid === undefined) return undefined;
  if (facts.uid !== process.getuid()) return 'it belongs to another user';
  return (facts.mode & 0o777) === 0o600 ? undefined : 'others may read or change it';
}

/** The system's own word for what went wrong, as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
