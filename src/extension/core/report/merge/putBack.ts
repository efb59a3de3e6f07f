import { isTableRule } from '../verify/sentences.ts';
import { anchorOf, type MergeSite, notesPlace } from './anchors.ts';
import { changedLine, type LineChanges } from './freshLine.ts';
import type { HandBlock, HandWords } from './handEdits.ts';
import { handText, inTodaysNumbers, keptMark, markedWords } from './handText.ts';

/** Lines to put into today's text; `tightBefore` and `tightAfter` where no blank line stood between them and the investigation's. */
export type Insertion = {
  /** where they stood in the old text */
  readonly from: number;
  readonly lines: readonly string[];
  readonly tightBefore: boolean;
  readonly tightAfter: boolean;
};

/** Today's text as it will be: what is put after which line (-1 is the top), which blocks are replaced, what becomes of the units of a line. */
export type Plan = {
  readonly after: Map<number, Insertion[]>;
  /** a person's block, by the first line of today's that it replaces */
  readonly blocks: Map<number, { readonly last: number; readonly lines: readonly string[] }>;
  readonly unwanted: Set<number>;
  readonly words: Map<number, { readonly before: string[]; readonly after: string[] }>;
};

/** Finds a place for everything that a person wrote; what has none goes into Notes, and nowhere is it left out. */
export function planOf(site: MergeSite): Plan {
  const plan: Plan = { after: new Map(), blocks: new Map(), unwanted: new Set(site.edits.unwanted), words: new Map() };
  const homeless: (readonly string[])[] = [];
  for (const block of site.edits.blocks) placeBlock(block, site, plan, homeless);
  for (const words of site.edits.words) placeWords(words, site, plan, homeless);
  for (const run of site.edits.lines) {
    const anchor = anchorOf(run, site);
    const lines = handText(run, site);
    const { lines: old } = site.old;
    const tightBefore = anchor?.next === true && isSaid(old[run.first - 1]);
    if (anchor === undefined) homeless.push(lines);
    else put(plan, anchor.after, { from: run.first, lines, tightBefore, tightAfter: isSaid(old[run.last + 1]) });
  }
  if (site.old.afterword.length > 0) homeless.push(inTodaysNumbers(site.old.afterword, site));
  if (homeless.length > 0) putNotes(homeless, site, plan);
  return plan;
}

function isSaid(line: string | undefined): boolean {
  return line !== undefined && line.trim() !== '';
}

function put({ after }: Plan, line: number, insertion: Insertion): void {
  after.set(
    line,
    [...(after.get(line) ?? []), insertion].toSorted((a, b) => a.from - b.from),
  );
}

/** Goes on with the notes that are there already. */
function putNotes(homeless: readonly (readonly string[])[], site: MergeSite, { after }: Plan): void {
  const lines = homeless.flatMap((one) => ['', ...one]);
  const place = notesPlace(site);
  const there = after.get(place) ?? [];
  const known = there.findIndex((one) => one.lines.some((line) => line.trim() === '### Notes'));
  const notes: Insertion = {
    from: Number.POSITIVE_INFINITY,
    lines: [...(there[known]?.lines ?? ['### Notes']), ...lines],
    tightBefore: false,
    tightAfter: false,
  };
  after.set(place, known < 0 ? [...there, notes] : there.with(known, notes));
}

/** In place of the same block where that is told as it was, else below today's, where a person sees both. */
function placeBlock({ fence, standing }: HandBlock, site: MergeSite, plan: Plan, homeless: (readonly string[])[]): void {
  const { ways, fences, old } = site;
  const own = old.lines.slice(fence.first, fence.last + 1);
  const isMarked = old.lines[fence.first - 1] === keptMark;
  const insertion: Insertion = { from: fence.first, lines: isMarked ? own : [keptMark, ...own], tightBefore: isMarked, tightAfter: false };
  const again = standing.map((at) => ways.toldAgain[ways.sealed[at] ?? -1]).find((unit) => unit !== undefined);
  const line = again === undefined ? undefined : ways.fresh[again]?.line;
  const today = fences.find(({ first, last }) => line !== undefined && line >= first && line <= last);
  if (today === undefined) {
    const anchor = anchorOf(fence, site);
    if (anchor === undefined) homeless.push(insertion.lines);
    else put(plan, anchor.after, insertion);
    return;
  }
  const units = unitsWithin(site, today.first, today.last);
  for (const unit of units) plan.unwanted.delete(unit);
  if (!plan.blocks.has(today.first) && isToldAsBefore(units, ways.toldAgain))
    plan.blocks.set(today.first, { last: today.last, lines: own });
  else put(plan, today.last, insertion);
}

function unitsWithin({ unitsAt }: MergeSite, first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, line) => unitsAt.get(first + line) ?? []).flatMap((units) =>
    units.map(({ at }) => at),
  );
}

/** Every line of it, and nothing between them that is gone. */
function isToldAsBefore(units: readonly number[], toldAgain: readonly (number | undefined)[]): boolean {
  const places = units.map((unit) => toldAgain.indexOf(unit));
  return places.every((place, index) => place >= 0 && (index === 0 || place === (places[index - 1] ?? -1) + 1));
}

/** Next to what they stood next to on their line; where that is told no more, they are a line of their own. */
function placeWords(words: HandWords, site: MergeSite, plan: Plan, homeless: (readonly string[])[]): void {
  const { ways, edits, old } = site;
  const again = (at: number | undefined) => (at === undefined ? undefined : ways.toldAgain[ways.sealed[at] ?? -1]);
  const line = old.lines[words.line] ?? '';
  const own = ways.old.findIndex((unit) => unit.line === words.line && unit.from === words.from);
  const [text = ''] = inTodaysNumbers([line.slice(words.from, words.to)], site);
  const said = edits.retold.has(own) ? markedWords(text) : text;
  const [before, after, instead] = [again(words.before), again(words.after), edits.instead.get(own)];
  const neighbour = before ?? after;
  const onLine = instead !== undefined && ways.fresh[instead]?.line === ways.fresh[neighbour ?? -1]?.line ? instead : before;
  if (onLine !== undefined) wordsAt(plan, onLine).after.push(said);
  else if (after !== undefined) wordsAt(plan, after).before.push(said);
  else {
    const bullet = /^\s*(?:[-*+]|\d+[.)])\s+/.exec(line)?.[0] ?? '';
    const anchor = anchorOf({ first: words.line, last: words.line }, site);
    const lines = [`${bullet}${said}`];
    if (anchor === undefined) homeless.push(lines);
    else put(plan, anchor.after, { from: words.line, lines, tightBefore: bullet !== '' && anchor.next, tightAfter: bullet !== '' });
  }
}

function wordsAt({ words }: Plan, unit: number): { readonly before: string[]; readonly after: string[] } {
  const known = words.get(unit) ?? { before: [], after: [] };
  words.set(unit, known);
  return known;
}

/** Today's text with the plan carried out. */
export function carriedOut(plan: Plan, site: MergeSite): readonly string[] {
  const text: string[] = [];
  insertAll(text, plan.after.get(-1) ?? [], site.fresh.lines[0]);
  let line = 0;
  while (line < site.fresh.lines.length) {
    const block = plan.blocks.get(line);
    const last = block?.last ?? line;
    const lines = block?.lines ?? freshLine(line, plan, site);
    text.push(...lines);
    const insertions = plan.after.get(last) ?? [];
    insertAll(text, insertions, site.fresh.lines[last + 1]);
    // What was taken out leaves no second blank line behind.
    const isBlankTwice = lines.length === 0 && insertions.length === 0 && !isSaid(text.at(-1)) && !isSaid(site.fresh.lines[last + 1]);
    line = last + (isBlankTwice ? 2 : 1);
  }
  return text;
}

/** @param next the line of today's text that will follow */
function insertAll(text: string[], insertions: readonly Insertion[], next: string | undefined): void {
  for (const { lines, tightBefore } of insertions) {
    const before = text.at(-1);
    if (isSaid(before) && !tightBefore && !areAlike(before, lines[0])) text.push('');
    text.push(...lines);
  }
  const last = insertions.at(-1);
  if (last !== undefined && isSaid(next) && !last.tightAfter && !areAlike(text.at(-1), next)) text.push('');
}

/** Two bullets, or two rows of a table. */
function areAlike(one: string | undefined, other: string | undefined): boolean {
  const bullet = /^\s*(?:[-*+]|\d+[.)])\s/;
  const row = /^\s*\|/;
  return [bullet, row].some((mark) => mark.test(one ?? '') && mark.test(other ?? ''));
}

/** None where all that it says was taken out: a fence goes with its block, the rule of a table with its header. */
function freshLine(line: number, plan: Plan, site: MergeSite): readonly string[] {
  const { fences, fresh } = site;
  const text = fresh.lines[line] ?? '';
  const fence = fences.find(({ first, last }) => line === first || line === last);
  const frame =
    fence === undefined ? (isTableRule(text) ? unitsWithin(site, line - 1, line - 1) : []) : unitsWithin(site, fence.first, fence.last);
  if (frame.length > 0 && frame.every((unit) => plan.unwanted.has(unit))) return [];
  const changed = changedLine(text, site.unitsAt.get(line) ?? [], changesOf(plan, site));
  return changed === undefined ? [] : [changed];
}

function changesOf({ unwanted, words }: Plan, { edits, ways }: MergeSite): LineChanges {
  return {
    isUnwanted: (unit) => unwanted.has(unit),
    before: (unit) => words.get(unit)?.before ?? [],
    after: (unit) => words.get(unit)?.after ?? [],
    prefix: (unit) => edits.prefixes.find((one) => ways.toldAgain[ways.sealed[one.unit] ?? -1] === unit)?.prefix,
  };
}
