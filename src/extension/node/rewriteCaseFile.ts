import { rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../core/model/failure.ts';
import { codeOf, createExclusively, type OwnCaseFile, readOwnCaseFile } from './caseFiles.ts';

export type RewrittenCaseFile =
  | { readonly status: 'done'; readonly before: string; readonly after: string }
  | Exclude<OwnCaseFile, { readonly status: 'own' }>;

/**
 * Rewrites a case file of ours (see readOwnCaseFile): `revise` makes the new text out of what stands there now. It is written beside the file,
 * exclusively and for its owner only, and takes its place at once, so nobody ever reads half of it, and a symlink in its place is replaced and not
 * followed. Another window that rewrites it is waited for; where somebody else changed it in between, it is read and revised again, once. Throws
 * Failure, and then the file is as it was.
 */
export async function rewriteCaseFile(
  path: string,
  isOurs: (text: string) => boolean,
  revise: (text: string) => string,
): Promise<RewrittenCaseFile> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const found = await readOwnCaseFile(path, isOurs);
    if (found.status !== 'own') return found;
    const after = revise(found.text);
    if (await replaced(path, after, async () => isUnchanged(path, found.text))) return { status: 'done', before: found.text, after };
  }
  throw new Failure('conflict', {
    what: 'The case file could not be brought up to date.',
    why: `${path} was changed by somebody else while it was written.`,
    fix: 'Refresh the case again.',
  });
}

/** The copy of a case, for its owner only like the case itself (K-12); who chose the place has agreed to replace what is there. Throws Failure. */
export async function writeCaseCopy(path: string, text: string): Promise<void> {
  await replaced(path, text, async () => true);
}

/** False where `isStill` says no just before the new text takes its place. */
async function replaced(path: string, text: string, isStill: () => Promise<boolean>): Promise<boolean> {
  const beside = `${path}.writing`;
  await claim(beside, text);
  try {
    if (!(await isStill())) return false;
    await rename(beside, path);
    return true;
  } catch (error) {
    if (Failure.is(error)) throw error;
    throw new Failure('refused', {
      what: 'The case file could not be written.',
      why: `The system answered ${codeOf(error) ?? 'an error'} for ${path}.`,
      fix: 'Allow writing to that file and its folder, then try again.',
      cause: error,
    });
  } finally {
    await rm(beside, { force: true });
  }
}

async function isUnchanged(path: string, text: string): Promise<boolean> {
  return (await readOwnCaseFile(path, (now) => now === text)).status === 'own';
}

const waitMs = 50;
const waits = 40;

/** The file beside is a lock as well: who made it holds it for an instant. One that outlasts the waiting was left by a crash and is taken over. */
async function claim(beside: string, text: string): Promise<void> {
  for (let wait = 0; wait < waits; wait += 1) {
    if (await createExclusively(beside, text)) return;
    await delay(waitMs);
  }
  try {
    await rm(beside, { force: true });
    if (await createExclusively(beside, text)) return;
  } catch (cause) {
    throw inTheWay(beside, cause);
  }
  throw inTheWay(beside);
}

function inTheWay(beside: string, cause?: unknown): Failure {
  return new Failure('conflict', {
    what: 'The case file could not be written.',
    why: `${beside} is in the way.`,
    fix: 'Remove it, then try again.',
    cause,
  });
}
