import type { Coverage } from '../../model/case.ts';
import type { Cites, EvidenceId } from '../../model/evidence.ts';

/** What was not followed: by its key, so that it is told only where nobody else followed it. What stands in it depends on the key and `cites` alone. */
export type Left = Coverage & { readonly key: string; readonly cites: Cites };

/** Of a line's places that many are named, and that much evidence is cited; the rest is counted. */
const mostNamed = 3;
const mostCited = 10;

/** The same thing may be left out by several, each with its own evidence of it: the first by name stands for it, whoever came first. */
export function keepLeft(kept: Map<string, Left>, left: readonly Left[]): void {
  for (const one of left) {
    const there = kept.get(one.key);
    if (there === undefined || one.cites[0] < there.cites[0]) kept.set(one.key, one);
  }
}

/** The key of a hit that nothing ties to the trigger. */
export function untiedKey(eventId: string): string {
  return `untied ${eventId}`;
}

/** A line for each name and reason, so that a busy tenant gives a few lines instead of hundreds (I-22). */
export function groupLeft(left: readonly Left[]): readonly Coverage[] {
  const groups = new Map<string, Left[]>();
  for (const one of left.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const kind = `${one.name}: ${one.reason}`;
    groups.set(kind, [...(groups.get(kind) ?? []), one]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, alike]) => toLine(alike));
}

function toLine(alike: readonly Left[]): readonly Coverage[] {
  const [first] = alike;
  if (first === undefined) return [];
  const { key: _key, ...line } = first;
  const places = [...new Set(alike.map((one) => one.asked))];
  const more = places.length > mostNamed ? ` and ${places.length - mostNamed} more` : '';
  const cites = [...new Set(alike.flatMap((one) => one.cites))].sort().slice(0, mostCited) as [EvidenceId, ...EvidenceId[]];
  return [{ ...line, asked: `${line.name}: ${places.slice(0, mostNamed).join(', ')}${more}`, cites }];
}
