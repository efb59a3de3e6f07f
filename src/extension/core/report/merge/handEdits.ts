import { type Fence, fencesOf } from '../fences.ts';
import type { CaseUnit } from '../verify/caseText.ts';
import { isTableRule } from '../verify/sentences.ts';
import type { CaseDocument } from './caseDocument.ts';
import { type Gap, gapsOf, type ThreeWay } from './threeWay.ts';

/** Whole lines that a person wrote, from `first` to `last` of the old text, blank ones between them included. */
export type HandLines = { readonly first: number; readonly last: number };

/** What a person wrote on a line that is the investigation's otherwise; `before` and `after` are the units that stand round it there. */
export type HandWords = {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly before?: number;
  readonly after?: number;
};

/** A block of the investigation's in which a person wrote: it is theirs as a whole, since half a drawing is none. */
export type HandBlock = { readonly fence: Fence; readonly standing: readonly number[] };

export type HandEdits = {
  readonly lines: readonly HandLines[];
  readonly words: readonly HandWords[];
  readonly blocks: readonly HandBlock[];
  /** lines of the investigation's with a mark of a person's before them, as `- [x] ` */
  readonly prefixes: readonly { readonly unit: number; readonly prefix: string }[];
  /** for a unit that a person wrote: what it took the place of, a unit of today's text */
  readonly instead: ReadonlyMap<number, number>;
  /** units that a person wrote in place of something that is told otherwise today */
  readonly retold: ReadonlySet<number>;
  /** units of today's text that a person took out */
  readonly unwanted: ReadonlySet<number>;
};

/** Everything in the old text that the investigation did not write, and what is missing of what it wrote. */
export function handEdits(document: CaseDocument, ways: ThreeWay): HandEdits {
  const unitsAt = byLine(ways.old);
  const gaps = gapsOf(ways);
  const blocks = handBlocks(document, ways);
  const kinds = lineKinds(document, ways, unitsAt, blocks);
  const instead = new Map(gaps.flatMap((gap) => replaced(gap, ways)));
  const fences = fencesOf(document.lines);
  const begins = (line: number): boolean =>
    !fences.some(({ first, last }) => line > first && line <= last) &&
    (unitsAt.get(line) ?? []).some(
      ({ unit, at }) => unit.kind === 'heading' || (instead.has(at) && (document.lines[line - 1] ?? '').trim() === ''),
    );
  return {
    lines: runsOf(kinds, begins),
    words: kinds.flatMap((kind, line) => (kind === 'mixed' ? wordsOf(line, unitsAt.get(line) ?? [], ways) : [])),
    blocks,
    prefixes: kinds.flatMap((kind, line) => (kind === 'told' || kind === 'mixed' ? prefixOf(document, unitsAt.get(line), ways) : [])),
    instead,
    retold: new Set(gaps.flatMap(({ written, retold }) => (retold ? written : []))),
    unwanted: new Set(gaps.flatMap((gap) => gap.unwanted)),
  };
}

/** The units of each line, with their indices. */
export function byLine(units: readonly CaseUnit[]): ReadonlyMap<number, readonly Placed[]> {
  const lines = new Map<number, Placed[]>();
  units.forEach((unit, at) => {
    lines.set(unit.line, [...(lines.get(unit.line) ?? []), { unit, at }]);
  });
  return lines;
}

export type Placed = { readonly unit: CaseUnit; readonly at: number };
/** `told` by the investigation alone, by a `hand` alone, `mixed`, or in a `block` that is a person's as a whole. */
type LineKind = 'blank' | 'told' | 'hand' | 'mixed' | 'block';

/** Pairs each with the next of its kind that was taken out; what is left over goes where the last one was. */
function replaced({ written, unwanted }: Gap, { old, fresh }: ThreeWay): readonly (readonly [number, number])[] {
  const last = unwanted.at(-1);
  if (last === undefined) return [];
  let next = 0;
  return written.map((at) => {
    const found = unwanted.findIndex((unit, index) => index >= next && fresh[unit]?.kind === old[at]?.kind);
    if (found >= 0) next = found + 1;
    return [at, found >= 0 ? (unwanted[found] ?? last) : (unwanted[next - 1] ?? last)] as const;
  });
}

function handBlocks({ lines }: CaseDocument, { old, sealed }: ThreeWay): readonly HandBlock[] {
  return fencesOf(lines).flatMap((fence) => {
    const within = [...old.keys()].filter((at) => isWithin(old[at]?.line, fence));
    const standing = within.filter((at) => sealed[at] !== undefined);
    const isAsWritten = standing.length === within.length && /^\s*[`~]{3,}\w*\s*$/.test(lines[fence.first] ?? '');
    return standing.length > 0 && !isAsWritten ? [{ fence, standing }] : [];
  });
}

function isWithin(line: number | undefined, { first, last }: Fence): boolean {
  return line !== undefined && line >= first && line <= last;
}

function lineKinds(
  { lines }: CaseDocument,
  { sealed }: ThreeWay,
  unitsAt: ReadonlyMap<number, readonly Placed[]>,
  blocks: readonly HandBlock[],
): readonly LineKind[] {
  const fences = fencesOf(lines);
  const kinds: LineKind[] = [];
  lines.forEach((text, line) => {
    const units = unitsAt.get(line) ?? [];
    const standing = units.filter(({ at }) => sealed[at] !== undefined).length;
    if (blocks.some(({ fence }) => isWithin(line, fence))) kinds.push('block');
    else if (text.trim() === '') kinds.push('blank');
    else if (units.length === 0) kinds.push(frameKind(text, line, kinds, fences, (at) => isTold(unitsAt.get(at), sealed)));
    else if (standing === 0 || hasStrayText(text, units)) kinds.push('hand');
    else kinds.push(standing === units.length ? 'told' : 'mixed');
  });
  return kinds;
}

/** A fence belongs to whom its lines belong to, the line under a table's header to whom the header does; anything else without words is a person's. */
function frameKind(
  text: string,
  line: number,
  before: readonly LineKind[],
  fences: readonly Fence[],
  told: (line: number) => boolean,
): LineKind {
  const fence = fences.find((one) => one.first === line || (one.closed && one.last === line));
  if (fence !== undefined)
    return Array.from({ length: fence.last - fence.first + 1 }, (_, at) => fence.first + at).some(told) ? 'told' : 'hand';
  return before.at(-1) === 'told' && isTableRule(text) ? 'told' : 'hand';
}

function isTold(units: readonly Placed[] | undefined, sealed: ThreeWay['sealed']): boolean {
  return units?.some(({ at }) => sealed[at] !== undefined) ?? false;
}

/** Text of the line that is in no unit, beside list marks and what stands between sentences. */
function hasStrayText(text: string, units: readonly Placed[]): boolean {
  let done = 0;
  const between = units.map(({ unit }, index) => {
    const stray = text.slice(done, unit.from);
    done = unit.to;
    return index === 0 ? !/^[\s>]*(?:(?:[-*+#]+|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?$/.test(stray) : !/^[\s;]*$/.test(stray);
  });
  return between.includes(true) || text.slice(done).trim() !== '';
}

/** Lines of a person next to each other, as one; what replaced something and a heading begin anew, since they have a place of their own. */
function runsOf(kinds: readonly LineKind[], begins: (line: number) => boolean): readonly HandLines[] {
  const runs: HandLines[] = [];
  kinds.forEach((kind, line) => {
    if (kind !== 'hand') return;
    const last = runs.at(-1);
    const joined = last !== undefined && !begins(line) && kinds.slice(last.last + 1, line).every((between) => between === 'blank');
    if (joined) runs.pop();
    runs.push({ first: joined ? last.first : line, last: line });
  });
  return runs;
}

function wordsOf(line: number, units: readonly Placed[], { sealed }: ThreeWay): readonly HandWords[] {
  const found: HandWords[] = [];
  let before: number | undefined;
  units.forEach(({ unit, at }, index) => {
    if (sealed[at] !== undefined) {
      before = at;
      return;
    }
    const previous = units[index - 1];
    const joins = previous !== undefined && sealed[previous.at] === undefined;
    const start = joins ? found.pop()?.from : unit.from;
    const after = units.slice(index + 1).find((one) => sealed[one.at] !== undefined)?.at;
    found.push({
      line,
      from: start ?? unit.from,
      to: unit.to,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    });
  });
  return found;
}

/** A checked box or a quotation mark that the investigation did not set. */
function prefixOf({ lines }: CaseDocument, units: readonly Placed[] | undefined, { sealed }: ThreeWay): HandEdits['prefixes'] {
  const first = units?.[0];
  if (first === undefined || sealed[first.at] === undefined) return [];
  const prefix = (lines[first.unit.line] ?? '').slice(0, first.unit.from);
  return /\[[ xX]\]/.test(prefix) ? [{ unit: first.at, prefix }] : [];
}
