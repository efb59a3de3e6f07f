import type { Fence } from '../fences.ts';
import { isTableRule } from '../verify/sentences.ts';
import type { CaseDocument } from './caseDocument.ts';
import type { HandEdits, HandLines, Placed } from './handEdits.ts';
import type { ThreeWay } from './threeWay.ts';

/** Two texts of a case and what a person did to the old one. */
export type MergeSite = {
  readonly old: CaseDocument;
  readonly fresh: CaseDocument;
  readonly ways: ThreeWay;
  readonly edits: HandEdits;
  /** of today's text, as the units of its lines */
  readonly fences: readonly Fence[];
  readonly unitsAt: ReadonlyMap<number, readonly Placed[]>;
};

/** The line of today's text after which something goes; -1 is the top. `next` where it follows what it followed in the old text. */
export type Anchor = { readonly after: number; readonly next: boolean };

/**
 * Where lines of a person go: in place of what they replaced, else after the nearest thing before them that is told again, else to the end of
 * their section. Undefined where nothing of that is there any more.
 */
export function anchorOf(run: HandLines, site: MergeSite): Anchor | undefined {
  const { ways, edits } = site;
  const own = [...ways.old.entries()].filter(([, unit]) => unit.line >= run.first && unit.line <= run.last);
  const replaced = own.map(([at]) => edits.instead.get(at)).find((unit) => unit !== undefined);
  if (replaced !== undefined) return { after: lineAfter(replaced, true, site), next: true };
  const anchor = nearestBefore(run.first, site);
  const opensSection = own.some(([, unit]) => unit.kind === 'heading') && endsSection(run.last, ways);
  return opensSection && anchor !== undefined && anchor.after >= 0 ? { after: sectionEnd(anchor.after, site), next: false } : anchor;
}

/** A section of a person's own stays behind whatever the section before it tells today. */
function endsSection(last: number, { old, sealed }: ThreeWay): boolean {
  const next = old.find((unit, at) => unit.line > last && sealed[at] !== undefined);
  return next === undefined || next.kind === 'heading';
}

function nearestBefore(line: number, site: MergeSite): Anchor | undefined {
  const { old, sealed } = site.ways;
  const before = old.findLastIndex((unit, at) => unit.line < line && sealed[at] !== undefined);
  for (let at = before; at >= 0; at -= 1) {
    if (sealed[at] === undefined) continue;
    const again = toldAgain(at, site);
    const next = at === before;
    const isHeading = old[at]?.kind === 'heading';
    if (again !== undefined) return isHeading && !next ? endOfSectionOf(again, site) : { after: lineAfter(again, next, site), next };
    if (isHeading) return undefined;
  }
  return before < 0 ? { after: -1, next: true } : undefined;
}

/** The title is the title whatever it says. */
function toldAgain(at: number, { ways }: MergeSite): number | undefined {
  const place = ways.sealed[at] ?? -1;
  const title = ways.fresh.findIndex(({ kind }) => kind === 'heading');
  return ways.toldAgain[place] ?? (place === 0 && title >= 0 ? title : undefined);
}

function endOfSectionOf(heading: number, site: MergeSite): Anchor {
  return { after: sectionEnd(site.ways.fresh[heading]?.line ?? 0, site), next: false };
}

/** Below a unit of today's text: past the block it is in, past the rule of the table it heads, and past the block that it introduces. */
function lineAfter(unit: number, next: boolean, { ways, fresh, fences }: MergeSite): number {
  const line = ways.fresh[unit]?.line ?? 0;
  const within = fences.find(({ first, last }) => line >= first && line <= last);
  if (within !== undefined) return within.last;
  if (isTableRule(fresh.lines[line + 1])) return line + 1;
  const introduced = next ? undefined : fences.find(({ first }) => first === line + 1);
  return introduced?.last ?? line;
}

/** The last line of the section that a line of today's text is in. */
function sectionEnd(line: number, { ways, fresh }: MergeSite): number {
  const following = ways.fresh.find((unit) => unit.kind === 'heading' && unit.line > line);
  return lastSaid(fresh.lines, following?.line ?? fresh.lines.length);
}

/** Where what has no place any more goes: before the limitations, else at the end. */
export function notesPlace({ fresh }: MergeSite): number {
  const limits = fresh.lines.findIndex((line) => line.trim() === '### Limitations');
  return lastSaid(fresh.lines, limits < 0 ? fresh.lines.length : limits);
}

function lastSaid(lines: readonly string[], before: number): number {
  return lines.findLastIndex((line, at) => at < before && line.trim() !== '');
}
