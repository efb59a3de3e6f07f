import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSavedCase, type ReadCaseFile, type SavedCase, savedCaseAt } from '../../core/report/savedCase.ts';
import { stretchesOf } from '../../core/report/verify/inlineText.ts';
import type { RecentCase } from '../../core/tools/skillState.ts';
import type { CasePlaces } from './casePlaces.ts';

/** The file of a case as far as this machine has it. `title` is its heading: prose, which a user may have changed (K-10). */
export type CaseOnDisk =
  | { readonly status: 'there'; readonly file: string; readonly title?: string; readonly partial: boolean }
  | { readonly status: 'gone' }
  /** a file of that name is there, but it is not ours to read, or no longer this case */
  | { readonly status: 'strange'; readonly why: string };

export type DiskPorts = { readonly readCaseFile: ReadCaseFile; readonly places: Pick<CasePlaces, 'of'> };

/** What the shared state names is data: no name leads out of the folder of the cases. */
export function caseOnDisk(one: RecentCase, { readCaseFile, places }: DiskPorts): Promise<CaseOnDisk> {
  return look(readCaseFile, (read) => savedCaseOf(one, { readCaseFile: read, places }));
}

/** Where the user put it, else where it was written. */
export async function savedCaseOf(one: RecentCase, { readCaseFile, places }: DiskPorts): Promise<SavedCase> {
  const moved = await findSavedCase(one, (name) => places.of(caseFilePath(name)), readCaseFile);
  return moved.status === 'own' ? moved : findSavedCase(one, caseFilePath, readCaseFile);
}

/** The case in a file that this workspace knows, wherever it was put. @param id of its event, or what it was triggered by */
export function caseAt(file: string, id: string, { readCaseFile }: Pick<DiskPorts, 'readCaseFile'>): Promise<CaseOnDisk> {
  return look(readCaseFile, (read) => savedCaseAt(file, id, read));
}

/** Cases are looked up where we write them and nowhere else. */
function caseFilePath(name: string): string {
  return join(tmpdir(), name);
}

async function look(read: ReadCaseFile, find: (read: ReadCaseFile) => Promise<SavedCase>): Promise<CaseOnDisk> {
  // Where the system refuses there is no answer: what can not be read is not gone.
  const looked: { asked: boolean; answer?: Awaited<ReturnType<ReadCaseFile>> } = { asked: false };
  const saved = await find(async (path, isOurs) => {
    looked.asked = true;
    looked.answer = await read(path, isOurs);
    return looked.answer;
  });
  if (saved.status === 'lost')
    return !looked.asked || looked.answer?.status === 'gone' ? { status: 'gone' } : { status: 'strange', why: saved.why };
  const title = looked.answer?.status === 'own' ? titleOf(looked.answer.text) : undefined;
  return { status: 'there', file: saved.earlier.file, partial: saved.partial, ...(title !== undefined && { title }) };
}

/** "## Shell in the ledger pod — Execution (TA0002)": what a reader sees of it, without the tactic. */
function titleOf(text: string): string | undefined {
  const [, heading] = /^## +(\S.*)$/m.exec(text) ?? [];
  const shown = heading?.replace(/ — [^—]*$/, '');
  return shown === undefined ? undefined : stretchesOf(shown.trim()).reduce((line, stretch) => line + stretch.text, '');
}
