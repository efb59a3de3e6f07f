import type { EarlierCase } from '../model/earlierCase.ts';
import { Failure } from '../model/failure.ts';
import type { CaseFooter, SourceRow } from './caseFooter.ts';
import { footerPlace } from './footerPlace.ts';
import { parseCaseFooter } from './parseCaseFooter.ts';

/** Reads a case file only if it is the user's own and `isOurs` accepts its text (K-01). Throws Failure where the system refuses. */
export type ReadCaseFile = (path: string, isOurs: (text: string) => boolean) => Promise<ReadBack>;

type ReadBack =
  | { readonly status: 'own'; readonly text: string }
  | { readonly status: 'gone' }
  | { readonly status: 'foreign'; readonly reason: string };

/** The file of an earlier case and what a refresh takes along of it, or why it is none any more. */
export type SavedCase =
  | { readonly status: 'own'; readonly earlier: EarlierCase; readonly partial: boolean }
  | { readonly status: 'lost'; readonly why: string };

/** A case as the shared state names it. The state is shared, so the file's name in it is data. */
type Named = { readonly eventId: string; readonly caseFile?: string };

/** @param locate the path of a case file's name in the folder where this host writes */
export async function findSavedCase(one: Named, locate: (name: string) => string, read: ReadCaseFile): Promise<SavedCase> {
  if (one.caseFile === undefined || !isCaseFileName(one.caseFile)) return { status: 'lost', why: 'no case file of ours is noted for it' };
  return savedCaseAt(locate(one.caseFile), one.eventId, read);
}

/** The case in a file that the user named, wherever they put it. */
export async function savedCaseAt(file: string, id: string, read: ReadCaseFile): Promise<SavedCase> {
  try {
    const found = await read(file, (text) => isCaseOf(text, id));
    if (found.status === 'own') return savedCase(file, found.text);
    return { status: 'lost', why: found.status === 'gone' ? 'its file is gone' : found.reason };
  } catch (error) {
    if (Failure.is(error)) return { status: 'lost', why: error.why };
    throw error;
  }
}

/** Only a name that we would have given is looked up. */
function isCaseFileName(name: string): boolean {
  return /^sysdig-runtime-investigate-[0-9a-f]{8,12}-\d{8}-\d{4}(-\d+)?\.md$/.test(name);
}

function isCaseOf(text: string, id: string): boolean {
  const parsed = parseCaseFooter(text);
  if (parsed.status !== 'ok') return false;
  const { trigger, eventId, groupId } = parsed.footer;
  return [trigger.id, eventId, groupId].includes(id);
}

/** The footer alone is read: everything above and below it is prose (K-10). */
function savedCase(file: string, text: string): SavedCase {
  const parsed = parseCaseFooter(text);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const audit = footerPlace(lines)?.audit ?? lines.length;
  const index = lines.findIndex((line, at) => at > audit && line.startsWith('- Completed: '));
  const completedAt = parsed.status === 'ok' ? Date.parse(parsed.footer.completedAt) : Number.NaN;
  if (parsed.status !== 'ok' || Number.isNaN(completedAt)) return { status: 'lost', why: 'its footer was changed' };
  const earlier = { file, line: index + 1, raw: lines[index] ?? '', completedAt, eventIds: eventIdsOf(parsed.footer) };
  return { status: 'own', earlier, partial: parsed.footer.status === 'partial' };
}

function eventIdsOf({ eventId, sources }: CaseFooter): readonly string[] {
  const known = [eventId, ...sources.map(eventOf)].filter((id) => id !== undefined);
  return [...new Set(known)];
}

/** The event of a row of a list, or of an event's own record; a call that failed showed none. */
function eventOf({ source, failure }: SourceRow): string | undefined {
  if (failure !== undefined || source.kind !== 'mcp') return undefined;
  if (source.tool === 'list_runtime_events') return source.row;
  // It takes one argument, which servers name in their own ways.
  return source.tool === 'get_event_info' ? Object.values(source.args).find((value) => typeof value === 'string') : undefined;
}
