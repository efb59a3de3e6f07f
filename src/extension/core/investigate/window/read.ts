import type { Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { EventPage } from '../../model/threat.ts';
import { totalOf } from './measure.ts';
import { isCut } from './missing.ts';
import { type Narrowing, narrowByPages } from './narrowByPages.ts';
import { bySeverity, type Choice, canNarrow, type Part } from './part.ts';
import { list, most, type Query, tooManyCalls } from './query.ts';

/** A part with its page, and with the parts that it was narrowed to where the page did not hold all of it. */
export type Read = {
  readonly part: Part;
  /** absent where it was not listed */
  readonly page?: Evidence<EventPage>;
  readonly narrowed?: { readonly choice: Choice; readonly reads: readonly Read[] };
};

/** Lists the parts, the most severe first, as far as the calls reach. Throws the Failure of the first list where none came through. */
export async function readParts(query: Query, parts: readonly Part[]): Promise<readonly Read[]> {
  const { reads, failure } = await readAll(query, parts);
  if (failure !== undefined && reads.every((read) => read.page === undefined)) throw failure;
  return reads;
}

async function readAll(query: Query, parts: readonly Part[]): Promise<{ reads: readonly Read[]; failure: Failure | undefined }> {
  const sorted = parts.toSorted(bySeverity);
  const listed = new Set(affordable(query, sorted.filter(reachesWindow)));
  const answers = await Promise.all(sorted.map((part) => (listed.has(part) ? list(query, part) : undefined)));
  const reads = sorted.map((part, index): Read => {
    const answer = answers[index];
    return answer === undefined || answer instanceof Failure ? { part } : { part, page: answer };
  });
  return { reads: await narrowCut(query, reads), failure: answers.find((answer) => answer instanceof Failure) };
}

function affordable(query: Query, parts: readonly Part[]): readonly Part[] {
  const paid = parts.slice(0, query.left.lists);
  query.left.lists -= paid.length;
  if (paid.length < parts.length) query.troubles.add(tooManyCalls);
  return paid;
}

/** Newest first: a page that later events fill shows nothing of the window. */
function reachesWindow({ measure, estimated }: Part): boolean {
  return measure === undefined || estimated === true || totalOf(measure).newer < most;
}

/** A part that was not counted, or not rightly, and whose page is cut, is narrowed and read again. */
async function narrowCut(query: Query, reads: readonly Read[]): Promise<readonly Read[]> {
  const cut = reads.filter(({ part, page }) => page !== undefined && isCut(page, query.window) && canNarrow(part));
  if (cut.length === 0) return reads;
  const narrowings = await narrowByPages(
    query,
    cut.map((read) => read.part),
  );
  const { reads: below } = await readAll(
    query,
    [...narrowings.values()].flatMap((narrowing) => narrowing.parts),
  );
  const byPart = new Map(below.map((read) => [read.part, read]));
  return reads.map((read) => withNarrowing(read, narrowings.get(read.part), byPart));
}

function withNarrowing(read: Read, narrowing: Narrowing | undefined, below: ReadonlyMap<Part, Read>): Read {
  if (narrowing === undefined) return read;
  return { ...read, narrowed: { choice: narrowing.choice, reads: narrowing.parts.flatMap((part) => below.get(part) ?? []) } };
}
