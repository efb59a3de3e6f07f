import type { Evidence } from '../../model/evidence.ts';
import type { EventPage } from '../../model/threat.ts';
import type { Read } from './read.ts';

/** Of a part and of what it was narrowed to, in that order. */
export function pagesOf(reads: readonly Read[]): readonly Evidence<EventPage>[] {
  return reads.flatMap(({ page, narrowed }) => [
    ...(page === undefined ? [] : [page]),
    ...(narrowed === undefined ? [] : pagesOf(narrowed.reads)),
  ]);
}
