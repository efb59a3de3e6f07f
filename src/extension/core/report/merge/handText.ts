import { fencesOf } from '../fences.ts';
import { maskedLine } from '../verify/inlineText.ts';
import type { MergeSite } from './anchors.ts';
import type { HandLines } from './handEdits.ts';
import { renumbering, withCitations } from './renumber.ts';

/** Before what a person changed, where the investigation tells it otherwise today: both stand, and one sees whose is whose. */
export const keptMark = '**Edited before the refresh:**';

/**
 * A person's citations in today's numbers. `[was E7]` is none any more: that source was not read again, and the number may be another's today.
 */
export function inTodaysNumbers(lines: readonly string[], { old, fresh }: Pick<MergeSite, 'old' | 'fresh'>): readonly string[] {
  const today = renumbering(old.footer.sources, fresh.footer.sources);
  const known = new Set([...old.footer.sources, ...fresh.footer.sources].map(({ id }) => id as string));
  return withCitations(lines, (citation, id) => {
    if (!known.has(id)) return citation;
    const now = today(id);
    return now === undefined ? `[was ${id}]` : `[${now}]`;
  });
}

/** Lines of a person as they go into today's text: citations renumbered, what is told otherwise today marked, an open block closed. */
export function handText(run: HandLines, site: MergeSite): readonly string[] {
  const lines = inTodaysNumbers(site.old.lines.slice(run.first, run.last + 1), site);
  const fences = fencesOf(lines);
  const retold = new Set([...site.edits.retold].map((at) => (site.ways.old[at]?.line ?? -1) - run.first));
  const told = lines.flatMap((line, at) => {
    const fence = fences.find(({ first, last }) => at >= first && at <= last);
    if (fence === undefined) return [retold.has(at) && begins(lines, at) ? marked(line) : line];
    const isRetold = fence.first === at && [...retold].some((one) => one > fence.first && one <= fence.last);
    return isRetold && lines[at - 1] !== keptMark ? [keptMark, line] : [line];
  });
  const open = fences.find(({ closed }) => !closed);
  return open === undefined ? told : [...told, /[`~]{3,}/.exec(lines[open.first] ?? '')?.[0] ?? '```'];
}

/** Not the second line of a paragraph. */
function begins(lines: readonly string[], at: number): boolean {
  return (lines[at - 1] ?? '').trim() === '' || /^\s*(?:[-*+|#>]|\d+[.)]\s)/.test(lines[at] ?? '');
}

/** With the mark after the list's own, in the first cell of a row, and instead of a heading's. */
function marked(line: string): string {
  const mark = /^\s*(?:#{1,6}\s+|\|\s*|[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s+)?)/.exec(line)?.[0] ?? '';
  const said = line.slice(mark.length);
  return mark.includes('#') ? markedWords(said) : `${mark}${markedWords(said)}`;
}

/** A hypothesis says itself that it is no finding of the investigation. */
export function markedWords(said: string): string {
  return said.startsWith(keptMark) || maskedLine(said).startsWith('**Hypothesis:**') ? said : `${keptMark} ${said}`;
}
