import type { SourceRow } from './caseFooter.ts';
import { fencesOf } from './fences.ts';
import { type CaseDocument, readCaseDocument } from './merge/caseDocument.ts';
import { threeWay } from './merge/threeWay.ts';
import type { CaseUnit } from './verify/caseText.ts';
import { stretchesOf } from './verify/inlineText.ts';

/** What a refresh tells otherwise than the case before it, as plain text, in reading order. `since` is when that one was completed, ISO UTC. */
export type ClaimsDiff = {
  readonly since: string;
  readonly fresh: readonly string[];
  readonly changed: readonly { readonly before: string; readonly after: string }[];
  readonly gone: readonly string[];
};

/** `at` is the index among the units of its text, `key` what counts of it. */
type Told = { readonly at: number; readonly section: string; readonly unit: CaseUnit; readonly key: string };

/**
 * Compares what the investigation told then and tells now, whatever a person has done to the old text since. Numbers of evidence and of steps do not
 * count, nor what was asked for and when: these change with each run. Undefined where one of the two is no case.
 */
export function claimsDiff(old: string, fresh: string): ClaimsDiff | undefined {
  const [before, after] = [readCaseDocument(old), readCaseDocument(fresh)];
  if (before === undefined || after === undefined) return undefined;
  const ways = threeWay(before, after);
  const again = new Set(ways.toldAgain);
  const then = toldIn(before, ways.old).filter(({ at }) => {
    const place = ways.sealed[at];
    return place !== undefined && ways.toldAgain[place] === undefined;
  });
  const now = toldIn(after, ways.fresh).filter(({ at }) => !again.has(at));
  const [gone, added] = withoutEqual(then, now);
  return { since: before.footer.completedAt, ...paired(gone, added) };
}

/** What says something of the incident: no drawing, which the timeline tells, no coverage, and no heading but the title. */
function toldIn({ lines, footer }: CaseDocument, units: readonly CaseUnit[]): readonly Told[] {
  const ofEarlier = new Set<string>(footer.sources.filter(isFile).map(({ id }) => id));
  const drawings = fencesOf(lines).filter(({ first }) => /mermaid\s*$/.test(lines[first] ?? ''));
  let section = '';
  return units.flatMap((unit, at) => {
    const isTitle = unit.kind === 'heading' && section === '';
    if (unit.kind === 'heading') section = isTitle ? 'title' : unit.words;
    const isDrawn = drawings.some(({ first, last }) => unit.line > first && unit.line < last);
    const isAside = (unit.kind === 'heading' && !isTitle) || (unit.kind === 'row' && section === 'Limitations');
    // What rests on an earlier case's file tells of that case.
    if (isDrawn || isAside || unit.cites.some((id) => ofEarlier.has(id))) return [];
    return [{ at, section, unit, key: `${section} ${withoutSteps(unit.words)}` }];
  });
}

function isFile({ source }: SourceRow): boolean {
  return source.kind === 'file';
}

/** A step that comes before others moves their numbers. */
function withoutSteps(words: string): string {
  return words.replace(/\bS\d+\b/g, 'S');
}

function withoutEqual(then: readonly Told[], now: readonly Told[]): readonly [readonly Told[], readonly Told[]] {
  const keys = (told: readonly Told[]) => new Set(told.map(({ key }) => key));
  const [before, after] = [keys(then), keys(now)];
  return [then.filter(({ key }) => !after.has(key)), now.filter(({ key }) => !before.has(key))];
}

/** Of one section, what shares most of its words is the same claim told otherwise. */
function paired(gone: readonly Told[], added: readonly Told[]): Pick<ClaimsDiff, 'fresh' | 'changed' | 'gone'> {
  const left = [...gone];
  const changed: { before: string; after: string }[] = [];
  const fresh = added.filter((one) => {
    const likeness = left.map((other) => (other.section === one.section && other.unit.kind === one.unit.kind ? alike(other, one) : 0));
    const best = likeness.indexOf(Math.max(...likeness));
    const before = left[best];
    if (before === undefined || (likeness[best] ?? 0) < 0.5) return true;
    left.splice(best, 1);
    changed.push({ before: plainUnit(before.unit), after: plainUnit(one.unit) });
    return false;
  });
  return { fresh: fresh.map(({ unit }) => plainUnit(unit)), changed, gone: left.map(({ unit }) => plainUnit(unit)) };
}

/** The words that two have in common, of all that they have: 0 to 1. */
function alike(one: Told, other: Told): number {
  const [a, b] = [one, other].map(({ key }) => new Set(key.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  if (a === undefined || b === undefined) return 0;
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common || 1);
}

/** What a reader of the rendered text sees. */
function plainUnit({ kind, words }: CaseUnit): string {
  if (kind === 'block') return words;
  const shown = stretchesOf(words).map(({ kind: stretch, text }) => (stretch === 'words' ? text.replaceAll('**', '') : text));
  return (kind === 'row' ? shown.join('').replaceAll(' | ', ' · ') : shown.join('')).trim();
}

/** "2 new, 1 changed, 1 gone", what there is none of left out; empty where nothing is different. */
export function countsOf({ fresh, changed, gone }: ClaimsDiff): readonly (readonly [number, 'new' | 'changed' | 'gone'])[] {
  const counts = [
    [fresh.length, 'new'],
    [changed.length, 'changed'],
    [gone.length, 'gone'],
  ] as const;
  return counts.filter(([count]) => count > 0);
}
